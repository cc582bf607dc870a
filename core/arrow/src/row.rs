//! A row of columns as the pieces of a risk, so that it is judged by the same decoder as JSON.

use crate::bind::{Column, given_items};
use lutine_core::decode::BookColumn;
use lutine_core::json::{Event, Events, JsonError};
use std::ops::Range;
use std::slice::Iter;
use std::sync::Arc;

/// The [`Events`] of one row.
#[derive(Debug, Clone)]
pub(crate) struct Row<'c> {
    /// The value that comes next, with its row.
    next: Next<'c>,
    open: Vec<Open<'c>>,
}

#[derive(Debug, Clone)]
enum Next<'c> {
    Risk(&'c Column, usize),
    Value(&'c Column, usize),
    Nothing,
}

/// An object or list that was entered.
#[derive(Debug, Clone)]
enum Open<'c> {
    Fields(Iter<'c, (Arc<str>, Column)>, usize),
    List(&'c Column, Range<usize>),
    Items(Iter<'c, Column>, usize),
}

impl<'c> Row<'c> {
    pub(crate) const fn new(risk: &'c Column, row: usize) -> Self {
        Self {
            next: Next::Risk(risk, row),
            open: Vec::new(),
        }
    }

    /// The first piece of a value.
    fn value(&mut self, column: &'c Column, row: usize) -> Event<'c> {
        match column {
            Column::Plain(plain) => plain.event(row),
            Column::Items(items) => {
                let given = given_items(items, row);
                self.open.push(Open::Items(given.iter(), row));
                Event::ArrayStart
            }
            other if !other.is_given(row) => Event::Null,
            Column::Struct { fields, .. } | Column::Gathered(fields) => {
                self.open.push(Open::Fields(fields.iter(), row));
                Event::ObjectStart
            }
            Column::List { ends, item, .. } => {
                let (start, end) = ends.get(row).copied().unwrap_or_default();
                self.open.push(Open::List(item, start..end));
                Event::ArrayStart
            }
            Column::Nothing => Event::Null,
        }
    }

    /// What follows in the object or list at hand.
    fn following(&mut self) -> Event<'c> {
        let (column, row) = match self.open.last_mut() {
            None => return Event::End,
            Some(Open::Fields(fields, row)) => match fields.next() {
                Some((key, column)) => {
                    self.next = Next::Value(column, *row);
                    return Event::Key(key);
                }
                None => {
                    self.open.pop();
                    return Event::ObjectEnd;
                }
            },
            Some(Open::List(item, rows)) => (rows.next().map(|row| (*item, row))).unzip(),
            Some(Open::Items(items, row)) => (items.next().map(|item| (item, *row))).unzip(),
        };
        match column.zip(row) {
            Some((column, row)) => self.value(column, row),
            None => {
                self.open.pop();
                Event::ArrayEnd
            }
        }
    }
}

impl Events for Row<'_> {
    fn next(&mut self) -> Result<Event<'_>, JsonError> {
        Ok(match std::mem::replace(&mut self.next, Next::Nothing) {
            Next::Risk(risk, row) => {
                self.open.push(Open::Fields(risk.fields().iter(), row));
                Event::ObjectStart
            }
            Next::Value(column, row) => self.value(column, row),
            Next::Nothing => self.following(),
        })
    }
}
