use super::message::message;
use crate::execute::{Execution, Origin, Through};
use crate::graph::ErrorCode;
use crate::value::Value;
use std::sync::Arc;

/// Why a number could not be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Its stable code.
    pub code: ErrorCode,
    /// Where in the risk: `policy.vehicles[2].covers[BI].factor`.
    pub path: String,
    /// What is wrong, in the words of the table in ARCHITECTURE.md.
    pub message: String,
    /// The source file of the expression that failed.
    pub file: Arc<str>,
    /// Its line, from 1.
    pub line: u32,
    /// Its column, from 1.
    pub column: u32,
}

impl FieldError {
    /// The error that arose in a place; `outside` is its path where it came through no declaration.
    #[must_use]
    pub fn new(execution: &Execution<'_>, origin: &Origin, outside: &str) -> Self {
        let graph = &execution.plan.graph;
        let site = graph.node(origin.node).and_then(|n| graph.site(n.site));
        let file = site.and_then(|site| graph.files.get(site.file as usize));
        let path = match origin.through {
            None => outside.to_owned(),
            Some(Through::Unmade(space, lane)) => {
                execution.item_path(space, lane).text(&graph.lists)
            }
            Some(Through::Declaration(id, space, lane)) => {
                let declaration = graph.declaration(id);
                let path =
                    declaration.map(|d| execution.declaration_path(d.kind, &d.name, space, lane));
                path.unwrap_or_else(|| outside.to_owned())
            }
        };
        Self {
            code: origin.code,
            path,
            message: message(execution, origin),
            file: file.cloned().unwrap_or_default(),
            line: site.map_or(0, |site| site.line),
            column: site.map_or(0, |site| site.column),
        }
    }

    /// As an answer writes it.
    #[must_use]
    pub fn to_value(&self) -> Value {
        Value::from([
            ("code", Value::from(self.code.as_str())),
            ("path", Value::from(self.path.as_str())),
            ("message", Value::from(self.message.as_str())),
            ("file", Value::from(self.file.clone())),
            ("line", Value::from(self.line)),
        ])
    }
}
