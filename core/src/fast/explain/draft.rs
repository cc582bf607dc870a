//! The steps of a rulebook, before anything is said of them.

use super::claims::{Claim, Owners};
use super::inputs::inputs;
use super::lists::lists;
use super::{StepKind, Watched};
use crate::fast::compile::{Origin, Survey};
use crate::graph::{
    Declaration, DeclarationId, DeclarationKind, Graph, InputId, NodeId, RISK, Shape, SiteId,
    Space, SpaceId, UNIT,
};
use std::collections::BTreeMap;

/// A step before anything is said of it.
pub(super) struct Draft {
    pub kind: StepKind,
    pub name: String,
    pub site: Option<SiteId>,
    /// What of the graph it stands for.
    of: Option<Named>,
    /// The columns of its value, with the names of their fields.
    pub leaves: Vec<(String, NodeId)>,
    /// These, and what says whether there are any.
    roots: Vec<NodeId>,
    pub claim: Claim,
    /// What stands for it where something is made for it alone that is no operation of the graph.
    pub origin: Option<Origin>,
    /// What is taken for granted of an input, and of the length of a list.
    pub assumed: Vec<Watched>,
}

/// What has a name in the graph.
#[derive(Debug, Clone, Copy)]
enum Named {
    Declaration(DeclarationId),
    Input(InputId),
    /// How many items a list has.
    List(SpaceId),
}

/// All steps of a rulebook: inputs, declarations in the order of the text, conditions on the input, lists, fields of the answer.
pub(super) fn drafts(survey: &Survey<'_>) -> Vec<Draft> {
    let graph = survey.graph;
    let inputs = inputs(survey).into_iter().map(|input| {
        let first = input.nodes.first().map(|id| (String::new(), *id));
        Draft {
            assumed: input.assumed,
            of: Some(Named::Input(input.id)),
            roots: input.nodes,
            ..draft(StepKind::Input, input.name, first.into_iter().collect())
        }
    });
    let mut drafts: Vec<Draft> = inputs.collect();
    drafts.extend(in_order(graph).map(|(id, declared)| declaration(graph, id, declared)));
    drafts.extend(requirements(graph));
    drafts.extend(lists(survey).map(|list| Draft {
        assumed: list.watched,
        site: Some(list.site),
        of: Some(Named::List(list.space)),
        ..draft(StepKind::List, list.name, list.sizing)
    }));
    drafts.extend(outputs(graph));
    claim_all(survey, &mut drafts);
    drafts
}

/// Declarations in the order in which they are written.
fn in_order(graph: &Graph) -> impl Iterator<Item = (DeclarationId, &Declaration)> {
    let mut all: Vec<_> = (0..).map(DeclarationId).zip(&graph.declarations).collect();
    all.sort_by_key(|(_, declared)| {
        let site = graph.site(declared.site);
        site.map(|site| (site.file, site.line, site.column))
    });
    all.into_iter()
}

fn draft(kind: StepKind, name: String, leaves: Vec<(String, NodeId)>) -> Draft {
    Draft {
        kind,
        name,
        site: None,
        of: None,
        roots: leaves.iter().map(|(_, id)| *id).collect(),
        leaves,
        claim: Claim::default(),
        origin: None,
        assumed: Vec::new(),
    }
}

fn declaration(graph: &Graph, id: DeclarationId, declared: &Declaration) -> Draft {
    let kind = match declared.kind {
        DeclarationKind::Attribute => StepKind::Attribute,
        DeclarationKind::Definition => StepKind::Definition,
        DeclarationKind::Rule => StepKind::Rule,
    };
    let name = match kind {
        StepKind::Attribute => format!("{}.{}", space_name(graph, declared.space), declared.name),
        _ => declared.name.to_string(),
    };
    let mut leaves = Vec::new();
    columns(&declared.value, String::new(), &mut leaves);
    Draft {
        site: Some(declared.site),
        of: Some(Named::Declaration(id)),
        roots: declared.value.nodes(),
        ..draft(kind, name, leaves)
    }
}

fn requirements(graph: &Graph) -> impl Iterator<Item = Draft> {
    graph.requirements.iter().enumerate().map(|(place, one)| {
        let name = format!("{}: {}", space_name(graph, one.space), one.message);
        Draft {
            site: Some(one.site),
            origin: Some(Origin::Requirement(place)),
            ..draft(
                StepKind::Requirement,
                name,
                vec![(String::new(), one.condition)],
            )
        }
    })
}

fn outputs(graph: &Graph) -> impl Iterator<Item = Draft> {
    graph.output.iter().enumerate().map(|(place, field)| {
        let mut leaves = Vec::new();
        columns(&field.shape, String::new(), &mut leaves);
        let site = leaves
            .first()
            .and_then(|(_, id)| Some(graph.node(*id)?.site));
        Draft {
            site,
            roots: field.shape.nodes(),
            origin: Some(Origin::Output(place)),
            ..draft(StepKind::Output, format!("output.{}", field.name), leaves)
        }
    })
}

/// The columns that hold the values of a shape, by the names of their fields.
fn columns(shape: &Shape, field: String, into: &mut Vec<(String, NodeId)>) {
    match shape {
        Shape::One(id) => into.push((field, *id)),
        Shape::Optional { value, .. } => columns(value, field, into),
        Shape::Record(fields) => {
            for own in fields {
                let name = match field.as_str() {
                    "" => own.name.to_string(),
                    above => format!("{above}.{}", own.name),
                };
                columns(&own.shape, name, into);
            }
        }
        Shape::List { item, .. } => columns(item, field, into),
    }
}

/// The name by which what stands in a space sees it: `policy`, `vehicle`.
pub(super) fn space_name(graph: &Graph, space: SpaceId) -> String {
    let mut at = space;
    loop {
        match graph.space(at) {
            Some(Space::Items { name, .. } | Space::Made { name, .. }) if !name.is_empty() => {
                return name.to_string();
            }
            Some(known) if at != RISK && at != UNIT => at = known.parent().unwrap_or(RISK),
            _ => break,
        }
    }
    let root = graph.schema.objects.first();
    root.map(crate::schema::Object::snake_name)
        .unwrap_or_default()
}

/// Each claims what its expression needs.
fn claim_all(survey: &Survey<'_>, drafts: &mut [Draft]) {
    let mut owners = Owners::default();
    for (place, draft) in drafts.iter().enumerate() {
        match draft.of {
            Some(Named::Declaration(id)) => _ = owners.declarations.insert(id, place),
            Some(Named::Input(id)) => _ = owners.inputs.insert(id, place),
            Some(Named::List(space)) => _ = owners.lists.insert(space, place),
            None => {}
        }
    }
    // What is carried from item to item has nodes that are no part of its value.
    let mut declared: BTreeMap<DeclarationId, Vec<NodeId>> = BTreeMap::new();
    for (id, node) in (0..).map(NodeId).zip(&survey.graph.nodes) {
        if let Some(of) = node.declares {
            declared.entry(of).or_default().push(id);
        }
    }
    for (place, draft) in drafts.iter_mut().enumerate() {
        let mut roots = std::mem::take(&mut draft.roots);
        if let Some(Named::Declaration(id)) = draft.of {
            roots.extend(declared.get(&id).into_iter().flatten());
        }
        draft.claim = owners.claim(survey, place, roots);
    }
}
