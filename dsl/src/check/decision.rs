//! Rules, and the shape of the answer.

use std::sync::Arc;

use super::expr::{Expressions, checked, expr};
use super::scope::{Scope, given_if_true};
use super::signature::Global;
use crate::diagnostics::check as faults;
use crate::syntax;
use crate::typed::{
    Effect, EntityId, Expr, ExprKind, Literal, OutputItem, OutputValue, Rule, Type, VariableId,
};

/// An expression behind some `let`s.
fn bound(lets: &[(VariableId, Expr)], body: Expr) -> Expr {
    lets.iter().rev().fold(body, |body, (variable, value)| {
        let (ty, span) = (body.ty.clone(), body.span);
        let kind = ExprKind::Let {
            variable: *variable,
            value: Box::new(value.clone()),
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
        let mut effects = effects.into_iter().collect::<Option<Vec<_>>>()?;
        for effect in &mut effects {
            effect.message = bound(&lets, effect.message.clone());
        }
        Some(Rule {
            code: rule.name.text.as_str().into(),
            label: rule.label.as_ref().map(|l| l.value.as_str().into()),
            clauses: clauses.into_iter().collect::<Option<_>>()?,
            condition: bound(&lets, condition?),
            effects,
            span: rule.name.span,
        })
    }

    fn effect(
        &mut self,
        scope: &mut Scope,
        rule: &syntax::Rule,
        effect: &syntax::Effect,
    ) -> Option<Effect> {
        let name = effect.outcome.text();
        let outcome = match self.signatures.globals.get(&name) {
            Some((Global::Outcome(id), _)) => *id,
            Some((Global::Unread, _)) => return None,
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
        let mut names: Vec<Arc<str>> = Vec::new();
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
                if reserved || names.contains(&name) {
                    self.diagnostics
                        .push(faults::output_name(item.name.span, &name, reserved));
                }
                names.push(Arc::clone(&name));
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
                checked(value, declared.domain.as_ref(), &name)
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

fn bound_output(lets: &[(VariableId, Expr)], mut item: OutputItem) -> OutputItem {
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
