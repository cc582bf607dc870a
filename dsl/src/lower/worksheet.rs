//! What a declaration reads, and its `steps`, as a worksheet shows them.

use super::Lowerer;
use super::text::one_line;
use super::value::Value;
use crate::check::literal::is_identifier;
use crate::source::Span;
use crate::typed::{Expr, ExprKind, Step};
use lutine_core::graph::{
    LookupNote, NodeId, OnlyIf, Operand, Shape, StepKind, StepLine, Steps, VariantNote,
};
use lutine_core::number::Mode;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many conditions are kept of what stands in arms of choices: those of more are not asked, so that what no arm leads to may be
/// shown, and a text that was made to be large does not make a larger rulebook.
const MOST_CONDITIONS: usize = 64;

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
    pub(super) lookups: Vec<LookupNote>,
    pub(super) variants: Vec<VariantNote>,
    pub(super) steps: Vec<Steps>,
}

/// What a line of `steps` has read.
#[derive(Debug, Default)]
pub(super) struct Reads {
    pub(super) operands: Operands,
    pub(super) lookups: Vec<LookupNote>,
    pub(super) variants: Vec<VariantNote>,
}

/// How much was noted, to find what came later.
#[derive(Debug, Clone, Copy)]
pub(super) struct Noted {
    lookups: usize,
    variants: usize,
    steps: usize,
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
    pub(super) fn begin_line(&mut self) -> Reads {
        Reads {
            operands: std::mem::take(&mut self.operands),
            lookups: std::mem::take(&mut self.lookups),
            variants: std::mem::take(&mut self.variants),
        }
    }

    /// Goes on outside the line; gives what was read in it.
    pub(super) fn end_line(&mut self, outside: Reads) -> Reads {
        Reads {
            operands: std::mem::replace(&mut self.operands, outside.operands),
            lookups: std::mem::replace(&mut self.lookups, outside.lookups),
            variants: std::mem::replace(&mut self.variants, outside.variants),
        }
    }

    pub(super) fn noted(&self) -> Noted {
        Noted {
            lookups: self.lookups.len(),
            variants: self.variants.len(),
            steps: self.steps.len(),
        }
    }
}

/// A line of `steps` as lowered.
pub(super) struct NotedLine<'a> {
    pub(super) kind: StepKind,
    pub(super) line: &'a Step,
    pub(super) operand: Option<NodeId>,
    pub(super) when: Option<NodeId>,
    pub(super) running: NodeId,
    pub(super) reads: Reads,
}

impl<'a> Lowerer<'a> {
    /// Notes what is read along a path, once for each text. On the way of it may be what is absent, which then a guard has seen to: where that says
    /// that it is, nobody reads what would stand behind it, and there is none.
    pub(super) fn note_operand(
        &mut self,
        path: Option<&Expr>,
        value: &Value,
        on_the_way: &[NodeId],
    ) {
        let Some(path) = path.filter(|_| self.calls == 0) else {
            return;
        };
        let text = one_line(self.sources.text(path.span));
        // The key of a look-up in a table with variants is a variable without a name.
        let is_named = !matches!(path.kind, ExprKind::Variable(_)) || is_identifier(&text);
        if text.is_empty() || !is_named {
            return;
        }
        let Some(value) = self.plain_shape(value, &path.ty) else {
            return;
        };
        let optional = |value, given: &NodeId| Shape::Optional {
            given: *given,
            value: Box::new(value),
        };
        let value = on_the_way.iter().rev().fold(value, optional);
        self.scope.operands.note(&text, value);
    }

    /// Of what was noted since: it counts only where these conditions are so too.
    pub(super) fn counts_only_if(&mut self, conditions: &[OnlyIf], since: Noted) {
        let Scope {
            lookups,
            variants,
            steps,
            ..
        } = &mut self.scope;
        let lookups = lookups.iter_mut().skip(since.lookups);
        let variants = variants.iter_mut().skip(since.variants);
        let steps = steps.iter_mut().skip(since.steps);
        let of_variants = variants.map(|one| &mut one.only_if);
        let of_steps = steps.map(|one| &mut one.only_if);
        let all = lookups.map(|one| &mut one.only_if);
        for only_if in all.chain(of_variants).chain(of_steps) {
            let room = MOST_CONDITIONS.saturating_sub(only_if.len());
            only_if.extend(conditions.iter().take(room));
        }
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
                operands: noted.reads.operands.all,
                lookups: noted.reads.lookups,
                variants: noted.reads.variants,
                site: self.graph.site(line.span),
            });
        }
        self.scope.steps.push(Steps {
            each_rounded,
            lines: written,
            only_if: Vec::new(),
        });
    }
}
