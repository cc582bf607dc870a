//! Rules, the reasons that they give, and the decisions that follow.

use super::{Evaluator, Frame, Known, Scope};
use crate::failure::Outcome;
use crate::input::Risk;
use crate::value::{Value, ill_typed};
use lutine_dsl::typed::{Effect, OutcomeId, Rule};
use std::rc::Rc;

/// Places of the fields of a reason.
const LEVEL: usize = 1;

impl<'a> Evaluator<'a> {
    /// The worst level of the reasons, the first level if there is none.
    pub(super) fn decision(&mut self, outcome: OutcomeId) -> Outcome {
        let Value::List(reasons) = self.reasons(outcome)? else {
            ill_typed("reasons are a list");
        };
        let worst = reasons.iter().map(level).max();
        Ok(Value::Enum(worst.unwrap_or(0)))
    }

    /// The reasons of an outcome in the order of the rules.
    pub(super) fn reasons(&mut self, outcome: OutcomeId) -> Outcome {
        let known = Known::Reasons(outcome.0);
        if let Some(known) = self.known.get(&known) {
            return known.clone();
        }
        let reasons = self.reasons_anew(outcome);
        self.known.insert(known, reasons.clone());
        reasons
    }

    fn reasons_anew(&mut self, outcome: OutcomeId) -> Outcome {
        let on_error = self.rulebook.outcomes[outcome.index()].on_error;
        let mut reasons = Vec::new();
        for rule in &self.rulebook.rules {
            for effect in rule.effects.iter().filter(|e| e.outcome == outcome) {
                let frame = Frame::Named(rule.code.clone());
                for message in self.within(frame, |this| this.messages(rule, effect)) {
                    let reason = match (message, on_error) {
                        (Ok(None), _) => continue,
                        (Ok(Some(message)), _) => reason(rule, effect.level, message),
                        (Err(failure), Some(level)) => {
                            let message = format!("not decided: {}", failure.code);
                            reason(rule, level, Value::Text(message.into()))
                        }
                        (Err(failure), None) => return Err(failure),
                    };
                    reasons.push(reason);
                }
            }
        }
        Ok(Value::List(Rc::new(reasons)))
    }

    /// For each combination of items of a rule, what it says of an outcome; nothing where its condition does not hold.
    fn messages(&mut self, rule: &'a Rule, effect: &'a Effect) -> Vec<Outcome<Option<Value>>> {
        let combinations = self.combinations(&rule.clauses, &Scope::of(Risk::ROOT));
        let messages = combinations.into_iter().map(|combination| {
            let scope = combination?;
            if self.condition(&rule.condition, &scope)? {
                self.evaluate(&effect.message, &scope).map(Some)
            } else {
                Ok(None)
            }
        });
        let messages: Vec<_> = messages.collect();
        for message in &messages {
            let construct = match rule.clauses.as_slice() {
                [] => "rule",
                _ => "rule over a list",
            };
            self.census.add(construct, message.is_err());
        }
        messages
    }
}

/// A record of code, level, message.
fn reason(rule: &Rule, level: u32, message: Value) -> Value {
    let code = Value::Text(rule.code.clone());
    Value::Record(Rc::new(vec![Ok(code), Ok(Value::Enum(level)), Ok(message)]))
}

fn level(reason: &Value) -> u32 {
    match reason {
        Value::Record(fields) => match fields.get(LEVEL) {
            Some(Ok(Value::Enum(level))) => *level,
            _ => ill_typed("a reason has no level"),
        },
        _ => ill_typed("a reason is no record"),
    }
}
