//! Expressions: operators, access to fields and items, calls, and the forms that decide.

use std::fmt;

use super::definition::Let;
use super::literal::{Date, Literal, Number, Range, Text};
use super::name::{Name, Path};
use super::steps::Steps;
use super::word_form::{Aggregate, Allocated, DateSpan, DayCount, PeriodUnit, Pick, Round, Sorted};
use crate::source::Span;

/// An expression.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Whether it stands in parentheses of its own.
    pub parenthesised: bool,
    /// Where it stands, with those parentheses.
    pub span: Span,
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        let parentheses = if self.parenthesised { "()" } else { "" };
        write!(f, " @{parentheses}{:?}", self.span)
    }
}

/// What an [`Expression`] is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ExpressionKind {
    /// `1_000`, `15%`, `12.50 USD`
    Number(Number),
    /// `2025-01-01`
    Date(Date),
    /// `"{d.name} has points"`
    Text(Text),
    /// `true`, `false`
    Bool(bool),
    /// `none`
    None,
    /// A bare name: a variable, an attribute, a parent, an enum's value, an enum (`policy`, `TX`, `Coverage`).
    Name(Name),
    /// `{COMP, COLL}`, `{1, 2, 5..9}`: only behind `in` and `for each … in`. Its ranges are [`ExpressionKind::Range`].
    Set(Vec<Expression>),
    /// `a..b`: only behind `in`, in a set, and where a list is made or walked.
    Range(Box<Range<Expression>>),
    /// `Layer { loss = …, limit = … }`
    Record {
        /// The record.
        record: Path,
        /// Its fields in the order in which they are written.
        fields: Vec<FieldValue>,
    },
    /// `policy.drivers[1].age`, `p with { loss = … }`: what is taken from a value, step by step.
    Access {
        /// What it is taken from; never itself an access, unless in parentheses.
        base: Box<Expression>,
        /// At least one step.
        steps: Vec<AccessStep>,
    },
    /// `6 months`, `term months`
    Period {
        /// How many.
        count: Box<Expression>,
        /// Of what.
        unit: PeriodUnit,
    },
    /// `a and b and c`: at least two.
    And(Vec<Expression>),
    /// `a or b or c`: at least two.
    Or(Vec<Expression>),
    /// `not a`
    Not(Box<Expression>),
    /// `-a`
    Negate(Box<Expression>),
    /// `a = b`
    Compare {
        /// The left operand.
        left: Box<Expression>,
        /// Which comparison.
        operator: Comparison,
        /// Where the operator stands.
        operator_span: Span,
        /// The right operand.
        right: Box<Expression>,
    },
    /// `a in {…}`, `a not in 1..5`
    In {
        /// What is looked for.
        value: Box<Expression>,
        /// Whether it was `not in`.
        negated: bool,
        /// A set, a range or a list.
        within: Box<Expression>,
    },
    /// `a is given`, `a is not given`
    IsGiven {
        /// What may be absent.
        value: Box<Expression>,
        /// Whether it was `is not given`.
        negated: bool,
    },
    /// `a ?? b ?? c`: the first that is not absent; at least two.
    FirstGiven(Vec<Expression>),
    /// `a + b - c`, `a * b / c mod d`: operators of one precedence, from left to right. [`Arithmetic::rest`] never mixes
    /// `+ -` with `* / mod`.
    Arithmetic(Arithmetic),
    /// `name(…)`: a table, a function, a plug-in, or one of the language's own functions without words in it
    /// (`max(a, b)`, `count(L)`, `sum(L)`, `banded(x, t)`, `final(a.b)`).
    Call {
        /// What is called.
        callee: Path,
        /// Its arguments.
        arguments: Vec<Expression>,
    },
    /// `sum(e for v in A where c)`
    Aggregate(Box<Aggregate>),
    /// `pick(d in L where c by greatest e)`
    Pick(Box<Pick>),
    /// `sorted(d in L by e)`
    Sorted(Box<Sorted>),
    /// `round(e half up to 0.01)`
    Round(Box<Round>),
    /// `years(a to b)`
    DateSpan(Box<DateSpan>),
    /// `day_count(a to b actual_365)`
    DayCount(Box<DayCount>),
    /// `allocated(total by weight to 0.01)`
    Allocated(Box<Allocated>),
    /// `rows of t`: a table as a list.
    RowsOf(Path),
    /// `if a then b else if c then d else e`
    If(If),
    /// `match x { A, B: e, otherwise: e }`
    Match(Match),
    /// `choose { condition: e, otherwise: e }`
    Choose(Choose),
    /// `{ let x = e … result }`
    Block(Block),
    /// `steps { … }`
    Steps(Box<Steps>),
}

/// A field and its value in a record: `loss = 5`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldValue {
    /// The field.
    pub name: Name,
    /// Its value.
    pub value: Expression,
}

/// One step from a value to something in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AccessStep {
    /// `.name`
    Field(Name),
    /// `[index]`: a place in a list from 1, or the key it was made from.
    Index {
        /// Which item.
        index: Expression,
        /// With its brackets.
        span: Span,
    },
    /// `with { loss = 5 }`: the same record with other values in some fields.
    With {
        /// At least one.
        fields: Vec<FieldValue>,
        /// From `with` to the closing brace.
        span: Span,
    },
}

impl AccessStep {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Field(name) => name.span,
            Self::Index { span, .. } | Self::With { span, .. } => *span,
        }
    }
}

/// `= != < <= > >=`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        }
    }
}

/// Operands of one precedence, from left to right.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Arithmetic {
    /// The first operand.
    pub first: Box<Expression>,
    /// The others, each with the operator before it; at least one.
    pub rest: Vec<ArithmeticOperand>,
}

/// An operator and the operand behind it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ArithmeticOperand {
    /// The operator.
    pub operator: ArithmeticOperator,
    /// Where the operator stands.
    pub operator_span: Span,
    /// The operand.
    pub operand: Expression,
}

/// `+ - * / mod`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArithmeticOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `mod`
    Modulo,
}

impl ArithmeticOperator {
    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "mod",
        }
    }

    /// Whether it is `+` or `-`, which bind looser than the others.
    pub fn is_additive(self) -> bool {
        matches!(self, Self::Add | Self::Subtract)
    }
}

/// `if … then … else if … then … else …`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct If {
    /// The conditions in order, each with its value; at least one.
    pub branches: Vec<Branch>,
    /// The value if no condition holds.
    pub otherwise: Box<Expression>,
}

/// A condition and the value it leads to, in `if` and `choose`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Branch {
    /// The condition.
    pub condition: Expression,
    /// The value if it is the first that holds.
    pub value: Expression,
}

/// `match x { let …, A, B: e, otherwise: e }`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Match {
    /// What is looked at.
    pub subject: Box<Expression>,
    /// Names given at the start of the block.
    pub lets: Vec<Let>,
    /// The cases in order.
    pub arms: Vec<MatchArm>,
    /// The value if no case fits; always the last line.
    pub otherwise: Option<Box<Expression>>,
}

/// `A, B: e`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MatchArm {
    /// At least one.
    pub patterns: Vec<Pattern>,
    /// The value if one of them fits.
    pub value: Expression,
    /// The whole case.
    pub span: Span,
}

/// What a case of a `match` fits: one value (an enum's value, `none`, a number, …) or a range.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// One value.
    Value(Literal),
    /// Every value of a range.
    Range(Range<Literal>),
}

impl Pattern {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Value(value) => value.span,
            Self::Range(range) => range.span,
        }
    }
}

/// `choose { let …, condition: e, otherwise: e }`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Choose {
    /// Names given at the start of the block.
    pub lets: Vec<Let>,
    /// The conditions in order.
    pub branches: Vec<Branch>,
    /// The value if none holds; always the last line.
    pub otherwise: Option<Box<Expression>>,
}

/// `{ let x : T = e … result }`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Block {
    /// At least one.
    pub lets: Vec<Let>,
    /// The value of the block.
    pub result: Box<Expression>,
}
