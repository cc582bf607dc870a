//! The rows of an inline table: `|` below `|`, numbers below one another at their decimal points.

use super::document::Document;

/// An inline table.
pub(super) struct Grid<'a> {
    /// The header and the rows.
    pub lines: Vec<Line<'a>>,
    /// How many of its first columns are keys.
    pub keys: usize,
}

/// The header or a row, with what stands above it.
pub(super) struct Line<'a> {
    pub above: Document<'a>,
    /// Whether it begins with `otherwise`, which stands for all keys.
    pub is_otherwise: bool,
    pub cells: Vec<Cell<'a>>,
}

/// What stands between two `|`.
pub(super) struct Cell<'a> {
    pub document: Document<'a>,
    /// If it is a number: how far it reaches to both sides of its decimal point.
    pub number: Option<Number>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Number {
    /// Characters before the decimal point, sign included.
    pub whole: usize,
    /// Characters from the decimal point on, `%` and currency included.
    pub fraction: usize,
}

/// A column of the grid.
#[derive(Debug, Clone, Copy, Default)]
struct Column {
    width: usize,
    /// If all its cells are numbers: how far they reach to both sides.
    numbers: Option<Number>,
}

/// The blanks and the bar between two cells.
const BAR: usize = 3;

impl<'a> Grid<'a> {
    /// Each line as one document.
    pub fn align(self) -> Vec<Document<'a>> {
        let columns = self.columns();
        let (keys, count) = (self.keys, columns.len());
        let lines = self.lines.into_iter();
        lines
            .map(|line| {
                let skipped = skipped(&line, keys, count);
                set(line, &columns, skipped)
            })
            .collect()
    }

    fn columns(&self) -> Vec<Column> {
        let count = self.lines.first().map_or(0, |header| header.cells.len());
        let mut columns = vec![Column::default(); count];
        let mut is_text = vec![false; count];
        for (row, line) in self.lines.iter().enumerate() {
            let skipped = skipped(line, self.keys, count);
            for (at, cell) in line.cells.iter().enumerate() {
                let place = if at == 0 {
                    0
                } else {
                    at.saturating_add(skipped)
                };
                let Some(column) = columns.get_mut(place) else {
                    continue;
                };
                if at > 0 || skipped == 0 {
                    column.width = column.width.max(cell.document.width.unwrap_or_default());
                }
                let stands_for_all = line.is_otherwise && at == 0 && skipped > 0;
                if row == 0 || cell.document.is_nothing() || stands_for_all {
                    continue;
                }
                match (cell.number, is_text.get_mut(place)) {
                    (Some(own), _) => {
                        let most = column.numbers.get_or_insert_default();
                        most.whole = most.whole.max(own.whole);
                        most.fraction = most.fraction.max(own.fraction);
                    }
                    (None, Some(is_text)) => *is_text = true,
                    (None, None) => {}
                }
            }
        }
        for (column, is_text) in columns.iter_mut().zip(is_text) {
            column.numbers = column.numbers.filter(|_| !is_text);
            let numbers = column.numbers.unwrap_or_default();
            column.width = column
                .width
                .max(numbers.whole.saturating_add(numbers.fraction));
        }
        self.make_room_for_otherwise(&mut columns);
        columns
    }

    /// `otherwise` may be longer than all keys together.
    fn make_room_for_otherwise(&self, columns: &mut [Column]) {
        let count = columns.len();
        let spanning = self
            .lines
            .iter()
            .filter(|line| skipped(line, self.keys, count) > 0);
        if spanning.count() == 0 {
            return;
        }
        let room = width_of(columns, self.keys);
        let missing = "otherwise".len().saturating_sub(room);
        if let Some(last) = self
            .keys
            .checked_sub(1)
            .and_then(|last| columns.get_mut(last))
        {
            last.width = last.width.saturating_add(missing);
        }
    }
}

/// How many columns the first cell of a line stands in beyond its own.
fn skipped(line: &Line<'_>, keys: usize, columns: usize) -> usize {
    let results = line.cells.len().saturating_sub(1);
    if line.is_otherwise && keys.saturating_add(results) == columns {
        keys.saturating_sub(1)
    } else {
        0
    }
}

/// The width of the first columns with the bars between them.
fn width_of(columns: &[Column], count: usize) -> usize {
    let cells = columns.iter().take(count).map(|column| column.width);
    let bars = count.saturating_sub(1).saturating_mul(BAR);
    cells.fold(bars, usize::saturating_add)
}

fn set<'a>(line: Line<'a>, columns: &[Column], skipped: usize) -> Document<'a> {
    let mut parts = vec![line.above];
    for (at, cell) in line.cells.into_iter().enumerate() {
        if at > 0 {
            parts.extend([
                Document::blanks(1),
                Document::text("|"),
                Document::blanks(1),
            ]);
        }
        let place = if at == 0 {
            0
        } else {
            at.saturating_add(skipped)
        };
        let mut column = columns.get(place).copied().unwrap_or_default();
        if at == 0 && skipped > 0 {
            column.width = width_of(columns, skipped.saturating_add(1));
            column.numbers = None;
        }
        let width = cell.document.width.unwrap_or_default();
        let free = column.width.saturating_sub(width);
        let before = match (column.numbers, cell.number) {
            (Some(most), Some(own)) => {
                free.saturating_sub(most.fraction.saturating_sub(own.fraction))
            }
            (Some(_), None) => free,
            _ => 0,
        };
        parts.push(Document::pad(before, false));
        parts.push(cell.document);
        parts.push(Document::pad(free.saturating_sub(before), false));
    }
    Document::join(parts)
}
