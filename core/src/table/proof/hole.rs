//! Keys that no row matches.

use super::Finding;
use super::points::Points;
use crate::graph::Constant;
use crate::table::TableIndex;
use crate::table::index::{AxisIndex, Classes, index};

/// How much work the search may take, in cells of rows, where the table is no grid.
const WORK_LIMIT: usize = 1 << 24;

/// Looks for the smallest hole, axis by axis: for each class of values the rows that still match. Done where none is left, which is a hole,
/// or where one is left that matches everything on the axes to come.
pub(super) fn first(table: &TableIndex, points: &[Points]) -> Finding<Vec<Constant>> {
    let mut work = match table.is_grid() {
        true => usize::MAX,
        false => WORK_LIMIT,
    };
    let axes: Option<Vec<Column>> = table
        .axes()
        .iter()
        .zip(points)
        .map(|(axis, points)| Column::new(axis, points, &mut work))
        .collect();
    let Some(axes) = axes else {
        return Finding::NotProven;
    };
    if axes.iter().any(|axis| axis.first.is_empty()) {
        // There is no key that could be asked for.
        return Finding::None;
    }
    let rows: Vec<u32> = (0..table.rows()).collect();
    let covers_from = rows.iter().map(|row| covers_from(&axes, *row)).collect();
    let mut search = Search {
        axes: &axes,
        covers_from,
        work,
        hole: Vec::new(),
    };
    match search.look(0, &rows) {
        Some(true) => Finding::Found(search.hole),
        Some(false) => Finding::None,
        None => Finding::NotProven,
    }
}

/// An axis as the search sees it.
struct Column<'a> {
    axis: &'a AxisIndex,
    /// The first value of each class that can be asked for, ascending: those that no row matches are one class too.
    first: Vec<&'a Constant>,
    /// For each cell of the axis the places in `first` that it matches.
    by_cell: Vec<Vec<u32>>,
}

impl<'a> Column<'a> {
    /// Nothing if that takes more work than there is.
    fn new(axis: &'a AxisIndex, points: &'a Points, work: &mut usize) -> Option<Self> {
        let mut first = Vec::new();
        let mut place_of_class = vec![None; axis.classes.count()];
        let mut empty = None;
        let mut by_cell = vec![Vec::new(); axis.cells.len()];
        for (segment, value) in points.iter() {
            if axis.classes.are_shared() {
                let class = axis.classes.of_segment(segment);
                let place = match class {
                    Classes::EMPTY => Some(&mut empty),
                    class => place_of_class.get_mut(index(class)),
                };
                if let Some(place @ None) = place {
                    *place = Some(u32::try_from(first.len()).ok()?);
                    first.push(value);
                }
                continue;
            }
            let place = u32::try_from(first.len()).ok()?;
            first.push(value);
            spend(work, axis.cells.len())?;
            for (cell, places) in axis.cells.iter().zip(&mut by_cell) {
                if cell
                    .iter()
                    .any(|(from, to)| (*from..=*to).contains(&segment))
                {
                    places.push(place);
                }
            }
        }
        for (cells, place) in axis.classes.cells().iter().zip(place_of_class) {
            let Some(place) = place else {
                continue;
            };
            for cell in cells {
                by_cell.get_mut(index(*cell))?.push(place);
            }
        }
        Some(Self {
            axis,
            first,
            by_cell,
        })
    }

    /// The classes that a row matches.
    fn classes(&self, row: u32) -> &[u32] {
        let cell = self.axis.cell_of_row.get(index(row));
        cell.and_then(|cell| self.by_cell.get(index(*cell)))
            .map_or(&[], Vec::as_slice)
    }
}

/// From which axis on a row matches everything.
fn covers_from(axes: &[Column<'_>], row: u32) -> usize {
    let covers = |axis: &&Column<'_>| axis.classes(row).len() == axis.first.len();
    let covered = axes.iter().rev().take_while(covers).count();
    axes.len().saturating_sub(covered)
}

struct Search<'a> {
    axes: &'a [Column<'a>],
    covers_from: Vec<usize>,
    /// How much may still be done.
    work: usize,
    /// The values of the axes that have been gone through.
    hole: Vec<Constant>,
}

impl Search<'_> {
    /// Whether there is a hole from an axis on, for the rows that are left; then its values stand in `hole`. Nothing if it is too much
    /// work to say.
    fn look(&mut self, depth: usize, rows: &[u32]) -> Option<bool> {
        let rest = self.axes.get(depth..).unwrap_or_default();
        if rows.is_empty() {
            let firsts = rest.iter().filter_map(|axis| axis.first.first());
            self.hole.extend(firsts.map(|value| (*value).clone()));
            return Some(true);
        }
        let covers = |row: &u32| {
            self.covers_from
                .get(index(*row))
                .is_some_and(|from| *from <= depth)
        };
        let (false, Some(axis)) = (rows.iter().any(covers), rest.first()) else {
            return Some(false);
        };
        let mut left: Vec<Vec<u32>> = vec![Vec::new(); axis.first.len()];
        spend(&mut self.work, left.len())?;
        for row in rows {
            let classes = axis.classes(*row);
            spend(&mut self.work, classes.len())?;
            for class in classes {
                left.get_mut(index(*class))?.push(*row);
            }
        }
        for (rows, value) in left.iter().zip(&axis.first) {
            self.hole.push((*value).clone());
            if self.look(depth.saturating_add(1), rows)? {
                return Some(true);
            }
            self.hole.pop();
        }
        Some(false)
    }
}

fn spend(work: &mut usize, amount: usize) -> Option<()> {
    *work = work.checked_sub(amount)?;
    Some(())
}
