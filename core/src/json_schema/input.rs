//! The risk.

use super::definitions::{Definitions, Keywords, described};
use super::plain;
use crate::graph::{Domain, Graph, Ty};
use crate::schema::{Absence, Field, FieldKind, Item, ValueField};
use crate::value::Value;
use std::sync::Arc;

/// The risk itself.
pub(super) fn risk(definitions: &mut Definitions<'_>) -> Keywords {
    object(definitions, 0)
}

/// The reference to an object of the input.
fn object(definitions: &mut Definitions<'_>, object: u32) -> Keywords {
    definitions.object(object, |definitions| {
        let place = usize::try_from(object).ok()?;
        let graph = definitions.graph;
        let declared = graph.schema.objects.get(place)?;
        let schema = fields(definitions, &declared.fields);
        let described = Keywords::new().with_some("description", declared.doc.clone());
        Some(definitions.define(&declared.name, described.and(schema)))
    })
}

/// An object with these fields.
fn fields(definitions: &mut Definitions<'_>, fields: &[Field]) -> Keywords {
    let mut properties: Vec<(Arc<str>, Value)> = Vec::new();
    let mut required: Vec<Arc<str>> = Vec::new();
    for field in fields {
        let Some((schema, is_required)) = content(definitions, field) else {
            continue;
        };
        properties.push((field.name.clone(), schema.into()));
        if is_required {
            required.push(field.name.clone());
        }
    }
    Keywords::of_type("object")
        .with("properties", Value::Record(properties))
        .with_some("required", (!required.is_empty()).then_some(required))
        .with("additionalProperties", false)
}

/// What a field holds and whether it must be given; nothing for what is computed.
fn content(definitions: &mut Definitions<'_>, field: &Field) -> Option<(Keywords, bool)> {
    let graph = definitions.graph;
    let mut description: Vec<String> = field.doc.iter().map(|doc| doc.to_string()).collect();
    let mut default = None;
    let (schema, is_required) = match &field.kind {
        FieldKind::Value(value) => {
            let (ty, domain) = declared(graph, value)?;
            description.extend(plain::unsaid(graph, ty, domain));
            if let Absence::Default(constant) = &value.absence {
                default = Some(plain::default(graph, ty, constant));
            }
            let is_required = value.absence == Absence::Required;
            (plain::input(definitions, ty, domain), is_required)
        }
        FieldKind::Record {
            name,
            optional,
            fields: inner,
        } => {
            let schema = fields(definitions, inner);
            (definitions.define(name, schema), optional.is_none())
        }
        FieldKind::List { list, item } => {
            let list = graph.lists.get(list.index())?;
            let item = match item {
                Item::Object(inner) => object(definitions, *inner),
                Item::Value(value) => {
                    let (ty, domain) = declared(graph, value)?;
                    description.extend(plain::unsaid(graph, ty, domain));
                    plain::input(definitions, ty, domain)
                }
            };
            if list.single {
                (item, list.min > 0)
            } else {
                let schema = Keywords::of_type("array")
                    .with("items", item)
                    .with("minItems", list.min)
                    .with("maxItems", list.max);
                (schema, true)
            }
        }
        FieldKind::Derived => return None,
    };
    let schema = if is_required {
        schema
    } else {
        schema.or_null()
    };
    let schema = Keywords::new()
        .with_some("description", described(&description))
        .and(schema)
        .with_some("default", default);
    Some((schema, is_required))
}

/// The type of a plain value, and its range or set.
fn declared<'g>(graph: &'g Graph, value: &ValueField) -> Option<(Ty, Option<&'g Domain>)> {
    let column = graph.schema.inputs.get(value.input.index())?;
    let domain = value.domain.and_then(|id| graph.domains.get(id.index()));
    Some((column.ty, domain))
}
