//! A picture in Graphviz's language.

use std::fmt::Write;

use super::{Diagram, Vertex, VertexKind};

/// The picture; a string takes whatever is written into it.
pub(super) fn write(diagram: &Diagram) -> String {
    let mut out = String::new();
    let name = quoted(&diagram.name);
    let _ = writeln!(out, "digraph {name} {{");
    let _ = writeln!(out, "  rankdir=LR;");
    let _ = writeln!(
        out,
        "  node [fontname=\"Helvetica\", fontsize=10, shape=box];"
    );
    let _ = writeln!(
        out,
        "  graph [fontname=\"Helvetica\", fontsize=11, color=gray60];"
    );
    for vertex in diagram.vertices.iter().filter(|v| v.entity.is_none()) {
        vertex_line(&mut out, vertex, 1);
    }
    for (at, entity) in diagram.entities.iter().enumerate() {
        if entity.within.is_none() {
            cluster(&mut out, diagram, at, 1);
        }
    }
    for (from, to) in &diagram.edges {
        if let (Some(from), Some(to)) = (diagram.vertices.get(*from), diagram.vertices.get(*to)) {
            let _ = writeln!(out, "  {} -> {};", quoted(&from.path), quoted(&to.path));
        }
    }
    out.push_str("}\n");
    out
}

/// An entity with what stands in it; one in which nothing is shown is left out. Entities nest no deeper than the checker allows.
fn cluster(out: &mut String, diagram: &Diagram, at: usize, level: usize) {
    let Some(entity) = diagram.entities.get(at).filter(|_| diagram.shows(at)) else {
        return;
    };
    let indent = "  ".repeat(level);
    let _ = writeln!(
        out,
        "{indent}subgraph {} {{",
        quoted(&format!("cluster_{}", entity.name))
    );
    let _ = writeln!(out, "{indent}  label={};", quoted(&entity.name));
    for vertex in diagram.vertices.iter().filter(|v| v.entity == Some(at)) {
        vertex_line(out, vertex, level.saturating_add(1));
    }
    for (below, entity) in diagram.entities.iter().enumerate() {
        if entity.within == Some(at) {
            cluster(out, diagram, below, level.saturating_add(1));
        }
    }
    let _ = writeln!(out, "{indent}}}");
}

fn vertex_line(out: &mut String, vertex: &Vertex, level: usize) {
    let indent = "  ".repeat(level);
    let look = match vertex.kind {
        VertexKind::Input => "style=rounded",
        VertexKind::Attribute => "style=solid",
        VertexKind::List => "shape=box3d",
        VertexKind::Requirement => "shape=octagon",
        VertexKind::Definition => "shape=note",
        VertexKind::Table => "shape=cylinder",
        VertexKind::Function => "shape=cds",
        VertexKind::Rule => "shape=hexagon",
        VertexKind::Outcome => "shape=diamond",
        VertexKind::Output => "style=bold",
    };
    let (path, label) = (quoted(&vertex.path), quoted(&vertex.label));
    let _ = writeln!(out, "{indent}{path} [label={label}, {look}];");
}

/// A text in quotes, in which a backslash would begin something.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
