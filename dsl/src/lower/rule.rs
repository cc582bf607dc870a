//! Rules, and the reasons and decisions that they give.

use super::Lowerer;
use super::declaration::Head;
use super::value::Value;
use crate::coverage::Kind;
use crate::typed::{Effect, OutcomeId};
use lutine_core::graph::{
    Constant, DeclarationKind, NodeId, Op, Piece, RISK, Reduction, Shape, SiteId, SpaceId, Ty,
};
use std::sync::Arc;

/// What a rule does to an outcome.
#[derive(Debug, Clone)]
pub(super) struct LoweredEffect {
    /// The rule, by its place among all.
    rule: u32,
    /// The space of its clauses.
    space: SpaceId,
    level: u32,
    /// Whether it applies; in error where the rule's condition is, or its message where the condition holds.
    applies: NodeId,
    message: NodeId,
}

/// An outcome as lowered.
#[derive(Debug, Clone)]
pub(super) struct LoweredOutcome {
    decision: Value,
    reasons: Value,
}

impl Lowerer<'_> {
    /// Lowers a rule.
    pub(super) fn lower_rule(&mut self, place: u32) {
        let Some(rule) = self.rulebook.rules.get(place as usize) else {
            return;
        };
        let since = self.begin();
        let id = self.next_declaration();
        let lanes = self.clauses(&rule.clauses, None, RISK, true);
        let seen = lanes
            .as_ref()
            .and_then(|lanes| self.observed_rows(lanes, None));
        let (space, keep) = lanes.map_or((RISK, None), |lanes| (lanes.space, lanes.keep));
        let keep = self.graph.and(keep, seen);
        let condition = self.lower_one(&rule.condition);
        let branches = (Some(0), Some(1));
        let condition = self.observed(condition, Kind::Rule, rule.condition.span, branches);
        let condition = self.graph.and(keep, Some(condition)).unwrap_or(condition);
        let condition = self.owned_node(condition, space, id, since);
        for effect in &rule.effects {
            let message = self.lower_one(&effect.message);
            let mut lowered = LoweredEffect {
                rule: place,
                space,
                level: effect.level,
                applies: condition,
                message,
            };
            if self.graph.fallible(message) {
                lowered.message = self.owned_node(message, space, id, since);
                lowered.applies = self.said(condition, lowered.message, effect);
            }
            if let Some(effects) = self.effects.get_mut(effect.outcome.index()) {
                effects.push(lowered);
            }
        }
        let head = Head {
            kind: DeclarationKind::Rule,
            name: &rule.code,
            label: rule.label.clone(),
            space,
            span: rule.condition.span,
        };
        self.end(&head, Shape::One(condition));
    }

    /// The condition, in the message's error where it holds.
    fn said(&mut self, condition: NodeId, message: NodeId, effect: &Effect) -> NodeId {
        let known = self.graph.known(message);
        let no = self.graph.truth(false);
        let args = [condition, known, no];
        self.graph
            .apply(Op::Select, Ty::Bool, &args, effect.message.span)
    }

    /// Lowers the reasons and the decision of an outcome, whose rules have been.
    pub(super) fn lower_outcome(&mut self, id: OutcomeId) {
        let Some(outcome) = self.rulebook.outcomes.get(id.index()) else {
            return;
        };
        let levels = Ty::Enum(outcome.levels);
        let mut parts = Vec::new();
        let mut effects = self
            .effects
            .get_mut(id.index())
            .map_or_else(Vec::new, std::mem::take);
        effects.sort_by_key(|effect| effect.rule);
        for effect in effects {
            let Some(rule) = self.rulebook.rules.get(effect.rule as usize) else {
                continue;
            };
            let part = self.reason(&rule.code, &effect, levels, outcome.on_error);
            parts.push((effect.space, part.0, part.1));
        }
        if parts.is_empty() {
            let never = self.graph.truth(false);
            let level = self.graph.constant(Constant::Enum(0), levels);
            let text = self.graph.text(&Arc::from(""));
            let none = Value::Record([text, level, text].map(Value::One).to_vec());
            parts.push((RISK, never, none));
        }
        let reasons = self.joined(RISK, parts);
        let decision = self.worst(&reasons, levels);
        if let Some(slot) = self.outcomes.get_mut(id.index()) {
            *slot = Some(LoweredOutcome { decision, reasons });
        }
    }

    /// Whether an effect gives a reason, and the reason: its code, level and message.
    fn reason(
        &mut self,
        code: &Arc<str>,
        effect: &LoweredEffect,
        levels: Ty,
        on_error: Option<u32>,
    ) -> (NodeId, Value) {
        let code = self.graph.text(code);
        let mut level = self.graph.constant(Constant::Enum(effect.level), levels);
        let (mut applies, mut message) = (effect.applies, effect.message);
        if let Some(on_error) = on_error.filter(|_| self.graph.fallible(applies)) {
            let site = self.graph.site_of(applies);
            let failed = self.apply_reason(Op::Failed, Ty::Bool, &[applies], site);
            let on_error = self.graph.constant(Constant::Enum(on_error), levels);
            level = self.apply_reason(Op::Select, levels, &[failed, on_error, level], site);
            let error = self.apply_reason(Op::CodeOf, Ty::Text, &[applies], site);
            let undecided = Op::Format(vec![Piece::Text(Arc::from("not decided: ")), Piece::Value]);
            let undecided = self.apply_reason(undecided, Ty::Text, &[error], site);
            let args = [failed, undecided, message];
            message = self.apply_reason(Op::Select, Ty::Text, &args, site);
            let yes = self.graph.truth(true);
            applies = self.apply_reason(Op::Recover, Ty::Bool, &[applies, yes], site);
        }
        let reason = [code, level, message].map(Value::One);
        (applies, Value::Record(reason.to_vec()))
    }

    fn apply_reason(&mut self, op: Op, ty: Ty, args: &[NodeId], site: SiteId) -> NodeId {
        self.graph.apply_at(op, ty, args, site)
    }

    /// The worst level of reasons, the first level if there is none.
    fn worst(&mut self, reasons: &Value, levels: Ty) -> Value {
        let Value::List(list) = reasons else {
            return self.no_value();
        };
        let found = self.lists.get(list.source.0).cloned();
        let Some((source, Value::Record(fields))) =
            found.map(|source| (source.clone(), source.item))
        else {
            return self.no_value();
        };
        let Some(Value::One(level)) = fields.get(1) else {
            return self.no_value();
        };
        let site = self.graph.site_of(*level);
        let mut fold = |kind, ty| {
            let op = Op::Reduce {
                kind,
                from: source.space,
                filtered: source.keep.is_some(),
            };
            let args = std::iter::once(*level).chain(source.keep).collect();
            self.graph.push(op, RISK, ty, args, site)
        };
        let some = fold(Reduction::NonEmpty, Ty::Bool);
        let worst = fold(Reduction::Max, levels);
        let first = self.graph.constant(Constant::Enum(0), levels);
        let args = [some, worst, first];
        Value::One(self.apply_reason(Op::Select, levels, &args, site))
    }

    /// The decision of an outcome.
    pub(super) fn decision(&mut self, id: OutcomeId) -> Value {
        match self.outcomes.get(id.index()) {
            Some(Some(outcome)) => outcome.decision.clone(),
            _ => self.no_value(),
        }
    }

    /// The reasons of an outcome.
    pub(super) fn reasons(&mut self, id: OutcomeId) -> Value {
        match self.outcomes.get(id.index()) {
            Some(Some(outcome)) => outcome.reasons.clone(),
            _ => self.no_value(),
        }
    }
}
