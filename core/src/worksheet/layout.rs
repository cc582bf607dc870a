//! Text in columns.

/// Rows of cells; a column is as wide as its widest cell.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: Vec<Vec<String>>,
    /// Which columns stand to the right.
    right: Vec<bool>,
}

impl Grid {
    /// A grid whose columns stand to the left, those with `true` to the right.
    pub fn new(right: &[bool]) -> Self {
        Self {
            rows: Vec::new(),
            right: right.to_vec(),
        }
    }

    pub fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// The rows as lines, with two blanks between columns and none at the end. A column in which nothing stands takes no room.
    pub fn lines(&self) -> Vec<String> {
        let widths: Vec<usize> = (0..self.right.len())
            .map(|column| {
                let cells = self.rows.iter().filter_map(|row| row.get(column));
                cells.map(|cell| width(cell)).max().unwrap_or(0)
            })
            .collect();
        self.rows
            .iter()
            .map(|row| self.line(row, &widths))
            .collect()
    }

    fn line(&self, row: &[String], widths: &[usize]) -> String {
        let mut line = String::new();
        let columns = row.iter().zip(widths).zip(&self.right);
        for ((cell, wanted), right) in columns.filter(|((_, wanted), _)| **wanted > 0) {
            let blanks = " ".repeat(wanted.saturating_sub(width(cell)));
            let (before, after) = if *right {
                (&*blanks, "")
            } else {
                ("", &*blanks)
            };
            line.push_str(before);
            line.push_str(cell);
            line.push_str(after);
            line.push_str("  ");
        }
        line.truncate(line.trim_end().len());
        line
    }
}

/// How many columns of a terminal a text takes, near enough.
pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}
