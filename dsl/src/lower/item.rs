//! Items picked from a list.

use super::Lowerer;
use super::list::Lanes;
use super::value::{Lane, ListValue, Reference, Value};
use crate::lower::order::attribute;
use crate::typed::{AttributeKind, Clause, Expr, ExprKind, Type};
use lutine_core::graph::{Choice, ListId, NodeId, Op, Reduction, Ty};
use std::sync::Arc;

impl<'a> Lowerer<'a> {
    /// `pick(d in L where c by greatest e)`, `first(L)`, `last(L)`
    pub(super) fn pick(
        &mut self,
        choice: Choice,
        clause: &'a Clause,
        condition: Option<&'a Expr>,
        by: Option<&'a Expr>,
        expr: &'a Expr,
    ) -> Value {
        let mentioned = condition.into_iter().chain(by);
        let start = self.needed_space(mentioned, &[clause.variable]);
        let clauses = std::slice::from_ref(clause);
        let Some((lanes, keep)) = self.kept_lanes(clauses, condition, start) else {
            return self.no_value();
        };
        let by = by.map(|by| self.lower_one(by));
        let item = self.picked(choice, by, keep, &lanes, expr);
        match expr.ty {
            Type::Optional(_) => Value::Optional {
                given: self.not_empty(by, keep, &lanes, expr),
                value: Box::new(item),
            },
            _ => item,
        }
    }

    pub(super) fn picked(
        &mut self,
        choice: Choice,
        by: Option<NodeId>,
        keep: Option<NodeId>,
        lanes: &Lanes,
        expr: &Expr,
    ) -> Value {
        let op = Op::Pick {
            choice,
            from: lanes.space,
            filtered: keep.is_some(),
        };
        let args = self.fold_args(by, keep, lanes);
        let site = self.graph.site(expr.span);
        let ty = Ty::Ref(lanes.space);
        let lane = self.graph.push(op, lanes.base, ty, args, site);
        self.gather(Reference::column(lanes.space, lane), &lanes.item)
    }

    fn not_empty(
        &mut self,
        by: Option<NodeId>,
        keep: Option<NodeId>,
        lanes: &Lanes,
        expr: &Expr,
    ) -> NodeId {
        let value = match by {
            Some(by) => by,
            None => self.graph.truth(true),
        };
        let kind = Reduction::NonEmpty;
        self.reduce(kind, Ty::Bool, Some(value), keep, lanes, expr)
    }

    /// `L[n]`
    pub(super) fn index(
        &mut self,
        list: &Value,
        (of, index): (&'a Expr, &'a Expr),
        expr: &'a Expr,
    ) -> Value {
        let Value::List(value) = list else {
            return self.no_value();
        };
        let known = if self.is_declared_list(of) {
            (*value, self.list_id(value.source))
        } else {
            let name = self.list_name(of);
            self.counted_list(*value, name)
        };
        let index = self.lower_one(index);
        self.item_at(known, &[index], Op::At, expr)
    }

    /// Whether an expression names a given or made list by itself.
    fn is_declared_list(&self, list: &Expr) -> bool {
        let ExprKind::Attribute { attribute: id, .. } = &list.kind else {
            return false;
        };
        let kind = attribute(self.rulebook, *id).map(|attribute| &attribute.kind);
        matches!(
            kind,
            Some(AttributeKind::GivenList { .. } | AttributeKind::MadeList(_))
        )
    }

    /// What a message calls a computed list.
    fn list_name(&self, list: &Expr) -> Arc<str> {
        let named = match &list.kind {
            ExprKind::Attribute { attribute: id, .. } => attribute(self.rulebook, *id),
            _ => None,
        };
        named.map_or_else(|| Arc::from("the list"), |named| Arc::clone(&named.name))
    }

    /// `L[key]`
    pub(super) fn item_for(&mut self, list: &Value, key: &'a Expr, expr: &'a Expr) -> Value {
        let Value::List(list) = list else {
            return self.no_value();
        };
        let id = self.list_id(list.source);
        let key = self.lower(key);
        let mut columns = Vec::new();
        self.settled(&key).each(&mut |node| columns.push(node));
        self.item_at((*list, id), &columns, Op::AtKey, expr)
    }

    fn item_at(
        &mut self,
        (list, id): (ListValue, ListId),
        which: &[NodeId],
        op: fn(ListId) -> Op,
        expr: &Expr,
    ) -> Value {
        let ListValue { owner, source } = list;
        let mut owner_column = self.column(owner);
        if let Some(error) = self.list_error(source) {
            let error = match owner.lane {
                Lane::Here => error,
                Lane::Column(column) => self.graph.gather(column, error),
            };
            owner_column = self.graph.guard(error, owner_column);
        }
        let Some((space, item)) = self
            .lists
            .get(source.0)
            .map(|source| (source.space, source.item.clone()))
        else {
            return self.no_value();
        };
        let args: Vec<NodeId> = std::iter::once(owner_column)
            .chain(which.iter().copied())
            .collect();
        let lane = self.graph.apply(op(id), Ty::Ref(space), &args, expr.span);
        self.gather(Reference::column(space, lane), &item)
    }
}
