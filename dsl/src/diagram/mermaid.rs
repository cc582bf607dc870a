//! A picture as a flowchart of Mermaid.

use std::fmt::Write;

use super::{Diagram, Vertex, VertexKind};

/// The picture; a string takes whatever is written into it.
pub(super) fn write(diagram: &Diagram) -> String {
    let mut out = String::from("flowchart LR\n");
    for (at, vertex) in diagram.vertices.iter().enumerate() {
        if vertex.entity.is_none() {
            vertex_line(&mut out, at, vertex, 1);
        }
    }
    for (at, entity) in diagram.entities.iter().enumerate() {
        if entity.within.is_none() {
            subgraph(&mut out, diagram, at, 1);
        }
    }
    for (from, to) in &diagram.edges {
        let _ = writeln!(out, "  n{from} --> n{to}");
    }
    out
}

/// An entity with what stands in it; one in which nothing is shown is left out.
fn subgraph(out: &mut String, diagram: &Diagram, at: usize, level: usize) {
    let Some(entity) = diagram.entities.get(at).filter(|_| diagram.shows(at)) else {
        return;
    };
    let indent = "  ".repeat(level);
    let _ = writeln!(out, "{indent}subgraph e{at}[{}]", quoted(&entity.name));
    for (place, vertex) in diagram.vertices.iter().enumerate() {
        if vertex.entity == Some(at) {
            vertex_line(out, place, vertex, level.saturating_add(1));
        }
    }
    for (below, entity) in diagram.entities.iter().enumerate() {
        if entity.within == Some(at) {
            subgraph(out, diagram, below, level.saturating_add(1));
        }
    }
    let _ = writeln!(out, "{indent}end");
}

fn vertex_line(out: &mut String, at: usize, vertex: &Vertex, level: usize) {
    let indent = "  ".repeat(level);
    let (open, close) = match vertex.kind {
        VertexKind::Input => ("([", "])"),
        VertexKind::Attribute => ("[", "]"),
        VertexKind::List => ("[[", "]]"),
        VertexKind::Requirement => ("[\\", "\\]"),
        VertexKind::Definition => ("(", ")"),
        VertexKind::Table => ("[(", ")]"),
        VertexKind::Function => ("[/", "/]"),
        VertexKind::Rule => ("{{", "}}"),
        VertexKind::Outcome => ("{", "}"),
        VertexKind::Output => (">", "]"),
    };
    let _ = writeln!(out, "{indent}n{at}{open}{}{close}", quoted(&vertex.label));
}

/// A text in quotes. Mermaid has no backslash for what would end it, but the entities of HTML with `#` in place of `&`; a backtick would begin
/// Markdown, and tags would be drawn as such.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '#' | '`' | '<' | '>' | '&' | '\\' => {
                let _ = write!(quoted, "#{};", u32::from(c));
            }
            '\n' => quoted.push_str("<br/>"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
