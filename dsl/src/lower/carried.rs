//! What is carried from item to item: what reaches an item, what it carries on, what the last one does.

use super::Lowerer;
use super::declaration::{Head, first_line};
use super::list::Lanes;
use super::order::attribute;
use super::value::{Lane, ListValue, Value};
use crate::typed::{AttributeId, AttributeKind, EntityId, Expr};
use lutine_core::graph::{
    Choice, Comparison, DeclarationId, DeclarationKind, NodeId, Op, RISK, Reduction, Ty,
};
use std::sync::Arc;

/// What is known of an attribute that is carried.
#[derive(Debug, Clone)]
pub(super) struct LoweredCarried {
    declaration: DeclarationId,
    /// What reaches an item.
    carried: Value,
    /// What reaches the first one, as what it stands in sees it.
    start: Value,
    /// What an item carries on.
    then: Option<Value>,
}

impl<'a> Lowerer<'a> {
    /// What reaches an item. What that is for another than the first is known when what an item carries on has been lowered.
    pub(super) fn lower_carried(&mut self, id: AttributeId, start: &'a Expr, then: &'a Expr) {
        let Some(attribute) = attribute(self.rulebook, id) else {
            return;
        };
        let space = self.entity_space(id.entity);
        let since = self.begin();
        let value = self.lower(start);
        let value = self.observed_value(value, start);
        let value = self.settled(&value);
        let site = self.graph.site(start.span);
        let carried = value.map(&mut |node| {
            let start = self.graph.bring(node, space);
            let ty = self.graph.ty(start);
            self.graph.push(Op::Carried, space, ty, vec![start], site)
        });
        let head = Head {
            kind: DeclarationKind::Attribute,
            name: &attribute.name,
            label: first_line(attribute.doc.as_ref()),
            space,
            span: start.span.to(then.span),
        };
        let declaration = self.next_declaration();
        let carried = self.declare(&head, &carried, &attribute.ty, since);
        if let Some(declared) = self.declarations.last_mut() {
            declared.formula = Arc::from(format!("start {}", declared.formula));
        }
        self.set_attribute(id, carried.clone());
        let lowered = LoweredCarried {
            declaration,
            carried,
            start: value,
            then: None,
        };
        self.carried.insert(id, lowered);
    }

    /// What an item carries on to the next.
    pub(super) fn lower_then(&mut self, id: AttributeId) {
        let Some(AttributeKind::Carried { then, .. }) =
            attribute(self.rulebook, id).map(|attribute| &attribute.kind)
        else {
            return;
        };
        let Some(LoweredCarried {
            declaration,
            carried,
            ..
        }) = self.carried.get(&id).cloned()
        else {
            return;
        };
        let space = self.entity_space(id.entity);
        let since = self.begin();
        let value = self.lower(then);
        let value = self.observed_value(value, then);
        let value = self.settled(&value);
        let (mut reaching, mut pairs) = (Vec::new(), Vec::new());
        carried.each(&mut |node| reaching.push(node));
        let mut reaching = reaching.into_iter();
        let value = value.map(&mut |node| {
            let Some(carried) = reaching.next() else {
                return node;
            };
            let node = self.graph.bring(node, space);
            let node = self.graph.retype(node, self.graph.ty(carried));
            let node = self.graph.bring(node, space);
            let node = self.owned_node(node, space, declaration, since);
            pairs.push((carried, node));
            node
        });
        self.carries.extend(pairs);
        if let Some(lowered) = self.carried.get_mut(&id) {
            lowered.then = Some(value);
        }
    }

    /// The order in which the items of an entity are gone through.
    pub(super) fn lower_order(&mut self, entity: EntityId) {
        let rulebook = self.rulebook;
        let order = rulebook.entities.get(entity.index());
        let Some(order) = order.and_then(|entity| entity.order.as_ref()) else {
            return;
        };
        self.begin();
        let space = self.entity_space(entity);
        let key = self.lower_one(order);
        let key = self.graph.bring(key, space);
        self.orders.insert(space, key);
    }

    /// `final(L.name)`: of the last item in the order what it carries on, without an item the start.
    pub(super) fn last_carried(&mut self, list: &Value, id: AttributeId, expr: &Expr) -> Value {
        let (Value::List(list), Some(lowered)) = (list, self.carried.get(&id).cloned()) else {
            return self.no_value();
        };
        let ListValue { owner, .. } = *list;
        let mut lanes = self.go_through(*list, RISK, None, false);
        if let Some(order) = self.orders.get(&self.entity_space(id.entity)).copied() {
            lanes.keep = Some(self.kept_last(order, &lanes, expr));
        }
        let keep = lanes.keep.map(|keep| self.graph.bring(keep, lanes.space));
        let some = self.graph.truth(true);
        let some = self.reduce(
            Reduction::NonEmpty,
            Ty::Bool,
            Some(some),
            keep,
            &lanes,
            expr,
        );
        let item = self.picked(Choice::Last, None, keep, &lanes, expr);
        let Value::Item(item) = item else {
            return self.no_value();
        };
        let then = match &lowered.then {
            Some(then) => self.gather(item, then),
            None => return self.no_value(),
        };
        let start = match owner.lane {
            Lane::Here => lowered.start,
            Lane::Column(_) => self.gather(owner, &lowered.start),
        };
        self.chosen(some, &then, &start, &expr.ty, expr)
    }

    /// Whether a lane has the greatest place in the order, as the last item has.
    fn kept_last(&mut self, order: NodeId, lanes: &Lanes, expr: &Expr) -> NodeId {
        let key = match &lanes.item {
            Value::Item(item) => self.gather(*item, &Value::One(order)),
            _ => Value::One(order),
        };
        let key = self.one(&key);
        let (ty, keep) = (self.graph.ty(key), lanes.keep);
        let last = self.reduce(Reduction::Max, ty, Some(key), keep, lanes, expr);
        let is_last = Op::Compare(Comparison::Equal);
        let is_last = self.graph.apply(is_last, Ty::Bool, &[key, last], expr.span);
        match keep {
            Some(keep) => self.graph.and(Some(keep), Some(is_last)).unwrap_or(is_last),
            None => is_last,
        }
    }
}
