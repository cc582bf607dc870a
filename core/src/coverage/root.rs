//! What is asked for: requirements, and fields of the output.

use super::Needed;
use crate::graph::{RISK, Shape, SpaceId};

impl Needed<'_> {
    pub(super) fn roots(&mut self, asked: impl Fn(usize, u32) -> bool) {
        let execution = self.execution;
        let graph = &execution.plan.graph;
        let risks = execution.lanes(RISK).count;
        for requirement in &graph.requirements {
            for lane in 0..execution.lanes(requirement.space).count {
                self.need(requirement.condition, lane);
            }
            for risk in 0..risks {
                self.size(requirement.space, RISK, risk, None);
            }
        }
        for risk in (0..risks).filter(|risk| execution.refusals(*risk).is_empty()) {
            for (place, field) in graph.output.iter().enumerate() {
                if asked(place, risk) {
                    self.shape(&field.shape, (RISK, risk));
                }
            }
        }
    }

    /// Needs a value; whether all of it could be had.
    fn shape(&mut self, shape: &Shape, at: (SpaceId, u32)) -> bool {
        match shape {
            Shape::One(node) => self.need(*node, at.1),
            Shape::Optional { given, value } => {
                self.need(*given, at.1) && (!self.is_true(*given, at.1) || self.shape(value, at))
            }
            Shape::Record(fields) => {
                let mut sound = true;
                for field in fields {
                    sound &= self.shape(&field.shape, at);
                }
                sound
            }
            Shape::List {
                space,
                keep,
                item,
                strict,
            } => {
                let lanes = self.execution.below(*space, at.0, at.1);
                let until = (lanes.start..lanes.start.saturating_add(lanes.len)).find(|lane| {
                    if let Some(keep) = keep {
                        if !self.need(*keep, *lane) {
                            return true;
                        }
                        if !self.is_true(*keep, *lane) {
                            return false;
                        }
                    }
                    !self.shape(item, (*space, *lane)) && *strict
                });
                self.size(*space, at.0, at.1, until);
                until.is_none()
            }
        }
    }
}
