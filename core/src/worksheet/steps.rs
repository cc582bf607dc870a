use super::{Line, StepsBlock};
use crate::answer::At;
use crate::execute::Execution;
use crate::graph::{NodeId, Shape, SpaceId, StepLine, Steps};

impl Execution<'_> {
    /// The lines of a `steps` block, once for the lane, or once for each lane below it where the block stands in a comprehension.
    pub(super) fn blocks(&self, steps: &Steps, at: At, path: &str) -> Vec<StepsBlock> {
        let deepest = steps
            .lines
            .iter()
            .filter_map(|line| self.space_of(line.running));
        let deepest = deepest.max_by_key(|space| self.plan.chain(*space).len());
        let space = deepest.filter(|space| self.plan.distance(*space, at.0).is_some());
        let space = space.unwrap_or(at.0);
        let block = |lane| {
            let here = (space, lane);
            StepsBlock {
                each_rounded: steps.each_rounded.clone(),
                of: self.other_item(here, at),
                lines: steps
                    .lines
                    .iter()
                    .map(|line| self.line(line, here, path))
                    .collect(),
            }
        };
        let lanes = self.lanes_of(space, at);
        let taken = lanes.filter(|lane| self.counts(&steps.only_if, (space, *lane)));
        taken.map(block).collect()
    }

    fn line(&self, line: &StepLine, at: At, path: &str) -> Line {
        let shown = |node: NodeId| self.shown(&Shape::One(node), at, path);
        let applied = match line.when {
            None => Some(true),
            Some(when) => shown(when).value.and_then(|value| value.as_bool()),
        };
        // A line that does not apply says nothing of its operand's error.
        let operand = line.operand.map(shown);
        let operand = operand.filter(|operand| applied != Some(false) || operand.value.is_some());
        Line {
            kind: line.kind,
            label: line.label.clone(),
            formula: line.formula.clone(),
            operand,
            condition: line.condition.clone(),
            applied,
            running: shown(line.running),
            operands: self.readings(&line.operands, at, path),
            look_ups: self.look_ups(&line.lookups, at, path),
            variants: self.variants(&line.variants, at),
            place: self.place(line.site),
        }
    }

    pub(super) fn space_of(&self, node: NodeId) -> Option<SpaceId> {
        Some(self.plan.graph.node(node)?.space)
    }
}
