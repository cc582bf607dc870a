//! A rulebook as a picture: what is given, what is computed from what, what is answered.
//!
//! It shows what a reader of the rulebook knows by name (attributes, definitions, tables, functions, rules, outcomes, fields of the answer), not
//! the operations of the evaluation graph; an arrow leads from what is read to what reads it. Attributes stand with their entity.
//! Everything comes in the order of declaration, so that the same rulebook gives the same text.

mod dot;
mod mermaid;
mod select;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::item_paths::ItemPaths;
use crate::lower::order::attribute;
use crate::source::Span;
use crate::typed::{
    AttributeKind, DefinitionId, EntityId, FunctionId, OutcomeId, OutputItem, OutputValue,
    Rulebook, TableId,
};
use crate::uses::{Thing, Uses, read};

/// What reads what in a rulebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagram {
    /// The rulebook's name.
    pub name: String,
    /// The entities, in the order of declaration.
    pub entities: Vec<Group>,
    /// What is read and reads.
    pub vertices: Vec<Vertex>,
    /// From what is read to what reads it, as places in [`Diagram::vertices`]; each once.
    pub edges: Vec<(usize, usize)>,
    /// What paths of a risk lead to, for [`Diagram::needed_by`].
    paths: ItemPaths,
}

/// An entity: its attributes stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name, `Vehicle`.
    pub name: Arc<str>,
    /// The entity that it is declared within, a place in [`Diagram::entities`].
    pub within: Option<usize>,
}

/// Something with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vertex {
    /// What it is.
    pub kind: VertexKind,
    /// The name by which it can be asked for: `vehicle.symbol`, `output.total`, `base_rate`.
    pub path: String,
    /// What is written at it.
    pub label: String,
    /// The entity that has it, a place in [`Diagram::entities`].
    pub entity: Option<usize>,
}

/// What a [`Vertex`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum VertexKind {
    /// An attribute that the input gives, lists included.
    Input,
    /// A computed attribute, or what a made item was made for.
    Attribute,
    /// A list that the rulebook makes.
    List,
    /// A condition on the input.
    Requirement,
    /// A definition.
    Definition,
    /// A table.
    Table,
    /// A function.
    Function,
    /// A rule.
    Rule,
    /// An outcome.
    Outcome,
    /// A field of the answer.
    Output,
}

impl Diagram {
    /// The picture of a checked rulebook.
    #[must_use]
    pub fn of(rulebook: &Rulebook) -> Self {
        let uses = Uses::of(rulebook);
        let mut drawing = Drawing {
            uses: &uses,
            vertices: Vec::new(),
            places: BTreeMap::new(),
            reads: Vec::new(),
        };
        drawing.things();
        drawing.requirements();
        drawing.output(&rulebook.output, "", &[]);
        let entities = rulebook.entities.iter().map(|entity| Group {
            name: Arc::clone(&entity.name),
            within: entity.parent.map(EntityId::index),
        });
        let edges = drawing.edges();
        Self {
            name: rulebook.name.clone(),
            entities: entities.collect(),
            vertices: drawing.vertices,
            edges,
            paths: select::paths(rulebook),
        }
    }

    /// Whether something of an entity, or of one within it, is in the picture.
    fn shows(&self, entity: usize) -> bool {
        let mut shown = self.vertices.iter().filter_map(|vertex| vertex.entity);
        shown.any(|mut at| {
            // Entities stand within one another no deeper than there are entities.
            for _ in &self.entities {
                if at == entity {
                    return true;
                }
                match self.entities.get(at).and_then(|group| group.within) {
                    Some(above) => at = above,
                    None => return false,
                }
            }
            false
        })
    }

    /// For Graphviz: `dot -Tsvg`.
    #[must_use]
    pub fn to_dot(&self) -> String {
        dot::write(self)
    }

    /// For Mermaid, which code hosts and wikis draw in their pages.
    #[must_use]
    pub fn to_mermaid(&self) -> String {
        mermaid::write(self)
    }
}

/// A picture in the making.
struct Drawing<'u, 'r> {
    uses: &'u Uses<'r>,
    vertices: Vec<Vertex>,
    /// The vertices of things.
    places: BTreeMap<Thing, usize>,
    /// What each vertex reads.
    reads: Vec<Vec<(Thing, Span)>>,
}

impl Drawing<'_, '_> {
    fn add(&mut self, vertex: Vertex, reads: Vec<(Thing, Span)>) -> usize {
        self.vertices.push(vertex);
        self.reads.push(reads);
        self.vertices.len().saturating_sub(1)
    }

    fn things(&mut self) {
        let rulebook = self.uses.rulebook;
        let ids = |count: usize| 0..u32::try_from(count).unwrap_or(u32::MAX);
        let attributes = self.uses.attributes();
        let mut all: Vec<Thing> = attributes.map(|(id, _)| Thing::Attribute(id)).collect();
        all.extend(ids(rulebook.tables.len()).map(|at| Thing::Table(TableId(at))));
        all.extend(ids(rulebook.functions.len()).map(|at| Thing::Function(FunctionId(at))));
        all.extend(ids(rulebook.definitions.len()).map(|at| Thing::Definition(DefinitionId(at))));
        all.extend(ids(rulebook.rules.len()).map(Thing::Rule));
        all.extend(ids(rulebook.outcomes.len()).map(|at| Thing::Outcome(OutcomeId(at))));
        for thing in all {
            if let Some(vertex) = self.vertex(thing) {
                let at = self.add(vertex, self.uses.needs(thing));
                self.places.insert(thing, at);
            }
        }
    }

    fn vertex(&self, thing: Thing) -> Option<Vertex> {
        let rulebook = self.uses.rulebook;
        let (name, _) = self.uses.named(thing)?;
        let plain = |kind| Vertex {
            kind,
            path: name.to_owned(),
            label: name.to_owned(),
            entity: None,
        };
        Some(match thing {
            Thing::Attribute(id) => {
                let entity = rulebook.entities.get(id.entity.index())?;
                let kind = match attribute(rulebook, id)?.kind {
                    AttributeKind::Input { .. } | AttributeKind::GivenList { .. } => {
                        VertexKind::Input
                    }
                    AttributeKind::MadeList(_) => VertexKind::List,
                    AttributeKind::Derived(_)
                    | AttributeKind::Carried { .. }
                    | AttributeKind::Key => VertexKind::Attribute,
                };
                Vertex {
                    path: format!("{}.{name}", entity.snake_name),
                    entity: Some(id.entity.index()),
                    ..plain(kind)
                }
            }
            Thing::Definition(_) => plain(VertexKind::Definition),
            Thing::Function(_) => plain(VertexKind::Function),
            Thing::Table(_) => plain(VertexKind::Table),
            Thing::Outcome(_) => plain(VertexKind::Outcome),
            Thing::Rule(at) => {
                let rule = rulebook.rules.get(at as usize)?;
                let label = rule.label.as_ref();
                Vertex {
                    label: label.map_or_else(|| name.to_owned(), |it| format!("{name}\n{it}")),
                    ..plain(VertexKind::Rule)
                }
            }
        })
    }

    fn requirements(&mut self) {
        for (at, entity) in self.uses.rulebook.entities.iter().enumerate() {
            for requirement in &entity.requirements {
                let mut reads = Vec::new();
                read(&requirement.condition, &mut reads);
                let vertex = Vertex {
                    kind: VertexKind::Requirement,
                    path: format!("{} require {}", entity.snake_name, requirement.message),
                    label: requirement.message.to_string(),
                    entity: Some(at),
                };
                self.add(vertex, reads);
            }
        }
    }

    /// The fields of the answer; those of the items of a list read the list too.
    fn output(&mut self, items: &[OutputItem], before: &str, lists: &[(Thing, Span)]) {
        for item in items {
            let name = format!("{before}{}", item.name);
            let mut reads = lists.to_vec();
            match &item.value {
                OutputValue::Value(value) => {
                    read(value, &mut reads);
                    let vertex = Vertex {
                        kind: VertexKind::Output,
                        path: format!("output.{name}"),
                        label: name,
                        entity: None,
                    };
                    self.add(vertex, reads);
                }
                OutputValue::For { clause, items } => {
                    read(&clause.list, &mut reads);
                    self.output(items, &format!("{name}."), &reads);
                }
            }
        }
    }

    fn edges(&self) -> Vec<(usize, usize)> {
        let mut edges = Vec::new();
        for (to, reads) in self.reads.iter().enumerate() {
            let from = reads.iter().filter_map(|(thing, _)| self.places.get(thing));
            let from: BTreeSet<usize> = from.copied().collect();
            edges.extend(from.into_iter().map(|from| (from, to)));
        }
        edges
    }
}
