//! The syntax tree: a rulebook's text as the parser read it, before any name or type is known.
//!
//! Every node carries its [`Span`]. Numbers keep the digits as they were written, never a float. Whatever is repeated
//! (operands of one precedence, `.f` and `[i]` behind one another, `else if`) is a list and not a chain of nodes, so
//! that the depth of a tree is bounded by the nesting limit of the language: a walk over it may recurse.
//!
//! | file | what it has |
//! | --- | --- |
//! | [`name`] | names, paths, comments |
//! | [`literal`] | numbers, dates, texts, ranges and sets of them |
//! | [`types`] | types with their ranges, sets and lists |
//! | [`expression`] | operators, access, calls, `if`, `match`, `choose`, blocks |
//! | [`word_form`] | `sum(… for …)`, `pick`, `sorted`, `round`, `years(a to b)`, … |
//! | [`steps`] | the worksheet form |
//! | [`header`] | `rulebook`, `module`, `currency`, `input`, `import`, `plugin` |
//! | [`entity`] | enums, records, entities |
//! | [`table`] | tables with their keys, results and rows |
//! | [`definition`] | definitions, functions, dimensions, variants |
//! | [`decision`] | outcomes and rules |
//! | [`output`] | the shape of the answer |
//! | [`mod@test`] | tests |

pub mod decision;
pub mod definition;
pub mod entity;
pub mod expression;
pub mod header;
pub mod literal;
pub mod name;
pub mod output;
pub mod steps;
pub mod table;
pub mod test;
pub mod types;
pub mod word_form;

pub use decision::*;
pub use definition::*;
pub use entity::*;
pub use expression::*;
pub use header::*;
pub use literal::*;
pub use name::*;
pub use output::*;
pub use steps::*;
pub use table::*;
pub use test::*;
pub use types::*;
pub use word_form::*;

use crate::source::{FileId, Span};

/// One file of a rulebook.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct File {
    /// The file.
    pub file: FileId,
    /// The `//!` lines at its top.
    pub header: Docs,
    /// Its declarations in the order in which they stand.
    pub declarations: Vec<Declaration>,
    /// Every comment of the file in order, doc comments included.
    pub comments: Vec<Comment>,
}

/// One declaration of a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Declaration {
    /// The `///` lines above it.
    pub docs: Docs,
    /// What it declares.
    pub kind: DeclarationKind,
    /// Its items that could not be read. Each has its diagnostic; a name that seems to be missing may stand here, so
    /// that nobody complains twice.
    pub unread: Vec<Unread>,
    /// From its first word to its end.
    pub span: Span,
}

/// An item, or a whole declaration, that could not be read and has its diagnostic already.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Unread {
    /// What it seems to be named.
    pub name: Option<Name>,
    /// Where it stands.
    pub span: Span,
}

/// What a declaration declares.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DeclarationKind {
    /// `rulebook personal_auto version "2025.1"`
    Rulebook(Rulebook),
    /// `module oasis_terms version "1"`
    Module(Module),
    /// `currency USD`
    Currency(Currency),
    /// `input Policy`
    Input(Input),
    /// `import oasis_terms from "../modules/oasis_terms"`
    Import(Import),
    /// `plugin telematics from "telematics.wasm" { … }`
    Plugin(Plugin),
    /// `enum State { … }`
    Enum(Enum),
    /// `record Layer { … }`
    Record(Record),
    /// `entity Vehicle within Policy { … }`
    Entity(Entity),
    /// `extend Vehicle { … }`
    Extend(Extend),
    /// `table base_rate(…) -> money from "base_rate.csv"`
    Table(Table),
    /// `define fee : money = 12.50`
    Define(Define),
    /// `function net(gross: money) -> unrounded money = …`
    Function(Function),
    /// `dimensions { state = policy.state }`
    Dimensions(Dimensions),
    /// `outcome underwriting { accept < refer < decline } on error refer`
    Outcome(Outcome),
    /// `rule R07 "…" { when … underwriting refer }`
    Rule(Rule),
    /// `output { … }`
    Output(Output),
    /// `test "two cars" { … }`
    Test(Test),
    /// A declaration whose first line could not be read, with the name that it seems to declare.
    Unread(Unread),
}
