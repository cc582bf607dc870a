//! Text with values in it.

use super::{Evaluator, Scope};
use crate::failure::Outcome;
use crate::value::{Value, ill_typed};
use lutine_dsl::typed::{Expr, TextPiece};

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

    /// The texts of a list with another between any two.
    pub(super) fn joined(&mut self, list: &'a Expr, separator: &'a Expr, scope: &Scope) -> Outcome {
        let list = self.list(list, scope)?;
        let separator = self.evaluate(separator, scope)?;
        let text = |value: &Value| match value {
            Value::Text(text) => text.to_string(),
            other => ill_typed(&format!("{other:?} is joined")),
        };
        let mut joined = String::new();
        for (place, item) in list.iter().enumerate() {
            if place > 0 {
                joined += &text(&separator);
            }
            joined += &text(item);
        }
        Ok(Value::Text(joined.into()))
    }
}
