//! `if`, `choose` and `match`: which of several values it is.

use super::Lowerer;
use super::value::{Reference, Value};
use crate::coverage::Kind;
use crate::typed::{Expr, ExprKind, MatchArm, Pattern, Type};
use lutine_core::graph::{Domain, NodeId, OnlyIf, Op, Ty};

impl<'a> Lowerer<'a> {
    /// `if` and `choose`: the arms stand one behind the other, however many there are.
    pub(super) fn conditional(&mut self, expr: &'a Expr, condition: Value) -> Value {
        let (mut arms, mut reached) = (Vec::new(), Vec::new());
        let (mut at, mut condition) = (expr, self.one(&condition));
        let mut value = loop {
            let ExprKind::If {
                condition: written,
                then,
                otherwise,
            } = &at.kind
            else {
                break self.arm(at, &mut reached, None);
            };
            condition = self.observed(condition, Kind::If, written.span, (Some(0), Some(1)));
            let then = self.arm(then, &mut reached, Some(condition));
            arms.push((condition, then, at));
            at = otherwise;
            if let ExprKind::If {
                condition: next, ..
            } = &at.kind
            {
                let since = self.scope.noted();
                condition = self.lower_one(next);
                self.counts_only_if(&reached, since);
            }
        };
        while let Some((condition, then, at)) = arms.pop() {
            value = self.chosen(condition, &then, &value, &at.ty, at);
        }
        value
    }

    /// `match`: the first arm that fits.
    pub(super) fn matched(
        &mut self,
        subject: Value,
        arms: &'a [MatchArm],
        otherwise: &'a Expr,
        expr: &'a Expr,
    ) -> Value {
        let (mut fits, mut reached) = (Vec::new(), Vec::new());
        let looked_at = match &expr.kind {
            ExprKind::Match { value, .. } => value.span,
            _ => expr.span,
        };
        for (place, arm) in (1_u32..).zip(arms) {
            let fit = self.fits(&subject, &arm.pattern, expr);
            let last = (place as usize == arms.len()).then_some(place);
            let branches = (place.checked_sub(1), last);
            let fit = self.observed(fit, Kind::Match, looked_at, branches);
            fits.push((fit, self.arm(&arm.value, &mut reached, Some(fit))));
        }
        let mut value = self.arm(otherwise, &mut reached, None);
        // What is looked at is computed even where every value leads to the same arm.
        if let (true, Some(subject)) = (fits.is_empty(), subject.carrier())
            && (self.graph.fallible(subject) || self.graph.observed.is_some())
        {
            let decided = self.graph.known(subject);
            let decided = self.observed(decided, Kind::Match, looked_at, (Some(0), None));
            value = self.chosen(decided, &value, &value, &expr.ty, expr);
        }
        while let Some((fit, then)) = fits.pop() {
            value = self.chosen(fit, &then, &value, &expr.ty, expr);
        }
        value
    }

    /// The value of an arm, which counts where its condition holds and none of those before did.
    fn arm(&mut self, value: &'a Expr, before: &mut Vec<OnlyIf>, own: Option<NodeId>) -> Value {
        let since = self.scope.noted();
        let value = self.lower(value);
        let only_if = |condition, holds| OnlyIf { condition, holds };
        if let Some(own) = own {
            self.counts_only_if(&[only_if(own, true)], since);
        }
        self.counts_only_if(before, since);
        before.extend(own.map(|own| only_if(own, false)));
        value
    }

    fn fits(&mut self, subject: &Value, pattern: &Pattern, expr: &Expr) -> NodeId {
        match (subject, pattern) {
            (Value::Optional { given, .. }, Pattern::None) => {
                self.graph.apply(Op::Not, Ty::Bool, &[*given], expr.span)
            }
            (Value::Optional { given, value }, Pattern::Domain(domain)) => {
                let inside = self.inside(value, domain, expr);
                let args = [*given, inside];
                self.graph.apply(Op::And, Ty::Bool, &args, expr.span)
            }
            (Value::Optional { given, value }, Pattern::NoneOr(domain)) => {
                let inside = self.inside(value, domain, expr);
                let absent = self.graph.apply(Op::Not, Ty::Bool, &[*given], expr.span);
                let args = [absent, inside];
                self.graph.apply(Op::Or, Ty::Bool, &args, expr.span)
            }
            (_, Pattern::Domain(domain) | Pattern::NoneOr(domain)) => {
                self.inside(subject, domain, expr)
            }
            (_, Pattern::None) => self.graph.truth(false),
        }
    }

    fn inside(&mut self, value: &Value, domain: &Domain, expr: &Expr) -> NodeId {
        let value = self.one(value);
        let domain = self.graph.domain(domain);
        self.graph
            .apply(Op::In(domain), Ty::Bool, &[value], expr.span)
    }

    /// One of two values, column by column.
    pub(super) fn chosen(
        &mut self,
        condition: NodeId,
        then: &Value,
        otherwise: &Value,
        ty: &Type,
        expr: &Expr,
    ) -> Value {
        if then == otherwise && !self.graph.fallible(condition) {
            return then.clone();
        }
        match (self.settled(then), self.settled(otherwise)) {
            (
                Value::Optional {
                    given: a_given,
                    value: a,
                },
                Value::Optional {
                    given: b_given,
                    value: b,
                },
            ) => {
                let args = [condition, a_given, b_given];
                Value::Optional {
                    given: self.graph.apply(Op::Select, Ty::Bool, &args, expr.span),
                    value: Box::new(self.chosen(condition, &a, &b, ty.given(), expr)),
                }
            }
            (Value::Record(a), Value::Record(b)) => {
                let types = self.field_types(ty);
                let mut fields = Vec::new();
                for ((a, b), ty) in a.iter().zip(&b).zip(types) {
                    fields.push(self.chosen(condition, a, b, &ty, expr));
                }
                Value::Record(fields)
            }
            (Value::List(a), Value::List(b)) => self.chosen_list(condition, a, b, ty),
            (a, b) => {
                let ty = self.ty(ty);
                let (a, b) = (self.one(&a), self.one(&b));
                let (a, b) = (self.graph.retype(a, ty), self.graph.retype(b, ty));
                let args = [condition, a, b];
                let node = self.graph.apply(Op::Select, ty, &args, expr.span);
                match ty {
                    Ty::Ref(target) => Value::Item(Reference::column(target, node)),
                    _ => Value::One(node),
                }
            }
        }
    }
}
