//! Text with values in it.

use super::{Expressions, expr};
use crate::check::scope::Scope;
use crate::diagnostics::check as faults;
use crate::syntax::{Text, TextPiece};
use crate::typed::{self, Expr, ExprKind, Literal, Type};

impl Expressions<'_, '_> {
    /// A text; where a value of an enum is expected, its quoted member.
    pub(crate) fn text(
        &mut self,
        scope: &mut Scope,
        text: &Text,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        if let Some(value) = text.literal() {
            if let Some(Type::Enum(id)) = hint.map(Type::given) {
                let ty = Type::Enum(*id);
                let kind = crate::syntax::LiteralKind::Text(crate::syntax::TextLiteral {
                    value: value.to_owned(),
                    span: text.span,
                });
                let literal = crate::syntax::Literal {
                    kind,
                    span: text.span,
                };
                return match crate::check::literal::constant(self.signatures, &literal, &ty) {
                    Ok(lutine_core::graph::Constant::Enum(member)) => Some(expr(
                        ExprKind::Literal(Literal::Enum(member)),
                        ty,
                        text.span,
                    )),
                    Ok(_) => None,
                    Err(fault) => self.report(fault),
                };
            }
            return Some(expr(
                ExprKind::Literal(Literal::Text(value.into())),
                Type::Text,
                text.span,
            ));
        }
        let pieces: Vec<Option<typed::TextPiece>> = text
            .pieces
            .iter()
            .map(|piece| match piece {
                TextPiece::Literal(text) => Some(typed::TextPiece::Text(text.as_str().into())),
                TextPiece::Value(value) => {
                    let value = self.infer(scope, value, None)?;
                    let plain = value.ty.given().is_number()
                        || matches!(
                            value.ty.given(),
                            Type::Bool | Type::Text | Type::Date | Type::Enum(_)
                        );
                    if !plain {
                        let fault = faults::not_printable(self.signatures, value.span, &value.ty);
                        return self.report(fault);
                    }
                    Some(typed::TextPiece::Value(value))
                }
            })
            .collect();
        let pieces = pieces.into_iter().collect::<Option<Vec<_>>>()?;
        Some(expr(ExprKind::Format(pieces), Type::Text, text.span))
    }
}
