//! What a declaration reads, and its `steps`, as a worksheet shows them.

use super::Lowerer;
use super::text::one_line;
use super::value::Value;
use crate::source::Span;
use crate::typed::{Expr, Step};
use lutine_core::graph::{NodeId, Operand, Shape, StepKind, StepLine, Steps};
use lutine_core::number::Mode;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is read along paths, each path once.
#[derive(Debug, Default)]
pub(super) struct Operands {
    pub(super) all: Vec<Operand>,
    /// Their places, by text.
    places: BTreeMap<Arc<str>, usize>,
}

impl Operands {
    /// Adds one, or takes what a guard narrowed as it was before: it may be absent.
    fn note(&mut self, text: &str, value: Shape) {
        let known = self.places.get(text).copied();
        match known.and_then(|place| self.all.get_mut(place)) {
            Some(operand) if matches!(value, Shape::Optional { .. }) => operand.value = value,
            Some(_) => {}
            None => {
                let text: Arc<str> = Arc::from(text);
                self.places.insert(Arc::clone(&text), self.all.len());
                self.all.push(Operand { text, value });
            }
        }
    }
}

/// What the declaration that is being lowered has read so far.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub(super) operands: Operands,
    pub(super) lookups: Vec<NodeId>,
    pub(super) steps: Vec<Steps>,
}

impl Scope {
    /// With what was read behind it.
    pub(super) fn with(mut self, later: Self) -> Self {
        for operand in later.operands.all {
            self.operands.note(&operand.text, operand.value);
        }
        self.lookups.extend(later.lookups);
        self.steps.extend(later.steps);
        self
    }

    /// Sets aside what was read outside a line of `steps`.
    pub(super) fn begin_line(&mut self) -> (Operands, Vec<NodeId>) {
        (
            std::mem::take(&mut self.operands),
            std::mem::take(&mut self.lookups),
        )
    }

    /// Goes on outside the line; gives what was read in it.
    pub(super) fn end_line(
        &mut self,
        (operands, lookups): (Operands, Vec<NodeId>),
    ) -> (Vec<Operand>, Vec<NodeId>) {
        (
            std::mem::replace(&mut self.operands, operands).all,
            std::mem::replace(&mut self.lookups, lookups),
        )
    }
}

/// A line of `steps` as lowered.
pub(super) struct NotedLine<'a> {
    pub(super) kind: StepKind,
    pub(super) line: &'a Step,
    pub(super) operand: Option<NodeId>,
    pub(super) when: Option<NodeId>,
    pub(super) running: NodeId,
    pub(super) operands: Vec<Operand>,
    pub(super) lookups: Vec<NodeId>,
}

impl<'a> Lowerer<'a> {
    /// Notes what is read along a path, once for each text.
    pub(super) fn note_operand(&mut self, path: Option<&Expr>, value: &Value) {
        let Some(path) = path.filter(|_| self.calls == 0) else {
            return;
        };
        let text = one_line(self.sources.text(path.span));
        if text.is_empty() {
            return;
        }
        let Some(value) = self.plain_shape(value, &path.ty) else {
            return;
        };
        self.scope.operands.note(&text, value);
    }

    /// Notes the lines of a `steps` block.
    pub(super) fn note_steps(&mut self, each: Option<(Mode, Span)>, lines: Vec<NotedLine<'a>>) {
        let text = |span| one_line(self.sources.text(span));
        let each_rounded = each.map(|(mode, step)| Arc::from(format!("{mode} to {}", text(step))));
        let mut written = Vec::new();
        for noted in lines {
            let line = noted.line;
            written.push(StepLine {
                kind: noted.kind,
                label: line.label.clone(),
                formula: Arc::from(text(line.operand_span)),
                operand: noted.operand,
                when: noted.when,
                condition: line.when.as_ref().map(|when| Arc::from(text(when.span))),
                running: noted.running,
                operands: noted.operands,
                lookups: noted.lookups,
                site: self.graph.site(line.span),
            });
        }
        self.scope.steps.push(Steps {
            each_rounded,
            lines: written,
        });
    }
}
