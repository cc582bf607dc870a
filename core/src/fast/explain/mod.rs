//! How a rulebook is computed, step by step, for whoever asks why it is not fast.
//!
//! ```text
//! survey (compile once more, and go on) ── claims (which operation belongs to which step) ── notes
//! ```

mod claims;
mod doubt;
mod draft;
mod inputs;
mod lists;
mod mend;
mod rounding;
mod step;
mod taint;
mod within;

use super::compile::Survey;
use crate::execute::Plan;
use std::sync::Arc;
use step::steps;

/// How a rulebook is computed: of each step what was chosen, why, and what stands in its way.
///
/// A *word* is a 64-bit integer: an amount of cents, the day of a date, true or false. A risk for which words do not do is computed again in decimals,
/// with the same answer as all others have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanNotes {
    /// Why nothing is said of any step, if so.
    pub unread: Option<&'static str>,
    /// The inputs, then what is computed in the order of the text, then the fields of the answer.
    pub steps: Vec<PlannedStep>,
}

/// Something with a name that a rulebook computes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedStep {
    /// What it is.
    pub kind: StepKind,
    /// Its name: `vehicle.premium`, `base_rate`, `R01_POINTS`, `output.total`.
    pub name: String,
    /// Where it is written; of inputs nothing is known.
    pub place: Option<SourcePlace>,
    /// How it is computed.
    pub computed: Computed,
    /// Its columns, where integers do for them: most have one, a record has one for each field.
    pub values: Vec<PlannedValue>,
    /// The roundings in it.
    pub roundings: Vec<Rounding>,
    /// What is watched in it: where it happens to a risk, that risk is computed again in decimals.
    pub watched: Vec<Watched>,
    /// What of it is not computed in integers.
    pub missing: Vec<NotInIntegers>,
    /// The steps that it reads, as places in [`PlanNotes::steps`].
    pub reads: Vec<usize>,
}

/// What kind of step it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum StepKind {
    /// A field of the input.
    Input,
    /// A computed attribute.
    Attribute,
    /// A definition.
    Definition,
    /// A rule.
    Rule,
    /// A condition on the input.
    Requirement,
    /// What says how many items a list has.
    List,
    /// A field of the answer.
    Output,
}

/// How a step is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Computed {
    /// It is the same for all risks, and known before the first.
    Constant,
    /// In machine integers.
    Words,
    /// Not by itself: whatever reads it rounds it in the same instruction.
    InItsRounding,
    /// In machine integers for some risks, in decimals for the others.
    WordsOrDecimals,
    /// In decimals: something that it always needs is not computed in integers.
    Decimals,
    /// Not at all: no answer needs it.
    Unneeded,
}

/// A column of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedValue {
    /// The field of a record or of a list's items, `BI`, `home.zip`; empty for the value of the step itself.
    pub field: String,
    /// For how many members of an enumeration it is computed one by one; nothing where it is one column.
    pub members: Option<usize>,
    /// What it lies within.
    pub within: Within,
}

/// What the values of a column are proven to lie within. A risk that needs anything else is computed in decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Within {
    /// Numbers with so many places.
    Numbers {
        /// The least, as it is written.
        low: String,
        /// The greatest.
        high: String,
        /// How many decimal places a unit of the integer stands for.
        places: u32,
    },
    /// Any number with so many places that a word holds: nothing narrower is known.
    AnyWord {
        /// How many decimal places a unit of the integer stands for.
        places: u32,
    },
    /// Dates, true and false, members of an enumeration.
    Ordered {
        /// The first.
        low: String,
        /// The last.
        high: String,
    },
    /// Texts.
    Texts,
    /// Items of a list, rows of a table.
    Items,
}

/// A rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rounding {
    /// What is rounded.
    pub of: Rounded,
    /// Whether it is one multiplication and nothing to decide: the number is never below 0, and has room for half a unit more.
    pub is_one_multiplication: bool,
}

/// What is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rounded {
    /// A number.
    Number,
    /// Products one behind the other, each rounded, in one instruction: at most so many.
    Products(usize),
    /// A quotient.
    Quotient,
    /// Something that is only used in a product, in whose instruction it is rounded.
    InTheNext,
}

/// What may happen to a risk, so that it is computed again in decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// What it is.
    pub doubt: Doubt,
    /// The same in words: `the sum of up to 4 amounts of 0.00..1,000.00 may not fit a word`.
    pub words: String,
    /// Where it is written, if that is known.
    pub place: Option<SourcePlace>,
}

/// What is not certain of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Doubt {
    /// A number may be larger than a word, which an answer in decimals may well hold.
    DoesNotFit,
    /// An input may be larger, or have more places, than is taken for granted where no range is written.
    Assumed,
    /// A divisor may be 0.
    DivisionByZero,
    /// A table may have no row, or a blank cell.
    NoRow,
    /// A table may have several rows.
    SeveralRows,
    /// A value may leave its declared range.
    OutOfRange,
    /// A list may have no such item.
    NoItem,
    /// A list may have more items than it is allowed.
    TooManyItems,
    /// The second of two dates may be before the first.
    DateOrder,
    /// A date may be outside the calendar.
    DateOutOfRange,
}

/// What is not computed in integers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotInIntegers {
    /// What it is: `a quotient that is not rounded`.
    pub reason: &'static str,
    /// Which risks need it.
    pub needed: NeededBy,
    /// How the rulebook could do without, if it can.
    pub mend: Option<&'static str>,
    /// Where it is written.
    pub place: Option<SourcePlace>,
}

/// Which risks need what is not computed in integers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NeededBy {
    /// All: so the whole rulebook is computed in decimals.
    Every,
    /// Those for which these conditions hold, or do not.
    Some(Vec<(SourcePlace, bool)>),
    /// Those that need the list that it stands in, which is not computed in integers.
    ItsList,
}

/// A place in the source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourcePlace {
    /// The file, relative to the rulebook.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: u32,
    /// The character in its line, from 1.
    pub column: u32,
}

impl PlanNotes {
    /// Compiles a plan once more, and notes what comes of it.
    pub(crate) fn of(plan: &Plan) -> Self {
        match Survey::new(plan) {
            Ok(survey) => Self {
                unread: None,
                steps: steps(&survey),
            },
            Err(unplanned) => Self {
                unread: Some(unplanned.reason),
                steps: Vec::new(),
            },
        }
    }

    /// Whether no risk is computed in integers.
    #[must_use]
    pub fn is_unplanned(&self) -> bool {
        self.unread.is_some() || self.stops().next().is_some()
    }

    /// What keeps all risks from being computed in integers, and the step in which it stands.
    pub fn stops(&self) -> impl Iterator<Item = (&PlannedStep, &NotInIntegers)> {
        let missing = self
            .steps
            .iter()
            .flat_map(|step| step.missing.iter().map(move |one| (step, one)));
        missing.filter(|(_, one)| one.needed == NeededBy::Every)
    }
}

impl StepKind {
    /// Its stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Attribute => "attribute",
            Self::Definition => "definition",
            Self::Rule => "rule",
            Self::Requirement => "requirement",
            Self::List => "list",
            Self::Output => "output",
        }
    }
}

impl Doubt {
    /// Its stable code: that of the error, where it would be one.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DoesNotFit => "does_not_fit",
            Self::Assumed => "assumed",
            Self::DivisionByZero => "division_by_zero",
            Self::NoRow => "no_row",
            Self::SeveralRows => "several_rows",
            Self::OutOfRange => "out_of_range",
            Self::NoItem => "no_item",
            Self::TooManyItems => "too_many_items",
            Self::DateOrder => "date_order",
            Self::DateOutOfRange => "date_out_of_range",
        }
    }
}
