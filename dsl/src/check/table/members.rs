//! The values of an enum that are read from a column of a file.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::faults::Faults;
use super::files::{Files, scanned};
use super::headings::Headings;
use super::sheet::{Cell, Sheet};
use crate::diagnostics::{Diagnostic, table as words};
use crate::source::{Source, SourceMap};
use crate::syntax::{Name, TextLiteral};

/// Reads the data files that declarations name.
pub(crate) struct FileReader<'r> {
    /// Gets the files, so that a diagnostic can show their lines.
    pub(crate) sources: &'r mut SourceMap,
    pub(crate) source: &'r dyn Source,
    pub(crate) files: &'r mut Files,
}

impl FileReader<'_> {
    /// The values of a column, each once, in the order in which they first stand there; nothing if there are faults, which are all reported.
    pub(crate) fn members(
        &mut self,
        name: &Name,
        (file, column): (&TextLiteral, &Name),
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Vec<Arc<str>>> {
        let mut collected = Faults::new(diagnostics, &Arc::from(name.text.as_str()), name.span);
        let found = match self.files.open(self.sources, self.source, file) {
            Ok(found) => found,
            Err(fault) => {
                collected.error(fault);
                return None;
            }
        };
        let text = self.sources.file(found.file).map_or("", |file| file.text());
        let sheet = Sheet::Csv {
            file: found.file,
            text,
            only: None,
        };
        let members = column_of(sheet, (file, column), &mut collected);
        // A member is a name that is looked up from now on, and takes as much as two cells.
        let names = members
            .as_ref()
            .map_or(0, |members| members.len().saturating_mul(2));
        self.files
            .has_read(found, scanned(text).saturating_add(names));
        let failed = collected.has_errors();
        collected.finish();
        members.filter(|_| !failed)
    }
}

fn column_of(
    sheet: Sheet<'_>,
    (file, column): (&TextLiteral, &Name),
    collected: &mut Faults<'_>,
) -> Option<Vec<Arc<str>>> {
    let headings = match sheet.headings() {
        Ok(headings) if headings.is_empty() => {
            collected.error(words::no_header(file.span, Some(&file.value)));
            return None;
        }
        Ok(headings) => Headings::new(sheet, headings),
        Err(fault) => {
            collected.error(words::bad_quotes(sheet.fault_span(fault), fault.quotes));
            return None;
        }
    };
    let Some(place) = headings.find(&column.text) else {
        let (texts, span) = (headings.texts(), headings.span());
        collected.error(words::no_such_column(column, texts, span));
        return None;
    };
    let (mut members, mut known) = (Vec::new(), BTreeSet::new());
    sheet.visit(|line| {
        match line.map(|line| (line, line.cell(place))) {
            Err(fault) => collected.error(words::bad_quotes(sheet.fault_span(fault), fault.quotes)),
            Ok((_, Some(Cell::Csv(text)))) if !text.trim().is_empty() => {
                let member: Arc<str> = text.trim().into();
                if known.insert(Arc::clone(&member)) {
                    members.push(member);
                }
            }
            Ok((line, _)) => {
                collected.error(words::blank_member(sheet.cell_span(line.place, place)));
            }
        }
        match collected.are_enough() {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    });
    if members.is_empty() && !collected.has_errors() {
        collected.error(words::no_rows(file.span, Some(&file.value), 0));
    }
    Some(members)
}
