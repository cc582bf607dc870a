//! Text with values in it, and values as text.

use crate::column::Values;
use crate::graph::{Graph, Piece, Ty};
use std::fmt::Write;
use std::sync::Arc;

/// Text with the operands' values in the places that wait for them.
pub fn format(graph: &Graph, pieces: &[Piece], operands: &[(&Values, Ty)], lanes: usize) -> Values {
    let line = |lane: usize| {
        let mut text = String::new();
        let mut values = operands.iter();
        for piece in pieces {
            match piece {
                Piece::Text(part) => text.push_str(part),
                Piece::Value => {
                    if let Some((column, ty)) = values.next() {
                        write_value(graph, column, *ty, lane, &mut text);
                    }
                }
            }
        }
        Arc::from(text)
    };
    Values::Text((0..lanes).map(line).collect())
}

/// Writes a value as an answer does, without quotes.
pub fn write_value(graph: &Graph, values: &Values, ty: Ty, lane: usize, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = match values {
        Values::Bool(column) => column.get(lane).map(|x| write!(out, "{x}")),
        Values::Number(column) => column.get(lane).map(|x| match graph.places(ty) {
            Some(places) => write!(out, "{}", x.fixed(places)),
            None => write!(out, "{x}"),
        }),
        Values::Text(column) => column.get(lane).map(|x| out.write_str(x)),
        Values::Date(column) => column.get(lane).map(|x| write!(out, "{x}")),
        Values::Enum(column) => column
            .get(lane)
            .and_then(|x| graph.member(ty, *x))
            .map(|member| out.write_str(&member.name)),
        Values::Ref(_) | Values::Row(_) => None,
    };
}
