//! What was found about a rulebook's text: as a terminal shows it, as data, and as the two forms in which other programs read it.

mod json;
mod sarif;

use lutine_dsl::diagnostics::{self, Severity};
use lutine_dsl::render::render;
use lutine_dsl::source::{LineColumn, SourceMap, Span};
use std::fmt;
use std::sync::Arc;

/// What was found about a rulebook's text, by file and place: errors, warnings or both.
///
/// As text it is what a terminal shows: each finding with its lines of source, what is meant underlined, and the mend.
#[derive(Clone, Default)]
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
    /// The character in its line, from 1: characters are counted, not bytes.
    pub column: u32,
    /// The line on which it ends.
    pub end_line: u32,
    /// The character behind its last, from 1; where nothing is underlined, but a place between two characters is meant, the same as
    /// `column`.
    pub end_column: u32,
    /// What is wrong, one sentence in the rulebook's own words.
    pub message: String,
    /// A few words at the place; may be empty.
    pub label: String,
    /// How it is mended.
    pub help: Option<String>,
    /// The address of the page of its code; nothing as long as the package names no repository. [`Code::page`](crate::Code::page) is the page itself.
    pub url: Option<String>,
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
    /// The line on which it ends.
    pub end_line: u32,
    /// The character behind its last, from 1.
    pub end_column: u32,
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
    let (file, start, end) = place(found.span, sources);
    let related = found.related.iter().map(|(span, message)| {
        let (file, start, end) = place(*span, sources);
        Related {
            file,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            message: message.clone(),
        }
    });
    Finding {
        code: found.code.as_str(),
        severity: found.severity,
        file,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        message: found.message.clone(),
        label: found.label.clone(),
        help: found.help.clone(),
        url: found.code.url(),
        related: related.collect(),
    }
}

/// The file, where a range begins, and what stands behind it.
fn place(span: Span, sources: &SourceMap) -> (String, LineColumn, LineColumn) {
    let file = sources.file(span.file).map_or("", |file| file.name());
    let (start, end) = (span, span.at_end());
    (
        file.to_owned(),
        sources.line_column(start),
        sources.line_column(end),
    )
}
