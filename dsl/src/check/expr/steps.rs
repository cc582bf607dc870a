//! `steps { … }`: a running value with labelled lines.

use super::convert::join;
use super::{Expressions, call, expr};
use crate::check::scope::{Scope, given_if_true};
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::{self, StepAction, StepLine, StepOperator};
use crate::typed::{Expr, ExprKind, Step, StepOperation, Type};
use lutine_core::number::Mode;

impl Expressions<'_, '_> {
    pub(super) fn steps(
        &mut self,
        scope: &mut Scope,
        steps: &syntax::Steps,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        self.block(scope, &steps.lets, span, &mut |this, scope| {
            this.step_lines(scope, steps, span, hint)
        })
    }

    fn step_lines(
        &mut self,
        scope: &mut Scope,
        steps: &syntax::Steps,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let each_rounded = match &steps.each_rounded {
            None => None,
            Some(rounding) => {
                let step = self.rounding_step(scope, &rounding.step)?;
                Some((call::mode(rounding.mode), Box::new(step)))
            }
        };
        let mut running: Option<Type> = None;
        let mut failed = false;
        let mut lines = Vec::new();
        for (at, line) in steps.lines.iter().enumerate() {
            if (at == 0) != is_start(line) {
                let fault = if at == 0 {
                    faults::steps_without_start(line.span)
                } else {
                    faults::second_start(line.span)
                };
                return self.report(fault);
            }
            match self.step_line(scope, line, running.as_ref(), each_rounded.as_ref(), hint) {
                Some(step) => {
                    running = Some(step.ty.clone());
                    lines.push(step);
                }
                None => {
                    failed = true;
                    // What the start would have been is not known, so that the other lines cannot be judged.
                    running.as_ref()?;
                }
            }
        }
        if failed {
            return None;
        }
        Some(expr(
            ExprKind::Steps {
                each_rounded,
                lines,
            },
            running?,
            span,
        ))
    }

    fn step_line(
        &mut self,
        scope: &mut Scope,
        line: &StepLine,
        running: Option<&Type>,
        each_rounded: Option<&(Mode, Box<Expr>)>,
        hint: Option<&Type>,
    ) -> Option<Step> {
        let when = match &line.when {
            None => None,
            Some(when) => Some(self.check(scope, when, &Type::Bool)?),
        };
        if let (Some(when), None) = (&when, running) {
            return self.report(faults::conditional_start(when.span));
        }
        let given = when.as_ref().map(given_if_true).unwrap_or_default();
        let action = scope.knowing(given, |scope| self.step_action(scope, line, running, hint));
        self.step(line, running, each_rounded, when, action)
    }

    fn step(
        &mut self,
        line: &StepLine,
        running: Option<&Type>,
        each_rounded: Option<&(Mode, Box<Expr>)>,
        when: Option<Expr>,
        action: Option<(StepOperation, Type, Span)>,
    ) -> Option<Step> {
        let (operation, applied, operand_span) = action?;
        let applied = match each_rounded {
            Some((_, step)) if !matches!(operation, StepOperation::Note) => {
                self.rounded_type(&applied, step)?
            }
            _ => applied,
        };
        let ty = match (&when, running) {
            (Some(_), Some(before)) => match join(before, &applied) {
                Some(ty) => ty,
                None => {
                    let fault = faults::mismatch(self.signatures, line.span, &applied, before);
                    return self.report(fault);
                }
            },
            _ => applied,
        };
        let label = line.label.as_ref().map(|l| l.value.as_str().into());
        Some(Step {
            operation,
            label,
            when,
            ty,
            span: line.span,
            operand_span,
        })
    }

    /// What a line does, the type that the running value has then, and the place of its operand.
    fn step_action(
        &mut self,
        scope: &mut Scope,
        line: &StepLine,
        running: Option<&Type>,
        hint: Option<&Type>,
    ) -> Option<(StepOperation, Type, Span)> {
        let (operator, operand) = match (&line.action, running) {
            (
                StepAction::Operand {
                    operator: StepOperator::Start,
                    operand,
                },
                _,
            ) => {
                let hint = hint.map(Type::given).filter(|t| t.is_number());
                let value = self.infer(scope, operand, hint);
                return self.started(value, operand.span);
            }
            (StepAction::Operand { operator, operand }, Some(_)) => (*operator, operand),
            (StepAction::Round(rounding), Some(running)) => {
                let step = self.rounding_step(scope, &rounding.step);
                return self.rounded(rounding, running, step);
            }
            (StepAction::Note, Some(running)) => {
                return Some((StepOperation::Note, running.clone(), line.span));
            }
            (_, None) => return self.report(faults::steps_without_start(line.span)),
        };
        let running = running?;
        let scaling = matches!(operator, StepOperator::Times | StepOperator::DividedBy);
        let value = self.infer(scope, operand, if scaling { None } else { Some(running) });
        self.applied(line, (operator, operand.span), running, value)
    }

    fn started(&mut self, value: Option<Expr>, place: Span) -> Option<(StepOperation, Type, Span)> {
        let value = value?;
        if !value.ty.is_number() {
            let fault = match value.ty {
                Type::Optional(_) => faults::absent_operand(value.span),
                _ => faults::not_a_number(self.signatures, value.span, &value.ty),
            };
            return self.report(fault);
        }
        let ty = value.ty.clone();
        Some((StepOperation::Start(value), ty, place))
    }

    fn rounded(
        &mut self,
        rounding: &syntax::Rounding,
        running: &Type,
        step: Option<Expr>,
    ) -> Option<(StepOperation, Type, Span)> {
        let step = step?;
        let ty = self.rounded_type(running, &step)?;
        let place = rounding.mode_span.to(rounding.step.span);
        let operation = StepOperation::Round(call::mode(rounding.mode), step);
        Some((operation, ty, place))
    }

    /// What an operand does to the running value.
    fn applied(
        &mut self,
        line: &StepLine,
        (operator, place): (StepOperator, Span),
        running: &Type,
        value: Option<Expr>,
    ) -> Option<(StepOperation, Type, Span)> {
        let value = value?;
        let placeholder = |ty: &Type| {
            expr(
                ExprKind::Literal(crate::typed::Literal::None),
                ty.clone(),
                line.word_span,
            )
        };
        let ty = match operator {
            StepOperator::AtLeast | StepOperator::AtMost => match join(running, &value.ty) {
                Some(ty) if ty.is_number() => ty,
                _ => {
                    let fault = faults::mismatch(self.signatures, value.span, &value.ty, running);
                    return self.report(fault);
                }
            },
            _ => {
                if matches!(value.ty, Type::Optional(_)) {
                    return self.report(faults::absent_operand(value.span));
                }
                let as_operator = step_operator(operator);
                match super::operator::arithmetic_type(as_operator, running, &value.ty) {
                    Some(ty) => ty,
                    None => {
                        let left = placeholder(running);
                        let fault = faults::bad_arithmetic(
                            self.signatures,
                            line.word_span,
                            as_operator,
                            &left,
                            &value,
                        );
                        return self.report(fault);
                    }
                }
            }
        };
        let operation = match operator {
            StepOperator::Start => StepOperation::Start(value),
            StepOperator::Times => StepOperation::Times(value),
            StepOperator::DividedBy => StepOperation::DividedBy(value),
            StepOperator::Plus => StepOperation::Plus(value),
            StepOperator::Less => StepOperation::Less(value),
            StepOperator::AtLeast => StepOperation::AtLeast(value),
            StepOperator::AtMost => StepOperation::AtMost(value),
        };
        Some((operation, ty, place))
    }
}

const fn is_start(line: &StepLine) -> bool {
    matches!(
        &line.action,
        StepAction::Operand {
            operator: StepOperator::Start,
            ..
        }
    )
}

const fn step_operator(operator: StepOperator) -> syntax::ArithmeticOperator {
    match operator {
        StepOperator::Times => syntax::ArithmeticOperator::Multiply,
        StepOperator::DividedBy => syntax::ArithmeticOperator::Divide,
        StepOperator::Less => syntax::ArithmeticOperator::Subtract,
        StepOperator::Plus | StepOperator::Start | StepOperator::AtLeast | StepOperator::AtMost => {
            syntax::ArithmeticOperator::Add
        }
    }
}
