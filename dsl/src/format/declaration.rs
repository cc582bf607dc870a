//! The declarations of a file, neighbours of one kind in columns.

use super::columns::{Alignment, Column, Entry, Row, align};
use super::document::Document;
use super::printer::Printer;
use crate::syntax::{Declaration, DeclarationKind, File};

/// `head = value`: an enum and its braces, a table and its file, a definition's name, type and value.
const ENUMS: [Column; 2] = [Column::new(1), Column::new(1)];
const TABLES: [Column; 2] = [Column::new(1).always(), Column::new(2).may_break()];
const DEFINITIONS: [Column; 3] = [Column::new(1), Column::new(1), Column::new(1)];
const ALONE: [Column; 1] = [Column::new(1)];

const OTHER: u8 = 0;
const ENUM: u8 = 1;
const TABLE: u8 = 2;
const DEFINITION: u8 = 3;

impl<'a> Printer<'a> {
    /// A whole file.
    pub fn file(&mut self, file: &File) -> Document<'a> {
        let mut entries = Vec::with_capacity(file.declarations.len());
        for (at, declaration) in file.declarations.iter().enumerate() {
            let above = self.above(at == 0);
            entries.push(Entry {
                above: above.document,
                begins_run: above.ends_run,
                row: self.declaration(declaration),
                separator: Document::hard_line(),
            });
        }
        let alignment = Alignment {
            depth: 0,
            may_be_flat: false,
            ends_with_lines: false,
        };
        let is_empty = entries.is_empty();
        let mut parts = align(entries, alignment, |row| match row.kind {
            ENUM => &ENUMS,
            TABLE => &TABLES,
            DEFINITION => &DEFINITIONS,
            _ => &ALONE,
        });
        parts.push(self.below(is_empty));
        Document::join(parts)
    }

    fn declaration(&mut self, declaration: &Declaration) -> Row<'a> {
        let end = declaration.span.end;
        let (kind, cells) = match &declaration.kind {
            DeclarationKind::Enum(own) => (ENUM, self.enumeration(own, end)),
            DeclarationKind::Table(table) => (TABLE, self.table(table, end)),
            DeclarationKind::Define(define) => (DEFINITION, self.definition(define)),
            other => (OTHER, vec![self.alone(other, end)]),
        };
        Row::new(cells.into_iter().map(Some).collect()).of_kind(kind)
    }

    /// A declaration that is aligned with no other.
    fn alone(&mut self, kind: &DeclarationKind, end: u32) -> Document<'a> {
        match kind {
            DeclarationKind::Plugin(plugin) => self.plugin(plugin),
            DeclarationKind::Record(record) => self.record(record),
            DeclarationKind::Entity(entity) => self.entity(entity),
            DeclarationKind::Extend(extend) => self.extension(extend),
            DeclarationKind::Function(function) => self.function(function),
            DeclarationKind::Dimensions(dimensions) => self.dimensions(dimensions),
            DeclarationKind::Outcome(outcome) => self.outcome(outcome, end),
            DeclarationKind::Rule(rule) => self.rule(rule),
            DeclarationKind::Output(output) => self.output(output),
            DeclarationKind::Test(test) => self.test(test, end),
            _ => self.plain(end),
        }
    }
}
