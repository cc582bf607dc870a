//! Every diagnostic of this crate: its stable code, what it says and how the fault is mended.
//!
//! A message is one sentence in the reader's words, begins with a small letter and names what was found in backticks.
//! The help is the mend. `E00xx` are faults of the text, `E01xx` of names, `E02xx` of types, `E03xx` of units, currency
//! and rounding, `E04xx` of tables, `E05xx` of cycles and structure; `W` are warnings.

use std::fmt;

use crate::source::Span;

/// One finding about a rulebook's text, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its stable code, which has a page of its own.
    pub code: Code,
    /// Whether the rulebook can be used all the same.
    pub severity: Severity,
    /// The place that is underlined.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// A few words at the underlined place; may be empty.
    pub label: String,
    /// How it is mended.
    pub help: Option<String>,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    /// An error.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            span,
            message: message.into(),
            label: String::new(),
            help: None,
            related: Vec::new(),
        }
    }

    /// A warning.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, span, message)
        }
    }

    /// With a few words at the underlined place.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With the mend.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With another place that belongs to it.
    #[must_use]
    pub fn with_related(mut self, span: Span, words: impl Into<String>) -> Self {
        self.related.push((span, words.into()));
        self
    }

    /// Whether the rulebook cannot be used.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// How grave a [`Diagnostic`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The rulebook cannot be used.
    Error,
    /// The rulebook can be used, and probably does not mean what its writer thinks.
    Warning,
}

/// Declares [`Code`] and the text of each code in one place, so that none is forgotten.
macro_rules! codes {
    ($($(#[doc = $docs:literal])+ $name:ident = $text:literal,)+) => {
        /// The stable code of a diagnostic.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $docs])+ $name,)+
        }

        impl Code {
            /// Every code in order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// As it is shown and as its page is called: `E0001`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$name => $text,)+
                }
            }
        }
    };
}

codes! {
    // E00xx: the text.
    /// A text without its closing quote.
    UnclosedText = "E0001",
    /// A bracket that is never closed.
    UnclosedBracket = "E0002",
    /// A closing bracket that closes nothing, or another kind of bracket.
    UnmatchedBracket = "E0003",
    /// More levels of nesting than the language has.
    NestedTooDeep = "E0004",
    /// More operands in one list of operators than the language has.
    TooManyOperands = "E0005",
    /// A file larger than a file of rules may be.
    FileTooLarge = "E0006",
    /// A declaration that begins with none of the words that begin one.
    UnknownDeclaration = "E0010",
    /// Something stands where something else must stand.
    Unexpected = "E0011",
    /// Something that must be there is not.
    Missing = "E0012",
    /// An operator or a sign of another language.
    ForeignSign = "E0013",
    /// A name of a type that begins with a small letter, or another name that begins with a capital one.
    LetterCase = "E0014",
    /// A reserved word used as a name.
    ReservedName = "E0015",
    /// `a < b < c`, `a in b in c`.
    ChainedComparison = "E0016",
    /// `a..b..c`.
    ChainedRange = "E0017",
    /// A number that is not written as numbers are.
    MalformedNumber = "E0018",
    /// A date that the calendar does not have.
    NoSuchDate = "E0019",
    /// A `\` in a text that is followed by nothing that it can stand for.
    UnknownEscape = "E0020",
    /// A `{` or `}` in a text that inserts nothing.
    BadInsertion = "E0021",
    /// A form with words (`round`, `pick`, `years`, …) that is not written as its form is.
    WordForm = "E0022",
    /// Parts that stand in another order than theirs, or twice.
    Misplaced = "E0023",
    /// `not` or `-` where it could be read in two ways.
    AmbiguousOperator = "E0024",

    // Warnings.
    /// A doc comment with nothing below it.
    LooseDocComment = "W0001",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
