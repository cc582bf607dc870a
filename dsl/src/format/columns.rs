//! Items of a block as rows of cells: neighbours have their columns below one another.
//!
//! A run of rows ends at a blank line, at a comment on its own line, where the kind of row changes, and behind a row of
//! several lines. A column is shared by neighbouring rows while their lengths do not differ too much, so that one long type
//! does not push everything else to the right.

use super::document::Document;
use super::{INDENT, WIDTH};

/// How much the ends of what stands before a column may differ.
const MOST_SPREAD: usize = 16;

/// How a column is set off from what stands before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Blanks at least before it.
    gap: usize,
    /// Whether it goes to the next line where the row is too long.
    breaks: bool,
    /// What is longer than this does not move the columns behind it.
    most: usize,
    spread: usize,
}

impl Column {
    pub const fn new(gap: usize) -> Self {
        Self {
            gap,
            breaks: false,
            most: usize::MAX,
            spread: MOST_SPREAD,
        }
    }

    pub const fn may_break(self) -> Self {
        Self {
            breaks: true,
            ..self
        }
    }

    pub const fn at_most(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// What stands behind it is aligned however different the lengths are.
    pub const fn always(self) -> Self {
        Self {
            spread: usize::MAX,
            ..self
        }
    }
}

/// One item of a block.
pub(super) struct Row<'a> {
    cells: Vec<Option<Document<'a>>>,
    /// How many columns the first cell stands in.
    spans: usize,
    /// Rows of different kinds are not aligned with one another.
    pub kind: u8,
}

impl<'a> Row<'a> {
    pub fn new(cells: Vec<Option<Document<'a>>>) -> Self {
        Self {
            cells,
            spans: 1,
            kind: 0,
        }
    }

    pub fn of_kind(self, kind: u8) -> Self {
        Self { kind, ..self }
    }

    pub fn spanning(self, spans: usize) -> Self {
        Self { spans, ..self }
    }

    /// Whether anything stands behind a column.
    fn goes_on_behind(&self, column: usize) -> bool {
        self.cells
            .iter()
            .skip(column.saturating_add(1))
            .any(Option::is_some)
    }

    fn width_of(&self, column: usize) -> Option<usize> {
        self.cells.get(column)?.as_ref()?.width
    }

    /// Whether a cell that must stand on one line does not, or the row is too long for one.
    fn takes_lines(&self, indent: usize) -> bool {
        let mut width = indent;
        for cell in self.cells.iter().flatten() {
            match cell.width {
                Some(own) => width = width.saturating_add(own).saturating_add(1),
                None => return true,
            }
        }
        width > WIDTH.saturating_add(1)
    }
}

/// A row with what stands above it and behind it.
pub(super) struct Entry<'a> {
    pub above: Document<'a>,
    /// Whether columns are aligned anew from here on.
    pub begins_run: bool,
    pub row: Row<'a>,
    pub separator: Document<'a>,
}

/// How the rows of a block are aligned.
#[derive(Clone, Copy)]
pub(super) struct Alignment {
    /// Levels of indentation.
    pub depth: usize,
    /// Whether the block may also stand on one line, where nothing is aligned.
    pub may_be_flat: bool,
    /// Whether the last row of a run may take several lines.
    pub ends_with_lines: bool,
}

/// Each row as one document, its columns aligned with its neighbours'.
pub(super) fn align<'a>(
    entries: Vec<Entry<'a>>,
    alignment: Alignment,
    columns: impl Fn(&Row<'_>) -> &'static [Column],
) -> Vec<Document<'a>> {
    let indent = alignment.depth.saturating_mul(INDENT);
    let mut pads: Vec<Vec<usize>> = Vec::with_capacity(entries.len());
    let mut rest = entries.as_slice();
    while let Some((first, others)) = rest.split_first() {
        let mut length = 1_usize;
        let mut before = first;
        for next in others {
            let takes_lines = before.row.takes_lines(indent)
                || !alignment.ends_with_lines && next.row.takes_lines(indent);
            if next.begins_run || next.row.kind != before.row.kind || takes_lines {
                break;
            }
            length = length.saturating_add(1);
            before = next;
        }
        let (run, others) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        pads.extend(align_run(run, columns(&first.row)));
        rest = others;
    }
    let rows = entries.into_iter().zip(pads);
    rows.map(|(entry, pads)| {
        let columns = columns(&entry.row);
        let row = set(entry.row, &pads, columns, alignment.may_be_flat);
        Document::join(vec![entry.above, row, entry.separator])
    })
    .collect()
}

/// For each row, how many blanks stand behind each of its cells beyond the gap.
fn align_run(run: &[Entry<'_>], columns: &[Column]) -> Vec<Vec<usize>> {
    let mut ends = vec![0_usize; run.len()];
    let mut pads = vec![Vec::new(); run.len()];
    for (at, column) in columns.iter().enumerate() {
        let gaps = Gaps {
            before: column.gap,
            behind: columns.get(at.saturating_add(1)).map_or(1, |next| next.gap),
        };
        let mut stretch = Stretch::default();
        for (row, entry) in run.iter().enumerate() {
            let own = &entry.row;
            let is_in = own.goes_on_behind(at) && at.saturating_add(1) >= own.spans;
            let width = if own.spans > 1 && at.saturating_add(1) == own.spans {
                own.width_of(0)
            } else {
                own.width_of(at)
            };
            let filled = width.is_some();
            let end = ends
                .get(row)
                .copied()
                .unwrap_or_default()
                .saturating_add(width.unwrap_or_default());
            if !is_in {
                continue;
            }
            stretch.add(row, end, filled, column);
            if stretch.is_split {
                stretch.settle_all_but_last(&mut ends, &mut pads, gaps);
            }
        }
        stretch.settle(&mut ends, &mut pads, gaps);
    }
    pads
}

/// The blanks on both sides of a column.
#[derive(Clone, Copy)]
struct Gaps {
    before: usize,
    behind: usize,
}

/// Neighbouring rows that share the column behind one of theirs.
#[derive(Default)]
struct Stretch {
    /// Each row, where it ends before the column, and whether it has a cell there.
    rows: Vec<(usize, usize, bool)>,
    least: usize,
    most: usize,
    /// Whether the last row is too different from the others.
    is_split: bool,
    longest: usize,
}

impl Stretch {
    fn add(&mut self, row: usize, end: usize, filled: bool, column: &Column) {
        let counts = end <= column.most;
        if self.rows.is_empty() {
            (self.least, self.most) = (end, end);
            self.longest = if counts { end } else { 0 };
        }
        let (least, most) = (self.least.min(end), self.most.max(end));
        self.is_split = most.saturating_sub(least) > column.spread;
        self.rows.push((row, end, filled));
        if self.is_split {
            return;
        }
        (self.least, self.most) = (least, most);
        if counts {
            self.longest = self.longest.max(end);
        }
    }

    fn settle(&mut self, ends: &mut [usize], pads: &mut [Vec<usize>], gaps: Gaps) {
        // A column without a single cell takes no room.
        let is_empty = !self.rows.iter().any(|(_, _, filled)| *filled);
        let gap = if is_empty { 0 } else { gaps.behind };
        for (row, end, filled) in self.rows.drain(..) {
            let target = self.longest.max(end);
            let pad = target.saturating_sub(end);
            let pad = if filled {
                pad
            } else {
                // The blanks before the cell that is not there, and, with the whole column, those behind it.
                let missing = gaps.before.saturating_add(gap);
                pad.saturating_add(missing.saturating_sub(gaps.behind))
            };
            if let Some(own) = ends.get_mut(row) {
                *own = target.saturating_add(gap);
            }
            if let Some(own) = pads.get_mut(row) {
                own.push(pad);
            }
        }
        self.is_split = false;
    }

    /// Begins anew with the last row.
    fn settle_all_but_last(&mut self, ends: &mut [usize], pads: &mut [Vec<usize>], gaps: Gaps) {
        let last = self.rows.pop();
        self.settle(ends, pads, gaps);
        if let Some((_, end, _)) = last {
            (self.least, self.most, self.longest) = (end, end, end);
        }
        self.rows.extend(last);
    }
}

/// A row with its blanks.
fn set<'a>(row: Row<'a>, pads: &[usize], columns: &[Column], may_be_flat: bool) -> Document<'a> {
    // Columns that the first cell stands in have no blanks behind them.
    let skipped = row.spans.saturating_sub(1);
    let breaks = row
        .cells
        .iter()
        .zip(columns)
        .skip(1)
        .any(|(cell, column)| cell.is_some() && column.breaks);
    let mut parts: Vec<Document<'a>> = Vec::new();
    let mut pad = 0_usize;
    for (at, cell) in row.cells.into_iter().enumerate() {
        if let Some(cell) = cell {
            let column = columns.get(at).copied().unwrap_or(Column::new(1));
            if parts.is_empty() {
                parts.push(cell);
            } else {
                parts.push(Document::pad(pad, may_be_flat));
                parts.push(Document::blanks(
                    column.gap.saturating_sub(usize::from(column.breaks)),
                ));
                if column.breaks {
                    parts.push(Document::join(vec![Document::line(), cell]).indent());
                } else {
                    parts.push(cell);
                }
            }
            pad = 0;
        }
        let own = at.checked_sub(skipped).and_then(|place| pads.get(place));
        pad = pad.saturating_add(own.copied().unwrap_or_default());
    }
    let row = Document::join(parts);
    if breaks { row.group() } else { row }
}
