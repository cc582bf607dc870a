use super::FieldError;
use crate::execute::Execution;
use crate::graph::RISK;

impl Execution<'_> {
    /// The errors of everything that the rulebook declares, for one risk of the batch: of attributes of every item, definitions and
    /// rules, whether the answer needs them or not. The same error comes once for each declaration that has it.
    #[must_use]
    pub fn declared_errors(&self, risk: u32) -> Vec<FieldError> {
        let mut found = Vec::new();
        for declaration in &self.plan.graph.declarations {
            for lane in self.lanes_of(declaration.space, (RISK, risk)) {
                let at = (declaration.space, lane);
                found.extend(self.read(&declaration.value, at, "").1);
            }
        }
        found
    }
}
