//! Numbers: arithmetic, rounding, the least and the greatest of several, declared ranges.

use super::{Evaluator, Scope};
use crate::failure::Outcome;
use crate::number::{NoNumber, Number};
use crate::value::{self, Value};
use lutine_core::graph::{Domain, Maths};
use lutine_core::number::Mode;
use lutine_dsl::source::Span;
use lutine_dsl::typed::{Arithmetic, Expr};
use std::cmp::Ordering;

impl<'a> Evaluator<'a> {
    pub(super) fn arithmetic(
        &self,
        operation: Arithmetic,
        left: &Number,
        right: &Number,
        span: Span,
    ) -> Outcome {
        let result = match operation {
            Arithmetic::Add => left.plus(right),
            Arithmetic::Subtract => left.minus(right),
            Arithmetic::Multiply => left.times(right),
            Arithmetic::Divide => left.divided_by(right),
            Arithmetic::Remainder => left.remainder(right),
            Arithmetic::Power => left.power(right),
        };
        if result == Err(NoNumber::NoSuchNumber) {
            let message = format!(
                "pow({}, {}) has no value",
                left.shortest(),
                right.shortest()
            );
            return self.fail("no_such_number", message, span);
        }
        self.computed(result, span)
    }

    /// `sqrt(x)` and the like
    pub(super) fn maths(
        &mut self,
        function: Maths,
        of: &'a Expr,
        span: Span,
        scope: &Scope,
    ) -> Outcome {
        let x = self.number(of, scope)?;
        let result = match function {
            Maths::Root => x.root(),
            Maths::Exponential => x.exponential(),
            Maths::Logarithm => x.logarithm(),
        };
        if result == Err(NoNumber::NoSuchNumber) {
            let message = format!("{}({}) has no value", function.name(), x.shortest());
            return self.fail("no_such_number", message, span);
        }
        self.computed(result, span)
    }

    pub(super) fn round(
        &mut self,
        value: &Number,
        mode: Mode,
        step: &'a Expr,
        span: Span,
        scope: &Scope,
    ) -> Outcome {
        let by = self.number(step, scope)?;
        match value.rounded(mode, &by) {
            Err(NoNumber::StepNotPositive) => {
                let step = self.text_of(&Value::Number(by), &step.ty);
                let message = format!("rounding to {step}, which is not above zero");
                self.fail("step_not_positive", message, span)
            }
            result => self.computed(result, span),
        }
    }

    /// The operand that comes first in the order, of equal ones the leftmost.
    pub(super) fn extreme(
        &mut self,
        operands: &'a [Expr],
        wanted: Ordering,
        scope: &Scope,
    ) -> Outcome {
        let mut values = Vec::new();
        for operand in operands {
            values.push(self.evaluate(operand, scope)?);
        }
        let better = |best: Value, next: Value| {
            if value::compare(&next, &best) == wanted {
                next
            } else {
                best
            }
        };
        let extreme = values.into_iter().reduce(better);
        Ok(extreme.unwrap_or_else(|| value::ill_typed("the least of nothing")))
    }

    /// A value that must lie in a declared range or set.
    pub(super) fn check(
        &mut self,
        of: &'a Expr,
        domain: &Domain,
        name: &str,
        span: Span,
        scope: &Scope,
    ) -> Outcome {
        let value = self.evaluate(of, scope)?;
        if value == Value::Absent || value::is_inside(&value, domain) {
            return Ok(value);
        }
        let found = self.text_of(&value, &of.ty);
        let message = format!("{name} is {found}, outside {}", domain.text);
        self.fail("out_of_range", message, span)
    }
}
