//! Items and their attributes, definitions and functions.

use super::{Evaluator, Frame, Known, Scope};
use crate::failure::Outcome;
use crate::input::{Item, Owner, Risk};
use crate::number::Number;
use crate::value::{self, ItemId, Value, ill_typed};
use lutine_dsl::source::Span;
use lutine_dsl::typed::{
    Attribute, AttributeId, AttributeKind, DefinitionId, EntityId, Expr, FunctionId, MadeFor, Type,
};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::rc::Rc;

impl<'a> Evaluator<'a> {
    /// The item itself, or the nearest that it stands in, that is of the entity.
    pub(super) fn item_or_ancestor(&self, item: ItemId, entity: EntityId) -> Outcome {
        let mut at = item;
        while self.risk.item(at).entity != entity {
            match &self.risk.item(at).owner {
                Some(owner) => at = owner.item,
                None => ill_typed("an item does not stand in what it sees"),
            }
        }
        Ok(Value::Item(at))
    }

    pub(super) fn attribute_of(
        &mut self,
        of: &'a Expr,
        attribute: AttributeId,
        scope: &Scope,
    ) -> Outcome {
        let item = self.item(of, scope)?;
        self.attribute(item, attribute.attribute)
    }

    /// The value of an item's attribute.
    pub fn attribute(&mut self, item: ItemId, attribute: u32) -> Outcome {
        let rulebook = self.rulebook;
        let entity = &rulebook.entities[self.risk.item(item).entity.index()];
        let declared = &entity.attributes[attribute as usize];
        let given = || ill_typed("a given attribute has no value");
        match &declared.kind {
            AttributeKind::Input { .. } | AttributeKind::GivenList { .. } => {
                let value = &self.risk.item(item).given[attribute as usize];
                Ok(value.clone().unwrap_or_else(given))
            }
            AttributeKind::Key => {
                let key = &self.risk.item(item).key;
                Ok(key.clone().unwrap_or_else(given))
            }
            AttributeKind::Derived(expr) => self.once(
                Known::Attribute(item, attribute),
                Frame::Attribute(item, attribute),
                |this| this.evaluate(expr, &Scope::of(item)),
            ),
            AttributeKind::Carried { .. } => self.carried(item, attribute),
            AttributeKind::MadeList(made) => self.once(
                Known::Attribute(item, attribute),
                Frame::Attribute(item, attribute),
                |this| this.made_list(item, attribute, declared, made),
            ),
        }
    }

    /// The attribute that holds what an item was made for.
    pub(super) fn key_attribute(&self, item: ItemId) -> &'a Attribute {
        let entity = &self.rulebook.entities[self.risk.item(item).entity.index()];
        entity
            .attributes
            .iter()
            .find(|attribute| matches!(attribute.kind, AttributeKind::Key))
            .unwrap_or_else(|| ill_typed("an item that was not made has a key"))
    }

    /// Makes the items of a list.
    fn made_list(
        &mut self,
        owner: ItemId,
        attribute: u32,
        declared: &'a Attribute,
        made: &'a MadeFor,
    ) -> Outcome {
        let outcome = self.keys(owner, declared, made);
        let construct = match made {
            MadeFor::Members(_) => "list for each member",
            MadeFor::Numbers { .. } => "list for each number",
            MadeFor::Values { .. } => "list for each value",
        };
        self.census.add(construct, outcome.is_err());
        let Type::List(ty) = &declared.ty else {
            ill_typed("a made list is no list");
        };
        let Type::Entity(entity) = **ty else {
            ill_typed("a made list has no items");
        };
        let items = outcome?.into_iter().zip(1..).map(|(key, position)| {
            Value::Item(self.risk.add(Item {
                entity,
                owner: Some(Owner {
                    item: owner,
                    attribute,
                    position: Some(position),
                }),
                key: Some(key),
                given: Vec::new(),
            }))
        });
        Ok(Value::List(Rc::new(items.collect())))
    }

    /// What the items of a list are made for.
    fn keys(
        &mut self,
        owner: ItemId,
        declared: &'a Attribute,
        made: &'a MadeFor,
    ) -> Outcome<Vec<Value>> {
        let (from, to, max) = match made {
            MadeFor::Members(members) => {
                return Ok(members.iter().map(|member| Value::Enum(*member)).collect());
            }
            MadeFor::Numbers { from, to, max } => (from, to, *max),
            MadeFor::Values { list, max } => {
                let values = self.list(list, &Scope::of(owner))?;
                let values = value::different(values.to_vec());
                if values.len() > *max as usize {
                    ill_typed("a list has more values than there are");
                }
                return Ok(values);
            }
        };
        let place = (&Scope::of(owner), declared.span, &*declared.name);
        self.numbers((from, to), max, place)
    }

    /// The whole numbers from one to another, of which there may be so many.
    pub(super) fn numbers(
        &mut self,
        (from, to): (&'a Expr, &'a Expr),
        max: u32,
        (scope, span, name): (&Scope, Span, &str),
    ) -> Outcome<Vec<Value>> {
        let from = integer(&self.number(from, scope)?);
        let to = integer(&self.number(to, scope)?);
        let count: BigInt = &to - &from + 1;
        if count > BigInt::from(max) {
            let message = format!("{name} would have more than {max} items");
            return self.fail("too_many_items", message, span);
        }
        let count = count.to_u32().unwrap_or(0);
        let key = |n: u32| Number::new(&from + n, 0).map(Value::Number);
        Ok((0..count)
            .map(|n| key(n).unwrap_or_else(|| ill_typed("a number between two others is none")))
            .collect())
    }

    pub(super) fn position(&mut self, item: &'a Expr, scope: &Scope) -> Outcome {
        let item = self.item(item, scope)?;
        let owner = self.risk.item(item).owner.as_ref();
        let position = owner.and_then(|owner| owner.position).unwrap_or(1);
        Ok(Value::Number(Number::whole(position)))
    }

    /// A value of the risk.
    pub fn definition(&mut self, id: DefinitionId) -> Outcome {
        let declared = &self.rulebook.definitions[id.index()];
        self.once(
            Known::Definition(id.0),
            Frame::Named(declared.name.clone()),
            |this| this.evaluate(&declared.value, &Scope::of(Risk::ROOT)),
        )
    }

    /// The body with the arguments in place of the parameters.
    pub(super) fn call(&mut self, id: FunctionId, arguments: &'a [Expr], scope: &Scope) -> Outcome {
        let declared = &self.rulebook.functions[id.index()];
        let mut inside = Scope::of(Risk::ROOT);
        for (parameter, argument) in declared.parameters.iter().zip(arguments) {
            let value = self.evaluate(argument, scope);
            inside.variables.insert(parameter.variable, value);
        }
        self.evaluate(&declared.body, &inside)
    }
}

/// The integer that an int is.
pub(super) fn integer(number: &Number) -> BigInt {
    let integer = number.integer();
    integer.map_or_else(|| ill_typed("an int has a fraction"), BigInt::clone)
}
