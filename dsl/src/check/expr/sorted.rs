//! Lists in another order, and the place at which something stands in a list.

use super::{Expressions, expr};
use crate::check::scope::{Scope, given_if_true};
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::{self, ForClause, Name};
use crate::typed::{Expr, ExprKind, SortKey, Type};

/// What asks a variable for its place.
pub(super) const PLACE: &str = "place";

impl Expressions<'_, '_> {
    /// `sorted(d in L where c by descending a, then by b)`
    pub(super) fn sorted(
        &mut self,
        scope: &mut Scope,
        sorted: &syntax::Sorted,
        span: Span,
    ) -> Option<Expr> {
        scope.inside(|scope| {
            let clause = ForClause {
                variable: sorted.variable.clone(),
                list: sorted.list.clone(),
            };
            let clause = self.clause(scope, &clause);
            let condition = match &sorted.condition {
                Some(condition) => Some(Box::new(self.check(scope, condition, &Type::Bool)?)),
                None => None,
            };
            let known = condition.as_deref().map(given_if_true);
            scope.learn(known.unwrap_or_default());
            let keys = sorted.keys.iter().map(|key| self.sort_key(scope, key));
            // All of them are looked at, so that all their faults are said.
            let keys: Vec<Option<SortKey>> = keys.collect();
            let by = keys.into_iter().collect::<Option<Vec<_>>>()?;
            let clause = Box::new(clause?);
            let ty = clause.list.ty.clone();
            let kind = ExprKind::Sorted {
                clause,
                condition,
                by,
            };
            Some(expr(kind, ty, span))
        })
    }

    fn sort_key(&mut self, scope: &mut Scope, key: &syntax::SortKey) -> Option<SortKey> {
        let value = self.infer(scope, &key.value, None)?;
        let has_order = match &value.ty {
            Type::Date => true,
            Type::Enum(id) => {
                let of = self.signatures.enumeration(*id);
                of.is_some_and(|of| of.ordered)
            }
            ty => ty.is_number(),
        };
        if let Type::Optional(_) = value.ty {
            return self.report(faults::absent_in_order(value.span));
        }
        if !has_order {
            let fault = faults::sorted_by_other(self.signatures, value.span, &value.ty);
            return self.report(fault);
        }
        Some(SortKey {
            value,
            descending: key.descending,
        })
    }

    /// `v.place` of a variable that goes through a list; nothing if it is something else, or the items have an attribute of that name.
    pub(super) fn place(&mut self, scope: &Scope, of: &Expr, name: &Name) -> Option<Expr> {
        let ExprKind::Variable(id) = of.kind else {
            return None;
        };
        let goes_through = scope.variables().iter().any(|v| v.id == id && v.in_list);
        if name.text != PLACE || !goes_through || self.has_own_place(&of.ty) {
            return None;
        }
        self.placed.insert(id);
        let span = of.span.to(name.span);
        Some(expr(ExprKind::Place(id), Type::Int, span))
    }

    fn has_own_place(&self, ty: &Type) -> bool {
        match ty {
            Type::Entity(id) => self.signatures.entity(*id).is_some_and(|entity| {
                let mut names = entity.attributes.iter();
                names.any(|attribute| &*attribute.name == PLACE) || entity.unread.contains(PLACE)
            }),
            Type::Record(id) => {
                let record = self.signatures.record(*id);
                record.is_some_and(|record| record.field(PLACE).is_some())
            }
            _ => false,
        }
    }
}
