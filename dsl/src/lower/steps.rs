//! `steps { … }`: a running value, line by line.

use super::Lowerer;
use super::scan::operand;
use super::value::Value;
use super::worksheet::NotedLine;
use crate::coverage::Kind;
use crate::typed::{Expr, Step, StepOperation};
use lutine_core::graph::{NodeId, Op, StepKind};
use lutine_core::number::Mode;

impl<'a> Lowerer<'a> {
    /// The running value behind the last line. Its lines go into the worksheet of the declaration at hand.
    pub(super) fn steps(
        &mut self,
        each_rounded: Option<&'a (Mode, Box<Expr>)>,
        lines: &'a [Step],
    ) -> Value {
        let rounding = each_rounded.map(|(mode, step)| (*mode, self.number(step)));
        let (mut running, mut noted) = (None, Vec::new());
        for line in lines {
            let outside = self.scope.begin_line();
            let operand = operand(&line.operation).map(|operand| self.number(operand));
            let when = line.when.as_ref().map(|when| {
                let applies = self.lower_one(when);
                self.observed(applies, Kind::When, when.span, (Some(0), Some(1)))
            });
            let reads = self.scope.end_line(outside);
            let Some(behind) = self.line(running, line, operand, when, rounding) else {
                continue;
            };
            running = Some(behind);
            noted.push(NotedLine {
                kind: kind(&line.operation),
                line,
                operand: operand.filter(|_| !matches!(line.operation, StepOperation::Round(..))),
                when,
                running: behind,
                reads,
            });
        }
        self.note_steps(each_rounded.map(|(mode, step)| (*mode, step.span)), noted);
        running.map_or_else(|| self.no_value(), Value::One)
    }

    /// The running value behind a line.
    fn line(
        &mut self,
        before: Option<NodeId>,
        line: &Step,
        operand: Option<NodeId>,
        when: Option<NodeId>,
        rounding: Option<(Mode, NodeId)>,
    ) -> Option<NodeId> {
        let ty = self.ty(&line.ty);
        let with_operand = |op| Some((op, vec![before?, operand?]));
        let operation = match &line.operation {
            StepOperation::Start(_) | StepOperation::Note => None,
            StepOperation::Times(_) => with_operand(Op::Mul),
            StepOperation::DividedBy(_) => with_operand(Op::Div),
            StepOperation::Plus(_) => with_operand(Op::Add),
            StepOperation::Less(_) => with_operand(Op::Sub),
            StepOperation::AtLeast(_) => with_operand(Op::Max),
            StepOperation::AtMost(_) => with_operand(Op::Min),
            StepOperation::Round(mode, _) => with_operand(Op::Round(*mode)),
        };
        let mut behind = match (operation, &line.operation) {
            (Some((op, args)), _) => self.graph.apply(op, ty, &args, line.span),
            (None, StepOperation::Start(_)) => self.graph.retype(operand?, ty),
            (None, _) => before?,
        };
        // A note leaves the running value as it is, and that has been rounded.
        if let (Some((mode, step)), false) = (rounding, before == Some(behind)) {
            let args = [behind, step];
            behind = self.graph.apply(Op::Round(mode), ty, &args, line.span);
        }
        Some(self.where_it_applies(before, behind, when, line))
    }

    fn where_it_applies(
        &mut self,
        before: Option<NodeId>,
        behind: NodeId,
        when: Option<NodeId>,
        line: &Step,
    ) -> NodeId {
        let (Some(before), Some(when)) = (before, when) else {
            return behind;
        };
        if behind == before && !self.graph.fallible(when) {
            return before;
        }
        let ty = self.ty(&line.ty);
        let before = self.graph.retype(before, ty);
        let args = [when, behind, before];
        self.graph.apply(Op::Select, ty, &args, line.span)
    }
}

const fn kind(operation: &StepOperation) -> StepKind {
    match operation {
        StepOperation::Start(_) => StepKind::Start,
        StepOperation::Times(_) => StepKind::Times,
        StepOperation::DividedBy(_) => StepKind::DividedBy,
        StepOperation::Plus(_) => StepKind::Plus,
        StepOperation::Less(_) => StepKind::Less,
        StepOperation::AtLeast(_) => StepKind::AtLeast,
        StepOperation::AtMost(_) => StepKind::AtMost,
        StepOperation::Round(..) => StepKind::Round,
        StepOperation::Note => StepKind::Note,
    }
}
