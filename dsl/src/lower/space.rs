//! Types as columns, and in which space an expression must stand.

use super::Lowerer;
use super::scan::{bound_here, each_expression};
use crate::typed::{EntityId, Expr, ExprKind, Type, VariableId};
use lutine_core::graph::{RISK, SpaceId, Ty};

impl Lowerer<'_> {
    /// The space of an entity's items.
    pub(super) fn entity_space(&self, entity: EntityId) -> SpaceId {
        self.spaces
            .get(entity.index())
            .copied()
            .flatten()
            .unwrap_or(RISK)
    }

    /// The type of the column of a value; of an optional that of its value.
    pub(super) fn ty(&self, ty: &Type) -> Ty {
        match ty.given() {
            Type::Bool | Type::Record(_) | Type::List(_) | Type::Optional(_) => Ty::Bool,
            Type::Int | Type::Period => Ty::Int,
            Type::Decimal => Ty::Decimal,
            Type::Money(currency) => Ty::Money(*currency),
            Type::Unrounded(currency) => Ty::Unrounded(*currency),
            Type::Text => Ty::Text,
            Type::Date => Ty::Date,
            Type::Enum(id) => Ty::Enum(*id),
            Type::Entity(entity) => Ty::Ref(self.entity_space(*entity)),
        }
    }

    /// The deepest space of what expressions mention, apart from the variables `own` and those that they bind themselves. Definitions,
    /// decisions and bodies of functions need no more than the risk.
    pub(super) fn needed_space<'e>(
        &self,
        expressions: impl IntoIterator<Item = &'e Expr>,
        own: &[VariableId],
    ) -> SpaceId {
        let (mut deepest, mut bound, mut read) = (RISK, own.to_vec(), Vec::new());
        for expression in expressions {
            each_expression(expression, |part| {
                bound.extend(bound_here(part));
                match &part.kind {
                    ExprKind::Item(entity) => {
                        deepest = self.graph.deeper(deepest, self.entity_space(*entity));
                    }
                    ExprKind::Variable(variable) => read.push((*variable, false)),
                    ExprKind::Place(variable) => read.push((*variable, true)),
                    _ => {}
                }
            });
        }
        bound.sort_unstable();
        for (variable, is_place) in read {
            if bound.binary_search(&variable).is_ok() {
                continue;
            }
            let space = if is_place {
                // An item that is the same for all, or stands elsewhere, still has its place in the list that is gone through.
                self.placed_in.get(&variable).copied()
            } else {
                let value = self.variables.get(variable.index());
                value
                    .and_then(Option::as_ref)
                    .map(|value| self.space_of(value))
            };
            if let Some(space) = space {
                deepest = self.graph.deeper(deepest, space);
            }
        }
        deepest
    }
}
