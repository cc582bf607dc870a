use super::{Line, StepsBlock};
use crate::answer::At;
use crate::execute::Execution;
use crate::graph::{NodeId, Shape, SpaceId, StepLine, Steps};

impl Execution<'_> {
    /// The lines of a `steps` block, once for the lane, or once for each lane below it where the block stands in a comprehension.
    pub(super) fn blocks(&self, steps: &Steps, at: At, path: &str) -> Vec<StepsBlock> {
        let running = steps.lines.iter().map(|line| line.running);
        let deepest = self.plan.deepest(running);
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
        // Of a line that does not apply nobody has asked for the operand: what it would have been, and where that would have been looked up, is no
        // part of how the number came about. One that is the same for every risk is shown, for it says what was not applied.
        let applies = applied != Some(false);
        let is_known = |node: &NodeId| self.plan.graph.is_known(*node);
        let operand = line.operand.filter(|node| applies || is_known(node));
        let operand = operand.map(shown);
        let operand = operand.filter(|operand| applies || operand.value.is_some());
        let mut operands = self.readings(&line.operands, at, path);
        operands.retain(|read| applies || read.value.value.is_some());
        let (look_ups, variants) = if applies {
            (line.lookups.as_slice(), line.variants.as_slice())
        } else {
            (&[][..], &[][..])
        };
        Line {
            kind: line.kind,
            label: line.label.clone(),
            formula: line.formula.clone(),
            operand,
            condition: line.condition.clone(),
            applied,
            running: shown(line.running),
            operands,
            look_ups: self.look_ups(look_ups, at, path),
            variants: self.variants(variants, at),
            place: self.place(line.site),
        }
    }

    pub(super) fn space_of(&self, node: NodeId) -> Option<SpaceId> {
        Some(self.plan.graph.node(node)?.space)
    }
}
