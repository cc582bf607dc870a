//! Attributes that are computed, definitions, and requirements.

use super::Lowerer;
use super::declaration::{Head, first_line};
use super::list::ListFault;
use super::order::attribute;
use super::text::one_line;
use super::value::Value;
use crate::typed::{Attribute, AttributeId, AttributeKind, DefinitionId, EntityId, Expr};
use lutine_core::graph::{DeclarationKind, NodeId, RISK, Requirement, SpaceId, UNIT};

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
            AttributeKind::Carried { start, then } => self.lower_carried(id, start, then),
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

    /// Lowers a definition.
    pub(super) fn lower_definition(&mut self, id: DefinitionId) {
        let Some(definition) = self.rulebook.definitions.get(id.index()) else {
            return;
        };
        let since = self.begin();
        let value = self.lower(&definition.value);
        let value = self.observed_value(value, &definition.value);
        // Which variant applies is of the risk, even where all have one value.
        let mut variants = self.scope.variants.iter();
        let is_one = variants.all(|variant| {
            let mut conditions = variant.only_if.iter();
            conditions.all(|only| self.graph.space_of(only.condition) == UNIT)
        });
        let space = if is_one && self.space_of(&value) == UNIT {
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
    pub(super) fn made_key(&self, space: SpaceId) -> Option<NodeId> {
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
