//! Rules, and the shape of the answer.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::expr::{Expressions, checked, expr};
use super::scope::{Scope, given_if_true};
use super::signature::Global;
use super::size::{MOST_OPERATIONS, operations};
use crate::diagnostics::{check as faults, is_full};
use crate::source::Span;
use crate::syntax;
use crate::typed::{
    Effect, EntityId, Expr, ExprKind, Literal, OutputItem, OutputValue, Rule, Type, VariableId,
};

/// An expression behind some `let`s.
fn bound(lets: &[(VariableId, Arc<Expr>)], body: Expr) -> Expr {
    lets.iter().rev().fold(body, |body, (variable, value)| {
        let (ty, span) = (body.ty.clone(), body.span);
        let kind = ExprKind::Let {
            variable: *variable,
            value: Arc::clone(value),
            body: Box::new(body),
        };
        expr(kind, ty, span)
    })
}

impl Expressions<'_, '_> {
    pub(crate) fn rule(&mut self, rule: &syntax::Rule, root: EntityId) -> Option<Rule> {
        let mut scope = Scope::of_risk(root);
        let clauses: Vec<_> = rule
            .loops
            .iter()
            .map(|l| self.clause(&mut scope, l))
            .collect();
        let lets: Vec<_> = rule
            .lets
            .iter()
            .map(|l| self.binding(&mut scope, l))
            .collect();
        let condition = self.check(&mut scope, &rule.when, &Type::Bool);
        let given = condition.as_ref().map(given_if_true).unwrap_or_default();
        let effects: Vec<_> = scope.knowing(given, |scope| {
            rule.effects
                .iter()
                .map(|e| self.effect(scope, rule, e))
                .collect()
        });
        let lets = lets.into_iter().collect::<Option<Vec<_>>>()?;
        let effects = effects.into_iter().collect::<Option<Vec<_>>>()?;
        let lets = self.fits_behind(lets, effects.len().saturating_add(1), rule.name.span)?;
        let effects = effects.into_iter().map(|effect| Effect {
            message: bound(&lets, effect.message),
            ..effect
        });
        let effects = effects.collect();
        Some(Rule {
            code: rule.name.text.as_str().into(),
            label: rule.label.as_ref().map(|l| l.value.as_str().into()),
            clauses: clauses.into_iter().collect::<Option<_>>()?,
            condition: bound(&lets, condition?),
            effects,
            span: rule.name.span,
        })
    }

    /// `let`s that stand before each of so many values, unless they would be more, written out, than a rulebook may have.
    fn fits_behind(
        &mut self,
        lets: Vec<(VariableId, Expr)>,
        values: usize,
        span: Span,
    ) -> Option<Vec<(VariableId, Arc<Expr>)>> {
        let sizes = lets.iter().map(|(_, value)| operations(value));
        let size = sizes.fold(0_u64, u64::saturating_add);
        let values = u64::try_from(values).unwrap_or(u64::MAX);
        if size.saturating_mul(values) > MOST_OPERATIONS {
            return self.report(faults::too_large(span, MOST_OPERATIONS));
        }
        let shared = lets.into_iter().map(|(id, value)| (id, Arc::new(value)));
        Some(shared.collect())
    }

    fn effect(
        &mut self,
        scope: &mut Scope,
        rule: &syntax::Rule,
        effect: &syntax::Effect,
    ) -> Option<Effect> {
        if is_full(self.diagnostics) {
            return None;
        }
        let name = effect.outcome.text();
        let global = effect.outcome.single();
        let outcome = match global.and_then(|name| self.signatures.global_named(name)) {
            Some(Global::Outcome(id)) => id,
            Some(Global::Unread) => return None,
            _ => {
                let names: Vec<&str> = self.signatures.outcomes.iter().map(|o| &*o.name).collect();
                return self.report(faults::unknown_outcome(effect.outcome.span, &name, &names));
            }
        };
        let signature = self.signatures.outcomes.get(outcome.index())?;
        let Some(level) = self.signatures.member(signature.levels, &effect.level.text) else {
            let levels = self.signatures.enumeration(signature.levels)?;
            let names: Vec<&str> = levels.members.iter().map(|m| &*m.name).collect();
            return self.report(faults::unknown_level(&effect.level, &name, &names));
        };
        let message = match &effect.reason {
            Some(text) => self.text(scope, text, None)?,
            None => {
                let text = rule.label.as_ref().map_or(&rule.name.text, |l| &l.value);
                expr(
                    ExprKind::Literal(Literal::Text(text.as_str().into())),
                    Type::Text,
                    effect.span,
                )
            }
        };
        Some(Effect {
            outcome,
            level,
            message,
        })
    }

    /// The fields of an answer, or of the objects of a list in it.
    pub(crate) fn output(
        &mut self,
        scope: &mut Scope,
        items: &[syntax::OutputItem],
    ) -> Option<Vec<OutputItem>> {
        let mut names = BTreeSet::new();
        let found: Vec<Option<OutputItem>> = items
            .iter()
            .map(|item| {
                let name: Arc<str> = item
                    .json_name
                    .as_ref()
                    .map_or(&item.name.text, |t| &t.value)
                    .as_str()
                    .into();
                let reserved = &*name == "errors";
                if reserved || !names.insert(Arc::clone(&name)) {
                    self.diagnostics
                        .push(faults::output_name(item.name.span, &name, reserved));
                }
                let value = self.output_value(scope, item)?;
                Some(OutputItem {
                    name,
                    doc: super::doc(&item.docs),
                    value,
                    span: item.span,
                })
            })
            .collect();
        found.into_iter().collect()
    }

    fn output_value(
        &mut self,
        scope: &mut Scope,
        item: &syntax::OutputItem,
    ) -> Option<OutputValue> {
        match &item.value {
            syntax::OutputValue::Expression(value) => self
                .output_expression(scope, item, value)
                .map(OutputValue::Value),
            syntax::OutputValue::ForEach(each) => scope.inside(|scope| {
                let clause = self.clause(scope, &each.clause);
                let lets: Vec<_> = each.lets.iter().map(|l| self.binding(scope, l)).collect();
                let items = self.output(scope, &each.items)?;
                let lets = lets.into_iter().collect::<Option<Vec<_>>>()?;
                let lets = self.fits_behind(lets, values_in(&each.items), item.span)?;
                let items = items
                    .into_iter()
                    .map(|item| bound_output(&lets, item))
                    .collect();
                Some(OutputValue::For {
                    clause: clause?,
                    items,
                })
            }),
        }
    }

    fn output_expression(
        &mut self,
        scope: &mut Scope,
        item: &syntax::OutputItem,
        value: &syntax::Expression,
    ) -> Option<Expr> {
        let value = match &item.ty {
            Some(ty) => {
                let mut types = super::types::Types {
                    signatures: self.signatures,
                    sources: self.sources,
                    diagnostics: self.diagnostics,
                };
                let declared = types.resolve(ty)?;
                let name: Arc<str> = item.name.text.as_str().into();
                let value = self.check(scope, value, &declared.ty)?;
                checked(value, &declared.domain, &name)
            }
            None => {
                let value = self.infer(scope, value, None)?;
                if matches!(value.ty.given(), Type::Unrounded(_)) {
                    return self.report(faults::unrounded_output(value.span, &item.name.text));
                }
                value
            }
        };
        let inner = match value.ty.given() {
            Type::List(item) => item,
            other => other,
        };
        if matches!(inner, Type::Entity(_) | Type::Period) {
            let fault = faults::cannot_output(self.signatures, value.span, &value.ty);
            return self.report(fault);
        }
        Some(value)
    }
}

/// How many values stand in the objects of a list, and in those of lists in them.
fn values_in(items: &[syntax::OutputItem]) -> usize {
    let (mut count, mut open): (usize, Vec<&syntax::OutputItem>) = (0, items.iter().collect());
    while let Some(item) = open.pop() {
        count = count.saturating_add(1);
        if let syntax::OutputValue::ForEach(each) = &item.value {
            open.extend(&each.items);
        }
    }
    count
}

fn bound_output(lets: &[(VariableId, Arc<Expr>)], mut item: OutputItem) -> OutputItem {
    item.value = match item.value {
        OutputValue::Value(value) => OutputValue::Value(bound(lets, value)),
        OutputValue::For { mut clause, items } => {
            clause.list = bound(lets, clause.list);
            let items = items
                .into_iter()
                .map(|item| bound_output(lets, item))
                .collect();
            OutputValue::For { clause, items }
        }
    };
    item
}
