//! `steps` blocks, line by line.

use super::draft::{Draft, ListDraft};
use super::here::{self, Here};
use super::{Compiler, Drawn};
use crate::graph::{NodeId, Shape, StepLine, Steps};

impl Compiler<'_> {
    /// The block, once for the lane at hand, or once for each below it where it stands in a comprehension.
    pub(super) fn draw_steps(
        &mut self,
        steps: &Steps,
        here: &Here,
        blocks: &mut ListDraft,
    ) -> Drawn {
        let running = steps.lines.iter().map(|line| line.running);
        let deepest = self.plan.deepest(running);
        let space = deepest.filter(|space| self.is_below(*space, here.at));
        let space = space.unwrap_or(here.at);
        let nodes = here::nodes_of_steps(self.graph, steps);
        self.each_below(space, here, &nodes, blocks, |own, there, blocks| {
            let mut block = Draft::default();
            let is_other = there.at != here.at;
            if is_other {
                own.item_named("of", there, &mut block);
            }
            if let Some(rounding) = &steps.each_rounded {
                block.field("each_rounded", rounding);
            }
            let mut lines = ListDraft::default();
            for line in &steps.lines {
                lines.push(own.draw_line(line, there)?);
            }
            lines.field("lines", &mut block);
            own.push_where(&steps.only_if, there, block.in_braces(), blocks);
            Ok(())
        })
    }

    fn draw_line(&mut self, line: &StepLine, here: &Here) -> Drawn<Draft> {
        let mut draft = Draft::default();
        draft.field("kind", line.kind.as_str());
        if let Some(label) = &line.label {
            draft.field("label", label);
        }
        draft.field("formula", &line.formula);
        let applied = self.draw_where_it(true, line, here)?;
        match line.when {
            Some(when) => {
                let not_applied = self.draw_where_it(false, line, here)?;
                self.draw_either(when, applied, not_applied, &mut draft);
            }
            None => draft.append(applied),
        }
        Ok(draft.in_braces())
    }

    /// What is said of a line that applies, or does not.
    fn draw_where_it(&mut self, applies: bool, line: &StepLine, here: &Here) -> Drawn<Draft> {
        let mut draft = Draft::default();
        let is_shown = |node: &NodeId| applies || self.graph.is_known(*node);
        if let Some(operand) = line.operand.filter(is_shown) {
            draft.name("operand");
            self.draw_column(operand, here, &mut draft)?;
        }
        if let Some(condition) = &line.condition {
            draft.field("condition", condition);
        }
        draft.name("applied");
        draft.text(if applies { "true" } else { "false" });
        draft.name("running");
        self.draw_column(line.running, here, &mut draft)?;
        // The covers of a vehicle look up the same driver.
        let mut behind = Draft::default();
        self.place(line.site, &mut behind);
        self.draw_operands(&line.operands, here, &mut behind)?;
        if applies {
            self.draw_look_ups(&line.lookups, here, &mut behind)?;
            self.draw_variants(&line.variants, here, &mut behind)?;
        }
        self.common.share(here.base, behind, &mut draft);
        Ok(draft)
    }

    /// `{"value":…}`
    fn draw_column(&mut self, node: NodeId, here: &Here, into: &mut Draft) -> Drawn {
        into.text("{\"value\":");
        self.draw_value(&Shape::One(node), here, into)?;
        into.text("}");
        Ok(())
    }
}
