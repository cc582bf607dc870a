//! Bare names and what is taken from a value: attributes, fields, items.

use lutine_core::graph::EnumId;

use super::sorted::PLACE;
use super::{Expressions, expr};
use crate::check::scope::{Place, Scope};
use crate::check::signature::{Global, Signatures, TypeName};
use crate::diagnostics::check as faults;
use crate::module::ModuleId;
use crate::source::Span;
use crate::syntax::{AccessStep, Expression, ExpressionKind, Name};
use crate::typed::{AttributeId, EntityId, Expr, ExprKind, Literal, OutcomeId, Type};

/// Whether a bare name means something whatever type is expected: a variable, an attribute, a parent, a definition.
pub(crate) fn resolves(signatures: &Signatures<'_>, scope: &Scope, name: &Name) -> bool {
    let text = name.text.as_str();
    let own = scope.own.and_then(|id| signatures.entity(id));
    let attribute = scope.own.and_then(|id| signatures.attribute(id, name));
    scope.variable(text).is_some()
        || attribute.is_some()
        || own.is_some_and(|e| e.unread.contains(text))
        || (own.is_some() && text == "position")
        || ancestor(signatures, scope, text).is_some()
        || matches!(
            signatures.global_named(name),
            Some(Global::Definition(_) | Global::Unread)
        )
}

/// The ancestor, or the current item itself, of this snake-case name.
fn ancestor(signatures: &Signatures<'_>, scope: &Scope, name: &str) -> Option<EntityId> {
    let mut visible = scope.own.iter().chain(&scope.ancestors).copied();
    visible.find(|id| {
        signatures
            .entity(*id)
            .is_some_and(|e| &*e.snake_name == name)
    })
}

/// All names that mean something in a scope, for suggestions.
fn visible<'n>(signatures: &'n Signatures<'_>, scope: &'n Scope, at: Span) -> Vec<&'n str> {
    let own = scope.own.and_then(|id| signatures.entity(id));
    let mut names: Vec<&str> = scope.variables().iter().rev().map(|v| &*v.name).collect();
    names.extend(
        own.into_iter()
            .flat_map(|e| &e.attributes)
            .map(|a| &*a.name),
    );
    let items = scope.own.iter().chain(&scope.ancestors);
    names.extend(
        items
            .filter_map(|id| signatures.entity(*id))
            .map(|e| &*e.snake_name),
    );
    let globals = &signatures.names_at(at).globals;
    names.extend(globals.keys().map(String::as_str));
    names
}

impl Expressions<'_, '_> {
    /// A bare name: in this order a variable, an own attribute, a parent, a definition, a value of the expected enum.
    pub(super) fn name(
        &mut self,
        scope: &mut Scope,
        name: &Name,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let span = name.span;
        if let Some(variable) = scope.variable(&name.text) {
            let ty = variable.ty.clone()?;
            return Some(expr(ExprKind::Variable(variable.id), ty, span));
        }
        if let Some(own) = scope.own {
            let item = expr(ExprKind::Item(own), Type::Entity(own), span);
            if let Some(found) = self.own_attribute(item, own, name) {
                return found;
            }
        }
        if let Some(id) = ancestor(self.signatures, scope, &name.text) {
            return Some(expr(ExprKind::Item(id), Type::Entity(id), span));
        }
        match self.signatures.global_named(name) {
            Some(Global::Definition(id)) => {
                let declared = self
                    .signatures
                    .definitions
                    .get(id.index())?
                    .declared
                    .as_ref()?;
                return Some(expr(ExprKind::Definition(id), declared.ty.clone(), span));
            }
            Some(Global::Outcome(id)) if !matches!(hint.map(Type::given), Some(Type::Enum(_))) => {
                return self.report(faults::bare_outcome(
                    span,
                    &name.text,
                    self.outcome_name(id),
                ));
            }
            Some(Global::Unread) => return None,
            _ => {}
        }
        if let Some(Type::Enum(id)) = hint.map(Type::given) {
            return self.enum_member(*id, name);
        }
        let visible = visible(self.signatures, scope, span);
        let in_function = scope.own.is_none() && scope.ancestors.is_empty();
        let fault = match in_function && faults::is_of_the_risk(self.signatures, name) {
            true => faults::not_in_a_function(name),
            false => faults::unknown_name(self.signatures, name, &visible),
        };
        self.report(fault)
    }

    fn outcome_name(&self, id: OutcomeId) -> &str {
        self.signatures
            .outcomes
            .get(id.index())
            .map_or("", |o| &o.name)
    }

    fn enum_member(&mut self, id: EnumId, name: &Name) -> Option<Expr> {
        match self.signatures.member(id, &name.text) {
            Some(member) => Some(expr(
                ExprKind::Literal(Literal::Enum(member)),
                Type::Enum(id),
                name.span,
            )),
            None => {
                let fault = faults::unknown_member(self.signatures, name.span, &name.text, id);
                self.report(fault)
            }
        }
    }

    /// An attribute of the current item: nothing if it has none of this name, else the result.
    fn own_attribute(&mut self, item: Expr, own: EntityId, name: &Name) -> Option<Option<Expr>> {
        let entity = self.signatures.entity(own)?;
        let known = self.signatures.attribute(own, name).is_some()
            || entity.unread.contains(&name.text)
            || name.text == "position";
        known.then(|| self.attribute(item, own, name))
    }

    /// An attribute of an item.
    pub(super) fn attribute(&mut self, of: Expr, entity: EntityId, name: &Name) -> Option<Expr> {
        let signature = self.signatures.entity(entity)?;
        let span = of.span.to(name.span);
        if let Some((attribute, found)) = self.signatures.attribute(entity, name) {
            let ty = found.declared.as_ref()?.ty.clone();
            let attribute = AttributeId { entity, attribute };
            return Some(expr(
                ExprKind::Attribute {
                    of: Box::new(of),
                    attribute,
                },
                ty,
                span,
            ));
        }
        if name.text == "position" {
            return Some(expr(ExprKind::Position(Box::new(of)), Type::Int, span));
        }
        if signature.unread.contains(&name.text) {
            return None;
        }
        if name.text == PLACE {
            return self.report(faults::no_place(name));
        }
        let names: Vec<&str> = signature.attributes.iter().map(|a| &*a.name).collect();
        self.report(faults::unknown_attribute(name, &signature.name, &names))
    }

    /// `a.b[c] with { … }`
    pub(crate) fn access(
        &mut self,
        scope: &mut Scope,
        base: &Expression,
        steps: &[AccessStep],
        _hint: Option<&Type>,
    ) -> Option<Expr> {
        let (mut value, rest) = match self.qualified(scope, base, steps)? {
            Some(found) => found,
            None => (self.infer(scope, base, None)?, steps),
        };
        let last = rest.len().saturating_sub(1);
        for (at, step) in rest.iter().enumerate() {
            value = match step {
                AccessStep::Field(name) => match self.place(scope, &value, name) {
                    Some(place) => place,
                    None => self.field(value, name)?,
                },
                AccessStep::Index { index, span } => self.index(scope, value, index, *span)?,
                AccessStep::With { fields, span } => self.with(scope, value, fields, *span)?,
            };
            if at != last {
                value = self.narrowed(scope, value);
            }
        }
        Some(value)
    }

    /// An optional, where a guard has shown that it is given, as what it then is.
    pub(super) fn narrowed(&self, scope: &Scope, value: Expr) -> Expr {
        let given = matches!(value.ty, Type::Optional(_))
            && Place::of(&value).is_some_and(|place| scope.is_given(&place));
        if !given {
            return value;
        }
        let (ty, span) = (value.ty.given().clone(), value.span);
        expr(ExprKind::Unwrap(Box::new(value)), ty, span)
    }

    /// `Coverage.BI`, `underwriting.decision`, `underwriting.reasons`: names that are not values themselves. The inner nothing
    /// says that it is none of these, the outer one that it has its diagnostic.
    fn qualified<'e>(
        &mut self,
        scope: &Scope,
        base: &Expression,
        steps: &'e [AccessStep],
    ) -> Option<Option<(Expr, &'e [AccessStep])>> {
        let (ExpressionKind::Name(owner), Some((AccessStep::Field(name), rest))) =
            (&base.kind, steps.split_first())
        else {
            return Some(None);
        };
        if resolves(self.signatures, scope, owner) {
            return Some(None);
        }
        let span = owner.span.to(name.span);
        if let Some((TypeName::Enum(id), _)) = self.signatures.type_named(owner) {
            let mut member = self.enum_member(id, name)?;
            member.span = span;
            return Some(Some((member, rest)));
        }
        match self.signatures.global_named(owner) {
            Some(Global::Outcome(id)) => {
                let found = self.outcome_part(id, name, span)?;
                Some(Some((found, rest)))
            }
            Some(Global::Module(module)) => self.imported(module, owner, name, rest).map(Some),
            _ => Some(None),
        }
    }

    /// `oasis_terms.fee`, `oasis_terms.Basis.amount`: a definition of an imported module, a value of its enum.
    fn imported<'e>(
        &mut self,
        module: ModuleId,
        alias: &Name,
        name: &Name,
        rest: &'e [AccessStep],
    ) -> Option<(Expr, &'e [AccessStep])> {
        let signatures = self.signatures;
        let names = signatures.names(module);
        let span = alias.span.to(name.span);
        if let Some((Global::Definition(id), _)) = names.globals.get(&name.text) {
            let declared = &signatures.definitions.get(id.index())?.declared;
            let ty = declared.as_ref()?.ty.clone();
            return Some((expr(ExprKind::Definition(*id), ty, span), rest));
        }
        if let (Some((TypeName::Enum(id), _)), Some((AccessStep::Field(member), rest))) =
            (names.types.get(&name.text), rest.split_first())
        {
            let mut found = self.enum_member(*id, member)?;
            found.span = alias.span.to(member.span);
            return Some((found, rest));
        }
        if matches!(names.globals.get(&name.text), Some((Global::Unread, _))) {
            return None;
        }
        self.report(faults::no_value_of_module(names, alias, name))
    }

    fn outcome_part(&mut self, id: OutcomeId, name: &Name, span: Span) -> Option<Expr> {
        let outcome = self.signatures.outcomes.get(id.index())?;
        match name.text.as_str() {
            "decision" => Some(expr(
                ExprKind::Decision(id),
                Type::Enum(outcome.levels),
                span,
            )),
            "reasons" => {
                let ty = Type::List(Box::new(Type::Record(outcome.reason)));
                Some(expr(ExprKind::Reasons(id), ty, span))
            }
            _ => self.report(faults::unknown_attribute(
                name,
                &outcome.name,
                &["decision", "reasons"],
            )),
        }
    }

    /// `.name` of a value.
    fn field(&mut self, of: Expr, name: &Name) -> Option<Expr> {
        match of.ty.clone() {
            Type::Entity(entity) => self.attribute(of, entity, name),
            Type::Record(record) => {
                let signature = self.signatures.record(record)?;
                let span = of.span.to(name.span);
                match signature.field(&name.text) {
                    Some((field, (_, declared))) => {
                        let ty = declared.as_ref()?.ty.clone();
                        Some(expr(
                            ExprKind::Field {
                                of: Box::new(of),
                                field,
                            },
                            ty,
                            span,
                        ))
                    }
                    None => {
                        if name.text == PLACE {
                            return self.report(faults::no_place(name));
                        }
                        let names: Vec<&str> = signature.fields.iter().map(|(n, _)| &**n).collect();
                        self.report(faults::unknown_attribute(name, &signature.name, &names))
                    }
                }
            }
            Type::Optional(_) => self.report(faults::absent_has_no_parts(of.span, &name.text)),
            ty => {
                let fault = faults::no_parts(self.signatures, name, &ty);
                self.report(fault)
            }
        }
    }
}
