//! What was found about a rulebook's text.

use lutine_dsl::diagnostics::{self, Severity};
use lutine_dsl::render::render;
use lutine_dsl::source::{SourceMap, Span};
use std::fmt;
use std::sync::Arc;

/// What was found about a rulebook's text, by file and place: errors, warnings or both.
///
/// As text it is what a terminal shows: each finding with its lines of source, what is meant underlined, and the mend.
#[derive(Clone)]
pub struct Findings {
    list: Vec<Finding>,
    /// The same as the compiler has them, for rendering.
    raw: Vec<diagnostics::Diagnostic>,
    sources: Arc<SourceMap>,
}

/// One finding about a rulebook's text, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its stable code: `E0101`.
    pub code: &'static str,
    /// Whether the rulebook can be used all the same.
    pub severity: Severity,
    /// The file, relative to the rulebook.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The character in its line, from 1.
    pub column: u32,
    /// What is wrong, one sentence in the rulebook's own words.
    pub message: String,
    /// A few words at the place; may be empty.
    pub label: String,
    /// How it is mended.
    pub help: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
}

/// Another place that belongs to a [`Finding`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The file, relative to the rulebook.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The character in its line, from 1.
    pub column: u32,
    /// What it has to do with it: `declared here`.
    pub message: String,
}

impl Findings {
    pub(crate) fn new(raw: Vec<diagnostics::Diagnostic>, sources: Arc<SourceMap>) -> Self {
        let list = raw.iter().map(|found| finding(found, &sources)).collect();
        Self { list, raw, sources }
    }

    /// The findings as data.
    #[must_use]
    pub fn list(&self) -> &[Finding] {
        &self.list
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many keep the rulebook from being used.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many do not.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        let of_it = |found: &&Finding| found.severity == severity;
        self.list.iter().filter(of_it).count()
    }

    /// The findings as a terminal shows them, a blank line between two; `color` adds its colours.
    #[must_use]
    pub fn render(&self, color: bool) -> String {
        let shown = self.raw.iter().map(|f| render(f, &self.sources, color));
        shown.collect::<Vec<_>>().join("\n\n")
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl fmt::Debug for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.list).finish()
    }
}

fn finding(found: &diagnostics::Diagnostic, sources: &SourceMap) -> Finding {
    let (file, line, column) = place(found.span, sources);
    let related = found.related.iter().map(|(span, message)| {
        let (file, line, column) = place(*span, sources);
        Related {
            file,
            line,
            column,
            message: message.clone(),
        }
    });
    Finding {
        code: found.code.as_str(),
        severity: found.severity,
        file,
        line,
        column,
        message: found.message.clone(),
        label: found.label.clone(),
        help: found.help.clone(),
        related: related.collect(),
    }
}

fn place(span: Span, sources: &SourceMap) -> (String, u32, u32) {
    let file = sources.file(span.file).map_or("", |file| file.name());
    let at = sources.line_column(span);
    (file.to_owned(), at.line, at.column)
}
