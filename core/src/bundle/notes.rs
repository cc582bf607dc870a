//! The notes: what worksheets, schemas and places of errors are made of, and no answer otherwise. Frozen for format version 1.

use super::flat::FlatShape;
use super::texts::Text;
use crate::graph::{
    Declaration, Imported, LookupNote, NodeId, OnlyIf, Operand, Site, SiteId, StepKind, StepLine,
    Steps, VariantNote,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The section `notes`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Notes {
    pub(super) name: Arc<str>,
    pub(super) version: Option<Arc<str>>,
    pub(super) modules: Vec<Imported>,
    pub(super) files: Vec<Arc<str>>,
    pub(super) sites: Vec<Site>,
    /// Labels and descriptions, in the order of [`super::texts`].
    pub(super) texts: Vec<Text>,
    pub(super) declarations: Vec<DeclarationNotes>,
    pub(super) tables: Vec<TableNotes>,
}

/// Where the rows of a table stand.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TableNotes {
    pub(super) file: u32,
    pub(super) lines: Vec<u32>,
}

/// What a worksheet shows of a declaration.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DeclarationNotes {
    label: Text,
    value: FlatShape,
    site: SiteId,
    formula: Arc<str>,
    operands: Vec<OperandNotes>,
    lookups: Vec<LookupNote>,
    variants: Vec<VariantNote>,
    steps: Vec<StepsNotes>,
}

#[derive(Debug, Serialize, Deserialize)]
struct OperandNotes {
    text: Arc<str>,
    value: FlatShape,
}

#[derive(Debug, Serialize, Deserialize)]
struct StepsNotes {
    each_rounded: Text,
    lines: Vec<LineNotes>,
    only_if: Vec<OnlyIf>,
}

#[derive(Debug, Serialize, Deserialize)]
struct LineNotes {
    kind: StepKind,
    label: Text,
    formula: Arc<str>,
    operand: Option<NodeId>,
    when: Option<NodeId>,
    condition: Text,
    running: NodeId,
    operands: Vec<OperandNotes>,
    lookups: Vec<LookupNote>,
    variants: Vec<VariantNote>,
    site: SiteId,
}

impl DeclarationNotes {
    pub(super) fn new(declaration: Declaration) -> Self {
        Self {
            label: declaration.label,
            value: FlatShape::new(&declaration.value),
            site: declaration.site,
            formula: declaration.formula,
            operands: operand_notes(&declaration.operands),
            lookups: declaration.lookups,
            variants: declaration.variants,
            steps: declaration.steps.into_iter().map(StepsNotes::new).collect(),
        }
    }

    /// The declaration with these notes; nothing where a value is none.
    pub(super) fn build(self, declared: super::sections::Declared) -> Option<Declaration> {
        Some(Declaration {
            kind: declared.kind,
            name: declared.name,
            label: self.label,
            space: declared.space,
            value: self.value.build()?,
            site: self.site,
            formula: self.formula,
            operands: operands(self.operands)?,
            lookups: self.lookups,
            variants: self.variants,
            steps: self
                .steps
                .into_iter()
                .map(StepsNotes::build)
                .collect::<Option<_>>()?,
        })
    }
}

impl StepsNotes {
    fn new(steps: Steps) -> Self {
        let line = |line: StepLine| LineNotes {
            kind: line.kind,
            label: line.label,
            formula: line.formula,
            operand: line.operand,
            when: line.when,
            condition: line.condition,
            running: line.running,
            operands: operand_notes(&line.operands),
            lookups: line.lookups,
            variants: line.variants,
            site: line.site,
        };
        Self {
            each_rounded: steps.each_rounded,
            lines: steps.lines.into_iter().map(line).collect(),
            only_if: steps.only_if,
        }
    }

    fn build(self) -> Option<Steps> {
        let line = |line: LineNotes| {
            Some(StepLine {
                kind: line.kind,
                label: line.label,
                formula: line.formula,
                operand: line.operand,
                when: line.when,
                condition: line.condition,
                running: line.running,
                operands: operands(line.operands)?,
                lookups: line.lookups,
                variants: line.variants,
                site: line.site,
            })
        };
        Some(Steps {
            each_rounded: self.each_rounded,
            lines: self.lines.into_iter().map(line).collect::<Option<_>>()?,
            only_if: self.only_if,
        })
    }
}

fn operand_notes(operands: &[Operand]) -> Vec<OperandNotes> {
    let notes = operands.iter().map(|operand| OperandNotes {
        text: Arc::clone(&operand.text),
        value: FlatShape::new(&operand.value),
    });
    notes.collect()
}

fn operands(notes: Vec<OperandNotes>) -> Option<Vec<Operand>> {
    let operand = |notes: OperandNotes| {
        Some(Operand {
            text: notes.text,
            value: notes.value.build()?,
        })
    };
    notes.into_iter().map(operand).collect()
}
