//! Tables and functions.

use std::rc::Rc;

use lutine_core::facts::Numbers;
use lutine_core::graph::Constant;
use lutine_core::number::{Decimal, MAX_COEFFICIENT, MAX_SCALE};
use lutine_core::table::{Interpolation, KeyCell, Outside};

use super::claim::ClaimKind;
use super::fact::Fact;
use super::prover::Prover;
use crate::typed::{Expr, FunctionId, TableId, Type};
use crate::typed::{RowField, TableRows};

/// Larger tables are not searched for the rows that fit what is known of the keys.
const MOST_SEARCHED_ROWS: usize = 2_000;
/// How many rows are looked at in all.
const MOST_ROWS: u64 = 400_000;
/// How many different arguments of a function are followed one by one.
const MOST_CALLS: usize = 16;
/// How often those beyond are followed together, each time with what is new.
const MOST_WIDENED: u32 = 256;
/// How many expressions are looked at before calls are no longer followed.
const MOST_WORK: u64 = 200_000;

impl<'r> Prover<'r> {
    pub(super) fn lookup(&mut self, id: TableId, keys: &'r [Expr], expr: &'r Expr) -> Fact {
        let rulebook = self.rulebook;
        let facts: Vec<Fact> = keys.iter().map(|key| self.fact(key)).collect();
        let Some(table) = rulebook.tables.get(id.index()) else {
            return Fact::of_type(rulebook, &expr.ty);
        };
        let refuses = table.data.default_row().is_none()
            && table
                .columns
                .iter()
                .any(|ty| !matches!(ty, Type::Optional(_)));
        for ((fact, key), axis) in facts.iter().zip(keys).zip(&table.data.axes) {
            if let (Some(domain), true) = (&axis.domain, refuses) {
                let left = fact.inside_intervals(domain);
                let fails = (!fact.is_inside(domain), self.is_lost(fact, &left));
                let shown = Self::shown(fact);
                // The error stands where the look-up begins, with those of the other keys.
                self.note(ClaimKind::Key, expr.span, key.span, fails, || {
                    format!("it is {shown}")
                });
            }
        }
        if facts.iter().any(Fact::is_never) {
            return Fact::Never;
        }
        let columns = match table.data.interpolation {
            Some(interpolation) => self.between_nodes(table, interpolation, &facts),
            None => self.columns(id, table, &facts),
        };
        match (table.record, columns.as_slice()) {
            (Some(_), _) => Fact::Record(Rc::from(columns)),
            (None, [only]) => only.clone(),
            _ => Fact::of_type(rulebook, &expr.ty),
        }
    }

    /// A look-up in a `collect` table: no more rows than those that what is known of the keys can fit.
    pub(super) fn fitting(
        &mut self,
        rows: &'r TableRows,
        keys: &'r [Expr],
        value: Option<u32>,
    ) -> Fact {
        let facts: Vec<Fact> = keys.iter().map(|key| self.fact(key)).collect();
        if facts.iter().any(Fact::is_never) {
            return Fact::Never;
        }
        let table = self.rulebook.tables.get(rows.of.index());
        let of_table = table.map(|table| table.data.rows.as_slice());
        let of_table = of_table.unwrap_or_default();
        let (columns, most) = if self.searches(of_table.len(), keys.len()) {
            let can_fit = |row: &lutine_core::table::Row| {
                let mut cells = row.keys.iter().zip(&facts);
                cells.all(|(cell, key)| can_hit(cell, key))
            };
            let fits: Vec<bool> = of_table.iter().map(can_fit).collect();
            let columns = columns_of(&rows.rows, |row| fits.get(row) == Some(&true));
            (columns, fits.iter().filter(|fits| **fits).count())
        } else {
            let known = self.tables.get(&rows.of).cloned();
            let whole = known.unwrap_or_else(|| columns_of(&rows.rows, |_| true));
            self.tables.insert(rows.of, whole.clone());
            (whole, of_table.len())
        };
        let item = match value {
            Some(column) => columns.get(column as usize).cloned(),
            None => Some(self::row(rows, columns)),
        };
        Fact::List {
            least: 0,
            most: u32::try_from(most).unwrap_or(u32::MAX),
            item: Rc::new(item.unwrap_or(Fact::Unknown)),
        }
    }

    /// Whether the rows of a table are searched for those that fit what is known of the keys; counts them if so.
    fn searches(&mut self, rows: usize, keys: usize) -> bool {
        let size = u64::try_from(rows.saturating_mul(keys.max(1))).unwrap_or(u64::MAX);
        let searched = rows <= MOST_SEARCHED_ROWS && self.rows.saturating_add(size) <= MOST_ROWS;
        if searched {
            self.rows = self.rows.saturating_add(size);
        }
        searched
    }

    /// What lies between the nodes of the rows whose other keys can be hit: no more than the greatest of them and no less than the least, where no
    /// step of the interpolation can be rounded past them.
    fn between_nodes(
        &self,
        table: &'r crate::typed::Table,
        interpolation: Interpolation,
        keys: &[Fact],
    ) -> Vec<Fact> {
        let axis = interpolation.axis as usize;
        let is_hit = |row: usize| {
            let cells = table.data.rows.get(row).map(|row| row.keys.as_slice());
            let mut cells = cells.unwrap_or_default().iter().zip(keys).enumerate();
            cells.all(|(place, (cell, key))| place == axis || can_hit(cell, key))
        };
        let own = table.data.own_rows().iter();
        let mut nodes = own
            .filter_map(|row| row.keys.get(axis))
            .map(|cell| match cell {
                KeyCell::One(Constant::Number(value)) => Size::of(*value),
                // Days from the first of the calendar to the last.
                KeyCell::One(Constant::Date(_)) => Some(Size {
                    most: 3_652_059,
                    places: 0,
                }),
                _ => None,
            });
        let key = nodes.try_fold(Size::default(), |sum, node| Some(sum.with(node?)));
        let any = |ty: &Type| Fact::of_type(self.rulebook, ty);
        if interpolation.outside == Outside::Extend {
            return table.columns.iter().map(any).collect();
        }
        let columns = table.data.columns.iter().zip(&table.columns);
        let facts = columns_of(table, is_hit).into_iter().zip(columns);
        facts
            .map(|(fact, (column, ty))| {
                let mut cells = column.cells.iter().flatten().map(|cell| match cell {
                    Constant::Number(value) => Size::of(*value),
                    _ => None,
                });
                let values = cells.try_fold(Size::default(), |sum, cell| Some(sum.with(cell?)));
                let exact = key
                    .zip(values)
                    .is_some_and(|(key, values)| key.is_exact_with(values));
                if exact { all_between(fact) } else { any(ty) }
            })
            .collect()
    }

    /// What the columns hold in the rows that can be hit.
    fn columns(&mut self, id: TableId, table: &'r crate::typed::Table, keys: &[Fact]) -> Vec<Fact> {
        if !self.searches(table.data.rows.len(), keys.len()) {
            if let Some(known) = self.tables.get(&id) {
                return known.clone();
            }
            let whole = columns_of(table, |_| true);
            self.tables.insert(id, whole.clone());
            return whole;
        }
        columns_of(table, |row| {
            let cells = table.data.rows.get(row).map(|row| row.keys.as_slice());
            cells.is_none_or(|cells| cells.iter().zip(keys).all(|(cell, key)| can_hit(cell, key)))
        })
    }

    pub(super) fn call(&mut self, id: FunctionId, arguments: &'r [Expr], expr: &Expr) -> Fact {
        let rulebook = self.rulebook;
        let facts: Vec<Fact> = arguments.iter().map(|a| self.fact(a)).collect();
        let Some(function) = rulebook.functions.get(id.index()) else {
            return Fact::of_type(rulebook, &expr.ty);
        };
        let loud = self.quiet == 0;
        let calls = self.calls.entry(id).or_default();
        let seen = calls.iter().find(|call| {
            (call.noted || !loud)
                && (call.arguments == facts || call.widened > 0 && call.is_for(&facts))
        });
        if let Some(call) = seen {
            return call.result.clone();
        }
        // Many different arguments are followed together: with whatever one of them is.
        let before = calls.iter().find(|call| call.widened > 0);
        let widened = match before {
            Some(call) => call.widened.saturating_add(1),
            None => u32::from(calls.len() >= MOST_CALLS),
        };
        if widened > MOST_WIDENED || self.work > MOST_WORK {
            if loud {
                self.with_any_arguments.insert(id);
            }
            return Fact::of_type(rulebook, &expr.ty);
        }
        let together = calls.iter().filter(|_| widened > 0);
        let facts = together.fold(facts, |facts, call| call.joined(&facts));
        calls.retain(|call| call.widened == 0);
        // A body sees its parameters and nothing of what its caller knows. An argument in error does no harm where it is not used.
        let outside = std::mem::take(&mut self.known);
        for (parameter, fact) in function.parameters.iter().zip(&facts) {
            self.bind(parameter.variable, fact.clone());
        }
        let result = self.fact(&function.body);
        self.known = outside;
        self.calls.entry(id).or_default().push(super::prover::Call {
            arguments: facts,
            result: result.clone(),
            noted: loud,
            widened,
        });
        result
    }
}

/// Everything from the least to the greatest.
fn all_between(fact: Fact) -> Fact {
    match fact {
        Fact::Optional { absent, given } => Fact::maybe(absent, all_between((*given).clone())),
        fact => match fact.numbers() {
            Some(ends) => Fact::Number(Numbers::between(ends.low(), ends.high(), MAX_SCALE)),
            None => fact,
        },
    }
}

/// How large numbers are: what their coefficients are at most, with how many places.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    most: u128,
    places: u32,
}

impl Size {
    fn of(value: Decimal) -> Option<Self> {
        Some(Self {
            most: value.coefficient().unsigned_abs(),
            places: value.scale(),
        })
    }

    /// The size of both; nothing can be said where it is beyond counting.
    fn with(self, other: Self) -> Self {
        let places = self.places.max(other.places);
        let scaled = |size: Self| {
            let factor = 10_u128.checked_pow(places.saturating_sub(size.places));
            factor.map_or(u128::MAX, |factor| size.most.saturating_mul(factor))
        };
        Self {
            most: scaled(self).max(scaled(other)),
            places,
        }
    }

    /// Whether the product of a difference of such keys and one of such values is a number without being rounded.
    fn is_exact_with(self, values: Self) -> bool {
        let product = self.most.saturating_mul(values.most).saturating_mul(4);
        let places = self.places.saturating_add(values.places);
        product < MAX_COEFFICIENT && places <= MAX_SCALE
    }
}

/// What the columns hold in those rows.
pub(super) fn columns_of(table: &crate::typed::Table, is_hit: impl Fn(usize) -> bool) -> Vec<Fact> {
    let hit: Vec<usize> = (0..table.data.rows.len())
        .filter(|row| is_hit(*row))
        .collect();
    let column = |column: &lutine_core::table::Column, ty: &Type| {
        let optional = matches!(ty, Type::Optional(_));
        let mut found = Fact::Never;
        for row in &hit {
            if let Some(Some(cell)) = column.cells.get(*row) {
                found = match (&found, cell) {
                    // Long columns of numbers are gone through without sets.
                    (Fact::Number(numbers), Constant::Number(cell)) if numbers.contains(*cell) => {
                        found
                    }
                    _ => found.join(&Fact::constant(cell)),
                };
            }
        }
        if optional {
            // There may be no row, or a blank cell.
            Fact::maybe(true, found)
        } else {
            found
        }
    };
    let columns = table.data.columns.iter().zip(&table.columns);
    columns.map(|(data, ty)| column(data, ty)).collect()
}

/// The rows of a table as a list.
pub(super) fn rows_of(rows: &TableRows) -> Fact {
    let count = u32::try_from(rows.rows.data.rows.len()).unwrap_or(u32::MAX);
    Fact::List {
        least: count,
        most: count,
        item: Rc::new(row(rows, columns_of(&rows.rows, |_| true))),
    }
}

/// A row, of which is known what the columns hold.
fn row(rows: &TableRows, columns: Vec<Fact>) -> Fact {
    let at = |column: u32| {
        columns
            .get(column as usize)
            .cloned()
            .unwrap_or(Fact::Unknown)
    };
    let fields = rows.fields.iter().map(|field| match field {
        RowField::Column(column) => at(*column),
        RowField::Band(from, to) => Fact::Record(Rc::from([at(*from), at(*to)])),
    });
    Fact::Record(fields.collect())
}

/// Whether a key of which that much is known can fit the cell.
pub(super) fn can_hit(cell: &KeyCell, key: &Fact) -> bool {
    !inside_cell(cell, key).is_never()
}

/// What is known of a key that fits the cell.
pub(super) fn inside_cell(cell: &KeyCell, key: &Fact) -> Fact {
    match cell {
        KeyCell::Any => key.clone(),
        KeyCell::One(value) => key.optional().1.meet(&Fact::constant(value)),
        KeyCell::Intervals(intervals) => key.optional().1.inside_intervals(intervals),
    }
}
