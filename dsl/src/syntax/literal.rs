//! Numbers, dates and texts as they are written, and ranges and sets of them.

use std::fmt;

use super::expression::Expression;
use super::name::{Name, Path};
use super::word_form::PeriodUnit;
use crate::source::Span;

/// A number as it is written: `1_000`, `0.900`, `15%`, `12.50 USD`. A minus sign is not part of it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number {
    /// The digits with their decimal point, without the `_` between them: `1000`, `0.900`.
    pub digits: String,
    /// Whether `%` follows: a hundredth of the digits.
    pub percent: bool,
    /// The currency behind it; never together with `%`.
    pub currency: Option<Name>,
    /// From the first digit to the percent sign or the currency.
    pub span: Span,
}

impl Number {
    /// Whether it is written without a decimal point, a percent sign and a currency.
    pub fn is_integer(&self) -> bool {
        !self.percent && self.currency.is_none() && !self.digits.contains('.')
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.digits)?;
        if self.percent {
            f.write_str("%")?;
        }
        if let Some(currency) = &self.currency {
            write!(f, " {}", currency.text)?;
        }
        write!(f, " @{:?}", self.span)
    }
}

/// A date that the calendar has: `2025-01-31`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// The year, 0 to 9999.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
    /// Where it stands.
    pub span: Span,
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Date {
            year,
            month,
            day,
            span,
        } = self;
        write!(f, "{year:04}-{month:02}-{day:02} @{span:?}")
    }
}

/// A text in which braces mean themselves: a label, the name of a file, a `because`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TextLiteral {
    /// What it says, with `\"`, `\\`, `\n` and `\t` put for what they mean.
    pub value: String,
    /// With its quotes.
    pub span: Span,
}

impl fmt::Debug for TextLiteral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} @{:?}", self.value, self.span)
    }
}

/// A text in an expression or a reason, into which `{path}` inserts a value: `"{d.name} has {d.points} points"`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Text {
    /// In order; an empty text has none, and no two literal pieces stand side by side.
    pub pieces: Vec<TextPiece>,
    /// With its quotes.
    pub span: Span,
}

impl Text {
    /// What it says, if it inserts nothing.
    pub fn literal(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [TextPiece::Literal(value)] => Some(value),
            _ => None,
        }
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.literal() {
            Some(value) => write!(f, "{value:?} @{:?}", self.span),
            None => f.debug_list().entries(&self.pieces).finish(),
        }
    }
}

/// A part of a [`Text`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TextPiece {
    /// Characters as they are, with escapes and doubled braces put for what they mean.
    Literal(String),
    /// `{d.name}`: a name, or a name and the fields behind it.
    Value(Expression),
}

/// A value that is written out, where the language takes nothing else: bounds, sets, patterns, cells, defaults.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Literal {
    /// Which value.
    pub kind: LiteralKind,
    /// Where it stands, with its sign.
    pub span: Span,
}

impl fmt::Debug for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        write!(f, " @{:?}", self.span)
    }
}

/// What a [`Literal`] is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LiteralKind {
    /// `25`, `-0.5`, `15%`, `12.50 USD`
    Number {
        /// Whether a minus sign stands before it.
        negative: bool,
        /// The number without its sign.
        number: Number,
    },
    /// `6 months`
    Period {
        /// Whether a minus sign stands before it.
        negative: bool,
        /// How many.
        number: Number,
        /// Of what.
        unit: PeriodUnit,
    },
    /// `2025-01-01`
    Date(Date),
    /// `"California"`
    Text(TextLiteral),
    /// `true`, `false`
    Bool(bool),
    /// `none`
    None,
    /// An enum's value, `TX` or `State.TX`; as a table's header, a name.
    Name(Path),
}

/// `a..b`, `a..<b`, `a..`, `..b`: over [`Literal`]s in types, patterns and cells, over [`Expression`]s behind `in`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Range<T> {
    /// The lower end, which belongs to the range. At least one end is there.
    pub low: Option<T>,
    /// The upper end.
    pub high: Option<T>,
    /// Whether it was written `..<`, so that the upper end does not belong to the range.
    pub excludes_high: bool,
    /// From one end to the other.
    pub span: Span,
}

/// One member of a set in a type or a cell: `{1, 2, 5..9}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SetMember {
    /// One value.
    Value(Literal),
    /// Every value of a range.
    Range(Range<Literal>),
}
