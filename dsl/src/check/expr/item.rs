//! Items of lists: `L[2]`, `L[BI]`, `first(L)`, `last(L)`, `pick(…)`.

use lutine_core::graph::Choice;
use lutine_core::number::Decimal;

use super::{Expressions, expr};
use crate::check::made_values::has_items;
use crate::check::scope::{Scope, Variable, given_if_true};
use crate::check::signature::{Extent, Role};
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::{Expression, ExpressionKind, Extreme, ForClause, Pick};
use crate::typed::{Clause, EntityId, Expr, ExprKind, Literal, Type};

impl Expressions<'_, '_> {
    /// `list[index]`
    pub(super) fn index(
        &mut self,
        scope: &mut Scope,
        list: Expr,
        index: &Expression,
        brackets: Span,
    ) -> Option<Expr> {
        let span = list.span.to(brackets);
        let Type::List(item) = &list.ty else {
            let fault = faults::not_a_list(self.signatures, list.span, &list.ty);
            return self.report(fault);
        };
        let item = (**item).clone();
        let is_made = self.extent_of(&list).is_some_and(|extent| extent.made);
        let key = match &item {
            Type::Entity(entity) if is_made => self.key_type(*entity),
            _ => None,
        };
        let kind = match key {
            Some(key) => {
                let key = Box::new(self.check(scope, index, &key)?);
                ExprKind::ItemFor {
                    list: Box::new(list),
                    key,
                }
            }
            None => {
                let index = Box::new(self.check(scope, index, &Type::Int)?);
                if is_below_one(&index) {
                    return self.report(faults::counted_from_one(index.span));
                }
                ExprKind::Index {
                    list: Box::new(list),
                    index,
                }
            }
        };
        Some(expr(kind, item, span))
    }

    /// The type of what the items of a made list are made for.
    fn key_type(&self, entity: EntityId) -> Option<Type> {
        let signature = self.signatures.entity(entity)?;
        let key = signature
            .attributes
            .iter()
            .find(|a| matches!(a.role, Role::Key))?;
        Some(key.declared.as_ref()?.ty.clone())
    }

    /// Whether a list is declared to always have an item.
    pub(crate) fn has_items(&self, list: &Expr) -> bool {
        has_items(self.signatures, list)
    }

    /// How many items a list expression has, where that is declared.
    pub(crate) fn extent_of(&self, list: &Expr) -> Option<Extent> {
        match &list.kind {
            ExprKind::Attribute { attribute, .. } => self.signatures.extent(*attribute),
            _ => None,
        }
    }

    /// `for v in L`: the list, with the variable brought into sight.
    pub(crate) fn clause(&mut self, scope: &mut Scope, clause: &ForClause) -> Option<Clause> {
        let list = match &clause.list.kind {
            ExpressionKind::Range(range) => self.numbers(scope, range, clause.list.span),
            _ => self.infer(scope, &clause.list, None),
        };
        let item = match list.as_ref().map(|l| &l.ty) {
            Some(Type::List(item)) => Some((**item).clone()),
            Some(ty) => {
                let fault = faults::not_a_list(self.signatures, clause.list.span, ty);
                self.diagnostics.push(fault);
                None
            }
            None => None,
        };
        let never_empty = list.as_ref().is_some_and(|l| self.has_items(l));
        let id = self.fresh_variable();
        scope.bind(Variable {
            name: clause.variable.text.as_str().into(),
            id,
            ty: item.clone(),
            never_empty,
            in_list: true,
        });
        item?;
        Some(Clause {
            variable: id,
            list: list?,
        })
    }

    /// `pick(d in L where c by greatest e)`
    pub(super) fn pick(&mut self, scope: &mut Scope, pick: &Pick, span: Span) -> Option<Expr> {
        scope.inside(|scope| {
            let clause = ForClause {
                variable: pick.variable.clone(),
                list: pick.list.clone(),
            };
            let clause = self.clause(scope, &clause);
            let never_empty = scope.variables().last().is_some_and(|v| v.never_empty);
            let condition = match &pick.condition {
                Some(condition) => Some(self.check(scope, condition, &Type::Bool)?),
                None => None,
            };
            scope.learn(condition.as_ref().map(given_if_true).unwrap_or_default());
            let by = self.infer(scope, &pick.key, None)?;
            if !(by.ty.is_number() || by.ty == Type::Date) {
                let fault = faults::no_order(self.signatures, by.span, &by.ty);
                return self.report(fault);
            }
            let choice = match pick.extreme {
                Extreme::Greatest => Choice::Greatest,
                Extreme::Least => Choice::Least,
            };
            self.picked(choice, clause?, condition, Some(by), never_empty, span)
        })
    }

    /// `first(L)`, `last(L)`
    pub(super) fn end_of_list(
        &mut self,
        scope: &mut Scope,
        choice: Choice,
        list: &Expression,
        span: Span,
    ) -> Option<Expr> {
        let list = self.infer(scope, list, None)?;
        if !matches!(list.ty, Type::List(_)) {
            let fault = faults::not_a_list(self.signatures, list.span, &list.ty);
            return self.report(fault);
        }
        let never_empty = self.has_items(&list);
        let clause = Clause {
            variable: self.fresh_variable(),
            list,
        };
        self.picked(choice, clause, None, None, never_empty, span)
    }

    fn picked(
        &mut self,
        choice: Choice,
        clause: Clause,
        condition: Option<Expr>,
        by: Option<Expr>,
        never_empty: bool,
        span: Span,
    ) -> Option<Expr> {
        let Type::List(item) = &clause.list.ty else {
            return None;
        };
        let item = (**item).clone();
        let ty = if never_empty && condition.is_none() {
            item
        } else {
            Type::Optional(Box::new(item))
        };
        let kind = ExprKind::Pick {
            choice,
            clause: Box::new(clause),
            condition: condition.map(Box::new),
            by: by.map(Box::new),
        };
        Some(expr(kind, ty, span))
    }
}

/// Whether a written number is the place of no item.
fn is_below_one(index: &Expr) -> bool {
    matches!(&index.kind, ExprKind::Literal(Literal::Number(number)) if *number <= Decimal::ZERO)
}
