//! The sections that make the meaning, and how a graph comes apart into them and together again. Frozen for format version 1.

use super::BundleError;
use super::container::{Container, Encoded, Section, decode, encode, malformed};
use super::flat::{FlatField, FlatShape, build_fields, flat_fields};
use super::notes::{DeclarationNotes, Notes, TableNotes};
use super::{places, texts};
use crate::graph::{
    Currency, Declaration, DeclarationKind, Domain, Enumeration, Graph, List, NamedShape, Node,
    Requirement, Scan, Space, SpaceId,
};
use crate::schema::{InputColumn, Object, Schema};
use crate::table::{Axis, Column, HitPolicy, Interpolation, KeyCell, Row, Table};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A graph in sections.
pub(super) struct Parts {
    schema: SchemaSection,
    graph: GraphSection,
    tables: Vec<TableSection>,
    notes: Notes,
}

/// The section `schema`.
#[derive(Serialize, Deserialize)]
struct SchemaSection {
    objects: Vec<ObjectSection>,
    inputs: Vec<InputColumn>,
}

#[derive(Serialize, Deserialize)]
struct ObjectSection {
    name: Arc<str>,
    fields: Vec<FlatField>,
}

/// The section `graph`.
#[derive(Serialize, Deserialize)]
struct GraphSection {
    currencies: Vec<Currency>,
    enumerations: Vec<Enumeration>,
    spaces: Vec<Space>,
    lists: Vec<List>,
    domains: Vec<Domain>,
    nodes: Vec<Node>,
    declarations: Vec<Declared>,
    requirements: Vec<Requirement>,
    output: Vec<(Arc<str>, FlatShape)>,
    scans: Vec<Scan>,
}

/// What the path of an error says of a declaration.
#[derive(Serialize, Deserialize)]
pub(super) struct Declared {
    pub(super) kind: DeclarationKind,
    pub(super) name: Arc<str>,
    pub(super) space: SpaceId,
}

/// A table of the section `tables`.
#[derive(Serialize, Deserialize)]
struct TableSection {
    name: Arc<str>,
    axes: Vec<Axis>,
    columns: Vec<Column>,
    rows: Vec<Vec<KeyCell>>,
    policy: HitPolicy,
    otherwise: bool,
    interpolation: Option<Interpolation>,
}

impl Parts {
    /// The sections of a graph.
    pub(super) fn split(mut graph: Graph) -> Result<Self, BundleError> {
        if !places::number(&mut graph) {
            return Err(malformed(Section::Notes, &"a place is missing"));
        }
        let texts = texts::take(&mut graph);
        let (tables, table_notes) = graph.tables.into_iter().map(split_table).unzip();
        let declarations = graph.declarations.into_iter().map(split_declaration);
        let (declared, declaration_notes) = declarations.unzip();
        let objects = graph
            .schema
            .objects
            .into_iter()
            .map(|object| ObjectSection {
                name: object.name,
                fields: flat_fields(object.fields),
            });
        let output = graph.output.iter();
        let output = output.map(|field| (Arc::clone(&field.name), FlatShape::new(&field.shape)));
        Ok(Self {
            schema: SchemaSection {
                objects: objects.collect(),
                inputs: graph.schema.inputs,
            },
            graph: GraphSection {
                currencies: graph.currencies,
                enumerations: graph.enumerations,
                spaces: graph.spaces,
                lists: graph.lists,
                domains: graph.domains,
                nodes: graph.nodes,
                declarations: declared,
                requirements: graph.requirements,
                output: output.collect(),
                scans: graph.scans,
            },
            tables,
            notes: Notes {
                name: graph.name,
                version: graph.version,
                modules: graph.modules,
                files: graph.files,
                sites: graph.sites,
                texts,
                declarations: declaration_notes,
                tables: table_notes,
            },
        })
    }

    pub(super) fn encode(&self) -> Result<Vec<Encoded>, BundleError> {
        Ok(vec![
            encode(Section::Schema, &self.schema)?,
            encode(Section::Graph, &self.graph)?,
            encode(Section::Tables, &self.tables)?,
            encode(Section::Notes, &self.notes)?,
        ])
    }

    pub(super) fn decode(container: &Container<'_>) -> Result<Self, BundleError> {
        let bytes = |section| container.section(section).ok_or(BundleError::Sections);
        Ok(Self {
            schema: decode(Section::Schema, bytes(Section::Schema)?)?,
            graph: decode(Section::Graph, bytes(Section::Graph)?)?,
            tables: decode(Section::Tables, bytes(Section::Tables)?)?,
            notes: decode(Section::Notes, bytes(Section::Notes)?)?,
        })
    }

    /// The graph of the sections.
    pub(super) fn join(self) -> Result<Graph, BundleError> {
        let Self {
            schema,
            graph,
            tables,
            notes,
        } = self;
        let objects = schema.objects.into_iter().map(join_object);
        let output = graph.output.into_iter().map(join_output);
        let mut joined = Graph {
            name: notes.name,
            version: notes.version,
            modules: notes.modules,
            files: notes.files,
            currencies: graph.currencies,
            enumerations: graph.enumerations,
            schema: Schema {
                objects: parts(Section::Schema, "records nest too deep", objects)?,
                inputs: schema.inputs,
            },
            spaces: graph.spaces,
            lists: graph.lists,
            domains: graph.domains,
            tables: pairs(tables, notes.tables, join_table)?,
            sites: notes.sites,
            nodes: graph.nodes,
            declarations: pairs(graph.declarations, notes.declarations, |declared, notes| {
                notes.build(declared)
            })?,
            requirements: graph.requirements,
            output: parts(Section::Graph, "an output field is no value", output)?,
            scans: graph.scans,
        };
        if texts::put(&mut joined, notes.texts) {
            Ok(joined)
        } else {
            Err(malformed(
                Section::Notes,
                &"a label or description is missing",
            ))
        }
    }
}

/// All parts, or what is wrong if one is none.
fn parts<T>(
    section: Section,
    problem: &str,
    parts: impl Iterator<Item = Option<T>>,
) -> Result<Vec<T>, BundleError> {
    let parts: Option<Vec<T>> = parts.collect();
    parts.ok_or_else(|| malformed(section, &problem))
}

/// Parts with their notes, of which there must be as many.
fn pairs<A, N, T>(
    all: Vec<A>,
    notes: Vec<N>,
    join: impl Fn(A, N) -> Option<T>,
) -> Result<Vec<T>, BundleError> {
    let problem = "they belong to another graph";
    if all.len() != notes.len() {
        return Err(malformed(Section::Notes, &problem));
    }
    let joined = all
        .into_iter()
        .zip(notes)
        .map(|(part, notes)| join(part, notes));
    parts(Section::Notes, problem, joined)
}

fn split_table(table: Table) -> (TableSection, TableNotes) {
    let (rows, lines) = table
        .rows
        .into_iter()
        .map(|row| (row.keys, row.line))
        .unzip();
    let section = TableSection {
        name: table.name,
        axes: table.axes,
        columns: table.columns,
        rows,
        policy: table.policy,
        otherwise: table.otherwise,
        interpolation: table.interpolation,
    };
    let file = table.file;
    (section, TableNotes { file, lines })
}

fn join_table(table: TableSection, notes: TableNotes) -> Option<Table> {
    if table.rows.len() != notes.lines.len() {
        return None;
    }
    let rows = table.rows.into_iter().zip(notes.lines);
    Some(Table {
        name: table.name,
        axes: table.axes,
        columns: table.columns,
        rows: rows.map(|(keys, line)| Row { keys, line }).collect(),
        policy: table.policy,
        otherwise: table.otherwise,
        interpolation: table.interpolation,
        file: notes.file,
    })
}

fn split_declaration(declaration: Declaration) -> (Declared, DeclarationNotes) {
    let declared = Declared {
        kind: declaration.kind,
        name: Arc::clone(&declaration.name),
        space: declaration.space,
    };
    (declared, DeclarationNotes::new(declaration))
}

fn join_object(object: ObjectSection) -> Option<Object> {
    Some(Object {
        name: object.name,
        doc: None,
        fields: build_fields(object.fields)?,
    })
}

fn join_output((name, shape): (Arc<str>, FlatShape)) -> Option<NamedShape> {
    Some(NamedShape {
        name,
        shape: shape.build()?,
        doc: None,
    })
}
