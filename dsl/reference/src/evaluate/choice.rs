//! What decides between values: only what is taken counts, with its error.

use super::{Evaluator, Scope};
use crate::failure::Outcome;
use crate::value::{self, Value, ill_typed};
use lutine_dsl::typed::{Expr, MatchArm, Pattern, VariantArm, Variants};

impl<'a> Evaluator<'a> {
    pub(super) fn and(&mut self, left: &'a Expr, right: &'a Expr, scope: &Scope) -> Outcome {
        if self.condition(left, scope)? {
            self.evaluate(right, scope)
        } else {
            Ok(Value::Bool(false))
        }
    }

    pub(super) fn or(&mut self, left: &'a Expr, right: &'a Expr, scope: &Scope) -> Outcome {
        if self.condition(left, scope)? {
            Ok(Value::Bool(true))
        } else {
            self.evaluate(right, scope)
        }
    }

    pub(super) fn either(
        &mut self,
        condition: &'a Expr,
        then: &'a Expr,
        otherwise: &'a Expr,
        scope: &Scope,
    ) -> Outcome {
        if self.condition(condition, scope)? {
            self.evaluate(then, scope)
        } else {
            self.evaluate(otherwise, scope)
        }
    }

    pub(super) fn first_match(
        &mut self,
        of: &'a Expr,
        arms: &'a [MatchArm],
        otherwise: &'a Expr,
        scope: &Scope,
    ) -> Outcome {
        let value = self.evaluate(of, scope)?;
        let arm = arms.iter().find(|arm| fits(&arm.pattern, &value));
        self.evaluate(arm.map_or(otherwise, |arm| &arm.value), scope)
    }

    /// Which variant applies: the first whose guards hold, of which there is one.
    pub fn variant(&mut self, of: &Variants) -> Outcome<usize> {
        let mut dimensions = Vec::new();
        for dimension in &of.dimensions {
            dimensions.push(self.definition(*dimension)?);
        }
        let holds = |arm: &VariantArm| {
            let mut guards = arm.guards.iter();
            guards.all(|guard| value::is_inside(&dimensions[guard.dimension], &guard.domain))
        };
        match of.arms.iter().position(holds) {
            Some(place) => Ok(place),
            None => ill_typed("no variant claims a risk, which was refused when it was checked"),
        }
    }

    /// The second only where the first is absent.
    pub(super) fn coalesce(&mut self, first: &'a Expr, second: &'a Expr, scope: &Scope) -> Outcome {
        match self.evaluate(first, scope)? {
            Value::Absent => self.evaluate(second, scope),
            value => Ok(value),
        }
    }

    /// A value that a guard proved to be given.
    pub(super) fn unwrap(&mut self, of: &'a Expr, scope: &Scope) -> Outcome {
        match self.evaluate(of, scope)? {
            Value::Absent => ill_typed("what a guard should have proved to be given is absent"),
            value => Ok(value),
        }
    }
}

pub(crate) fn fits(pattern: &Pattern, value: &Value) -> bool {
    match (pattern, value) {
        (Pattern::None | Pattern::NoneOr(_), Value::Absent) => true,
        (Pattern::None, _) | (Pattern::Domain(_), Value::Absent) => false,
        (Pattern::Domain(domain) | Pattern::NoneOr(domain), value) => {
            value::is_inside(value, domain)
        }
    }
}
