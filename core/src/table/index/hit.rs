use super::index;

/// What a look-up finds: the rows that match, numbered from 0 in the order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// No row.
    None,
    /// One row.
    One(u32),
    /// Several rows, of which these are the first two.
    Several(u32, u32),
}

impl Hit {
    /// With one more row that matches, which comes after those that it has.
    pub(super) const fn and(self, row: u32) -> Self {
        match self {
            Self::None => Self::One(row),
            Self::One(first) => Self::Several(first, row),
            Self::Several(..) => self,
        }
    }
}

/// Hits in a word each: a row, or the place of two rows that stand aside.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hits {
    cells: Vec<u32>,
    several: Vec<(u32, u32)>,
}

const NONE: u32 = u32::MAX;
/// In front of the place of two rows.
const SEVERAL: u32 = 1 << 31;

impl Hits {
    /// So many cells without a row.
    pub(super) fn none(cells: usize) -> Self {
        Self {
            cells: vec![NONE; cells],
            several: Vec::new(),
        }
    }

    #[inline]
    pub(super) fn get(&self, cell: usize) -> Hit {
        match self.cells.get(cell).copied().unwrap_or(NONE) {
            NONE => Hit::None,
            row if row < SEVERAL => Hit::One(row),
            place => match self.several.get(index(place & !SEVERAL)) {
                Some((first, second)) => Hit::Several(*first, *second),
                None => Hit::None,
            },
        }
    }

    /// Adds a row behind those that the cell has.
    pub(super) fn add(&mut self, cell: usize, row: u32) {
        let word = match self.get(cell).and(row) {
            Hit::None => NONE,
            Hit::One(row) => row,
            Hit::Several(first, second) if second == row => {
                let place = u32::try_from(self.several.len()).unwrap_or(u32::MAX);
                self.several.push((first, second));
                SEVERAL | place
            }
            Hit::Several(..) => return,
        };
        if let Some(cell) = self.cells.get_mut(cell) {
            *cell = word;
        }
    }

    /// Adds a cell.
    pub(super) fn push(&mut self) -> usize {
        self.cells.push(NONE);
        self.cells.len().saturating_sub(1)
    }
}
