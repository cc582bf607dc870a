//! The texts of a graph that only people read: labels of enumeration members, descriptions of fields.

use crate::graph::{Graph, NamedShape, Shape};
use crate::schema::{Field, FieldKind};
use std::sync::Arc;

/// A text that may be missing.
pub(super) type Text = Option<Arc<str>>;

/// Takes the texts out of a graph, in the order of [`each`].
pub(super) fn take(graph: &mut Graph) -> Vec<Text> {
    let mut texts = Vec::new();
    each(graph, &mut |text| texts.push(text.take()));
    texts
}

/// Puts the texts back; whether they are as many as the graph has places.
pub(super) fn put(graph: &mut Graph, texts: Vec<Text>) -> bool {
    let mut texts = texts.into_iter();
    let mut complete = true;
    each(graph, &mut |place| match texts.next() {
        Some(text) => *place = text,
        None => complete = false,
    });
    complete && texts.next().is_none()
}

/// Goes through all of them: members, objects with their fields, output, what declarations show.
fn each(graph: &mut Graph, visit: &mut impl FnMut(&mut Text)) {
    let members = graph.enumerations.iter_mut();
    for member in members.flat_map(|of| &mut of.members) {
        visit(&mut member.label);
    }
    for object in &mut graph.schema.objects {
        visit(&mut object.doc);
        each_of_fields(&mut object.fields, visit);
    }
    each_of_output(&mut graph.output, visit);
    for declaration in &mut graph.declarations {
        each_of_shape(&mut declaration.value, visit);
        let lines = declaration.steps.iter_mut().flat_map(|s| &mut s.lines);
        let of_lines = lines.flat_map(|line| &mut line.operands);
        for operand in declaration.operands.iter_mut().chain(of_lines) {
            each_of_shape(&mut operand.value, visit);
        }
    }
}

fn each_of_fields(fields: &mut [Field], visit: &mut impl FnMut(&mut Text)) {
    for field in fields {
        visit(&mut field.doc);
        if let FieldKind::Record { fields, .. } = &mut field.kind {
            each_of_fields(fields, visit);
        }
    }
}

fn each_of_output(fields: &mut [NamedShape], visit: &mut impl FnMut(&mut Text)) {
    for field in fields {
        visit(&mut field.doc);
        each_of_shape(&mut field.shape, visit);
    }
}

fn each_of_shape(shape: &mut Shape, visit: &mut impl FnMut(&mut Text)) {
    match shape {
        Shape::One(_) => {}
        Shape::Optional { value: inner, .. } | Shape::List { item: inner, .. } => {
            each_of_shape(inner, visit);
        }
        Shape::Record(fields) => each_of_output(fields, visit),
    }
}
