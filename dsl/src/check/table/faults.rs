//! The faults of one table: the first of them in full, the others as a number.

use std::sync::Arc;

use crate::diagnostics::{Diagnostic, table as faults};
use crate::source::Span;

/// How many errors, and how many warnings, of one table are reported in full.
const SHOWN: usize = 20;

/// After how many errors the reading stops: a file of the wrong kind would otherwise give one for each of its cells, and for each is
/// looked for what was meant.
const ENOUGH: usize = 200;

/// Collects the faults of one table.
pub(super) struct Faults<'d> {
    diagnostics: &'d mut Vec<Diagnostic>,
    table: Arc<str>,
    span: Span,
    errors: usize,
    warnings: usize,
}

impl<'d> Faults<'d> {
    /// The faults of a table, which has its name at `span`.
    pub(super) fn new(diagnostics: &'d mut Vec<Diagnostic>, table: &Arc<str>, span: Span) -> Self {
        Self {
            diagnostics,
            table: Arc::clone(table),
            span,
            errors: 0,
            warnings: 0,
        }
    }

    pub(super) fn error(&mut self, fault: Diagnostic) {
        self.errors = self.errors.saturating_add(1);
        if self.errors <= SHOWN {
            self.diagnostics.push(fault);
        }
    }

    /// Adds a warning, which is only worded if it is shown.
    pub(super) fn warning(&mut self, warning: impl FnOnce() -> Diagnostic) {
        self.warnings = self.warnings.saturating_add(1);
        if self.warnings <= SHOWN {
            self.diagnostics.push(warning());
        }
    }

    /// Adds a warning of the table as a whole: those of its cells never crowd it out.
    pub(super) fn of_table(&mut self, warning: Diagnostic) {
        self.diagnostics.push(warning);
    }

    /// Whether the table cannot be used.
    pub(super) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether reading on is of no use.
    pub(super) fn are_enough(&self) -> bool {
        self.errors >= ENOUGH
    }

    /// Says how many were not shown.
    pub(super) fn finish(self) {
        let more = self.errors.saturating_sub(SHOWN);
        if more > 0 {
            let stopped = self.are_enough();
            let fault = faults::more_faults(self.span, &self.table, more, stopped);
            self.diagnostics.push(fault);
        }
        let more = self.warnings.saturating_sub(SHOWN);
        if more > 0 {
            let warning = faults::more_never_hit(self.span, &self.table, more);
            self.diagnostics.push(warning);
        }
    }
}
