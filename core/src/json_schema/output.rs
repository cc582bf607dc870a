//! The answer.

use super::definitions::{Definitions, Keywords, described};
use super::plain;
use crate::answer::FaultCode;
use crate::graph::{ErrorCode, NamedShape, NodeId, Shape};
use crate::value::Value;
use std::sync::Arc;

/// The answer to a risk. Without errors it has all fields; a field in error is left out, and a risk with faults has none.
pub(super) fn answer(definitions: &mut Definitions<'_>) -> Keywords {
    let graph = definitions.graph;
    let mut properties = properties(definitions, &graph.output);
    let names: Vec<Arc<str>> = graph
        .output
        .iter()
        .map(|field| field.name.clone())
        .collect();
    let error = Keywords::any_of(vec![error(definitions), fault(definitions)]);
    let errors = Keywords::of_type("array")
        .with(
            "description",
            "Why fields are left out, or why the risk was refused.",
        )
        .with("items", error)
        .with("minItems", 1);
    properties.push(("errors".into(), errors.into()));
    let whole = Keywords::new().with("required", names);
    let with_errors = Keywords::new().with("required", vec!["errors"]);
    Keywords::of_type("object")
        .with("properties", Value::Record(properties))
        .with("additionalProperties", false)
        .with("anyOf", vec![whole, with_errors])
}

fn properties(definitions: &mut Definitions<'_>, fields: &[NamedShape]) -> Vec<(Arc<str>, Value)> {
    let property = |field: &NamedShape| {
        let mut description: Vec<String> = field.doc.iter().map(|doc| doc.to_string()).collect();
        description.extend(currency(definitions, &field.shape));
        let schema = Keywords::new()
            .with_some("description", described(&description))
            .and(shape(definitions, &field.shape));
        (field.name.clone(), schema.into())
    };
    fields.iter().map(property).collect()
}

/// The currency of an amount, for its description.
fn currency(definitions: &Definitions<'_>, value: &Shape) -> Option<String> {
    match value {
        Shape::One(node) => {
            let node = definitions.graph.nodes.get(node.index())?;
            plain::unsaid(definitions.graph, node.ty, None)
        }
        Shape::Optional { value, .. } => currency(definitions, value),
        Shape::Record(_) | Shape::List { .. } => None,
    }
}

fn shape(definitions: &mut Definitions<'_>, value: &Shape) -> Keywords {
    match value {
        Shape::One(node) => one(definitions, *node),
        Shape::Optional { value, .. } => shape(definitions, value).or_null(),
        Shape::Record(fields) => Keywords::of_type("object")
            .with("properties", Value::Record(properties(definitions, fields)))
            .with("additionalProperties", false),
        Shape::List { item, .. } => {
            Keywords::of_type("array").with("items", shape(definitions, item))
        }
    }
}

fn one(definitions: &mut Definitions<'_>, node: NodeId) -> Keywords {
    match definitions.graph.nodes.get(node.index()) {
        Some(node) => plain::output(definitions, node.ty),
        None => Keywords::new(),
    }
}

/// An error of a field.
fn error(definitions: &mut Definitions<'_>) -> Keywords {
    let codes = ErrorCode::ALL.iter().map(|code| code.as_str());
    let schema = record(
        "Why a field could not be computed.",
        [
            ("code", one_of(codes)),
            ("path", Keywords::of_type("string")),
            ("message", Keywords::of_type("string")),
            ("file", Keywords::of_type("string")),
            ("line", Keywords::of_type("integer")),
        ],
    );
    definitions.define("FieldError", schema)
}

/// A fault of the input.
fn fault(definitions: &mut Definitions<'_>) -> Keywords {
    let codes = FaultCode::ALL.iter().map(|code| code.as_str());
    let schema = record(
        "What is wrong with the risk, and where in it: a JSON pointer.",
        [
            ("code", one_of(codes)),
            ("pointer", Keywords::of_type("string")),
            ("message", Keywords::of_type("string")),
        ],
    );
    definitions.define("InputFault", schema)
}

fn one_of<'c>(codes: impl Iterator<Item = &'c str>) -> Keywords {
    Keywords::one_of(codes.map(Value::from).collect())
}

/// An object that has all of these fields.
fn record<const N: usize>(description: &str, fields: [(&str, Keywords); N]) -> Keywords {
    let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    Keywords::new()
        .with("description", description)
        .with("type", "object")
        .with("properties", Value::from(fields))
        .with("required", names)
        .with("additionalProperties", false)
}
