//! Entities: where they stand, where their attributes' values come from, what their input must satisfy.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::expr::Expressions;
use super::literal;
use super::made_values::{is_for_values, most_values};
use super::resolve::made_members;
use super::scope::Scope;
use super::signature::{AttributeSignature, Role, Signatures};
use crate::diagnostics::check as faults;
use crate::module::ModuleId;
use crate::syntax::{
    self, AttributeValue, BaseType, Body, EntityItem, Expression, ExpressionKind, ListExtent,
};
use crate::typed::{Attribute, AttributeKind, Entity, EntityId, Expr, MadeFor, Requirement, Type};

/// What an attribute of this entity sees.
pub(crate) fn scope_of(signatures: &Signatures<'_>, id: EntityId) -> Scope {
    let mut scope = Scope::of_item(id);
    let mut above = signatures.entity(id).and_then(|e| e.parent);
    while let Some(parent) = above {
        scope.ancestors.push(parent);
        above = signatures.entity(parent).and_then(|e| e.parent);
    }
    scope
}

impl Expressions<'_, '_> {
    /// The entity with all its expressions.
    pub(crate) fn entity(&mut self, id: EntityId, docs: &syntax::Docs) -> Option<Entity> {
        let signatures = self.signatures;
        let signature = signatures.entity(id)?;
        let mut attributes = Vec::new();
        let mut failed = false;
        let mut json_names = BTreeSet::new();
        for (at, attribute) in (0..).zip(&signature.attributes) {
            match self.entity_attribute(id, at, attribute) {
                Some(typed) => {
                    if !json_names.insert(Arc::clone(&typed.json_name)) {
                        self.diagnostics
                            .push(faults::json_name_twice(attribute.span, &typed.json_name));
                        failed = true;
                    }
                    attributes.push(typed);
                }
                None => failed = true,
            }
        }
        let mut requirements = Vec::new();
        for item in &signature.items {
            let EntityItem::Require(require) = item else {
                continue;
            };
            match self.requirement(id, require) {
                Some(requirement) => requirements.push(requirement),
                None => failed = true,
            }
        }
        let order = match signature.order {
            None => None,
            Some(order) => {
                let order = self.order(id, order);
                failed |= order.is_none();
                order
            }
        };
        if failed {
            return None;
        }
        Some(Entity {
            name: Arc::clone(&signature.name),
            snake_name: Arc::clone(&signature.snake_name),
            doc: super::doc(docs),
            parent: signature.parent,
            attributes,
            requirements,
            order,
            is_reached: true,
            span: signature.span,
        })
    }

    fn requirement(&mut self, id: EntityId, require: &syntax::Require) -> Option<Requirement> {
        let mut scope = scope_of(self.signatures, id);
        let condition = self.check(&mut scope, &require.condition, &Type::Bool)?;
        let message = match require.message.as_ref() {
            None => literal::one_line(self.sources.text(require.condition.span)),
            Some(text) => match text.literal() {
                Some(literal) => literal.to_owned(),
                None => {
                    return self.report(faults::not_yet(
                        text.span,
                        "a value in the text of a `require`",
                    ));
                }
            },
        };
        Some(Requirement {
            condition,
            message: message.into(),
            span: require.span,
        })
    }

    fn entity_attribute(
        &mut self,
        id: EntityId,
        at: u32,
        signature: &AttributeSignature<'_>,
    ) -> Option<Attribute> {
        let declared = signature.declared.as_ref()?;
        let name = Arc::clone(&signature.name);
        let (kind, doc, json_name, unused) = match signature.role {
            Role::Key => (AttributeKind::Key, None, None, true),
            Role::Carried(carried) => {
                let kind = self.carried(id, carried, declared)?;
                (kind, super::doc(&carried.docs), None, false)
            }
            Role::Declared(attribute) => {
                let kind = self.attribute_kind(id, at, attribute, signature)?;
                (
                    kind,
                    super::doc(&attribute.docs),
                    attribute.json_name.as_ref(),
                    attribute.unused.is_some(),
                )
            }
        };
        Some(Attribute {
            json_name: json_name
                .map_or_else(|| Arc::clone(&name), |text| text.value.as_str().into()),
            name,
            doc,
            ty: declared.ty.clone(),
            domain: declared.domain.as_deref().cloned(),
            kind,
            unused,
            span: signature.span,
        })
    }

    fn attribute_kind(
        &mut self,
        id: EntityId,
        at: u32,
        attribute: &syntax::Attribute,
        signature: &AttributeSignature<'_>,
    ) -> Option<AttributeKind> {
        let declared = signature.declared.as_ref()?;
        if let BaseType::List(list) = &attribute.ty.base
            && let ListExtent::Made { source, .. } = &list.extent
        {
            return self.made_list(id, attribute, source, &declared.ty);
        }
        match &attribute.value {
            AttributeValue::Computed(value) => {
                let mut scope = scope_of(self.signatures, id);
                self.check_declared(&mut scope, value, declared, &signature.name)
                    .map(AttributeKind::Derived)
            }
            AttributeValue::Default(literal) => self.default(literal, declared),
            AttributeValue::Given => match &declared.ty {
                Type::List(item) => {
                    self.placed(id, item, attribute.ty.span)?;
                    let extent = self.signatures.entity(id)?.extents.get(&at)?;
                    Some(AttributeKind::GivenList {
                        min: extent.min,
                        max: extent.max,
                    })
                }
                Type::Period => self.report(faults::period_input(attribute.ty.span)),
                ty => {
                    self.placed(id, ty.given(), attribute.ty.span)?;
                    Some(AttributeKind::Input { default: None })
                }
            },
        }
    }

    /// Sees to it that an entity that the input gives stands where it may.
    fn placed(&mut self, owner: EntityId, item: &Type, span: crate::source::Span) -> Option<()> {
        let Type::Entity(id) = item else {
            return Some(());
        };
        if self.signatures.root == Some(*id) {
            return self.report(faults::root_as_item(span));
        }
        let entity = self.signatures.entity(*id)?;
        match entity.parent {
            Some(parent) if parent != owner => {
                let wanted = self.signatures.entity(parent).map_or("", |p| &*p.name);
                self.report(faults::stands_elsewhere(span, &entity.name, wanted))
            }
            _ if entity
                .attributes
                .iter()
                .any(|a| matches!(a.role, Role::Key)) =>
            {
                self.report(faults::made_and_given(span, &entity.name))
            }
            _ => Some(()),
        }
    }

    fn default(
        &mut self,
        literal: &syntax::Literal,
        declared: &super::signature::Declared,
    ) -> Option<AttributeKind> {
        if matches!(declared.ty, Type::Optional(_)) {
            return self.report(faults::default_of_optional(literal.span));
        }
        let default = match literal::constant(self.signatures, literal, &declared.ty) {
            Ok(default) => default,
            Err(fault) => return self.report(fault),
        };
        if let Some(domain) = &declared.domain
            && !domain.contains(&default)
        {
            return self.report(faults::default_outside(literal.span, &domain.text));
        }
        Some(AttributeKind::Input {
            default: Some(default),
        })
    }

    fn made_list(
        &mut self,
        owner: EntityId,
        attribute: &syntax::Attribute,
        source: &Expression,
        ty: &Type,
    ) -> Option<AttributeKind> {
        if attribute.value != AttributeValue::Given {
            return self.report(faults::made_with_value(attribute.span));
        }
        let Type::List(item) = ty else { return None };
        let Type::Entity(id) = &**item else {
            return self.report(faults::made_of_other(attribute.ty.span));
        };
        let entity = self.signatures.entity(*id)?;
        match entity.parent {
            Some(parent) if parent != owner => {
                let wanted = self.signatures.entity(parent).map_or("", |p| &*p.name);
                return self.report(faults::stands_elsewhere(
                    attribute.ty.span,
                    &entity.name,
                    wanted,
                ));
            }
            _ => {}
        }
        let given = entity.attributes.iter().find(|a| match a.role {
            Role::Declared(a) => !matches!(a.value, AttributeValue::Computed(_)) && !is_made(a),
            Role::Key | Role::Carried(_) => false,
        });
        if let Some(given) = given {
            return self.report(faults::input_in_made(given.span, &entity.name));
        }
        if let Some((_, members)) = made_members(self.signatures, source) {
            return Some(AttributeKind::MadeList(MadeFor::Members(members)));
        }
        if is_for_values(self.signatures, source) {
            return self.made_for_values(owner, source);
        }
        let ExpressionKind::Range(range) = &source.kind else {
            return None;
        };
        let (Some(low), Some(high)) = (&range.low, &range.high) else {
            return self.report(faults::open_made_range(source.span));
        };
        let mut scope = scope_of(self.signatures, owner);
        let (from, to, most) = self.whole_ends(&mut scope, (low, high), range.excludes_high)?;
        let attribute_id = self
            .signatures
            .entity(owner)?
            .attribute(&attribute.name.text)?
            .0;
        let max = self
            .signatures
            .entity(owner)?
            .extents
            .get(&attribute_id)?
            .max;
        let max = most.map_or(max, |most| max.min(most));
        Some(AttributeKind::MadeList(MadeFor::Numbers { from, to, max }))
    }

    /// `list of Zone for each zone in distinct(v.zone for v in vehicles)`
    fn made_for_values(&mut self, owner: EntityId, source: &Expression) -> Option<AttributeKind> {
        let mut scope = scope_of(self.signatures, owner);
        let list = self.infer(&mut scope, source, None)?;
        let Type::List(item) = &list.ty else {
            return self.report(faults::made_from_other(source.span));
        };
        if !self.is_told_apart(item) {
            let field = self.not_told_apart(item);
            let fault = faults::made_from_items(self.signatures, source.span, item, field);
            return self.report(fault);
        }
        let max = most_values(self.signatures, &list);
        Some(AttributeKind::MadeList(MadeFor::Values { list, max }))
    }

    /// Sees to it that every entity can be reached from the root, and none holds itself. One of a module need not be: which ones are reached
    /// is given back.
    pub(crate) fn placements(&mut self, entities: &[Entity], root: EntityId) -> Vec<bool> {
        let held = |id: usize| {
            let attributes = entities
                .get(id)
                .map(|e| e.attributes.as_slice())
                .unwrap_or_default();
            attributes.iter().filter_map(|a| match (&a.kind, &a.ty) {
                (
                    AttributeKind::GivenList { .. } | AttributeKind::MadeList(_),
                    Type::List(item),
                ) => match &**item {
                    Type::Entity(id) => Some((id.index(), a.span)),
                    _ => None,
                },
                (AttributeKind::Input { .. }, ty) => match ty.given() {
                    Type::Entity(id) => Some((id.index(), a.span)),
                    _ => None,
                },
                _ => None,
            })
        };
        // Walk with the way taken, so that an entity that holds itself is seen.
        let mut reached = vec![false; entities.len()];
        let mut way: Vec<(usize, Vec<(usize, crate::source::Span)>)> =
            vec![(root.index(), held(root.index()).collect())];
        if let Some(flag) = reached.get_mut(root.index()) {
            *flag = true;
        }
        while let Some((_, open)) = way.last_mut() {
            let Some((next, span)) = open.pop() else {
                way.pop();
                continue;
            };
            if way.iter().any(|(id, _)| *id == next) {
                self.diagnostics.push(faults::holds_itself(span));
                return reached;
            }
            match reached.get_mut(next) {
                Some(flag) if !*flag => *flag = true,
                _ => continue,
            }
            way.push((next, held(next).collect()));
        }
        for (entity, reached) in entities.iter().zip(&reached) {
            let modules = self.signatures.modules;
            let of_rulebook = modules.at(entity.span) == ModuleId::ROOT && !modules.is_module();
            if !reached && of_rulebook {
                self.diagnostics
                    .push(faults::nowhere(entity.span, &entity.name));
            }
        }
        reached
    }

    /// A definition's value inside its declared range.
    pub(crate) fn definition(
        &mut self,
        at: usize,
        root: EntityId,
        docs: &syntax::Docs,
    ) -> Option<crate::typed::Definition> {
        let modules = self.signatures.modules;
        let signature = self.signatures.definitions.get(at)?;
        let declared = signature.declared.as_ref()?;
        // A module does not see the risk of who imports it.
        let of_rulebook = modules.at(signature.span) == ModuleId::ROOT && !modules.is_module();
        let mut scope = if of_rulebook {
            Scope::of_risk(root)
        } else {
            Scope::default()
        };
        let name = &signature.name;
        let value = match &signature.syntax.body {
            Body::Expression(body) => self.check_declared(&mut scope, body, declared, name)?,
            Body::Variants(all) => {
                self.varied(&signature.syntax.name, all, &declared.ty, |own, value| {
                    own.check_declared(&mut scope, value, declared, name)
                })?
            }
        };
        Some(crate::typed::Definition {
            name: Arc::clone(&signature.name),
            doc: super::doc(docs),
            ty: declared.ty.clone(),
            value,
            span: signature.span,
        })
    }

    /// A function with its parameters in sight.
    pub(crate) fn function_body(
        &mut self,
        at: usize,
        docs: &syntax::Docs,
    ) -> Option<crate::typed::Function> {
        let signature = self.signatures.functions.get(at)?;
        let result = signature.result.as_ref()?;
        let mut scope = Scope::default();
        let mut parameters = Vec::new();
        for (name, declared) in &signature.parameters {
            let id = self.fresh_variable();
            let ty = declared.as_ref().map(|d| d.ty.clone());
            scope.bind(super::scope::Variable {
                name: Arc::clone(name),
                id,
                ty: ty.clone(),
                never_empty: false,
                in_list: false,
            });
            parameters.push(ty.map(|ty| crate::typed::Parameter {
                name: Arc::clone(name),
                variable: id,
                ty,
            }));
        }
        let written = &signature.syntax.signature.name;
        let name = &signature.name;
        let body: Expr = match &signature.syntax.body {
            Body::Expression(body) => self.check_declared(&mut scope, body, result, name)?,
            Body::Variants(all) => self.varied(written, all, &result.ty, |own, value| {
                own.check_declared(&mut scope, value, result, name)
            })?,
        };
        Some(crate::typed::Function {
            name: Arc::clone(&signature.name),
            doc: super::doc(docs),
            parameters: parameters.into_iter().collect::<Option<_>>()?,
            ty: result.ty.clone(),
            body,
            span: signature.span,
        })
    }
}

fn is_made(attribute: &syntax::Attribute) -> bool {
    matches!(&attribute.ty.base, BaseType::List(list) if matches!(list.extent, ListExtent::Made { .. }))
}
