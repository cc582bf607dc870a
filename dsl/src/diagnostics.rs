//! Every diagnostic of this crate: its stable code, what it says and how the fault is mended.
//!
//! A message is one sentence in the reader's words, begins with a small letter and names what was found in backticks.
//! The help is the mend. `E00xx` are faults of the text, `E01xx` of names, `E02xx` of types, `E03xx` of units, currency
//! and rounding, `E04xx` of tables, `E05xx` of cycles and structure; `W` are warnings.

pub(crate) mod check;
mod consequence;
mod limit;
mod page;
pub(crate) mod spelling;
pub(crate) mod syntax;
pub(crate) mod table;

use std::fmt;

pub use check::nearest;
pub(crate) use consequence::independent;
pub(crate) use limit::{Shown, is_full};

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

/// Declares [`Code`], the text of each code and its page in one place, so that none is forgotten.
///
/// A new code without its page `dsl/docs/codes/CODE.md` does not compile: copy the page of a code like it, leave the block with the
/// report empty, and run `INSTA_UPDATE=always cargo test -p lutine-dsl --test codes`, which fills it in and writes the index.
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

            /// Its page, in Markdown: what it means to the writer of a rulebook, an example that has the fault, what is reported, and
            /// the mend.
            ///
            /// ```
            /// use lutine_dsl::diagnostics::Code;
            ///
            /// assert!(Code::UnroundedMoney.page().starts_with("# E0301: unrounded money"));
            /// ```
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$name => include_str!(concat!("../docs/codes/", $text, ".md")),)+
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
    /// More faults in one file than are shown.
    TooManyFaults = "E0007",
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
    /// A word that is used as a type and is none.
    NotAType = "E0025",

    // E01xx: names.
    /// A name that stands for nothing here.
    UnknownName = "E0101",
    /// A type that is not declared.
    UnknownType = "E0102",
    /// A table or function that is not declared.
    UnknownFunction = "E0103",
    /// An entity or record that has no such attribute or field.
    UnknownAttribute = "E0104",
    /// A value that the enum does not have.
    UnknownMember = "E0105",
    /// A currency that the rulebook does not declare.
    UnknownCurrency = "E0106",
    /// Two declarations of one name.
    DuplicateName = "E0107",
    /// An outcome or a level of it that is not declared.
    UnknownOutcome = "E0108",
    /// A name that the language keeps for its own functions.
    BuiltinName = "E0109",
    /// A module that is not imported, or something that a module does not have.
    UnknownModule = "E0110",
    /// A dimension that is not declared.
    UnknownDimension = "E0115",

    // E02xx: types.
    /// A value of another type than is needed.
    TypeMismatch = "E0201",
    /// A value that may be absent where one is needed.
    MayBeAbsent = "E0202",
    /// A whole number written with a fraction.
    FractionForInt = "E0203",
    /// A text where a value of an enum is needed.
    TextForEnum = "E0204",
    /// A range of values that have no order.
    NoRange = "E0205",
    /// A range whose ends are the wrong way round.
    EmptyRange = "E0206",
    /// A `match` or `choose` that leaves cases out.
    MissingCases = "E0207",
    /// Another number of arguments than the table or function has.
    ArgumentCount = "E0209",
    /// An operator between values that it does not join.
    BadOperands = "E0210",
    /// An operation on a value that does not have it.
    NotApplicable = "E0211",
    /// `is given` of a value that is always given.
    AlwaysGiven = "E0212",
    /// An expression whose type cannot be told from what stands around it.
    Untypable = "E0213",
    /// A record written without one of its fields, or with one twice.
    RecordFields = "E0214",

    // E03xx: units, currency, rounding.
    /// Unrounded money where money is needed.
    UnroundedMoney = "E0301",
    /// Amounts of different currencies.
    CurrencyMismatch = "E0302",
    /// A plain number where money is needed.
    NumberForMoney = "E0303",
    /// Money where a plain number is needed.
    MoneyForNumber = "E0304",
    /// An amount finer than the smallest unit of its currency.
    OffGrid = "E0305",
    /// Money in a rulebook without a currency.
    NoCurrency = "E0306",
    /// A number with more digits than a decimal holds.
    NumberTooLong = "E0307",
    /// A rounding step that is not above zero.
    RoundingStep = "E0308",
    /// A divisor that is always zero.
    DivisorZero = "E0309",

    // E04xx: tables.
    /// A file that cannot be read.
    UnreadableFile = "E0401",
    /// A header that does not fit the table's keys and results.
    TableHeader = "E0402",
    /// A cell that does not hold what its column needs.
    TableCell = "E0403",
    /// A line with another number of cells than the header.
    TableRow = "E0404",
    /// Two rows that the same keys hit.
    TableOverlap = "E0405",
    /// A table without rows.
    TableEmpty = "E0406",
    /// A row that begins, or ends, at or before the one above it, where each reaches to its neighbour.
    TableOrder = "E0407",
    /// A `where` of a table that compares something else than columns with texts and numbers.
    TableFilter = "E0408",
    /// A quotation mark of a CSV file that is not closed, or is closed too early.
    CsvQuotes = "E0409",
    /// More rows or keys than a table can have.
    TableTooLarge = "E0410",
    /// A hit policy, an `otherwise` or an interpolation that does not go with the table.
    TableForm = "E0411",

    // E05xx: structure.
    /// Something that is computed from itself.
    Cycle = "E0501",
    /// No header, or several.
    Header = "E0502",
    /// No `input`, or several.
    Input = "E0503",
    /// An entity that stands where it cannot.
    Placement = "E0504",
    /// An attribute that is declared in a way that it cannot be.
    AttributeForm = "E0505",
    /// A part of the language that this version does not know yet.
    NotYet = "E0506",
    /// No `output`, or several.
    Output = "E0507",
    /// A test that cannot be run.
    BadTest = "E0508",
    /// A `steps` block that does not begin with a `start`.
    StepsStart = "E0509",
    /// More to compute, functions written out where they are called, than a rulebook may have.
    TooLarge = "E0510",
    /// One risk could take more than a host allows: lists of which there can be too many items.
    TooCostly = "E0511",
    /// A carried attribute, or an order of items, that cannot be.
    Carried = "E0512",
    /// What is carried to an item and needs items that have not been reached.
    NotReached = "E0513",
    /// Dimensions that are declared in a way that they cannot be.
    Dimensions = "E0520",
    /// Two variants that claim the same risk.
    VariantsTie = "E0521",
    /// A risk that no variant claims.
    VariantGap = "E0522",
    /// More variants than can be told apart.
    VariantsTooMany = "E0523",
    /// A module that cannot be imported.
    Import = "E0530",
    /// Something that a module cannot have.
    ModuleForm = "E0531",
    /// Something that a list cannot be sorted by.
    SortedBy = "E0540",
    /// The place in a list of something that goes through none.
    PlaceOfOther = "E0541",
    /// A range of numbers that cannot be gone through.
    NumbersOfRange = "E0542",
    /// A share of a total that is not of the items of a list.
    Allocated = "E0550",
    /// A table that `banded` cannot go through band by band.
    Banded = "E0551",
    /// Rows of something that has none, or too many.
    RowsOf = "E0552",
    /// A file that would not be the same in the canonical layout: a defect of the formatter, which then changes nothing.
    LayoutDefect = "E0598",
    /// A rulebook that is refused though no fault was found in it: a defect of the checker, said instead of passed over.
    Unexplained = "E0599",

    // Warnings.
    /// A doc comment with nothing below it.
    LooseDocComment = "W0001",
    /// A divisor that can be zero.
    DivisorMayBeZero = "W0301",
    /// An amount of money that is rounded though nothing says so.
    ImplicitRounding = "W0302",
    /// A rounding to multiples of a number that looks like a number of decimal places.
    RoundingPlaces = "W0303",
    /// A key cell, or a heading of a grid, that no permitted value of the key fits.
    NeverHit = "W0401",
    /// A table too large to prove that no two rows fit the same keys.
    NotProven = "W0402",
    /// Keys inside what a table declares that have no row.
    TableHole = "W0403",
    /// A key of a table that never makes a difference.
    IdleKey = "W0404",
    /// A row, or an `otherwise`, that the rows above it leave no keys for.
    HiddenRow = "W0405",
    /// A condition that is always, or never, true.
    ConstantCondition = "W0501",
    /// A case that never happens.
    ArmNeverTaken = "W0502",
    /// A variant that never applies.
    VariantNeverApplies = "W0521",
    /// An attribute of the input that nothing reads.
    UnusedInput = "W0601",
    /// Something that is declared `unused`, and is used.
    UnusedIsUsed = "W0602",
    /// An attribute, definition, function, table or outcome that no answer depends on.
    Unused = "W0603",
    /// A `let` that what stands behind it does not use.
    UnusedLet = "W0604",
    /// An enum or a record that nothing is of.
    UnusedType = "W0605",
    /// A test, or a file of cases, that compares nothing.
    TestOfNothing = "W0606",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
