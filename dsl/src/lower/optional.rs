//! Values that may be absent, and declared ranges.

use super::Lowerer;
use super::value::{Reference, Value};
use crate::typed::{Expr, ExprKind, Type};
use lutine_core::date::Date;
use lutine_core::graph::{
    Check, Choice, Constant, Domain, NodeId, OnlyIf, Op, RISK, SiteId, Space, Ty,
};
use lutine_core::number::Decimal;
use std::sync::Arc;

impl<'a> Lowerer<'a> {
    /// `is given`, `??`, a value as one that may be absent and back, and checks of declared ranges.
    pub(super) fn optional(&mut self, expr: &'a Expr, first: Value) -> Value {
        match &expr.kind {
            ExprKind::Wrap(_) => self.wrapped(first),
            ExprKind::IsGiven(_) => Value::One(self.given(&first)),
            ExprKind::Unwrap(_) => match first {
                Value::Optional { value, .. } => *value,
                other => other,
            },
            ExprKind::Coalesce(_, other) => {
                let first = self.observed_given(first, other.span);
                let since = self.scope.noted();
                let other = self.lower(other);
                if let Value::Optional { given, .. } = first {
                    let (condition, holds) = (given, false);
                    self.counts_only_if(&[OnlyIf { condition, holds }], since);
                }
                self.coalesced(first, other, &expr.ty, expr)
            }
            ExprKind::Check { domain, name, .. } => self.checked(first, domain, name, expr),
            _ => first,
        }
    }

    /// A value that is there. A record is there even where its fields are in error.
    pub(super) fn wrapped(&mut self, value: Value) -> Value {
        if let Value::Optional { .. } = value {
            return value;
        }
        let given = match value.carrier() {
            Some(carrier) => self.graph.known(carrier),
            None => self.graph.truth(true),
        };
        Value::Optional {
            given,
            value: Box::new(value),
        }
    }

    fn given(&mut self, value: &Value) -> NodeId {
        match value {
            Value::Optional { given, .. } => *given,
            other => match other.carrier() {
                Some(carrier) => self.graph.known(carrier),
                None => self.graph.truth(true),
            },
        }
    }

    fn coalesced(&mut self, first: Value, other: Value, ty: &Type, expr: &Expr) -> Value {
        let Value::Optional { given, value } = first else {
            return first;
        };
        match other {
            Value::Optional {
                given: other_given,
                value: other,
            } => {
                let yes = self.graph.truth(true);
                let args = [given, yes, other_given];
                Value::Optional {
                    given: self.graph.apply(Op::Select, Ty::Bool, &args, expr.span),
                    value: Box::new(self.chosen(given, &value, &other, ty.given(), expr)),
                }
            }
            other => self.chosen(given, &value, &other, ty, expr),
        }
    }

    fn checked(
        &mut self,
        value: Value,
        domain: &Arc<Domain>,
        name: &Arc<str>,
        expr: &Expr,
    ) -> Value {
        match value {
            Value::Optional { given, value } => {
                let value = self.checked(*value, domain, name, expr);
                let inside = self.given(&value);
                let args = [given, inside, given];
                Value::Optional {
                    given: self.graph.apply(Op::Select, Ty::Bool, &args, expr.span),
                    value: Box::new(value),
                }
            }
            Value::One(node) => {
                let check = Op::Check(Check {
                    domain: self.graph.shared_domain(domain),
                    name: name.clone(),
                });
                let ty = self.graph.ty(node);
                Value::One(self.graph.apply(check, ty, &[node], expr.span))
            }
            other => other,
        }
    }

    /// What stands where a value is absent: any value of the type.
    pub(super) fn filler(&mut self, ty: &Type) -> Value {
        let value = match ty {
            Type::Bool => Constant::Bool(false),
            Type::Int | Type::Decimal | Type::Money(_) | Type::Unrounded(_) => {
                Constant::Number(Decimal::ZERO)
            }
            Type::Text => Constant::Text(Arc::from("")),
            Type::Date => Constant::Date(Date::default()),
            Type::Enum(_) => Constant::Enum(0),
            Type::Period | Type::Record(_) => {
                let types = self.field_types(ty);
                return Value::Record(types.iter().map(|ty| self.filler(ty)).collect());
            }
            Type::Optional(inner) => {
                return Value::Optional {
                    given: self.graph.truth(false),
                    value: Box::new(self.filler(inner)),
                };
            }
            Type::Entity(entity) => return self.no_item(self.entity_space(*entity)),
            Type::List(item) => {
                let space = Space::Join {
                    parent: RISK,
                    parts: Vec::new(),
                };
                let space = self.graph.space(space);
                let item = self.filler(item);
                return self.collected(RISK, space, None, &item);
            }
        };
        let ty = self.ty(ty);
        Value::One(self.graph.constant(value, ty))
    }

    /// A reference that means nothing: the first of no items.
    fn no_item(&mut self, target: lutine_core::graph::SpaceId) -> Value {
        let never = self.graph.truth(false);
        let never = self.graph.bring(never, target);
        let pick = Op::Pick {
            choice: Choice::First,
            from: target,
            filtered: true,
        };
        let node = self
            .graph
            .push(pick, RISK, Ty::Ref(target), vec![never], SiteId(0));
        Value::Item(Reference::column(target, node))
    }
}
