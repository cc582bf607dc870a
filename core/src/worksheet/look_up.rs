use super::{Between, Hit, LookUp, Place, Reading};
use crate::answer::{At, scalar};
use crate::column::Values;
use crate::execute::Execution;
use crate::graph::{Constant, ErrorCode, LookupNote, Node, NodeId, Op, Shape, TableId};
use crate::table::{self, KeyCell, Table};
use crate::value::Value;
use std::sync::Arc;

impl Execution<'_> {
    /// The look-ups of a lane: those made for it, for what it stands in, and for what stands below it.
    pub(super) fn look_ups(&self, notes: &[LookupNote], at: At, path: &str) -> Vec<LookUp> {
        let mut look_ups = Vec::new();
        for LookupNote { row: id, only_if } in notes {
            let Some(node) = self.plan.graph.node(*id) else {
                continue;
            };
            let Op::Row(table) = node.op else { continue };
            let Some(known) = self.plan.graph.table(table) else {
                continue;
            };
            let is_below = self.plan.distance(node.space, at.0).is_some();
            let here = |lane| if is_below { (node.space, lane) } else { at };
            let lanes = self.lanes_of(node.space, at);
            let lanes = lanes.filter(|lane| self.counts(only_if, here(*lane)));
            look_ups.extend(
                lanes.map(|lane| self.one_look_up((*id, node), (table, known), lane, at, path)),
            );
        }
        look_ups
    }

    fn one_look_up(
        &self,
        (id, node): (NodeId, &Node),
        (table, known): (TableId, &Table),
        lane: u32,
        at: At,
        path: &str,
    ) -> LookUp {
        let keys = known
            .axes
            .iter()
            .zip(&node.args)
            .map(|(axis, key)| Reading {
                text: axis.name.clone(),
                value: self.shown(&Shape::One(*key), (node.space, lane), path),
            });
        let row = self.column(id).and_then(|column| {
            let row = column.values.lanes().get(lane as usize).copied()?;
            let found = column.failure(lane).is_none() && row != Values::NO_ROW;
            found.then_some(row)
        });
        let between = row.and_then(|_| self.between((id, node), (table, known), lane));
        if let Some(between) = between {
            return LookUp {
                table: known.name.clone(),
                keys: keys.collect(),
                of: self.other_item((node.space, lane), at),
                hit: Hit::Between(Box::new(between)),
                cells: Vec::new(),
            };
        }
        LookUp {
            table: known.name.clone(),
            keys: keys.collect(),
            of: self.other_item((node.space, lane), at),
            hit: self.hit((id, node), (table, known), lane, row),
            cells: row
                .map(|row| self.cells(id, known, row))
                .unwrap_or_default(),
        }
    }

    fn hit(
        &self,
        (id, node): (NodeId, &Node),
        (table, known): (TableId, &Table),
        lane: u32,
        row: Option<u32>,
    ) -> Hit {
        let place = |row| self.place_of(known, row);
        let failure = self
            .column(id)
            .map(|column| column.failure(lane))
            .unwrap_or_default();
        match row {
            Some(row) => Hit::Row(place(row)),
            None if failure.is_none() => Hit::Nothing,
            None if failure.node() == id && failure.code() == Some(ErrorCode::SeveralRows) => {
                match self.several(node, table, lane) {
                    Some((first, second)) => Hit::Several(place(first), place(second)),
                    None => Hit::Nothing,
                }
            }
            None => Hit::KeyInError,
        }
    }

    fn place_of(&self, table: &Table, row: u32) -> Place {
        let file = self.plan.graph.files.get(table.file as usize);
        Place {
            file: file.cloned().unwrap_or_default(),
            line: table.rows.get(row as usize).map_or(0, |row| row.line),
        }
    }

    /// The two nodes between which the key of a look-up lies; nothing of one that hit a row itself.
    fn between(
        &self,
        (id, node): (NodeId, &Node),
        (table, known): (TableId, &Table),
        lane: u32,
    ) -> Option<Between> {
        let axis = known.interpolation?.axis as usize;
        let constants = self.constants(node, lane)?;
        let keys: Vec<table::Key<'_>> = constants.iter().map(table::Key::from).collect();
        let loaded = self.plan.tables.get(table.index())?;
        let table::Hit::One(row) = loaded.find(&keys) else {
            return None;
        };
        let (low, high) = loaded.around(row, &keys);
        if low == high {
            return None;
        }
        let distances = loaded.nodes()?.distances(low, high, constants.get(axis)?);
        let of_row = |row: u32| {
            let KeyCell::One(value) = known.rows.get(row as usize)?.keys.get(axis)? else {
                return None;
            };
            let key = known.axes.get(axis)?;
            let value = scalar(&self.plan.graph, &Values::one(value), key.ty, 0);
            Some(super::Node {
                key: (key.name.clone(), value),
                place: self.place_of(known, row),
                cells: self.cells(id, known, row),
            })
        };
        Some(Between {
            low: of_row(low)?,
            high: of_row(high)?,
            weight: distances.and_then(|(x, w)| x.div(w)).ok(),
        })
    }

    /// The keys of a look-up.
    fn constants(&self, node: &Node, lane: u32) -> Option<Vec<Constant>> {
        let keys = node.args.iter();
        keys.map(|key| self.column(*key)?.values.constant(lane as usize))
            .collect()
    }

    /// The first two of the rows that a look-up hit.
    fn several(&self, node: &Node, table: TableId, lane: u32) -> Option<(u32, u32)> {
        let constants = self.constants(node, lane)?;
        let keys: Vec<table::Key<'_>> = constants.iter().map(table::Key::from).collect();
        match self.plan.tables.get(table.index())?.find(&keys) {
            table::Hit::Several(first, second) => Some((first, second)),
            _ => None,
        }
    }

    /// The cells that are read of a row: of the columns that some node takes from the look-up, of all where that is not known.
    fn cells(&self, look_up: NodeId, table: &Table, row: u32) -> Vec<(Arc<str>, Option<Value>)> {
        let read = self.plan.columns_read(look_up);
        let columns = (0_u32..).zip(&table.columns);
        let columns = columns.filter(|(place, _)| read.is_empty() || read.contains(place));
        let cell = |column: &table::Column| {
            let value = column.cells.get(row as usize)?.as_ref()?;
            Some(scalar(&self.plan.graph, &Values::one(value), column.ty, 0))
        };
        columns
            .map(|(_, column)| (column.name.clone(), cell(column)))
            .collect()
    }
}
