#![allow(missing_docs, clippy::all)]
use crate::*;
#[derive(Debug)]
pub struct Explanation { pub answer: Answer, pub worksheet: Option<Worksheet> }
#[derive(Debug, Clone)]
pub struct Worksheet;
impl Worksheet {
    pub fn selected(&self, _: &str) -> Self { Self }
    pub fn is_empty(&self) -> bool { false }
    pub fn to_value(&self) -> Value { Value::Absent }
    pub fn to_text(&self) -> String { "sheet\n".into() }
    pub fn to_markdown(&self) -> String { "sheet\n".into() }
}
impl Rulebook { pub fn explain<'r>(&self, risk: impl Into<Risk<'r>>) -> Explanation { 
  let answer = self.evaluate(risk); let worksheet = (!answer.is_refused()).then_some(Worksheet); Explanation{answer, worksheet} } }
