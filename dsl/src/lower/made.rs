//! Lists that the rulebook makes: for members, for numbers, for the values of another list.

use super::Lowerer;
use super::declaration::{Head, Moment, first_line};
use super::list::{ListFault, ListSource};
use super::order::made_entity;
use super::value::{Reference, Value};
use crate::typed::{
    Attribute, AttributeId, AttributeKind, EntityId, Expr, ExprKind, Literal, MadeFor, Type,
};
use lutine_core::graph::{
    DeclarationId, DeclarationKind, Each, List, ListId, NodeId, Op, Shape, Space, SpaceId, Ty,
};
use lutine_core::number::Decimal;

impl<'a> Lowerer<'a> {
    /// A list that the rulebook makes, and the space of its items with their key.
    pub(super) fn made_list(
        &mut self,
        attribute: &'a Attribute,
        made: &'a MadeFor,
        owner: SpaceId,
    ) -> Value {
        let items = made_entity(attribute);
        let Some((entity, declared)) =
            items.and_then(|id| Some((id, self.rulebook.entities.get(id.index())?)))
        else {
            return self.no_value();
        };
        let (each, min, max, value) = match made {
            MadeFor::Members(members) => {
                let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
                (Each::Members(members.clone()), count, count, None)
            }
            MadeFor::Numbers { max, .. } => (self.numbers(made, owner), 0, *max, None),
            MadeFor::Values { list, max } => {
                let (each, value) = self.values_of(list, *max, owner);
                (each, 0, *max, Some(value))
            }
        };
        let fails = self.can_be_unmade(made, &each, owner);
        let space = self.graph.space(Space::Made {
            parent: owner,
            name: declared.snake_name.clone(),
            each,
        });
        if let Some(slot) = self.spaces.get_mut(entity.index()) {
            *slot = Some(space);
        }
        let id = self.graph.list(List {
            name: attribute.name.clone(),
            owner,
            items: space,
            min,
            max,
            single: false,
        });
        let (key, value, ty) = self.key(entity, space, attribute, fails, value);
        if fails {
            self.graph.set_declares(key, self.next_declaration());
            self.declare_made(attribute, owner, space, (&value, &ty));
        }
        self.list_of_made(
            (owner, space),
            id,
            Value::Item(Reference::here(space)),
            fails.then_some(key),
        )
    }

    /// A list whose items are all the lanes of a space below its owner. `unmade` is the key that is in error where it could not be made, if that
    /// can be.
    pub(super) fn list_of_made(
        &mut self,
        (owner, space): (SpaceId, SpaceId),
        id: ListId,
        item: Value,
        unmade: Option<NodeId>,
    ) -> Value {
        self.own_list(ListSource {
            owner,
            space,
            id: Some(id),
            direct: true,
            keep: None,
            item,
            fault: unmade.map_or(ListFault::Never, ListFault::Key),
        })
    }

    /// The bounds of a list made for numbers. An error of theirs is one of the list, which is declared where it can be in error.
    fn numbers(&mut self, made: &'a MadeFor, owner: SpaceId) -> Each {
        let MadeFor::Numbers { from, to, max } = made else {
            return Each::Members(Vec::new());
        };
        let since = self.begin();
        let id = self.next_declaration();
        let is_declared = !always_made(made);
        let around = self.unmade_around(owner);
        let is_declared = is_declared || around.is_some();
        let mut bound = |expr| {
            let mut node = self.number(expr);
            if let Some(around) = around {
                node = self.graph.guard(around, node);
            }
            if is_declared {
                self.owned_node(node, owner, id, since)
            } else {
                self.graph.bring(node, owner)
            }
        };
        Each::Numbers {
            from: bound(from),
            to: bound(to),
            max: *max,
        }
    }

    /// The values that a list is made for, and their value in the space that they stand in. An error of theirs is one of the list.
    fn values_of(&mut self, of: &'a Expr, max: u32, owner: SpaceId) -> (Each, (SpaceId, Value)) {
        let since = self.begin();
        let id = self.next_declaration();
        let Value::List(list) = self.lower(of) else {
            return (Each::Members(Vec::new()), (owner, self.no_value()));
        };
        let around = self.unmade_around(owner);
        let around = around.map(|key| self.graph.bring(key, owner));
        let lanes = self.go_through(list, owner, around, false);
        let from = lanes.space;
        let seen = self.observed_rows(&lanes, None);
        let keep = self.graph.and(lanes.keep, seen);
        let mut own = |node| {
            let here = self.graph.bring(node, from);
            self.owned_fallible(here, from, id, since)
        };
        let keep = keep.map(&mut own);
        let value = self.settled(&lanes.item);
        let value = value.map(&mut |node| {
            let here = self.graph.bring(node, from);
            self.owned_fallible(here, from, id, since)
        });
        let mut values = Vec::new();
        value.each(&mut |node| values.push(node));
        let each = Each::Values {
            from,
            keep,
            values,
            max,
        };
        (each, (from, value))
    }

    /// The key of the nearest list around that may not be made: what is made in its items is then not made either, so that the one item which
    /// stands for the list in error has one that does.
    fn unmade_around(&self, owner: SpaceId) -> Option<NodeId> {
        let around = self.graph.chain(owner).into_iter();
        around.filter_map(|space| self.made_key(space)).next()
    }

    /// A node that is known as the declaration's own, if that makes a difference.
    fn owned_fallible(
        &mut self,
        node: NodeId,
        space: SpaceId,
        id: DeclarationId,
        since: Moment,
    ) -> NodeId {
        if self.graph.fallible(node) {
            self.owned_node(node, space, id, since)
        } else {
            node
        }
    }

    /// Whether there are risks for which a list cannot be made.
    fn can_be_unmade(&self, made: &MadeFor, each: &Each, owner: SpaceId) -> bool {
        match each {
            Each::Values { keep, values, .. } => {
                let mut nodes = keep.iter().chain(values);
                nodes.any(|node| self.graph.fallible(*node))
            }
            Each::Numbers { .. } if self.unmade_around(owner).is_some() => true,
            _ => !always_made(made),
        }
    }

    /// What the items of a made list were made for: the key that is in error where the list is, and its value.
    fn key(
        &mut self,
        entity: EntityId,
        space: SpaceId,
        list: &Attribute,
        fails: bool,
        values: Option<(SpaceId, Value)>,
    ) -> (NodeId, Value, Type) {
        let attributes = self
            .rulebook
            .entities
            .get(entity.index())
            .map(|entity| entity.attributes.as_slice())
            .unwrap_or_default();
        let found = (0_u32..)
            .zip(attributes)
            .find(|(_, attribute)| matches!(attribute.kind, AttributeKind::Key));
        let of = found.map_or(Type::Int, |(_, key)| key.ty.clone());
        let ty = match &values {
            Some((from, _)) => Ty::Ref(*from),
            None => self.ty(&of),
        };
        let site = self.graph.site(list.span);
        let node = self.graph.push(Op::Key, space, ty, Vec::new(), site);
        self.graph.set_fallible(node, fails);
        let value = match values {
            Some((from, value)) => self.gather(Reference::column(from, node), &value),
            None => Value::One(node),
        };
        if let Some((attribute, _)) = found {
            self.set_attribute(AttributeId { entity, attribute }, value.clone());
        }
        (node, value, of)
    }

    fn declare_made(
        &mut self,
        attribute: &Attribute,
        owner: SpaceId,
        space: SpaceId,
        (key, ty): (&Value, &Type),
    ) {
        let item = self.shape(key, ty, space);
        let head = Head {
            kind: DeclarationKind::Attribute,
            name: &attribute.name,
            label: first_line(attribute.doc.as_ref()),
            space: owner,
            span: attribute.span,
        };
        let value = Shape::List {
            space,
            keep: None,
            item: Box::new(item),
            strict: true,
        };
        self.end(&head, value);
    }
}

/// Whether the list can be made whatever the risk is: for members, or for the numbers between two literals.
fn always_made(made: &MadeFor) -> bool {
    let MadeFor::Numbers { from, to, max } = made else {
        return matches!(made, MadeFor::Members(_));
    };
    let literal = |expr: &Expr| match &expr.kind {
        ExprKind::Literal(Literal::Number(value)) => Decimal::to_i64(*value),
        _ => None,
    };
    let (Some(from), Some(to)) = (literal(from), literal(to)) else {
        return false;
    };
    to.checked_sub(from)
        .and_then(|last| last.checked_add(1))
        .is_some_and(|count| count <= i64::from(*max))
}
