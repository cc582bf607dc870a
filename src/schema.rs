//! What goes in and what comes out, for those who build forms, editors and clients.

use lutine_core::graph::Graph;
use lutine_core::json_schema::{input_schema, output_schema};

/// What a rulebook takes and what it answers, each as JSON Schema (draft 2020-12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    input: String,
    output: String,
}

impl Schema {
    pub(crate) fn of(graph: &Graph) -> Self {
        Self {
            input: input_schema(graph).to_json_pretty(),
            output: output_schema(graph).to_json_pretty(),
        }
    }

    /// The JSON Schema of a risk, as text.
    #[must_use]
    pub fn input(&self) -> &str {
        &self.input
    }

    /// The JSON Schema of an answer, as text.
    #[must_use]
    pub fn output(&self) -> &str {
        &self.output
    }
}
