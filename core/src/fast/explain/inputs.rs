//! The fields of the input, and what is taken for granted of them.

use super::doubt::is_number;
use super::{Doubt, Watched};
use crate::fast::compile::Survey;
use crate::graph::{Graph, InputId, NodeId, Op, Ty};
use crate::schema::{Field, FieldKind, Item, ValueField};
use std::collections::BTreeMap;

/// A field of the input that is read.
pub(super) struct InputField {
    pub id: InputId,
    /// `vehicle.symbol`
    pub name: String,
    pub nodes: Vec<NodeId>,
    /// What is taken for granted of it.
    pub assumed: Vec<Watched>,
}

/// The fields of the input that fill columns, in the order of the schema.
pub(super) fn inputs(survey: &Survey<'_>) -> Vec<InputField> {
    let graph = survey.graph;
    let mut readers: BTreeMap<InputId, Vec<NodeId>> = BTreeMap::new();
    for (id, node) in (0..).map(NodeId).zip(&graph.nodes) {
        if let Op::Input(input) = node.op {
            readers.entry(input).or_default().push(id);
        }
    }
    let mut all = Vec::new();
    for object in &graph.schema.objects {
        named(&object.snake_name(), &object.fields, &mut |name, field| {
            let nodes = readers.get(&field.input).cloned().unwrap_or_default();
            let ty = graph.schema.inputs.get(field.input.index());
            all.push(InputField {
                id: field.input,
                assumed: ty.map_or_else(Vec::new, |input| {
                    assumed(survey, (input.ty, field), nodes.first().copied())
                }),
                name,
                nodes,
            });
        });
    }
    all
}

fn named(above: &str, fields: &[Field], each: &mut impl FnMut(String, &ValueField)) {
    for field in fields {
        let name = format!("{above}.{}", field.name);
        match &field.kind {
            FieldKind::Value(value)
            | FieldKind::List {
                item: Item::Value(value),
                ..
            } => each(name, value),
            FieldKind::Record { fields, .. } => named(&name, fields, each),
            FieldKind::List { .. } | FieldKind::Derived => {}
        }
    }
}

/// What no range says of a number: how large it is, how many places it has.
fn assumed(
    survey: &Survey<'_>,
    (ty, field): (Ty, &ValueField),
    node: Option<NodeId>,
) -> Vec<Watched> {
    let asked = node.filter(|node| survey.asked(*node).path.is_some());
    let Some(node) = asked.filter(|_| is_number(ty)) else {
        return Vec::new();
    };
    let watched = |words: String| Watched {
        doubt: Doubt::Assumed,
        words,
        place: None,
    };
    let mut all = Vec::new();
    let (is_bounded, is_listed) = bounds(survey.graph, field);
    if !is_bounded {
        all.push(watched(
            "it has no written range, and may be outside this one".to_owned(),
        ));
    }
    if matches!(ty, Ty::Decimal | Ty::Unrounded(_)) && !is_listed {
        let places = survey.vals(node).first().map_or(0, |val| val.scale);
        all.push(watched(format!("it may have more than {places} places")));
    }
    all
}

/// Whether the range of a field has both ends, and whether it is a list of single numbers.
fn bounds(graph: &Graph, field: &ValueField) -> (bool, bool) {
    let Some(domain) = field.domain.and_then(|domain| graph.domain(domain)) else {
        return (false, false);
    };
    let mut parts = domain.intervals.iter();
    let is_bounded = parts
        .clone()
        .all(|part| part.low.is_some() && part.high.is_some());
    (
        is_bounded,
        is_bounded && parts.all(|part| part.low == part.high),
    )
}
