//! The evaluation graph: what a rulebook is once it has been checked.
//!
//! A graph is plain data in topological order: it serialises, hashes and prints. Every number of a rulebook is the value of a
//! [`Node`], a column with one lane for each item of the node's [`Space`] (the risks of a batch, all their vehicles, all the
//! coverages of those …). Nothing in it is a pointer; ids are positions in the vectors of [`Graph`].
//!
//! ```text
//! Unit ── one lane for the whole rulebook: constants
//!  └ Risk ── one lane a risk: the root entity, definitions, rules
//!     ├ Items(drivers)   ── all drivers of all risks, risk-major
//!     └ Items(vehicles)  ── all vehicles, risk-major
//!        ├ Made(covers)  ── one lane for each coverage of each vehicle
//!        └ Pairs(vehicle × drivers) ── a comprehension that mentions both
//! ```
//!
//! Invariants (checked when a graph is loaded):
//! 1. the arguments of a node have smaller ids, and live in the node's own space unless its operation says otherwise
//!    ([`Op::Up`], [`Op::Gather`], [`Op::Reduce`], [`Op::Pick`], [`Op::Merge`]);
//! 2. the parent of a space has a smaller id, and the nodes that size a space ([`Space::Made`], [`Space::Pairs`], [`Space::Sorted`]) have
//!    smaller ids than every node in it;
//! 3. an optional value is two nodes, *given* (a bool) and *value*. Where the computation of the optional fails, *given* is in
//!    error; where *given* is false, *value* is meaningless and may even be in error;
//! 4. what depends on itself does so through [`Op::Carried`] alone, inside the region of a [`Scan`]: a contiguous range of nodes
//!    in the scan's space or below. Regions lie inside each other or apart; a space that a region uses is sized by nodes before it.

mod access;
mod constant;
mod declaration;
mod display;
mod domain;
mod node;
mod scan;
mod shape;
mod space;

pub use constant::{Constant, Currency, Enumeration, Member, Ty};
pub use declaration::{
    Declaration, DeclarationKind, LookupNote, OnlyIf, Operand, StepKind, StepLine, Steps,
    VariantNote,
};
pub use domain::{Bound, Domain, Interval};
pub use node::{
    Check, Choice, Comparison, DatePart, DayCount, ErrorCode, Maths, Node, Op, Piece, Reduction,
};
pub use scan::{Carry, Scan};
pub use shape::{NamedShape, Shape};
pub use space::{Each, List, MatchPart, SortKey, Space};

use crate::schema::Schema;
use crate::table::Table;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);
        impl $name {
            /// The place in the vector that this id indexes.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A node of [`Graph::nodes`].
    NodeId;
    /// A space of [`Graph::spaces`].
    SpaceId;
    /// A list of [`Graph::lists`].
    ListId;
    /// An input column of [`Schema::inputs`].
    InputId;
    /// A table of [`Graph::tables`].
    TableId;
    /// An enumeration of [`Graph::enumerations`].
    EnumId;
    /// A currency of [`Graph::currencies`].
    CurrencyId;
    /// A domain of [`Graph::domains`].
    DomainId;
    /// A place in the source, of [`Graph::sites`].
    SiteId;
    /// A declaration of [`Graph::declarations`].
    DeclarationId;
}

/// The space of constants: one lane for the whole rulebook.
pub const UNIT: SpaceId = SpaceId(0);
/// The space of the risks of a batch: one lane a risk.
pub const RISK: SpaceId = SpaceId(1);

/// A place in the source of the rulebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Index in [`Graph::files`].
    pub file: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// A condition that the input must meet (`require expiry > effective "…"`). A risk that fails one is an input fault: none of
/// its output is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// The space of the entity that declares it.
    pub space: SpaceId,
    /// The condition, a bool in that space.
    pub condition: NodeId,
    /// What to tell the sender: the declared text, or the condition as it is written.
    pub message: Arc<str>,
    /// Where it is declared.
    pub site: SiteId,
}

/// A module whose rules are part of a rulebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The name in its header.
    pub name: Arc<str>,
    /// The version that its header states, if any.
    pub version: Option<Arc<str>>,
    /// SHA-256 over its files of rules and the tables that they name.
    pub hash: [u8; 32],
}

/// A compiled rulebook. See the [module page](self).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graph {
    /// The rulebook's name.
    pub name: Arc<str>,
    /// The version that its header states, if any.
    pub version: Option<Arc<str>>,
    /// The modules that it was compiled with, each once.
    pub modules: Vec<Imported>,
    /// Names of the source files, tables included, as written relative to the rulebook.
    pub files: Vec<Arc<str>>,
    /// Currencies in use.
    pub currencies: Vec<Currency>,
    /// Enumerations; the levels of an outcome are one too.
    pub enumerations: Vec<Enumeration>,
    /// What a risk looks like as input.
    pub schema: Schema,
    /// Index spaces; 0 is [`UNIT`], 1 is [`RISK`].
    pub spaces: Vec<Space>,
    /// Lists of items.
    pub lists: Vec<List>,
    /// Sets and ranges that nodes refer to.
    pub domains: Vec<Domain>,
    /// Rating tables.
    pub tables: Vec<Table>,
    /// Places in the source.
    pub sites: Vec<Site>,
    /// The operations, in topological order.
    pub nodes: Vec<Node>,
    /// What attributes, definitions and rules the nodes belong to: for error paths and worksheets.
    pub declarations: Vec<Declaration>,
    /// Conditions on the input.
    pub requirements: Vec<Requirement>,
    /// What is answered, in order; nodes in [`RISK`].
    pub output: Vec<NamedShape>,
    /// Regions of nodes that are computed item by item, in the order of their first nodes, a region before those inside it.
    pub scans: Vec<Scan>,
}
