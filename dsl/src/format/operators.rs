//! Operators: a list of operands is broken before each operator or before none.

use super::document::Document;
use super::printer::Printer;
use crate::syntax::{Expression, ExpressionKind};

impl<'a> Printer<'a> {
    /// Operands and the operators between them; `indented` where lines that carry on stand deeper.
    ///
    /// Each kind is written by a function of its own: what one of them holds while it writes its parts would otherwise stand on the stack
    /// once a level for all of them.
    pub fn operators(&mut self, kind: &ExpressionKind, indented: bool) -> Document<'a> {
        match kind {
            ExpressionKind::And(list)
            | ExpressionKind::Or(list)
            | ExpressionKind::FirstGiven(list) => self.joined(list.iter(), indented),
            ExpressionKind::Arithmetic(list) => {
                let rest = list.rest.iter().map(|operand| &operand.operand);
                self.joined(std::iter::once(&*list.first).chain(rest), indented)
            }
            ExpressionKind::Compare { left, right, .. } => {
                self.joined([&**left, &**right].into_iter(), indented)
            }
            ExpressionKind::In {
                value,
                negated,
                within,
            } => self.membership(value, *negated, within),
            ExpressionKind::IsGiven { value, negated } => self.is_given(value, *negated),
            _ => Document::nothing(),
        }
    }

    fn membership(
        &mut self,
        value: &Expression,
        negated: bool,
        within: &Expression,
    ) -> Document<'a> {
        let value = self.expression(value);
        let word = self.take_words(if negated { 2 } else { 1 });
        Document::words(vec![value, word, self.expression(within)])
    }

    fn is_given(&mut self, value: &Expression, negated: bool) -> Document<'a> {
        let value = self.expression(value);
        let words = self.take_words(if negated { 3 } else { 2 });
        Document::words(vec![value, words])
    }

    fn joined<'t>(
        &mut self,
        mut operands: impl Iterator<Item = &'t Expression>,
        indented: bool,
    ) -> Document<'a> {
        let Some(first) = operands.next() else {
            return Document::nothing();
        };
        let mut parts = vec![self.expression(first)];
        let rest = Document::join(self.operands(operands));
        parts.push(if indented { rest.indent() } else { rest });
        Document::join(parts).group()
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
