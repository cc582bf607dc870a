//! Operators: a list of operands is broken before each operator or before none.

use super::document::Document;
use super::printer::Printer;
use crate::syntax::{Expression, ExpressionKind};

impl<'a> Printer<'a> {
    /// Operands and the operators between them; `indented` where lines that carry on stand deeper.
    pub fn operators(&mut self, kind: &ExpressionKind, indented: bool) -> Document<'a> {
        let (first, rest) = match kind {
            ExpressionKind::And(list)
            | ExpressionKind::Or(list)
            | ExpressionKind::FirstGiven(list) => {
                let Some((first, rest)) = list.split_first() else {
                    return Document::nothing();
                };
                (self.expression(first), self.operands(rest.iter()))
            }
            ExpressionKind::Arithmetic(list) => (
                self.expression(&list.first),
                self.operands(list.rest.iter().map(|operand| &operand.operand)),
            ),
            ExpressionKind::Compare { left, right, .. } => {
                (self.expression(left), self.operands([&**right]))
            }
            ExpressionKind::In {
                value,
                negated,
                within,
            } => {
                let value = self.expression(value);
                let word = self.take_words(if *negated { 2 } else { 1 });
                return Document::words(vec![value, word, self.expression(within)]);
            }
            ExpressionKind::IsGiven { value, negated } => {
                let value = self.expression(value);
                let words = self.take_words(if *negated { 3 } else { 2 });
                return Document::words(vec![value, words]);
            }
            _ => return Document::nothing(),
        };
        let rest = Document::join(rest);
        let rest = if indented { rest.indent() } else { rest };
        Document::join(vec![first, rest]).group()
    }

    /// Each on a line of its own, behind its operator.
    fn operands<'t>(
        &mut self,
        operands: impl IntoIterator<Item = &'t Expression>,
    ) -> Vec<Document<'a>> {
        let mut parts = Vec::new();
        for operand in operands {
            parts.extend([Document::line(), self.take(), Document::blanks(1)]);
            parts.push(self.expression(operand));
        }
        parts
    }
}
