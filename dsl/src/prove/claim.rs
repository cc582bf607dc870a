//! What is claimed, of which place, and what came of it.

use std::borrow::Cow;
use std::sync::Arc;

use lutine_core::graph::ErrorCode;

use crate::source::{SourceMap, Span};

/// Something that should hold for every risk that the input accepts, at one place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What is claimed.
    pub kind: ClaimKind,
    /// Where: the divisor, the condition, the header of the table.
    pub span: Span,
    /// Where the error of a risk for which it fails is reported: the beginning of the expression that is in error.
    pub at: Span,
    /// What it is about.
    pub about: About,
    /// What came of it.
    pub status: Status,
}

impl Claim {
    /// What it is about, as it is written, on one line: the divisor's text, a table's name.
    #[must_use]
    pub fn subject<'a>(&'a self, sources: &'a SourceMap) -> Cow<'a, str> {
        match &self.about {
            About::Named(name) => Cow::Borrowed(name),
            About::Written => {
                let words: Vec<&str> = sources.text(self.span).split_whitespace().collect();
                Cow::Owned(words.join(" "))
            }
        }
    }
}

/// What a [`Claim`] is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// What is written at its place: all texts of sums in sums together would be long.
    Written,
    /// What has this name.
    Named(Arc<str>),
}

/// What came of a [`Claim`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// It holds for every risk that the input accepts.
    Proven,
    /// It does not, and this shows it.
    Refuted(Witness),
    /// Neither could be shown; why, in a few words of the reader's.
    NotProven(Arc<str>),
}

/// What shows that a claim does not hold: the smallest case for which it fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// The case in a few words: `no row for TX, BI`.
    pub words: Arc<str>,
    /// A line of a test that shows it: `expect base_rate(TX, BI) fails no_row`. It holds for the risk; where there is none, for every risk
    /// that the input accepts. Empty where no test can show it: that a row is never hit is seen of no single risk.
    pub expect: Arc<str>,
    /// The `with` lines of that test, as they are written behind `with`: `policy.state = TX`.
    pub with: Option<Vec<Arc<str>>>,
}

/// Declares [`ClaimKind`] with the code and the words of each in one place.
macro_rules! kinds {
    ($($(#[doc = $docs:literal])+ $name:ident = $code:literal, $words:literal;)+) => {
        /// What is claimed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ClaimKind {
            $($(#[doc = $docs])+ $name,)+
        }

        impl ClaimKind {
            /// Every kind in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable code under which it is listed.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// What is claimed, in words that go behind the subject: `is never zero`.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self {
                    $(Self::$name => $words,)+
                }
            }
        }
    };
}

impl ClaimKind {
    /// The error that a risk has at the place if the claim does not hold for it; none where no risk has one.
    #[must_use]
    pub const fn error(self) -> Option<ErrorCode> {
        Some(match self {
            Self::Divisor => ErrorCode::DivisionByZero,
            Self::Overflow => ErrorCode::Overflow,
            Self::Range => ErrorCode::OutOfRange,
            Self::Key | Self::TableRow => ErrorCode::NoRow,
            Self::Item => ErrorCode::NoItem,
            Self::DateOrder => ErrorCode::DateOrder,
            Self::DateYears => ErrorCode::DateOutOfRange,
            Self::Step => ErrorCode::StepNotPositive,
            Self::Maths => ErrorCode::NoSuchNumber,
            Self::ListSize => ErrorCode::TooManyItems,
            Self::TableOverlap => ErrorCode::SeveralRows,
            Self::InSteps => ErrorCode::NotInSteps,
            Self::Weight => ErrorCode::NegativeWeight,
            Self::Weights => ErrorCode::NoWeight,
            Self::ExactProduct
            | Self::Condition
            | Self::Arm
            | Self::RowHit
            | Self::KeyMatters
            | Self::ListBound
            | Self::Cost
            | Self::VariantOne
            | Self::VariantAny => return None,
        })
    }
}

kinds! {
    /// A divisor is never zero.
    Divisor = "divisor", "is never zero";
    /// A result is never larger than a number can be.
    Overflow = "overflow", "never overflows";
    /// A product with amounts of money never has more digits than a number keeps, so that nothing but a written rounding rounds it.
    ExactProduct = "exact_product", "is never rounded without being told to";
    /// A computed value stays in its declared range or set.
    Range = "range", "stays in its range";
    /// What a table is asked for lies in the declared range or set of its key.
    Key = "key", "is a key that the table is made for";
    /// A list has the item that is asked for.
    Item = "item", "has the item that is asked for";
    /// The second date of `years(a to b)` is never before the first.
    DateOrder = "date_order", "never has its dates the wrong way round";
    /// A computed date stays within the years 1 to 9999.
    DateYears = "date_years", "stays within the years 1 to 9999";
    /// The step of a rounding is above zero.
    Step = "step", "is above zero";
    /// A root, a logarithm or a power is of a number that has one.
    Maths = "maths", "is of a number that has one";
    /// A made list never has more items than it may.
    ListSize = "list_size", "never has more items than it may";
    /// A condition is true for some risks and false for others.
    Condition = "condition", "is neither always nor never true";
    /// An arm of a `match` is taken for some risk.
    Arm = "arm", "can be taken";
    /// Every combination of keys that a table can be asked for has a row.
    TableRow = "table_row", "has a row for every key";
    /// No combination of keys has several rows.
    TableOverlap = "table_overlap", "has one row for a key";
    /// Every row of a table can be hit.
    RowHit = "row_hit", "has no row that is never hit";
    /// Every key of a table makes a difference.
    KeyMatters = "key_matters", "has no key without effect";
    /// The items of a given list have a written bound.
    ListBound = "list_bound", "has a bound on its items";
    /// What one risk can cost is within what a host allows.
    Cost = "cost", "never costs more than a host allows";
    /// No risk is claimed by two variants of which neither is the more specific.
    VariantOne = "variant_one", "has one variant for a risk";
    /// Every risk is claimed by a variant.
    VariantAny = "variant_any", "has a variant for every risk";
    /// A total that is handed out is a whole number of steps.
    InSteps = "in_steps", "is a whole number of steps";
    /// A weight by which a total is handed out is never below zero.
    Weight = "weight", "is never below zero";
    /// The weights by which a total is handed out never add up to 0.
    Weights = "weights", "never adds up to 0";
}
