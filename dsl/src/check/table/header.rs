//! Which column of a table's lines is what: a list has a column for each key and result, a grid a column for each
//! value of the last key.

use lutine_core::table::KeyCell;

use super::faults::Faults;
use super::filter::{self, Condition};
use super::headings::Headings;
use super::value::Values;
use crate::check::signature::TableSignature;
use crate::diagnostics::check::{nearest, no_ranges};
use crate::diagnostics::table as faults;
use crate::source::Span;
use crate::syntax::{Expression, KeyColumn, Name, TableResults};
use crate::typed::Type;

/// How many headings are tried as values of the last key before it is said to have no column.
const LOOKED_AT: usize = 1_000;

/// What each column of a table's lines is.
#[derive(Debug)]
pub(super) struct Layout {
    /// How many cells a line has.
    pub(super) width: usize,
    /// The columns of the keys; in a grid without that of the last key.
    pub(super) keys: Vec<KeyPlace>,
    pub(super) results: ResultPlaces,
    pub(super) filter: Vec<Condition>,
}

/// The columns of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyPlace {
    /// What it matches stands in a cell.
    Cell(usize),
    /// Each line begins where the cell says and ends before the next.
    From(usize),
    /// Each line ends where the cell says and begins behind the one before.
    UpTo(usize),
    /// Each line reaches from one cell to the other.
    Between(usize, usize),
}

impl KeyPlace {
    /// The column that stands for the key in messages.
    pub(super) fn column(self) -> usize {
        match self {
            Self::Cell(column) | Self::From(column) | Self::UpTo(column) => column,
            Self::Between(_, to) => to,
        }
    }
}

/// The columns of the results.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ResultPlaces {
    /// One for each result.
    List(Vec<usize>),
    /// One for each value of the last key.
    Grid(Vec<(usize, KeyCell)>),
}

/// Lays out the columns, or reports every header that does not fit.
pub(super) fn lay_out(
    table: &TableSignature<'_>,
    headings: &Headings<'_>,
    keys: &[Values<'_>],
    filter: Option<&Expression>,
    faults: &mut Faults<'_>,
) -> Option<Layout> {
    let mut header = Header {
        table,
        headings,
        used: vec![false; headings.all.len()],
        missed: Vec::new(),
        filter_failed: false,
        faults,
    };
    header.refuse_repeated();
    let filter = filter.map_or_else(Vec::new, |filter| header.filter(filter));
    header.refuse_bands_without_order(keys);
    let places = header.keys();
    let results = header.results(keys, places.last().is_some_and(Option::is_none));
    let is_grid = matches!(results, Some(ResultPlaces::Grid(_)));
    let given = places.len().saturating_sub(usize::from(is_grid));
    let keys: Vec<KeyPlace> = places.into_iter().take(given).flatten().collect();
    if header.faults.has_errors() || keys.len() != given {
        return None;
    }
    Some(Layout {
        width: headings.all.len(),
        keys,
        results: results?,
        filter,
    })
}

struct Header<'h, 's, 'a, 'd> {
    table: &'h TableSignature<'a>,
    headings: &'h Headings<'s>,
    /// Which columns are a key's or the filter's.
    used: Vec<bool>,
    /// What columns were looked for in vain.
    missed: Vec<&'h str>,
    /// Whether columns of the filter may be among those that seem to be nobody's.
    filter_failed: bool,
    faults: &'h mut Faults<'d>,
}

impl<'h> Header<'h, '_, '_, '_> {
    fn refuse_repeated(&mut self) {
        let mut seen: std::collections::BTreeMap<&str, Span> = std::collections::BTreeMap::new();
        for (text, span) in &self.headings.all {
            if text.is_empty() {
                continue;
            }
            match seen.get(text.as_str()) {
                Some(first) => self
                    .faults
                    .error(faults::repeated_column(*span, text, *first)),
                None => {
                    seen.insert(text, *span);
                }
            }
        }
    }

    fn filter(&mut self, filter: &Expression) -> Vec<Condition> {
        match filter::conditions(filter, self.headings) {
            Ok(conditions) => {
                for condition in &conditions {
                    self.take(condition.column);
                }
                conditions
            }
            Err(wrong) => {
                self.filter_failed = true;
                for fault in wrong {
                    self.faults.error(fault);
                }
                Vec::new()
            }
        }
    }

    /// A band is a range, which not every type has.
    fn refuse_bands_without_order(&mut self, values: &[Values<'_>]) {
        for (key, values) in self.table.syntax.keys.iter().zip(values) {
            let is_band = !matches!(key.column, KeyColumn::Own | KeyColumn::Named(_));
            if is_band && !values.has_ranges() {
                self.faults
                    .error(no_ranges(values.signatures, key.ty.span, values.ty));
            }
        }
    }

    fn take(&mut self, column: usize) -> usize {
        if let Some(used) = self.used.get_mut(column) {
            *used = true;
        }
        column
    }

    /// The columns of each key. That the last key has none is no fault here: its values may be the headings.
    fn keys(&mut self) -> Vec<Option<KeyPlace>> {
        let keys = &self.table.syntax.keys;
        let last = keys.len().saturating_sub(1);
        (0..)
            .zip(keys)
            .map(|(at, key)| match &key.column {
                KeyColumn::Own => match self.headings.find(&key.name.text) {
                    Some(column) => Some(KeyPlace::Cell(self.take(column))),
                    None => {
                        if at != last {
                            self.no_key_column(&key.name);
                        }
                        None
                    }
                },
                KeyColumn::Named(name) => self.named(name).map(KeyPlace::Cell),
                KeyColumn::From(name) => self.named(name).map(KeyPlace::From),
                KeyColumn::UpTo(name) => self.named(name).map(KeyPlace::UpTo),
                KeyColumn::Between(from, to) => {
                    let (from, to) = (self.named(from), self.named(to));
                    from.zip(to).map(|(from, to)| KeyPlace::Between(from, to))
                }
            })
            .collect()
    }

    /// The column that a declaration names.
    fn named(&mut self, name: &'h Name) -> Option<usize> {
        let found = self.headings.find(&name.text);
        match found {
            Some(column) => Some(self.take(column)),
            None => {
                let (texts, span) = (self.headings.texts(), self.headings.span());
                self.faults.error(faults::no_such_column(name, texts, span));
                self.missed.push(&name.text);
                None
            }
        }
    }

    fn no_key_column(&mut self, key: &'h Name) {
        let (texts, span) = (self.headings.texts(), self.headings.span());
        self.faults.error(faults::no_key_column(key, texts, span));
        self.missed.push(&key.text);
    }

    /// The columns that are nobody's yet.
    fn left(&self) -> Vec<usize> {
        (0..)
            .zip(&self.used)
            .filter(|(_, used)| !**used)
            .map(|(at, _)| at)
            .collect()
    }

    fn results(&mut self, keys: &[Values<'_>], last_key_missing: bool) -> Option<ResultPlaces> {
        let last = self.table.syntax.keys.last().filter(|_| last_key_missing);
        if let Some(key) = last.filter(|key| key.column == KeyColumn::Own) {
            if let Some(values) = keys.last().filter(|values| self.is_grid(key, values)) {
                return self.grid(values);
            }
            self.no_key_column(&key.name);
            return None;
        }
        if last_key_missing {
            return None;
        }
        match &self.table.syntax.results {
            TableResults::Nothing => {
                self.refuse_left_over();
                Some(ResultPlaces::List(Vec::new()))
            }
            TableResults::Single(_) => self.single(),
            TableResults::Named(results) => {
                let columns: Option<Vec<usize>> = results
                    .iter()
                    .map(|result| match &result.column {
                        Some(name) => self.named(name),
                        None => self.own_result(&result.name),
                    })
                    .collect::<Vec<_>>()
                    .into_iter()
                    .collect();
                self.refuse_left_over();
                columns.map(ResultPlaces::List)
            }
        }
    }

    fn own_result(&mut self, name: &'h Name) -> Option<usize> {
        let found = self.headings.find(&name.text);
        match found {
            Some(column) => Some(self.take(column)),
            None => {
                let (texts, span) = (self.headings.texts(), self.headings.span());
                self.faults
                    .error(faults::no_result_column(name, texts, span));
                self.missed.push(&name.text);
                None
            }
        }
    }

    /// What is left is nobody's, unless it seems to be a column that is missed already.
    fn refuse_left_over(&mut self) {
        if self.filter_failed {
            return;
        }
        for column in self.left() {
            if self.faults.are_enough() {
                return;
            }
            let (text, span) = (self.headings.text(column), self.headings.span_of(column));
            if nearest(text, self.missed.iter().copied()).is_none() {
                self.faults
                    .error(faults::foreign_column(span, text, &self.table.name));
            }
        }
    }

    /// The column of the one result that has no name.
    fn single(&mut self) -> Option<ResultPlaces> {
        let left = self.left();
        if let [column] = left.as_slice() {
            return Some(ResultPlaces::List(vec![*column]));
        }
        // One of these may be a column that is missed already, or the filter's.
        if !self.missed.is_empty() || self.filter_failed {
            return None;
        }
        let texts = left.iter().map(|column| self.headings.text(*column));
        let fault = match left.get(1) {
            None => faults::no_column_left(self.headings.span(), &self.table.name),
            Some(second) => faults::several_columns_left(
                self.headings.span_of(*second),
                &self.table.name,
                texts,
            ),
        };
        self.faults.error(fault);
        None
    }

    /// Whether the headings that are nobody's are values of the last key, which has no column.
    fn is_grid(&self, key: &crate::syntax::TableKey, values: &Values<'_>) -> bool {
        let result_has_column = match &self.table.syntax.results {
            TableResults::Nothing => true,
            TableResults::Single(_) => false,
            TableResults::Named(results) => match results.as_slice() {
                [one] => one.column.is_some() || self.headings.find(&one.name.text).is_some(),
                _ => true,
            },
        };
        let left = self.left();
        let mut texts = left.iter().map(|column| self.headings.text(*column));
        // Everything can be a text: a heading that is nearly the key's name is more likely to be meant as that.
        let misspelt = *values.ty == Type::Text && nearest(&key.name.text, texts.clone()).is_some();
        let is_value = |column: &usize| {
            let cell = self
                .headings
                .sheet
                .heading_cell(*column, self.headings.text(*column));
            values.key(cell).is_ok()
        };
        !result_has_column
            && !misspelt
            && texts.next().is_some()
            && left.iter().take(LOOKED_AT).any(is_value)
    }

    fn grid(&mut self, values: &Values<'_>) -> Option<ResultPlaces> {
        let mut columns = Vec::new();
        for column in self.left() {
            if self.faults.are_enough() {
                return None;
            }
            let (text, span) = (self.headings.text(column), self.headings.span_of(column));
            match values.key(self.headings.sheet.heading_cell(column, text)) {
                Ok(cell) => {
                    values.warn_never_hit(&cell, self.faults, || span);
                    columns.push((column, cell));
                }
                Err(_) if nearest(text, self.missed.iter().copied()).is_some() => {}
                Err(fault) => {
                    self.faults
                        .error(faults::bad_heading(fault, span, text, &values.what))
                }
            }
        }
        Some(ResultPlaces::Grid(columns))
    }
}
