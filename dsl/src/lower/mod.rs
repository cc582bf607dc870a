//! From the [checked rulebook](crate::typed) to core's [evaluation graph](lutine_core::graph).
//!
//! - Every attribute and definition is lowered once, behind all that it reads (`order`), into a `value::Value`: the columns that
//!   make it up. Functions are lowered where they are called, arguments and `let`s once each.
//! - A node stands in the deepest space of its operands, which come down to it by `Up`; what does not depend on the current item
//!   is so computed once for all items.
//! - An item is known symbolically as long as it is the lane at hand or its ancestor; only then does a column of references say
//!   which it is, and its attributes are gathered.
//! - A list is known as the space of its items with the lanes that count (`list`). A comprehension folds that space; where it
//!   also mentions an item below the list's owner, it folds a space of pairs.
//! - The answer's errors are those of the language page: operands stand in nodes in the order in which they are computed, and a list
//!   that could not be had is in error in its lanes.

mod aggregate;
mod attribute;
mod builder;
mod carried;
mod choice;
mod condition;
mod declaration;
mod expression;
mod extent;
mod failure;
mod input;
mod input_list;
mod item;
mod join;
mod joined;
mod list;
mod list_source;
mod lookup;
mod made;
mod matching;
mod number;
mod observe;
mod optional;
pub(crate) mod order;
mod output;
mod range;
mod record;
mod reference;
mod renumber;
mod rows;
mod rule;
pub(crate) mod scan;
mod schedule;
mod shared;
mod sorted;
mod space;
mod steps;
mod text;
mod value;
mod variants;
mod worksheet;

use crate::source::SourceMap;
use crate::typed::{AttributeId, Expr, ImportedModule, Rulebook, VariableId};
use builder::Builder;
use carried::LoweredCarried;
use list::ListSource;
use lutine_core::graph::{Declaration, Graph, Imported, NodeId, Requirement, SpaceId};
use lutine_core::schema::Schema;
pub use observe::{Observed, Probe, RowProbe};
use order::Task;
use rule::{LoweredEffect, LoweredOutcome};
use std::collections::BTreeMap;
use std::sync::Arc;
use value::{SourceId, Value};
use variants::Applying;
use worksheet::Scope;

/// The evaluation graph of a checked rulebook.
#[must_use]
pub fn lower(rulebook: &Rulebook, sources: &SourceMap) -> Graph {
    lower_with(rulebook, sources, &[])
}

/// The evaluation graph of a checked rulebook that answers, behind the fields of its output, further expressions in the context of
/// the risk: the conditions of its tests and what they compare. The field of the expression at place i is called
/// [`extra_name`]`(i)`.
#[must_use]
pub fn lower_with(rulebook: &Rulebook, sources: &SourceMap, extra: &[&Expr]) -> Graph {
    lowered(Lowerer::new(rulebook, sources), extra).0
}

/// [`lower_with`], and by which nodes it is seen which branches an execution takes. Its answers are the same; it is larger and slower.
#[must_use]
pub fn lower_observed(
    rulebook: &Rulebook,
    sources: &SourceMap,
    extra: &[&Expr],
) -> (Graph, Observed) {
    let mut lowerer = Lowerer::new(rulebook, sources);
    lowerer.graph.observed = Some(Observed::default());
    lowered(lowerer, extra)
}

fn lowered<'a>(mut lowerer: Lowerer<'a>, extra: &[&'a Expr]) -> (Graph, Observed) {
    let rulebook = lowerer.rulebook;
    lowerer.lower_input();
    let circles = order::circles(rulebook);
    for task in order::order(rulebook) {
        lowerer.in_circle = circles.contains(&task);
        match task {
            Task::Attribute(id) => lowerer.lower_attribute(id),
            Task::Then(id) => lowerer.lower_then(id),
            Task::Order(entity) => lowerer.lower_order(entity),
            Task::Definition(id) => lowerer.lower_definition(id),
            Task::Rule(place) => lowerer.lower_rule(place),
            Task::Outcome(id) => lowerer.lower_outcome(id),
            Task::Function(_) => {}
        }
    }
    lowerer.in_circle = false;
    lowerer.lower_requirements();
    let output = lowerer.lower_output(extra);
    let mut observed = lowerer.graph.observed.take().unwrap_or_default();
    let carries = std::mem::take(&mut lowerer.carries);
    let orders = std::mem::take(&mut lowerer.orders);
    let mut graph = lowerer.finish(output);
    if !carries.is_empty() {
        let numbers = schedule::schedule(&mut graph, &carries, &orders);
        observed.renumber(|old| numbers.get(old.index()).copied().unwrap_or(old));
    }
    (graph, observed)
}

fn imported(module: &ImportedModule) -> Imported {
    Imported {
        name: Arc::clone(&module.name),
        version: module.version.clone(),
        hash: module.hash.0,
    }
}

/// The name of a further field of [`lower_with`]: no field of an output can have it.
#[must_use]
pub fn extra_name(place: usize) -> String {
    format!("\u{0}{place}")
}

/// The state of lowering.
struct Lowerer<'a> {
    rulebook: &'a Rulebook,
    sources: &'a SourceMap,
    graph: Builder<'a>,
    schema: Schema,
    /// The space of an entity's items, by entity.
    spaces: Vec<Option<SpaceId>>,
    /// In how many given lists and fields its items stand, by entity.
    places: Vec<u32>,
    /// The attributes that have been lowered, by entity and place.
    attributes: Vec<Vec<Option<Value>>>,
    definitions: Vec<Option<Value>>,
    /// What the rules that have been lowered do to each outcome.
    effects: Vec<Vec<LoweredEffect>>,
    outcomes: Vec<Option<LoweredOutcome>>,
    /// What a variable stands for where it has been bound.
    variables: Vec<Option<Value>>,
    lists: Vec<ListSource>,
    list_errors: BTreeMap<SourceId, NodeId>,
    /// Lists of which only some lanes are items, by others with these alone.
    whole_lists: BTreeMap<SourceId, SourceId>,
    /// The lanes that a variable goes through, where it is asked at which place it stands.
    placed_in: BTreeMap<VariableId, SpaceId>,
    /// The rows of tables as lists, by table.
    row_lists: BTreeMap<crate::typed::TableId, rows::RowsOf>,
    /// The rows of tables by their number, which are tables behind those of the rulebook.
    row_tables: Vec<lutine_core::table::Table>,
    /// Of each `collect` table that is looked up, the columns of its rows as a list: keys and results.
    fitting_columns: BTreeMap<usize, Vec<lutine_core::table::Column>>,
    /// Cells of rows that have been read.
    cells: BTreeMap<(NodeId, u32), Value>,
    /// Which variants apply.
    applying: Applying,
    declarations: Vec<Declaration>,
    requirements: Vec<Requirement>,
    /// Attributes that are carried from item to item.
    carried: BTreeMap<AttributeId, LoweredCarried>,
    /// For each carried node what an item carries on to the next.
    carries: schedule::Carries,
    /// Whether what is being lowered leads back to itself through what is carried.
    in_circle: bool,
    /// By what the items of a space are put in order.
    orders: BTreeMap<SpaceId, NodeId>,
    /// What the declaration at hand has read.
    scope: Scope,
    /// How many function bodies stand around the expression at hand.
    calls: u32,
}

impl<'a> Lowerer<'a> {
    fn new(rulebook: &'a Rulebook, sources: &'a SourceMap) -> Self {
        Self {
            rulebook,
            sources,
            graph: Builder::new(sources),
            schema: Schema {
                objects: Vec::new(),
                inputs: Vec::new(),
            },
            spaces: vec![None; rulebook.entities.len()],
            places: Self::places(rulebook),
            attributes: rulebook
                .entities
                .iter()
                .map(|entity| vec![None; entity.attributes.len()])
                .collect(),
            definitions: vec![None; rulebook.definitions.len()],
            effects: vec![Vec::new(); rulebook.outcomes.len()],
            outcomes: vec![None; rulebook.outcomes.len()],
            variables: vec![None; rulebook.variables as usize],
            lists: Vec::new(),
            list_errors: BTreeMap::new(),
            whole_lists: BTreeMap::new(),
            placed_in: BTreeMap::new(),
            row_lists: BTreeMap::new(),
            row_tables: Vec::new(),
            fitting_columns: BTreeMap::new(),
            cells: BTreeMap::new(),
            applying: Applying::default(),
            declarations: Vec::new(),
            requirements: Vec::new(),
            carried: BTreeMap::new(),
            carries: BTreeMap::new(),
            orders: BTreeMap::new(),
            in_circle: false,
            scope: Scope::default(),
            calls: 0,
        }
    }

    fn bind(&mut self, variable: VariableId, value: Value) {
        if let Some(slot) = self.variables.get_mut(variable.index()) {
            *slot = Some(value);
        }
    }

    fn finish(self, output: Vec<lutine_core::graph::NamedShape>) -> Graph {
        let files = self
            .sources
            .files()
            .map(|(_, file)| Arc::from(file.name()))
            .collect();
        Graph {
            name: Arc::from(self.rulebook.name.as_str()),
            version: self.rulebook.version.as_deref().map(Arc::from),
            modules: self.rulebook.modules.iter().map(imported).collect(),
            files,
            currencies: self.rulebook.currencies.clone(),
            enumerations: self.rulebook.enumerations.clone(),
            schema: self.schema,
            spaces: self.graph.spaces,
            lists: self.graph.lists,
            domains: self.graph.domains,
            tables: tables(self.rulebook, self.fitting_columns)
                .chain(self.row_tables)
                .collect(),
            sites: self.graph.sites,
            nodes: self.graph.nodes,
            declarations: self.declarations,
            requirements: self.requirements,
            output,
            scans: Vec::new(),
        }
    }
}

/// The tables as they are declared, of those of which all rows count with their keys as columns.
fn tables(
    rulebook: &Rulebook,
    mut fitting: BTreeMap<usize, Vec<lutine_core::table::Column>>,
) -> impl Iterator<Item = lutine_core::table::Table> {
    let tables = rulebook.tables.iter().enumerate();
    tables.map(move |(at, table)| {
        let mut data = table.data.clone();
        if let Some(columns) = fitting.remove(&at) {
            data.columns = columns;
        }
        data
    })
}
