//! Where one type is needed and another one found: widenings, and the common type of several values.

use super::Expressions;
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::typed::{Expr, ExprKind, Type};

/// The type that values of both types can be taken as.
pub(crate) fn join(a: &Type, b: &Type) -> Option<Type> {
    match (a, b) {
        (a, b) if a == b => Some(a.clone()),
        (Type::Optional(a), b) | (b, Type::Optional(a)) => {
            Some(Type::Optional(Box::new(join(a, b.given())?)))
        }
        (Type::Int, Type::Decimal) | (Type::Decimal, Type::Int) => Some(Type::Decimal),
        (Type::Money(a), Type::Unrounded(b)) | (Type::Unrounded(a), Type::Money(b)) if a == b => {
            Some(Type::Unrounded(*a))
        }
        _ => None,
    }
}

impl Expressions<'_, '_> {
    /// The expression as one of the wanted type, or nothing after a diagnostic.
    pub(crate) fn coerce(&mut self, expr: Expr, wanted: &Type) -> Option<Expr> {
        if expr.ty == *wanted {
            return Some(expr);
        }
        let span = expr.span;
        let node = |kind, ty: &Type| Expr {
            kind,
            ty: ty.clone(),
            span,
        };
        match (&expr.ty, wanted) {
            (Type::Int, Type::Decimal) => Some(node(ExprKind::Widen(Box::new(expr)), wanted)),
            (Type::Money(a), Type::Unrounded(b)) if a == b => {
                Some(node(ExprKind::Widen(Box::new(expr)), wanted))
            }
            (Type::Optional(a), Type::Optional(b)) if join(a, b).as_ref() == Some(&**b) => {
                Some(node(ExprKind::Widen(Box::new(expr)), wanted))
            }
            (found, Type::Optional(inner)) if !matches!(found, Type::Optional(_)) => {
                let inner = self.coerce(expr, inner)?;
                Some(node(ExprKind::Wrap(Box::new(inner)), wanted))
            }
            (found, wanted) => {
                let fault = faults::mismatch(self.signatures, span, found, wanted);
                self.report(fault)
            }
        }
    }

    /// The common type of several values that stand for each other (the arms of an `if`).
    pub(crate) fn join_all<'t>(
        &mut self,
        mut types: impl Iterator<Item = (&'t Type, Span)>,
    ) -> Option<Type> {
        let (first, _) = types.next()?;
        let mut common = first.clone();
        for (ty, span) in types {
            match join(&common, ty) {
                Some(ty) => common = ty,
                None => {
                    let fault = faults::mismatch(self.signatures, span, ty, &common);
                    return self.report(fault);
                }
            }
        }
        Some(common)
    }
}
