//! Comments behind something stand below one another, where their lines are neighbours.

use unicode_width::UnicodeWidthStr;

/// The blanks between what a comment stands behind and the comment.
const GAP: usize = 2;

/// How much the lines before comments may differ in length and still share a column.
const MOST_SPREAD: usize = 40;

/// One line of a page.
struct Line<'a> {
    /// What stands before its comment; the whole line without one.
    code: &'a str,
    comment: Option<&'a str>,
    /// The width of `code`.
    width: usize,
}

/// Neighbouring lines whose comments share a column.
#[derive(Default)]
struct Run {
    lines: Vec<usize>,
    /// The widths of its shortest and its longest line.
    widths: Option<(usize, usize)>,
}

impl Run {
    /// The widths with one more line, if that can still share the column.
    fn with(&self, width: usize) -> Option<(usize, usize)> {
        let (least, most) = self.widths.unwrap_or((width, width));
        let (least, most) = (least.min(width), most.max(width));
        (most.saturating_sub(least) <= MOST_SPREAD).then_some((least, most))
    }

    /// Ends the run: all its comments get the column behind its longest line.
    fn settle(&mut self, columns: &mut [usize]) {
        let (_, most) = self.widths.take().unwrap_or_default();
        for at in self.lines.drain(..) {
            if let Some(own) = columns.get_mut(at) {
                *own = most.saturating_add(GAP);
            }
        }
    }
}

/// Aligns the comments that begin at these places.
pub(super) fn align_trailing_comments(text: &str, places: &[usize]) -> String {
    let lines = divide(text, places);
    let mut columns = vec![0; lines.len()];
    let mut run = Run::default();
    let mut indentation = 0;
    for (at, line) in lines.iter().enumerate() {
        let own = indentation_of(line.code);
        let trimmed = line.code.trim_start();
        let is_note = trimmed.starts_with("//") && !trimmed.starts_with("///");
        if trimmed.is_empty() || is_note || own != indentation {
            run.settle(&mut columns);
            indentation = own;
        }
        if line.comment.is_some() {
            let widths = run.with(line.width);
            if widths.is_none() {
                run.settle(&mut columns);
            }
            run.widths = widths.or(Some((line.width, line.width)));
            run.lines.push(at);
        }
    }
    run.settle(&mut columns);
    write(&lines, &columns)
}

fn divide<'a>(text: &'a str, places: &[usize]) -> Vec<Line<'a>> {
    let mut places = places.iter().copied().peekable();
    let mut start = 0_usize;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let end = start.saturating_add(line.len());
        let place = places.next_if(|place| *place < end);
        let (code, comment) =
            match place.and_then(|place| line.split_at_checked(place.saturating_sub(start))) {
                Some((code, comment)) => (code.trim_end_matches(' '), Some(comment)),
                None => (line, None),
            };
        lines.push(Line {
            code,
            comment,
            width: if comment.is_some() { code.width() } else { 0 },
        });
        start = end.saturating_add(1);
    }
    lines
}

fn indentation_of(code: &str) -> usize {
    code.bytes().take_while(|byte| *byte == b' ').count()
}

fn write(lines: &[Line<'_>], columns: &[usize]) -> String {
    let mut text = String::new();
    for (at, (line, column)) in lines.iter().zip(columns).enumerate() {
        if at > 0 {
            text.push('\n');
        }
        text.push_str(line.code);
        if let Some(comment) = line.comment {
            let blanks = column.saturating_sub(line.width);
            text.extend(std::iter::repeat_n(' ', blanks));
            text.push_str(comment);
        }
    }
    text
}
