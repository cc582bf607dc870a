//! Whether a graph is one: ids in range and in order, operands of the right kinds in the right spaces. A graph that has passed is
//! executed without any check of its own; one from a damaged or hostile file gives a [`LoadError`], never a panic.

mod cost;
mod lanes;
mod matches;
mod nodes;
mod scans;
mod shapes;
mod share;
mod spaces;
mod values;
mod work;

pub use cost::{Cost, Limits};
pub(crate) use lanes::{MostLanes, most_lanes};
pub use share::Share;
pub use work::Work;

use crate::decode::SchemaError;
use crate::graph::{EnumId, Graph, NodeId, SpaceId, TableId, Ty};
use crate::table::TableError;
use std::fmt::Display;
use std::sync::Arc;
use thiserror::Error;

/// Why a graph cannot be loaded.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LoadError {
    /// A part of the graph contradicts another.
    #[error(
        "the compiled rulebook is damaged: {place}: {problem}; compile it again from its source"
    )]
    Damaged {
        /// Which part: `node 17`.
        place: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The rows, keys and columns of a table do not fit each other.
    #[error("the compiled rulebook is damaged: {0}; compile it again from its source")]
    Table(#[from] TableError),
    /// The description of the input contradicts the rest.
    #[error("the compiled rulebook is damaged: {0}; compile it again from its source")]
    Schema(#[from] SchemaError),
    /// A risk could take more than the host allows.
    #[error(
        "one risk can take {cost} operations, and {limit} are the most that are allowed here; \
         `{list}` alone can have {items} items: give it, and the lists around it, fewer at most"
    )]
    TooCostly {
        /// What a risk can take: see [`Cost`].
        cost: u64,
        /// What it may take.
        limit: u64,
        /// The list that can have the most items.
        list: Arc<str>,
        /// How many items the lists of this name can have in one risk.
        items: u64,
    },
}

impl LoadError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Damaged { .. } => "damaged_rulebook",
            Self::Table(_) => "damaged_table",
            Self::Schema(_) => "damaged_schema",
            Self::TooCostly { .. } => "too_costly",
        }
    }
}

/// What a part of the graph has, or what is wrong with it.
type Verified<T = ()> = Result<T, LoadError>;

fn damaged<T>(place: impl Display, problem: impl Display) -> Verified<T> {
    Err(LoadError::Damaged {
        place: place.to_string(),
        problem: problem.to_string(),
    })
}

/// Levels of spaces, and of values in values, that a graph can have.
const MOST_LEVELS: usize = 64;

/// Spaces that a graph can have, each counted once for every space that it stands in: an execution keeps a little for each pair.
const MOST_SPACES: usize = 1 << 18;

/// Verifies the invariants of a graph.
///
/// # Errors
/// The first contradiction found.
pub fn verify(graph: &Graph, limits: Limits) -> Verified {
    let mut made_for = vec![None; graph.spaces.len()];
    for list in &graph.lists {
        if let Some(owner) = made_for.get_mut(list.items.index()) {
            owner.get_or_insert(list.owner);
        }
    }
    let verifier = Verifier {
        graph,
        spaces: Vec::new(),
        made_for,
    };
    verifier.verify()?;
    Cost::of(graph).within(graph, limits)
}

struct Verifier<'a> {
    graph: &'a Graph,
    spaces: Vec<spaces::Known>,
    /// For each space the owner of the first list of its items: a made space is made for it.
    made_for: Vec<Option<SpaceId>>,
}

impl Verifier<'_> {
    fn verify(mut self) -> Verified {
        self.verify_sites()?;
        self.verify_spaces()?;
        self.verify_lists()?;
        self.verify_values()?;
        self.verify_nodes()?;
        self.verify_scans()?;
        self.verify_shapes()
    }

    fn verify_sites(&self) -> Verified {
        for (id, site) in self.graph.sites.iter().enumerate() {
            if site.file as usize >= self.graph.files.len() {
                return damaged(format!("place {id}"), "its file is missing");
            }
        }
        for table in &self.graph.tables {
            if table.file as usize >= self.graph.files.len() {
                return damaged(format!("table {}", table.name), "its file is missing");
            }
        }
        Ok(())
    }

    /// The kind of a type whose ids are in range.
    fn kind(&self, ty: Ty) -> Option<Kind> {
        let graph = self.graph;
        let known = match ty {
            Ty::Money(id) | Ty::Unrounded(id) => id.index() < graph.currencies.len(),
            Ty::Enum(id) => id.index() < graph.enumerations.len(),
            Ty::Ref(id) => id.index() < graph.spaces.len(),
            Ty::Row(id) => id.index() < graph.tables.len(),
            Ty::Bool | Ty::Int | Ty::Decimal | Ty::Text | Ty::Date => true,
        };
        known.then(|| Kind::of(ty))
    }

    fn node_kind(&self, id: NodeId) -> Option<(SpaceId, Kind)> {
        let node = self.graph.node(id)?;
        Some((node.space, Kind::of(node.ty)))
    }
}

/// How values of a type are held, as far as operations care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bool,
    Number,
    Text,
    Date,
    Enum(EnumId),
    Ref(SpaceId),
    Row(TableId),
}

impl Kind {
    const fn of(ty: Ty) -> Self {
        match ty {
            Ty::Bool => Self::Bool,
            Ty::Int | Ty::Decimal | Ty::Money(_) | Ty::Unrounded(_) => Self::Number,
            Ty::Text => Self::Text,
            Ty::Date => Self::Date,
            Ty::Enum(id) => Self::Enum(id),
            Ty::Ref(space) => Self::Ref(space),
            Ty::Row(table) => Self::Row(table),
        }
    }
}

/// The name of a part, for a message.
fn part(what: &str, name: &Arc<str>) -> String {
    format!("{what} {name}")
}
