use super::{
    AttributeId, DefinitionId, EntityId, FunctionId, OutcomeId, RecordId, TableId, TableRows, Type,
    VariableId, Variants,
};
use crate::source::Span;
use lutine_core::date::Date;
use lutine_core::graph::{Choice, Comparison, DatePart, DayCount, Domain, Maths};
use lutine_core::number::{Decimal, Mode};
use std::sync::Arc;

/// An expression with its type and its place.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its type.
    pub ty: Type,
    /// Where it is written; a step that the checker put in has the place of what it wraps.
    pub span: Span,
}

/// The kinds of expression.
///
/// Errors: unless said otherwise the value is the error of the leftmost operand that has one.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A value written in the text. A number literal has the type that its surroundings gave it.
    Literal(Literal),
    /// The item whose attribute is being computed, or the ancestor of it that is of this entity; in rules, definitions and the
    /// output only the root.
    Item(EntityId),
    /// A comprehension variable, a `let` or a parameter.
    Variable(VariableId),
    /// An attribute of an item. Given and made lists are attributes too.
    Attribute {
        /// The item, of type [`Type::Entity`].
        of: Box<Expr>,
        /// Which attribute.
        attribute: AttributeId,
    },
    /// The place of an item in the list that owns it, from 1.
    Position(Box<Expr>),
    /// A field of a record.
    Field {
        /// The record.
        of: Box<Expr>,
        /// Place of the field.
        field: u32,
    },
    /// A definition.
    Definition(DefinitionId),
    /// A function applied to arguments; in the error sense the body with the arguments in place of the parameters: an argument
    /// that the body does not reach does no harm.
    Call {
        /// The function.
        function: FunctionId,
        /// One argument a parameter.
        arguments: Vec<Expr>,
    },
    /// A table look-up. With one result its value, with several a [`Type::Record`] whose fields are independent of each other. A result
    /// declared `T?` is absent where there is no row or its cell is blank; otherwise that is the error `no_row`.
    Lookup {
        /// The table.
        table: TableId,
        /// One a key.
        keys: Vec<Expr>,
    },
    /// `-a`
    Negate(Box<Expr>),
    /// `not a`
    Not(Box<Expr>),
    /// `a + b` and the like, on numbers of any kind.
    Arithmetic {
        /// Which.
        operation: Arithmetic,
        /// Left operand.
        left: Box<Expr>,
        /// Right operand.
        right: Box<Expr>,
    },
    /// `date + period`, `date - period` (with `back`): years and months first (clamped to the month's last day), then days.
    Shift {
        /// The date.
        date: Box<Expr>,
        /// The period.
        period: Box<Expr>,
        /// Whether the period is subtracted.
        back: bool,
    },
    /// A period: `6 months`.
    Period {
        /// Whole years.
        years: Box<Expr>,
        /// Whole months.
        months: Box<Expr>,
        /// Days.
        days: Box<Expr>,
    },
    /// A comparison of two values of one kind.
    Compare {
        /// Which.
        comparison: Comparison,
        /// Left operand.
        left: Box<Expr>,
        /// Right operand.
        right: Box<Expr>,
    },
    /// `a and b`: left to right, b is ignored where a is false.
    And(Box<Expr>, Box<Expr>),
    /// `a or b`: left to right, b is ignored where a is true.
    Or(Box<Expr>, Box<Expr>),
    /// `x in {1, 2}`, `x in 1..5` with ends that are literals.
    In {
        /// The value.
        value: Box<Expr>,
        /// The set.
        domain: Domain,
    },
    /// `x in a..b` with computed ends: all three are computed, x first.
    InRange {
        /// The value.
        value: Box<Expr>,
        /// Lower end, inside.
        low: Option<Box<Expr>>,
        /// Upper end.
        high: Option<Box<Expr>>,
        /// Whether the upper end is inside.
        inclusive: bool,
    },
    /// `x in L`: x's error, else `any(x = e for e in L)`.
    InList {
        /// The value.
        value: Box<Expr>,
        /// The list, of values that have `=` with it.
        list: Box<Expr>,
    },
    /// `x is given`, x optional.
    IsGiven(Box<Expr>),
    /// `x ?? y`: y only where x is absent. The type of y is that of the result: optional or not.
    Coalesce(Box<Expr>, Box<Expr>),
    /// x of type T, as a T?.
    Wrap(Box<Expr>),
    /// x of type T? where a guard proved that it is given, as a T.
    Unwrap(Box<Expr>),
    /// A number taken as another kind of number; the value is the same (int → decimal, money → unrounded money).
    Widen(Box<Expr>),
    /// x if it is inside the declared range or set, else the error `out_of_range`. Of an optional: its value, where it is given.
    Check {
        /// The value.
        value: Box<Expr>,
        /// The declared domain; one for all that are computed to be in it.
        domain: Arc<Domain>,
        /// The name of what it was declared for.
        name: Arc<str>,
    },
    /// `if`, and each condition of `choose`: only the arm taken counts.
    If {
        /// The condition.
        condition: Box<Expr>,
        /// Where it is true.
        then: Box<Expr>,
        /// Where it is false.
        otherwise: Box<Expr>,
    },
    /// `match`: the first arm that fits; the checker has seen to it that one does.
    Match {
        /// What is looked at.
        value: Box<Expr>,
        /// The arms.
        arms: Vec<MatchArm>,
        /// The last arm, taken where no other fits: `otherwise`, or the last one written where the arms cover all values.
        otherwise: Box<Expr>,
    },
    /// What has variants: of the dimensions that a guard names the first in error, else the first variant whose guards hold. One does:
    /// what no variant claims is refused when the rulebook is checked. Only the variant that applies counts.
    Variants {
        /// When which of them applies.
        of: Arc<Variants>,
        /// The value of each, in the order of [`Variants::arms`].
        values: Vec<Expr>,
    },
    /// `let x = e` before a result. An error of e counts only where x is used. The effects of a rule share its `let`s.
    Let {
        /// The variable.
        variable: VariableId,
        /// Its value.
        value: Arc<Expr>,
        /// The result.
        body: Box<Expr>,
    },
    /// `sum(e for v in A for w in v.B where c)` and the like. Over no item: sum 0, product 1, count 0, any false, all true,
    /// collect empty; min, max and average absent where the type is optional. Items are in list order, later clauses vary
    /// fastest. The error of the first item in error is the result's (the list of a later clause, then the condition, then the
    /// value), except that any and all stop at the first item that decides.
    Aggregate {
        /// Which.
        kind: Aggregation,
        /// At least one.
        clauses: Vec<Clause>,
        /// `where`.
        condition: Option<Box<Expr>>,
        /// What is aggregated; for count a true literal.
        value: Box<Expr>,
    },
    /// `pick(d in L where c by greatest e)`, `first(L)`, `last(L)`: an item of the list, optional where none may fit. Ties go to the first.
    /// Every kept item's e is computed, and the first error is the result's, as for the aggregates.
    Pick {
        /// Which item.
        choice: Choice,
        /// The list.
        clause: Box<Clause>,
        /// `where`.
        condition: Option<Box<Expr>>,
        /// What is compared; none for the first and last.
        by: Option<Box<Expr>>,
    },
    /// `L[n]`, from 1; outside it is the error `no_item`.
    Index {
        /// A list of items or of values, given or computed.
        list: Box<Expr>,
        /// The place.
        index: Box<Expr>,
    },
    /// `L[key]` of a made list: the item that was made for the key, else the error `no_item`.
    ItemFor {
        /// The made list.
        list: Box<Expr>,
        /// The key.
        key: Box<Expr>,
    },
    /// `round(x half up to 0.01)`
    Round {
        /// The number.
        value: Box<Expr>,
        /// How ties and the rest go.
        mode: Mode,
        /// The step, a number of any kind.
        step: Box<Expr>,
    },
    /// `abs(x)`
    Absolute(Box<Expr>),
    /// `sqrt(x)` and the like
    Maths {
        /// Which.
        function: Maths,
        /// x
        of: Box<Expr>,
    },
    /// `min(a, b, …)`, at least two; folded from the left, ties to the left.
    Least(Vec<Expr>),
    /// `max(a, b, …)`, at least two; folded from the left, ties to the left.
    Greatest(Vec<Expr>),
    /// `year(d)` and the like.
    DatePart {
        /// Which.
        part: DatePart,
        /// The date.
        date: Box<Expr>,
    },
    /// `years(a to b)` and the like.
    Between {
        /// The unit.
        unit: Part,
        /// From.
        from: Box<Expr>,
        /// To.
        to: Box<Expr>,
    },
    /// `steps { … }`: the running value behind the last line.
    Steps {
        /// The rounding after every line that applies: how, and to what step.
        each_rounded: Option<(Mode, Box<Expr>)>,
        /// The lines; the first is a `start` without `when`.
        lines: Vec<Step>,
    },
    /// `Layer { loss = …, limit = … }`; a field in error leaves the others whole.
    Record {
        /// The record.
        record: RecordId,
        /// One a field, in the record's order.
        fields: Vec<Expr>,
    },
    /// `p with { loss = … }`
    With {
        /// The record value.
        of: Box<Expr>,
        /// Fields with their new values.
        fields: Vec<(u32, Expr)>,
    },
    /// Text with values in it.
    Format(Vec<TextPiece>),
    /// `final(L.name)`: what is carried on by the last item of the list, in the order of its entity; of no items the start. An error of the
    /// list goes before that of a place in the order, and that before one of the value.
    Final {
        /// A given or made list of items.
        list: Box<Expr>,
        /// What they carry.
        attribute: AttributeId,
    },
    /// `sorted(d in L where c by descending a, then by b)`: the kept items in order, those that are the same in all keys as they stand in the list.
    /// The first item in error (the condition before the keys) is the error of the list.
    Sorted {
        /// The list.
        clause: Box<Clause>,
        /// `where`.
        condition: Option<Box<Expr>>,
        /// What they are put in order by, at least one: numbers, dates, members of an ordered enumeration.
        by: Vec<SortKey>,
    },
    /// `joined(L, s)`: the texts of a list with a text between any two. The error of the list goes before that of the text.
    Joined {
        /// A list of texts.
        list: Box<Expr>,
        /// What stands between.
        separator: Box<Expr>,
    },
    /// `1..n` where it is gone through: the whole numbers from one to the other, none if the second is less. More than `max` are the error
    /// `too_many_items`.
    Numbers {
        /// The first.
        from: Box<Expr>,
        /// The last.
        to: Box<Expr>,
        /// How many there can be.
        max: u32,
        /// As it is written, for the message.
        text: Arc<str>,
    },
    /// `v.place`: where what the variable stands for has its place in the list that a clause goes through, from 1.
    Place(VariableId),
    /// `allocated(total by weight to step)`: the share of the item in the total of the list in which it stands, by weight, in whole steps
    /// that add up to the total: each gets the whole steps of its exact share, and of the steps that are left one each those with the largest
    /// rests, of equal ones the first. Error, in this order: that of the total; of the first item of the list the weight of which is in
    /// error; of the step; `step_not_positive`; `not_in_steps` of a total that is not a whole number of steps; `negative_weight`;
    /// `no_weight` where the weights add up to 0, unless the total is 0; `overflow`.
    Allocated {
        /// The item whose share it is.
        item: Box<Expr>,
        /// What is handed out; mentions only what the list stands in.
        total: Box<Expr>,
        /// The weight of an item, in the context of each item of the list.
        weight: Box<Expr>,
        /// The step; mentions only what the list stands in.
        step: Box<Expr>,
    },
    /// `rows of t`: the rows of a table in their order, a record each.
    Rows(Arc<TableRows>),
    /// A look-up in a `collect` table: the rows that fit the keys, in their order; none where none fits.
    Fitting {
        /// All rows of the table.
        rows: Arc<TableRows>,
        /// One a key.
        keys: Vec<Expr>,
        /// Where the table has one result without a name, its column: the list is one of its values. Else each row is a record.
        value: Option<u32>,
    },
    /// The decision of an outcome: the worst level of its reasons, the first level if there is none.
    Decision(OutcomeId),
    /// The reasons of an outcome in the order of the rules: a list of its reason record (code, level, message).
    Reasons(OutcomeId),
}

/// A value written in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `true`, `false`
    Bool(bool),
    /// A number of any kind.
    Number(Decimal),
    /// Text.
    Text(Arc<str>),
    /// A date.
    Date(Date),
    /// A member of the type's enumeration, by ordinal.
    Enum(u32),
    /// `none`
    None,
}

/// Operations of arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `mod`
    Remainder,
    /// `pow(a, b)`
    Power,
}

/// Units of a span between two dates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Part {
    #[default]
    /// Completed years; from after to is the error `date_order`.
    Years,
    /// Completed months, may be negative.
    Months,
    /// Days, may be negative.
    Days,
    /// Completed years, those that begin on 29 February completing on 28 February where there is no 29 February; from after to is the
    /// error `date_order`.
    YearsByFebruary28,
    /// A part of a year, a decimal; from after to is the error `date_order`.
    OfYear(DayCount),
}

/// The aggregates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aggregation {
    /// `sum`
    Sum,
    /// `product`
    Product,
    /// `count`
    Count,
    /// `min`
    Min,
    /// `max`
    Max,
    /// `average`: sum ÷ count.
    Average,
    /// `any`
    Any,
    /// `all`
    All,
    /// `collect`: the values as a list.
    Collect,
    /// `distinct`: the values without repetition, where each first occurs; plain values, or records of plain values.
    Distinct,
}

/// `for v in L`
#[derive(Debug, Clone)]
pub struct Clause {
    /// v
    pub variable: VariableId,
    /// L; may use the variables of the clauses before.
    pub list: Expr,
}

/// `by descending e`, `then by e`
#[derive(Debug, Clone)]
pub struct SortKey {
    /// e
    pub value: Expr,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// An arm of a `match`.
#[derive(Debug, Clone)]
pub struct MatchArm {
    /// What it fits.
    pub pattern: Pattern,
    /// Its result.
    pub value: Expr,
}

/// What an arm of a `match` fits.
#[derive(Debug, Clone)]
pub enum Pattern {
    /// Values of the set; of an optional: where it is given.
    Domain(Domain),
    /// Absence.
    None,
    /// Absence, and values of the set.
    NoneOr(Domain),
}

/// A line of `steps`.
#[derive(Debug, Clone)]
pub struct Step {
    /// What it does.
    pub operation: StepOperation,
    /// Its label, or the text of a note.
    pub label: Option<Arc<str>>,
    /// Where it applies.
    pub when: Option<Expr>,
    /// The type of the running value behind it.
    pub ty: Type,
    /// Its place.
    pub span: Span,
    /// The place of its operand, or of the rounding of a `round` line, for the worksheet.
    pub operand_span: Span,
}

/// What a line of `steps` does to the running value. Where `when` is an error, so is the running value; the operand's error
/// counts only where the line applies. The running value's error goes before the operand's.
#[derive(Debug, Clone)]
pub enum StepOperation {
    /// Sets it.
    Start(Expr),
    /// Multiplies it.
    Times(Expr),
    /// Divides it.
    DividedBy(Expr),
    /// Adds to it.
    Plus(Expr),
    /// Subtracts from it.
    Less(Expr),
    /// Raises it to a minimum.
    AtLeast(Expr),
    /// Lowers it to a maximum.
    AtMost(Expr),
    /// Rounds it.
    Round(Mode, Expr),
    /// Only shows in the worksheet.
    Note,
}

/// A piece of text with values in it.
#[derive(Debug, Clone)]
pub enum TextPiece {
    /// As it stands.
    Text(Arc<str>),
    /// A value, written as in an answer but without quotes; an absent one as `none`.
    Value(Expr),
}
