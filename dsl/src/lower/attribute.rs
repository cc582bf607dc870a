//! Attributes that are computed or made, definitions, and requirements.

use super::Lowerer;
use super::declaration::{Head, first_line};
use super::list::{ListFault, ListSource};
use super::order::{attribute, made_entity};
use super::text::one_line;
use super::value::{Reference, Value};
use crate::typed::{
    Attribute, AttributeId, AttributeKind, DefinitionId, EntityId, Expr, ExprKind, Literal, MadeFor,
};
use lutine_core::graph::{
    DeclarationKind, Each, List, NodeId, Op, RISK, Requirement, Shape, Space, SpaceId, Ty, UNIT,
};
use lutine_core::number::Decimal;

impl<'a> Lowerer<'a> {
    /// Lowers an attribute that is computed, or a list that is made. Given ones have been before.
    pub(super) fn lower_attribute(&mut self, id: AttributeId) {
        let Some(attribute) = attribute(self.rulebook, id) else {
            return;
        };
        let space = self.entity_space(id.entity);
        match &attribute.kind {
            AttributeKind::Derived(expr) => {
                let since = self.begin();
                let value = self.lower(expr);
                let value = self.observed_value(value, expr);
                let head = head(attribute, space, expr);
                let value = self.declare(&head, &value, &attribute.ty, since);
                self.set_attribute(id, value);
            }
            AttributeKind::MadeList(made) => {
                let list = self.made_list(attribute, made, space);
                self.set_attribute(id, list);
            }
            AttributeKind::Input { .. } | AttributeKind::GivenList { .. } | AttributeKind::Key => {}
        }
    }

    /// Remembers the value of an attribute.
    pub(super) fn set_attribute(&mut self, id: AttributeId, value: Value) {
        let slot = self
            .attributes
            .get_mut(id.entity.index())
            .and_then(|all| all.get_mut(id.attribute as usize));
        if let Some(slot) = slot {
            *slot = Some(value);
        }
    }

    /// A list that the rulebook makes, and the space of its items with their key.
    fn made_list(&mut self, attribute: &'a Attribute, made: &'a MadeFor, owner: SpaceId) -> Value {
        let items = made_entity(attribute);
        let Some((entity, declared)) =
            items.and_then(|id| Some((id, self.rulebook.entities.get(id.index())?)))
        else {
            return self.no_value();
        };
        let (each, min, max) = match made {
            MadeFor::Members(members) => {
                let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
                (Each::Members(members.clone()), count, count)
            }
            MadeFor::Numbers { .. } => (self.numbers(made, owner), 0, most(made)),
        };
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
        let key = self.key(entity, space, attribute);
        let fails = !always_made(made);
        self.graph.set_fallible(key, fails);
        if fails {
            self.declare_made(attribute, owner, space, key);
        }
        self.own_list(ListSource {
            owner,
            space,
            id: Some(id),
            direct: true,
            keep: None,
            item: Value::Item(Reference::here(space)),
            fault: if fails {
                ListFault::Key(key)
            } else {
                ListFault::Never
            },
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
        let mut bound = |expr| {
            let node = self.number(expr);
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

    fn key(&mut self, entity: EntityId, space: SpaceId, list: &Attribute) -> NodeId {
        let attributes = self
            .rulebook
            .entities
            .get(entity.index())
            .map(|entity| entity.attributes.as_slice())
            .unwrap_or_default();
        let found = (0_u32..)
            .zip(attributes)
            .find(|(_, attribute)| matches!(attribute.kind, AttributeKind::Key));
        let ty = found.map_or(Ty::Int, |(_, key)| self.ty(&key.ty));
        let site = self.graph.site(list.span);
        let node = self.graph.push(Op::Key, space, ty, Vec::new(), site);
        if let Some((attribute, _)) = found {
            self.set_attribute(AttributeId { entity, attribute }, Value::One(node));
        }
        node
    }

    fn declare_made(&mut self, attribute: &Attribute, owner: SpaceId, space: SpaceId, key: NodeId) {
        self.graph.set_declares(key, self.next_declaration());
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
            item: Box::new(Shape::One(key)),
            strict: true,
        };
        self.end(&head, value);
    }

    /// Lowers a definition.
    pub(super) fn lower_definition(&mut self, id: DefinitionId) {
        let Some(definition) = self.rulebook.definitions.get(id.index()) else {
            return;
        };
        let since = self.begin();
        let value = self.lower(&definition.value);
        let value = self.observed_value(value, &definition.value);
        let space = if self.space_of(&value) == UNIT {
            UNIT
        } else {
            RISK
        };
        let head = Head {
            kind: DeclarationKind::Definition,
            name: &definition.name,
            label: first_line(definition.doc.as_ref()),
            space,
            span: definition.value.span,
        };
        let value = self.declare(&head, &value, &definition.ty, since);
        self.short_formula(&definition.value);
        if let Some(slot) = self.definitions.get_mut(id.index()) {
            *slot = Some(value);
        }
    }

    /// Lowers what the input must meet.
    pub(super) fn lower_requirements(&mut self) {
        for (entity, declared) in (0_u32..).map(EntityId).zip(&self.rulebook.entities) {
            let space = self.entity_space(entity);
            for requirement in &declared.requirements {
                self.begin();
                let mut condition = self.lower_one(&requirement.condition);
                // Of several made lists around an item the outermost tells whether there is anything to ask of the inner ones.
                for around in self.graph.chain(space) {
                    if let Some(key) = self.made_key(around) {
                        condition = self.graph.guard(key, condition);
                    }
                }
                let message = one_line(&requirement.message);
                self.requirements.push(Requirement {
                    space,
                    condition: self.graph.bring(condition, space),
                    message: message.into(),
                    site: self.graph.site(requirement.span),
                });
            }
        }
    }

    /// The key of the items of a made list that can be in error.
    fn made_key(&self, space: SpaceId) -> Option<NodeId> {
        self.lists.iter().find_map(|source| match source.fault {
            ListFault::Key(key) if source.space == space => Some(key),
            _ => None,
        })
    }
}

fn head<'a>(attribute: &'a Attribute, space: SpaceId, expr: &Expr) -> Head<'a> {
    Head {
        kind: DeclarationKind::Attribute,
        name: &attribute.name,
        label: first_line(attribute.doc.as_ref()),
        space,
        span: expr.span,
    }
}

const fn most(made: &MadeFor) -> u32 {
    match made {
        MadeFor::Numbers { max, .. } => *max,
        MadeFor::Members(_) => 0,
    }
}

/// Whether the list can be made whatever the risk is: for members, or for the numbers between two literals.
fn always_made(made: &MadeFor) -> bool {
    let MadeFor::Numbers { from, to, max } = made else {
        return true;
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
