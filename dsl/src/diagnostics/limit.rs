//! How many faults are shown: nobody mends a thousand at once, and a text full of them must not take longer than one without.

use super::{Code, Diagnostic, Severity};
use crate::source::{FileId, Span};
use std::collections::BTreeMap;

/// How many findings are shown of one file.
pub(crate) const MOST_FAULTS: usize = 200;

/// Whether so many errors have been found that what is still unchecked need not be looked at.
pub(crate) fn is_full(found: &[Diagnostic]) -> bool {
    let last = found.iter().rev().take(MOST_FAULTS);
    found.len() >= MOST_FAULTS && last.into_iter().all(Diagnostic::is_error)
}

/// The findings that are shown, and how many are not.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    found: Vec<Diagnostic>,
    left_out: BTreeMap<FileId, LeftOut>,
}

/// What is not shown of a file.
#[derive(Debug)]
struct LeftOut {
    count: usize,
    first: Span,
    severity: Severity,
}

impl Shown {
    /// Adds findings, and sets aside of each file all but the first.
    pub(crate) fn add(&mut self, found: Vec<Diagnostic>) {
        self.found.extend(found);
        self.found
            .sort_by_key(|fault| (fault.span.file, fault.span.start));
        let mut seen: BTreeMap<FileId, usize> = BTreeMap::new();
        let left_out = &mut self.left_out;
        self.found.retain(|fault| {
            let count = seen.entry(fault.span.file).or_default();
            *count = count.saturating_add(1);
            if *count <= MOST_FAULTS {
                return true;
            }
            let more = left_out.entry(fault.span.file).or_insert(LeftOut {
                count: 0,
                first: fault.span,
                severity: Severity::Warning,
            });
            more.count = more.count.saturating_add(1);
            more.first = more.first.min(fault.span);
            more.severity = more.severity.min(fault.severity);
            false
        });
    }

    /// Those that are shown.
    pub(crate) fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// Whether there is an error among the findings, shown or not.
    pub(crate) fn has_error(&self) -> bool {
        let not_shown = |more: &LeftOut| more.severity == Severity::Error;
        self.found.iter().any(Diagnostic::is_error) || self.left_out.values().any(not_shown)
    }

    /// Those that are shown, by file and place, and behind those of a file how many more it has.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        for more in self.left_out.values() {
            let fault = Diagnostic::error(
                Code::TooManyFaults,
                Span::new(more.first.file, more.first.start, more.first.start),
                format!("this file has at least {} more faults", more.count),
            );
            let fault = fault.with_help("mend those above and check again");
            self.found.push(Diagnostic {
                severity: more.severity,
                ..fault
            });
        }
        self.found
            .sort_by_key(|fault| (fault.span.file, fault.span.start));
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::MemorySource;

    #[test]
    fn of_a_file_full_of_faults_the_first_are_shown_and_the_rest_counted() {
        let fields: String = (0..300).map(|n| format!("  a{n} : nowhere{n}\n")).collect();
        let text = format!(
            "rulebook many\ninput Policy\nentity Policy {{\n{fields}}}\noutput {{ a = 1 }}\n"
        );
        let source = MemorySource::new().with("many.lutine", text);
        let found = crate::check(&source).unwrap().diagnostics;
        assert_eq!(found.len(), MOST_FAULTS + 1);
        let last = found.last().unwrap();
        assert_eq!(last.code, Code::TooManyFaults);
        assert!(last.is_error());
        assert_eq!(last.message, "this file has at least 100 more faults");
    }
}
