//! What is read from the nodes: output, requirements, declarations.

use super::{Kind, MOST_LEVELS, Verified, Verifier, damaged, part};
use crate::graph::{
    LookupNote, NamedShape, NodeId, OnlyIf, Op, Operand, RISK, Shape, SpaceId, StepLine, Ty,
    VariantNote,
};
use std::collections::BTreeSet;

impl Verifier<'_> {
    pub(super) fn verify_shapes(&self) -> Verified {
        let graph = self.graph;
        for field in &graph.output {
            if !self.is_field(field, RISK) {
                return damaged(part("output", &field.name), "its value is missing");
            }
        }
        for requirement in &graph.requirements {
            let condition = self.node_kind(requirement.condition);
            if condition != Some((requirement.space, Kind::Bool))
                || !self.is_above(RISK, requirement.space)
            {
                return damaged("a requirement", "its condition is missing");
            }
        }
        for declaration in &graph.declarations {
            let place = part("declaration", &declaration.name);
            let space = declaration.space;
            if graph.space(space).is_none() || graph.site(declaration.site).is_none() {
                return damaged(place, "its space or place is missing");
            }
            let operands = &declaration.operands;
            let lines = declaration.steps.iter().flat_map(|steps| &steps.lines);
            let fits = self.is_shape(&declaration.value, space, MOST_LEVELS)
                && operands.iter().all(|o| self.is_operand(o, space))
                && declaration
                    .lookups
                    .iter()
                    .all(|one| self.is_look_up(one, space))
                && declaration
                    .variants
                    .iter()
                    .all(|one| self.is_variant(one, space))
                && declaration
                    .steps
                    .iter()
                    .all(|steps| self.is_told(&steps.only_if, space))
                && lines.into_iter().all(|line| self.is_line(line, space));
            if !fits {
                return damaged(place, "a value that it shows is missing");
            }
        }
        Ok(())
    }

    fn is_field(&self, field: &NamedShape, space: SpaceId) -> bool {
        self.is_shape(&field.shape, space, MOST_LEVELS)
    }

    /// Whether a value can be read in the lanes of a space.
    fn is_shape(&self, shape: &Shape, space: SpaceId, levels: usize) -> bool {
        let Some(levels) = levels.checked_sub(1) else {
            return false;
        };
        match shape {
            Shape::One(node) => self.is_readable(*node, space),
            Shape::Optional { given, value } => {
                self.is_bool(*given, space) && self.is_shape(value, space, levels)
            }
            Shape::Record(fields) => fields
                .iter()
                .all(|field| self.is_shape(&field.shape, space, levels)),
            Shape::List {
                space: items,
                keep,
                item,
                ..
            } => {
                self.is_above(space, *items)
                    && keep.is_none_or(|keep| self.is_bool(keep, *items))
                    && self.is_shape(item, *items, levels)
            }
        }
    }

    /// Whether an operand can be read for a lane of a space, or for each lane of one below it.
    fn is_operand(&self, operand: &Operand, space: SpaceId) -> bool {
        let spaces = operand.value.nodes().into_iter();
        let spaces = spaces.filter_map(|node| Some(self.graph.node(node)?.space));
        let spaces: BTreeSet<SpaceId> = spaces.collect();
        let below = spaces.into_iter();
        let below = below.filter(|found| self.is_above(space, *found));
        let mut below = below.take(MOST_LEVELS);
        below.any(|below| self.is_shape(&operand.value, below, MOST_LEVELS))
            || self.is_shape(&operand.value, space, MOST_LEVELS)
    }

    fn is_readable(&self, node: NodeId, space: SpaceId) -> bool {
        self.node_kind(node)
            .is_some_and(|(found, _)| self.is_above(found, space))
    }

    fn is_bool(&self, node: NodeId, space: SpaceId) -> bool {
        self.is_readable(node, space)
            && self
                .node_kind(node)
                .is_some_and(|(_, kind)| kind == Kind::Bool)
    }

    fn is_look_up(&self, look_up: &LookupNote, space: SpaceId) -> bool {
        let node = self.graph.node(look_up.row);
        let is_row = node.is_some_and(|node| match node.op {
            Op::Row(_) => true,
            Op::Key => matches!(node.ty, Ty::Row(_)),
            _ => false,
        });
        is_row && self.is_told(&look_up.only_if, space)
    }

    fn is_variant(&self, variant: &VariantNote, space: SpaceId) -> bool {
        self.is_told(&variant.only_if, space) && self.graph.site(variant.site).is_some()
    }

    /// Whether conditions can be read in the lanes of a space, or in those of one below it.
    fn is_told(&self, only_if: &[OnlyIf], space: SpaceId) -> bool {
        only_if.iter().all(|only| {
            self.node_kind(only.condition).is_some_and(|(found, kind)| {
                let related = self.is_above(found, space) || self.is_above(space, found);
                related && kind == Kind::Bool
            })
        })
    }

    /// A line may stand in an ancestor of its declaration's space, or below it in a comprehension.
    fn is_line(&self, line: &StepLine, space: SpaceId) -> bool {
        let related = |id: NodeId| {
            let found = self.node_kind(id).map(|(found, _)| found);
            found.is_some_and(|found| self.is_above(found, space) || self.is_above(space, found))
        };
        let in_line = |id: &Option<NodeId>| id.is_none_or(related);
        related(line.running)
            && in_line(&line.operand)
            && in_line(&line.when)
            && self.graph.site(line.site).is_some()
            && line.operands.iter().all(|o| self.is_operand(o, space))
            && line.lookups.iter().all(|one| self.is_look_up(one, space))
            && line.variants.iter().all(|one| self.is_variant(one, space))
    }
}
