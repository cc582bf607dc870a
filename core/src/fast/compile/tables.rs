//! Tables.

use super::{At, Compiler, Made, NO_OPERANDS, Val, whole};
use crate::column::Values;
use crate::fast::flat::{Flat, MOST_CELLS_TOGETHER};
use crate::fast::lookup::{BLANK, Lookup};
use crate::fast::program::{Op, Place, Reg};
use crate::fast::range::Range;
use crate::graph::{Node, Op as GraphOp, SpaceId, TableId, Ty};
use crate::table::{Certain, WholeGrid};

const MANY_DIGITS: &str = "a column of many digits";

/// A look-up, a column of cells, and which keys have one value.
pub(super) type FlatKey = (u32, u32, Vec<Option<i64>>);

impl Compiler<'_> {
    pub(super) fn table(&mut self, at: At, node: &Node, args: &[Val]) -> Made {
        match (&node.op, args) {
            (GraphOp::Row(table), keys) => self.row(at, *table, node, keys),
            (GraphOp::Cell(table, column), [row]) => self.cell(at, (*table, *column), *row),
            (GraphOp::CellGiven(table, column), [row]) => {
                let cells = self.cells(*table, *column).ok_or(MANY_DIGITS)?;
                let row = self.reg(row.place, at.space);
                let blank = self.make(at.space, Op::Blank(cells.number, row));
                Ok(self.not(at.space, Val::of(blank, Range::BOOL)))
            }
            _ => Err(NO_OPERANDS),
        }
    }

    fn row(&mut self, at: At, id: TableId, node: &Node, keys: &[Val]) -> Made {
        let table = self.graph.table(id).ok_or(NO_OPERANDS)?;
        if table.interpolation.is_some() {
            return Err("an interpolation");
        }
        let types = node
            .args
            .iter()
            .filter_map(|arg| Some(self.graph.node(*arg)?.ty));
        let keys_held: Vec<(Ty, u32)> = types.zip(keys.iter().map(|key| key.scale)).collect();
        let number = self.look_up(id, keys_held).ok_or(NO_OPERANDS)?;
        let grid = self.program.lookups.get(number as usize);
        let grid = grid.and_then(|look_up| look_up.grid.as_ref());
        let ranges = keys.iter().map(|key| (key.range.low, key.range.high));
        let certain = grid.map_or(Certain::default(), |grid| grid.certain(ranges));
        let regs: Vec<Reg> = keys
            .iter()
            .map(|key| self.reg(key.place, at.space))
            .collect();
        let op = Op::Row(number, regs.into());
        let reg = self.watched(at, op, !certain.at_most_one);
        if certain.at_most_one {
            let places = keys.iter().map(|key| key.place).collect();
            self.rows.insert(reg, (number, places));
        }
        let whole = whole(self.graph, Ty::Row(id));
        let low = if certain.hits { 0 } else { WholeGrid::NONE };
        Ok(Val::of(reg, Range { low, ..whole }))
    }

    fn look_up(&mut self, table: TableId, keys: Vec<(Ty, u32)>) -> Option<u32> {
        if let Some(number) = self.look_ups.get(&(table, keys.clone())) {
            return Some(*number);
        }
        let loaded = self.plan.tables.get(table.index())?;
        let scales: Vec<u32> = keys.iter().map(|(_, scale)| *scale).collect();
        let grid = WholeGrid::new(loaded.index(), &scales);
        let number = u32::try_from(self.program.lookups.len()).ok()?;
        self.look_ups.insert((table, keys.clone()), number);
        self.program.lookups.push(Lookup { table, keys, grid });
        Some(number)
    }

    fn cell(&mut self, at: At, (table, column): (TableId, u32), row: Val) -> Made {
        let cells = self.cells(table, column).ok_or(MANY_DIGITS)?;
        let sure = row.range.low >= 0 && !cells.has_blanks;
        if let Place::Const(row) = row.place {
            let words = self.program.cells.get(cells.number as usize);
            let row = usize::try_from(row).ok();
            let word = row.and_then(|row| words?.get(row)).copied();
            let word = word.filter(|word| *word != BLANK);
            return Ok(Val {
                scale: cells.scale,
                ..Val::constant(word.ok_or("a cell that is not there")?)
            });
        }
        let row = self.reg(row.place, at.space);
        let op = match self.flat(at.space, cells.number, row) {
            Some(Ok(word)) => {
                return Ok(Val {
                    scale: cells.scale,
                    ..Val::constant(word)
                });
            }
            Some(Err(op)) => op,
            None => Op::Cell(cells.number, row),
        };
        let reg = self.watched(at, op, !sure);
        Ok(Val {
            scale: cells.scale,
            ..Val::of(reg, cells.range)
        })
    }

    /// The cell itself, if only one can be hit, or the operation that finds it without its row.
    fn flat(&mut self, space: SpaceId, cells: u32, row: Reg) -> Option<Result<i64, Op>> {
        let (number, keys) = self.rows.get(&row)?.clone();
        let fixed: Vec<Option<i64>> = keys
            .iter()
            .map(|key| match key {
                Place::Const(word) => Some(*word),
                Place::Reg(_) => None,
            })
            .collect();
        let flat = match self.flats.get(&(number, cells, fixed.clone())) {
            Some(known) => *known,
            None => {
                let made = self.make_flat(number, cells, &fixed);
                self.flats.insert((number, cells, fixed), made);
                made
            }
        }?;
        let only = self.program.flats.get(flat as usize)?.only();
        if let Some(word) = only {
            return (word != BLANK).then_some(Ok(word));
        }
        let varying = keys.iter().filter(|key| matches!(key, Place::Reg(_)));
        let varying = varying.map(|key| self.reg(*key, space)).collect();
        Some(Err(Op::Flat(flat, varying)))
    }

    fn make_flat(&mut self, look_up: u32, cells: u32, fixed: &[Option<i64>]) -> Option<u32> {
        let grid = self.program.lookups.get(look_up as usize)?.grid.as_ref()?;
        let cells = self.program.cells.get(cells as usize)?;
        let flat = Flat::new(grid, fixed, cells)?;
        let flats = &mut self.program.flats;
        let together: usize = flats.iter().map(Flat::len).sum();
        if together.saturating_add(flat.len()) > MOST_CELLS_TOGETHER {
            return None;
        }
        flats.push(flat);
        u32::try_from(flats.len()).ok()?.checked_sub(1)
    }

    /// A result column as words; nothing where a cell is none.
    fn cells(&mut self, table: TableId, column: u32) -> Option<Cells> {
        if let Some(known) = self.cells.get(&(table, column)) {
            return *known;
        }
        let cells = self.read_cells(table, column);
        self.cells.insert((table, column), cells);
        cells
    }

    fn read_cells(&mut self, table: TableId, column: u32) -> Option<Cells> {
        let cells = self.plan.tables.get(table.index())?.column(column)?;
        let scale = match &cells.values {
            Values::Number(numbers) => numbers.iter().map(|number| number.scale()).max(),
            _ => None,
        };
        let scale = scale.unwrap_or(0);
        let mut words = Vec::with_capacity(cells.given.len());
        for (row, given) in cells.given.iter().enumerate() {
            words.push(if *given {
                let word = match &cells.values {
                    Values::Bool(values) => i64::from(*values.get(row)?),
                    Values::Number(values) => values.get(row)?.at_scale(scale)?,
                    Values::Text(values) => self.texts.number(values.get(row)?),
                    Values::Date(values) => i64::from(values.get(row)?.days()),
                    Values::Enum(values) => i64::from(*values.get(row)?),
                    Values::Ref(_) | Values::Row(_) => return None,
                };
                (word != BLANK).then_some(word)?
            } else {
                BLANK
            });
        }
        if scale > super::MOST_PLACES {
            return None;
        }
        let given = || words.iter().filter(|word| **word != BLANK);
        let range = Range {
            low: given().min().copied().unwrap_or(0),
            high: given().max().copied().unwrap_or(0),
        };
        let has_blanks = words.contains(&BLANK);
        let number = u32::try_from(self.program.cells.len()).ok()?;
        self.program.cells.push(words);
        Some(Cells {
            number,
            scale,
            range,
            has_blanks,
        })
    }
}

/// A column of cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells {
    number: u32,
    scale: u32,
    range: Range,
    has_blanks: bool,
}
