//! The checked rulebook: every name resolved, every expression with its type, every implicit step (a widening, a check of a
//! declared range, the unwrapping of a value that a guard proved to be there) written out.
//!
//! It is the meaning of a rulebook as the reference evaluator walks it, and what [`crate::lower`] turns into core's graph. Ids are
//! positions in the vectors of [`Rulebook`]. Plain data of core (constants, domains, the rows of tables) is used as it is.

mod case;
mod declaration;
mod dismantle;
mod expr;
mod test;
mod types;
mod variants;

pub use case::{Case, CaseExpectation, Cases, TestRun};
pub use declaration::{
    Attribute, AttributeKind, Definition, Effect, Entity, Field, Function, ImportedModule, MadeFor,
    Outcome, OutputItem, OutputValue, Parameter, Record, Requirement, RowField, Rule, Table,
    TableRows,
};
pub use expr::{
    Aggregation, Arithmetic, Clause, Expr, ExprKind, Literal, MatchArm, Part, Pattern, SortKey,
    Step, StepOperation, TextPiece,
};
pub use test::{Change, Expectation, ExpectationKind, PathStep, Test};
pub use types::{
    AttributeId, DefinitionId, EntityId, FunctionId, OutcomeId, RecordId, TableId, Type, VariableId,
};

pub use variants::{DimensionGuard, VariantArm, Variants};

use lutine_core::graph::{Currency, Enumeration};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A checked rulebook.
#[derive(Debug, Clone)]
pub struct Rulebook {
    /// Its name.
    pub name: String,
    /// The version that its header states.
    pub version: Option<String>,
    /// The doc comment of its header.
    pub doc: Option<String>,
    /// Whether it is a module by itself: it is given nothing, answers nothing, and is there for its tests.
    pub is_module: bool,
    /// The modules that it imports, along all ways, each once.
    pub modules: Vec<ImportedModule>,
    /// The leap-day rule and further header settings come with later versions of the language; the currencies in use.
    pub currencies: Vec<Currency>,
    /// Enumerations, the levels of outcomes included.
    pub enumerations: Vec<Enumeration>,
    /// Records, those of several table results and of reasons included.
    pub records: Vec<Record>,
    /// Entities.
    pub entities: Vec<Entity>,
    /// The entity that the JSON object of a risk is.
    pub root: EntityId,
    /// Tables with their rows.
    pub tables: Vec<Table>,
    /// Definitions; behind them the dimensions, which are values of the risk too.
    pub definitions: Vec<Definition>,
    /// Of all that has variants, when which of them applies.
    pub variants: Vec<Arc<Variants>>,
    /// Functions; none calls itself, directly or through others.
    pub functions: Vec<Function>,
    /// Outcomes.
    pub outcomes: Vec<Outcome>,
    /// Rules, by file name and line.
    pub rules: Vec<Rule>,
    /// What is answered.
    pub output: Vec<OutputItem>,
    /// Tests.
    pub tests: Vec<Test>,
    /// How many variables there are; a [`VariableId`] is below it.
    pub variables: u32,
    /// Those of which it is asked at which place of a list they stand.
    pub placed: BTreeSet<VariableId>,
}
