//! Text with values in it.

use super::{Evaluator, Scope};
use crate::failure::Outcome;
use crate::value::Value;
use lutine_dsl::typed::TextPiece;

impl<'a> Evaluator<'a> {
    pub(super) fn format(&mut self, pieces: &'a [TextPiece], scope: &Scope) -> Outcome {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                TextPiece::Text(literal) => text += literal,
                TextPiece::Value(expr) => {
                    let value = self.evaluate(expr, scope)?;
                    text += &self.text_of(&value, &expr.ty);
                }
            }
        }
        Ok(Value::Text(text.into()))
    }
}
