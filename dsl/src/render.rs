//! Diagnostics as people read them: the code, the place, the lines of the source with what is meant underlined, the mend.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostics::{Diagnostic, Severity};
use crate::source::{FileId, SourceFile, SourceMap, Span};

/// The diagnostic as text, with its lines of source; `color` adds the colours of a terminal.
///
/// ```
/// use lutine_dsl::{parse_file, render::render, source::SourceMap};
///
/// let mut sources = SourceMap::default();
/// let text = "define fee : money == 12.50";
/// let file = sources.add("fees.lutine", text);
/// let (_, diagnostics) = parse_file(file, text);
/// let shown = render(&diagnostics[0], &sources, false);
/// assert!(shown.starts_with("error[E0013]: `==` has no meaning here\n --> fees.lutine:1:20\n"), "{shown}");
/// assert!(shown.ends_with("help: write `=`"), "{shown}");
/// ```
pub fn render(diagnostic: &Diagnostic, sources: &SourceMap, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.as_str());
    let mut group = title.elements(snippets(diagnostic, sources));
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let report: [Group<'_>; 1] = [group];
    renderer.render(&report)
}

/// One snippet for each file in which something is underlined, that of the fault first.
fn snippets<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a SourceMap,
) -> Vec<Snippet<'a, Annotation<'a>>> {
    let mut marks: BTreeMap<FileId, Vec<Mark<'a>>> = BTreeMap::new();
    let own = Mark {
        span: diagnostic.span,
        label: &diagnostic.label,
        kind: AnnotationKind::Primary,
    };
    let related = diagnostic.related.iter().map(|(span, label)| Mark {
        span: *span,
        label,
        kind: AnnotationKind::Context,
    });
    for mark in std::iter::once(own).chain(related) {
        marks.entry(mark.span.file).or_default().push(mark);
    }
    let first = marks.remove_entry(&diagnostic.span.file);
    let ordered = first.into_iter().chain(marks);
    ordered
        .filter_map(|(file, marks)| Some(snippet(sources.file(file)?, &marks)))
        .collect()
}

/// How many bytes of a line are laid out behind the last mark: far more than is shown. A line may be a whole file.
const BEHIND: usize = 2_000;

struct Mark<'a> {
    span: Span,
    label: &'a str,
    kind: AnnotationKind,
}

/// The lines of a file from the first mark to the last.
fn snippet<'a>(file: &'a SourceFile, marks: &[Mark<'a>]) -> Snippet<'a, Annotation<'a>> {
    let text = file.text();
    let ranges: Vec<Range<usize>> = marks.iter().map(|mark| bytes(text, mark.span)).collect();
    let first = ranges.iter().map(|range| range.start).min().unwrap_or(0);
    let last = ranges.iter().map(|range| range.end).max().unwrap_or(0);
    let start = text
        .get(..first)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at.saturating_add(1));
    let rest = text.get(last..).unwrap_or_default();
    let behind = rest.find('\n').unwrap_or(rest.len());
    let behind = rest.floor_char_boundary(behind.min(BEHIND));
    let end = last.saturating_add(behind);
    let line = file.line_of(start);
    let mut snippet = Snippet::source(text.get(start..end).unwrap_or_default())
        .line_start(line)
        .path(file.name());
    for (mark, range) in marks.iter().zip(ranges) {
        let within = range.start.saturating_sub(start)..range.end.saturating_sub(start);
        let annotation = mark.kind.span(within);
        let label = (!mark.label.is_empty()).then_some(mark.label);
        snippet = snippet.annotation(annotation.label(label));
    }
    snippet
}

/// A span as a range of whole characters of the text.
fn bytes(text: &str, span: Span) -> Range<usize> {
    let place = |at: u32| text.floor_char_boundary(usize::try_from(at).unwrap_or(usize::MAX));
    let start = place(span.start);
    start..place(span.end).max(start)
}
