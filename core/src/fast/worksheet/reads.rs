//! What the worksheet reads of a declaration, and under which conditions.

use crate::graph::{
    Declaration, Graph, LookupNote, NodeId, OnlyIf, Operand, Shape, Steps, VariantNote,
};

/// Goes through what is read of a declaration: each value with the conditions under which the worksheet shows it, from the outermost inwards. The
/// conditions themselves are read as far as those before them hold.
pub(in crate::fast) fn each_read<'d>(
    graph: &Graph,
    declaration: &'d Declaration,
    each: &mut impl FnMut(Read<'d>, &[OnlyIf]),
) {
    each(Read::Value(&declaration.value), &[]);
    operands(&declaration.operands, &[], each);
    look_ups(&declaration.lookups, &[], each);
    variants(&declaration.variants, &[], each);
    for steps in &declaration.steps {
        each_read_in_steps(graph, steps, each);
    }
}

/// The same of a `steps` block.
pub(in crate::fast) fn each_read_in_steps<'d>(
    graph: &Graph,
    steps: &'d Steps,
    each: &mut impl FnMut(Read<'d>, &[OnlyIf]),
) {
    for line in &steps.lines {
        let within = steps.only_if.as_slice();
        each(Read::Node(line.running), within);
        operands(&line.operands, within, each);
        let mut applies = within.to_vec();
        if let Some(when) = line.when {
            each(Read::Node(when), within);
            applies.push(OnlyIf {
                condition: when,
                holds: true,
            });
        }
        if let Some(operand) = line.operand {
            let within = if graph.is_known(operand) {
                within
            } else {
                &applies
            };
            each(Read::Node(operand), within);
        }
        look_ups(&line.lookups, &applies, each);
        variants(&line.variants, &applies, each);
    }
}

/// A value that is read.
#[derive(Debug, Clone, Copy)]
pub(in crate::fast) enum Read<'d> {
    Value(&'d Shape),
    Node(NodeId),
    /// Nothing but the conditions.
    Conditions,
}

fn operands<'d>(
    operands: &'d [Operand],
    within: &[OnlyIf],
    each: &mut impl FnMut(Read<'d>, &[OnlyIf]),
) {
    for operand in operands {
        each(Read::Value(&operand.value), within);
    }
}

fn look_ups<'d>(
    notes: &'d [LookupNote],
    within: &[OnlyIf],
    each: &mut impl FnMut(Read<'d>, &[OnlyIf]),
) {
    for note in notes {
        let conditions = [within, &note.only_if].concat();
        each(Read::Node(note.row), &conditions);
    }
}

fn variants<'d>(
    notes: &'d [VariantNote],
    within: &[OnlyIf],
    each: &mut impl FnMut(Read<'d>, &[OnlyIf]),
) {
    for note in notes {
        let conditions = [within, &note.only_if].concat();
        each(Read::Conditions, &conditions);
    }
}
