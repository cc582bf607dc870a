//! `allocated(total by weight to 0.01)`: the share of an item in a total of its list.

use super::{Expressions, expr};
use crate::check::entity::scope_of;
use crate::check::scope::{Scope, Variable};
use crate::diagnostics::check as faults;
use crate::lower::scan::each_expression;
use crate::source::Span;
use crate::syntax::Allocated;
use crate::typed::{EntityId, Expr, ExprKind, Type};

impl Expressions<'_, '_> {
    /// The total and the step are of the list, the weight is of each of its items: they are looked at in the scope of an item and not
    /// where they stand, for what is known or named there holds for one item alone.
    pub(super) fn allocated(
        &mut self,
        scope: &Scope,
        form: &Allocated,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let root = self.signatures.root;
        let Some(own) = scope.own.filter(|own| Some(*own) != root) else {
            return self.report(faults::allocated_outside(span));
        };
        let signatures = self.signatures;
        let mut item_scope = scope_of(signatures, own);
        item_scope.bind_all_of(scope);
        // What takes its type from the surroundings is an amount where one is wanted, and never an unrounded one.
        let hint = match hint.map(Type::given) {
            Some(Type::Money(id) | Type::Unrounded(id)) => Some(Type::Money(*id)),
            _ => None,
        };
        let total = self.infer(&mut item_scope, &form.total, hint.as_ref());
        let weight = self.infer(&mut item_scope, &form.weight, None);
        let step = self.rounding_step(&mut item_scope, &form.step);
        let (total, weight, step) = (total?, weight?, step?);
        for number in [&total, &weight] {
            if !number.ty.is_number() {
                let fault = match number.ty {
                    Type::Optional(_) => faults::absent_operand(number.span),
                    _ => faults::not_a_number(self.signatures, number.span, &number.ty),
                };
                return self.report(fault);
            }
        }
        if let Type::Unrounded(_) = total.ty {
            return self.report(faults::allocated_unrounded(total.span));
        }
        for part in [&total, &weight, &step] {
            if let Some((span, name)) = by_variable(part, scope.variables()) {
                return self.report(faults::allocated_by_variable(span, name));
            }
        }
        for part in [&total, &step] {
            if let Some(span) = of_item(part, own) {
                return self.report(faults::allocated_of_item(span));
            }
        }
        let ty = self.rounded_type(&total.ty, &step)?;
        let kind = ExprKind::Allocated {
            item: Box::new(expr(ExprKind::Item(own), Type::Entity(own), span)),
            total: Box::new(total),
            weight: Box::new(weight),
            step: Box::new(step),
        };
        Some(expr(kind, ty, span))
    }
}

/// Where an expression mentions the item.
fn of_item(expr: &Expr, own: EntityId) -> Option<Span> {
    let mut found = None;
    each_expression(expr, |part| {
        if matches!(part.kind, ExprKind::Item(item) if item == own) {
            found.get_or_insert(part.span);
        }
    });
    found
}

/// Where an expression mentions a variable of the surroundings.
fn by_variable<'v>(expr: &Expr, variables: &'v [Variable]) -> Option<(Span, &'v str)> {
    let mut found = None;
    each_expression(expr, |part| {
        if let ExprKind::Variable(id) = part.kind
            && let Some(variable) = variables.iter().find(|variable| variable.id == id)
        {
            found.get_or_insert((part.span, &*variable.name));
        }
    });
    found
}
