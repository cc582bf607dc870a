//! New numbers for the nodes of a graph, wherever they stand.

use lutine_core::graph::{
    Each, Graph, LookupNote, MatchPart, NodeId, OnlyIf, Operand, Shape, Space, VariantNote,
};

/// Puts the nodes of a graph in an order, and their new numbers wherever the old ones stand.
pub(super) fn renumber(graph: &mut Graph, order: &[NodeId], number: &impl Fn(NodeId) -> NodeId) {
    let change = |node: &mut NodeId| *node = number(*node);
    let old = std::mem::take(&mut graph.nodes);
    let mut old: Vec<_> = old.into_iter().map(Some).collect();
    let moved = order
        .iter()
        .filter_map(|node| old.get_mut(node.index())?.take());
    graph.nodes = moved.collect();
    graph
        .nodes
        .iter_mut()
        .flat_map(|node| &mut node.args)
        .for_each(change);
    for space in &mut graph.spaces {
        in_space(space, number);
    }
    for declaration in &mut graph.declarations {
        in_shape(&mut declaration.value, number);
        in_operands(&mut declaration.operands, number);
        in_look_ups(&mut declaration.lookups, number);
        in_variants(&mut declaration.variants, number);
        for steps in &mut declaration.steps {
            in_conditions(&mut steps.only_if, number);
            for line in &mut steps.lines {
                change(&mut line.running);
                let optional = line.operand.iter_mut().chain(&mut line.when);
                optional.for_each(change);
                in_operands(&mut line.operands, number);
                in_look_ups(&mut line.lookups, number);
                in_variants(&mut line.variants, number);
            }
        }
    }
    for requirement in &mut graph.requirements {
        change(&mut requirement.condition);
    }
    for field in &mut graph.output {
        in_shape(&mut field.shape, number);
    }
}

fn in_space(space: &mut Space, number: &impl Fn(NodeId) -> NodeId) {
    let change = |node: &mut NodeId| *node = number(*node);
    match space {
        Space::Made { each, .. } => match each {
            Each::Members(_) => {}
            Each::Numbers { from, to, .. } => [from, to].into_iter().for_each(change),
            Each::Values { keep, values, .. } => values.iter_mut().chain(keep).for_each(change),
            Each::Rows { keys, .. } => keys.iter_mut().for_each(change),
        },
        Space::Pairs { owner, .. } => change(owner),
        Space::Matches { owner, on, .. } => {
            change(owner);
            for part in on {
                match part {
                    MatchPart::OfItem(node) | MatchPart::OfLeft(node) => change(node),
                    MatchPart::Equal { left, item } => [left, item].into_iter().for_each(change),
                }
            }
        }
        Space::Sorted { keep, by, .. } => {
            let keys = by.iter_mut().map(|key| &mut key.value);
            keys.chain(keep).for_each(change);
        }
        Space::Unit | Space::Risk | Space::Items { .. } | Space::Join { .. } => {}
    }
}

fn in_look_ups(look_ups: &mut [LookupNote], number: &impl Fn(NodeId) -> NodeId) {
    for look_up in look_ups {
        look_up.row = number(look_up.row);
        in_conditions(&mut look_up.only_if, number);
    }
}

fn in_variants(variants: &mut [VariantNote], number: &impl Fn(NodeId) -> NodeId) {
    for variant in variants {
        in_conditions(&mut variant.only_if, number);
    }
}

fn in_conditions(only_if: &mut [OnlyIf], number: &impl Fn(NodeId) -> NodeId) {
    for only in only_if {
        only.condition = number(only.condition);
    }
}

fn in_operands(operands: &mut [Operand], number: &impl Fn(NodeId) -> NodeId) {
    operands
        .iter_mut()
        .for_each(|operand| in_shape(&mut operand.value, number));
}

fn in_shape(shape: &mut Shape, number: &impl Fn(NodeId) -> NodeId) {
    let mut open = vec![shape];
    while let Some(shape) = open.pop() {
        match shape {
            Shape::One(node) => *node = number(*node),
            Shape::Optional { given, value } => {
                *given = number(*given);
                open.push(value);
            }
            Shape::Record(fields) => open.extend(fields.iter_mut().map(|field| &mut field.shape)),
            Shape::List { keep, item, .. } => {
                keep.iter_mut().for_each(|keep| *keep = number(*keep));
                open.push(item);
            }
        }
    }
}
