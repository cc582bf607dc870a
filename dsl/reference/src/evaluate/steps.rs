//! Worksheets: a running value, line by line.

use super::{Evaluator, Scope};
use crate::failure::Outcome;
use crate::number::Number;
use crate::value::{Value, ill_typed};
use lutine_core::number::Mode;
use lutine_dsl::typed::{Arithmetic, Expr, Step, StepOperation};

impl<'a> Evaluator<'a> {
    /// The running value behind the last line.
    pub(crate) fn steps(
        &mut self,
        each_rounded: Option<&'a (Mode, Box<Expr>)>,
        lines: &'a [Step],
        scope: &Scope,
    ) -> Outcome {
        let mut running: Outcome<Number> = Ok(Number::zero());
        for line in lines {
            running = self.line(running, line, each_rounded, scope);
            self.census
                .add(construct(&line.operation), running.is_err());
        }
        running.map(Value::Number)
    }

    fn line(
        &mut self,
        before: Outcome<Number>,
        line: &'a Step,
        each_rounded: Option<&'a (Mode, Box<Expr>)>,
        scope: &Scope,
    ) -> Outcome<Number> {
        if let Some(when) = &line.when
            && !self.condition(when, scope)?
        {
            return before;
        }
        let running = self.operation(before, line, scope)?;
        match each_rounded {
            Some((mode, step)) => number(self.round(&running, *mode, step, line.span, scope)?),
            None => Ok(running),
        }
    }

    /// What a line does where it applies.
    fn operation(
        &mut self,
        before: Outcome<Number>,
        line: &'a Step,
        scope: &Scope,
    ) -> Outcome<Number> {
        let (operation, operand) = match &line.operation {
            StepOperation::Start(operand) => return self.number(operand, scope),
            StepOperation::Note => return before,
            StepOperation::Round(mode, step) => {
                return number(self.round(&before?, *mode, step, line.span, scope)?);
            }
            StepOperation::AtLeast(operand) => {
                return Ok(before?.max(self.number(operand, scope)?));
            }
            StepOperation::AtMost(operand) => {
                return Ok(before?.min(self.number(operand, scope)?));
            }
            StepOperation::Times(operand) => (Arithmetic::Multiply, operand),
            StepOperation::DividedBy(operand) => (Arithmetic::Divide, operand),
            StepOperation::Plus(operand) => (Arithmetic::Add, operand),
            StepOperation::Less(operand) => (Arithmetic::Subtract, operand),
        };
        let before = before?;
        let operand = self.number(operand, scope)?;
        number(self.arithmetic(operation, &before, &operand, line.span)?)
    }
}

fn number(value: Value) -> Outcome<Number> {
    match value {
        Value::Number(number) => Ok(number),
        other => ill_typed(&format!("{other:?} is a running value")),
    }
}

/// What the census calls a line.
fn construct(operation: &StepOperation) -> &'static str {
    match operation {
        StepOperation::Start(_) => "line start",
        StepOperation::Times(_) => "line times",
        StepOperation::DividedBy(_) => "line divided by",
        StepOperation::Plus(_) => "line plus",
        StepOperation::Less(_) => "line less",
        StepOperation::AtLeast(_) => "line at least",
        StepOperation::AtMost(_) => "line at most",
        StepOperation::Round(..) => "line round",
        StepOperation::Note => "line note",
    }
}
