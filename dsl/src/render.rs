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
    let laid_out = snippets(diagnostic, sources);
    let cuts: Vec<Cut<'_>> = laid_out.iter().filter_map(|(_, cut)| *cut).collect();
    let mut group = title.elements(laid_out.into_iter().map(|(snippet, _)| snippet));
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let report: [Group<'_>; 1] = [group];
    let shown = renderer.render(&report);
    cuts.into_iter().fold(shown, |shown, cut| cut.named(&shown))
}

/// One snippet for each file in which something is underlined, that of the fault first.
fn snippets<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a SourceMap,
) -> Vec<(Snippet<'a, Annotation<'a>>, Option<Cut<'a>>)> {
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
        .filter_map(|(file, marks)| Some((sources.file(file)?, marks)))
        .flat_map(|(file, marks)| apart(marks).into_iter().map(|near| snippet(file, &near)))
        .collect()
}

/// Marks that stand near one another together, those around the first of all before the others: what lies between marks is gone through line by line.
fn apart(marks: Vec<Mark<'_>>) -> Vec<Vec<Mark<'_>>> {
    let mut in_text: Vec<(usize, Mark<'_>)> = marks.into_iter().enumerate().collect();
    in_text.sort_by_key(|(_, mark)| mark.span.start);
    let mut groups: Vec<Vec<(usize, Mark<'_>)>> = Vec::new();
    let mut end = 0_usize;
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    for (at, mark) in in_text {
        let (from, to) = (place(mark.span.start), place(mark.span.end));
        let is_near = from <= end.saturating_add(FAR_BYTES);
        end = end.max(to.min(from.saturating_add(FAR_BYTES)));
        match groups.last_mut().filter(|_| is_near) {
            Some(group) => group.push((at, mark)),
            None => groups.push(vec![(at, mark)]),
        }
    }
    for group in &mut groups {
        group.sort_by_key(|(at, _)| *at);
    }
    groups.sort_by_key(|group| group.first().map(|(at, _)| *at));
    let marks = |group: Vec<(usize, _)>| group.into_iter().map(|(_, mark)| mark).collect();
    groups.into_iter().map(marks).collect()
}

/// How many bytes of a line are laid out before the first mark and behind the last one: far more than is shown. A line may be a whole file.
const AROUND: usize = 2_000;

/// How many bytes behind a mark another is shown with it, however many lines that are, and how many are underlined.
const FAR_BYTES: usize = 1 << 14;

/// What stands for the name of a file whose first line is cut: a letter that nobody writes.
const CUT: &str = "\u{10fffd}";

/// A line of which the beginning is not laid out, because it is very long. The columns that are shown count from where it is cut.
#[derive(Debug, Clone, Copy)]
struct Cut<'a> {
    name: &'a str,
    line: usize,
    /// How many characters of the line are left out.
    left_out: u32,
}

impl Cut<'_> {
    /// Puts the name of the file and the column in its own line into what is shown, where [`CUT`] stands for them.
    fn named(self, shown: &str) -> String {
        let Some((before, rest)) = shown.split_once(CUT) else {
            return shown.to_owned();
        };
        let place = rest.strip_prefix(&format!(":{}:", self.line));
        let Some(place) = place else {
            return format!("{before}{}{rest}", self.name);
        };
        let digits = place.bytes().take_while(u8::is_ascii_digit).count();
        let (column, behind) = place.split_at_checked(digits).unwrap_or_default();
        let column = column.parse::<u32>().unwrap_or(0);
        let column = column.saturating_add(self.left_out);
        format!("{before}{}:{}:{column}{behind}", self.name, self.line)
    }
}

struct Mark<'a> {
    span: Span,
    label: &'a str,
    kind: AnnotationKind,
}

/// The lines of a file from the first mark to the last.
fn snippet<'a>(
    file: &'a SourceFile,
    marks: &[Mark<'a>],
) -> (Snippet<'a, Annotation<'a>>, Option<Cut<'a>>) {
    let text = file.text();
    let ranges: Vec<Range<usize>> = (marks.iter())
        .map(|mark| shortened(text, bytes(text, mark.span)))
        .collect();
    let first = ranges.iter().map(|range| range.start).min().unwrap_or(0);
    let last = ranges.iter().map(|range| range.end).max().unwrap_or(0);
    let start = text
        .get(..first)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at.saturating_add(1));
    let rest = text.get(last..).unwrap_or_default();
    let behind = rest.find('\n').unwrap_or(rest.len());
    let behind = rest.floor_char_boundary(behind.min(AROUND));
    let end = last.saturating_add(behind);
    let line = file.line_of(start);
    let near = text.ceil_char_boundary(first.saturating_sub(AROUND));
    let cut = (near > start).then(|| Cut {
        name: file.name(),
        line,
        left_out: file.characters_between(start, near),
    });
    let start = start.max(near);
    let mut snippet = Snippet::source(text.get(start..end).unwrap_or_default())
        .line_start(line)
        .path(cut.map_or(file.name(), |_| CUT));
    for (mark, range) in marks.iter().zip(ranges) {
        let within = range.start.saturating_sub(start)..range.end.saturating_sub(start);
        let annotation = mark.kind.span(within);
        let label = (!mark.label.is_empty()).then_some(mark.label);
        snippet = snippet.annotation(annotation.label(label));
    }
    (snippet, cut)
}

/// Of what is very long only the beginning of its first line is underlined.
fn shortened(text: &str, range: Range<usize>) -> Range<usize> {
    if range.len() <= FAR_BYTES {
        return range;
    }
    let own = text.get(range.clone()).unwrap_or_default();
    let first = own.lines().next().map_or(0, str::len);
    let shown = own.floor_char_boundary(first.min(AROUND));
    range.start..range.start.saturating_add(shown)
}

/// A span as a range of whole characters of the text.
fn bytes(text: &str, span: Span) -> Range<usize> {
    let place = |at: u32| text.floor_char_boundary(usize::try_from(at).unwrap_or(usize::MAX));
    let start = place(span.start);
    start..place(span.end).max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;

    fn shown(text: &str, marks: &[&str]) -> String {
        let mut sources = SourceMap::default();
        let file = sources.add("fees.lutine", text);
        let span = |mark: &&str| {
            let start = u32::try_from(text.find(*mark).unwrap()).unwrap();
            Span::new(file, start, start + u32::try_from(mark.len()).unwrap())
        };
        let (own, others) = marks.split_first().unwrap();
        let mut fault = Diagnostic::error(Code::UnknownName, span(own), "this is not known");
        for other in others {
            fault
                .related
                .push((span(other), "declared here".to_owned()));
        }
        render(&fault, &sources, false)
    }

    /// Of a very long line only what is near the mark is laid out; what is shown and where it stands is the same.
    #[test]
    fn a_mark_far_into_a_line() {
        for before in [1_500, 3_000, 100_000] {
            let text = format!(
                "first\n{} fee = flat {}\nlast",
                "é".repeat(before),
                "x".repeat(9_000)
            );
            let rendered = shown(&text, &["flat"]);
            let place = format!(" --> fees.lutine:2:{}\n", before + 8);
            assert!(rendered.contains(&place), "{rendered}");
            assert!(rendered.contains("fee = flat xxx"), "{rendered}");
            assert!(rendered.len() < 1_500, "{rendered}");
        }
    }

    /// Of what is underlined for very long only the beginning is.
    #[test]
    fn a_mark_over_very_much() {
        let one_line = "x".repeat(100_000);
        let lines = "xxx\n".repeat(30_000);
        for much in [one_line.as_str(), lines.trim_end()] {
            let rendered = shown(&format!("first\nfee = {much}\nlast"), &[much]);
            assert!(rendered.contains(" --> fees.lutine:2:7\n"), "{rendered}");
            assert!(rendered.contains("2 | fee = xxx"), "{rendered}");
            assert!(rendered.contains("^^^"), "{rendered}");
            assert!(rendered.len() < 1_500, "{rendered}");
        }
    }

    /// What lies between two marks that stand far from one another is not gone through.
    #[test]
    fn marks_far_from_one_another() {
        let text = format!("first = 1\n{}second = 2\n", "x = 1\n".repeat(20_000));
        let far = shown(&text, &["second", "first"]);
        assert!(far.contains(" --> fees.lutine:20002:1\n"), "{far}");
        assert!(far.contains("20002 | second = 2\n"), "{far}");
        assert!(far.contains(" ::: fees.lutine:1:1\n"), "{far}");
        assert!(far.contains("    1 | first = 1\n"), "{far}");
        assert!(far.contains(" ----- declared here"), "{far}");
        let near = shown("first = 1\nx = 1\nsecond = 2\n", &["second", "first"]);
        assert!(!near.contains(":::"), "{near}");
    }
}
