//! What goes in and what comes out of a rulebook, as JSON Schema (draft 2020-12): for forms, editors, clients in other languages,
//! and for whoever checks a risk before it is sent.
//!
//! The schema of the input says how a risk is best written. The decoder takes a little more: whole numbers as text or as `3.0`,
//! exponents in the texts of amounts, null for a computed field. It also refuses more, because a schema cannot say everything: ranges of
//! dates and of numbers in texts, amounts off the grid in JSON numbers, `require`d conditions. Everything that the schema takes is
//! read without a float, numbers included.

mod definitions;
mod input;
mod output;
mod plain;

use crate::graph::Graph;
use crate::value::Value;
use definitions::{Definitions, Keywords};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The JSON Schema of a risk.
///
/// Every entity, record and enumeration is a definition under its own name, with its description from the rulebook.
#[must_use]
pub fn input_schema(graph: &Graph) -> Value {
    let mut definitions = Definitions::new(graph);
    let risk = input::risk(&mut definitions);
    document(graph, "risk", risk, definitions)
}

/// The JSON Schema of an answer: the output's fields, or those that could be computed and `errors` behind them.
#[must_use]
pub fn output_schema(graph: &Graph) -> Value {
    let mut definitions = Definitions::new(graph);
    let answer = output::answer(&mut definitions);
    document(graph, "answer", answer, definitions)
}

fn document(graph: &Graph, what: &str, schema: Keywords, definitions: Definitions<'_>) -> Value {
    let name = &graph.name;
    let title = match &graph.version {
        Some(version) => format!("{name} {version}: {what}"),
        None => format!("{name}: {what}"),
    };
    Keywords::new()
        .with("$schema", DRAFT)
        .with("title", title)
        .and(schema)
        .with_some("$defs", definitions.finish())
        .into()
}
