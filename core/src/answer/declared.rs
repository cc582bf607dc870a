use super::FieldError;
use super::build::{At, Wanted};
use crate::execute::Execution;
use crate::graph::{NodeId, RISK, Shape};

impl Execution<'_> {
    /// The errors of everything that the rulebook declares and answers, for one risk of the batch: of attributes of every item, definitions
    /// and rules, whether the answer needs them or not, and behind these of the answer. The same error comes once for each declaration that
    /// has it. `wanted` is asked of each by the operation that failed and its code: where ten thousands of declarations are in error, only
    /// what somebody looks for is traced back to where it arose.
    #[must_use]
    pub fn errors(&self, risk: u32, wanted: Wanted<'_>) -> Vec<FieldError> {
        let mut found = Vec::new();
        for declaration in &self.plan.graph.declarations {
            for lane in self.lanes_of(declaration.space, (RISK, risk)) {
                let at = (declaration.space, lane);
                found.extend(self.errors_of(&declaration.value, at, "", wanted));
            }
        }
        for field in &self.plan.graph.output {
            let path = format!("output.{}", field.name);
            found.extend(self.errors_of(&field.shape, (RISK, risk), &path, wanted));
        }
        found
    }

    fn errors_of(&self, shape: &Shape, at: At, path: &str, wanted: Wanted<'_>) -> Vec<FieldError> {
        match shape {
            // Most have no error, which is seen without reading what they have.
            Shape::One(node) if !self.fails(*node, at) => Vec::new(),
            shape => self.read_for(shape, at, path, wanted).1,
        }
    }

    fn fails(&self, node: NodeId, (space, lane): At) -> bool {
        let known = self.plan.graph.node(node);
        let lane = known.and_then(|known| self.up(space, known.space).get(lane as usize).copied());
        let column = self.column(node);
        lane.zip(column)
            .is_some_and(|(lane, column)| column.failure(lane).is_some())
    }
}
