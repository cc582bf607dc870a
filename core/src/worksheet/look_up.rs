use super::{Between, Hit, LookUp, Place, Reading};
use crate::answer::{At, scalar};
use crate::batch::Segment;
use crate::column::Values;
use crate::execute::Execution;
use crate::graph::{Constant, ErrorCode, LookupNote, Node, NodeId, Op, Shape, Space, TableId};
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
            // Of all rows that fit each is a lane below that of the look-up.
            let fitting = self.plan.graph.space(node.space);
            let fitting = fitting.and_then(Space::fitting_rows);
            let space = fitting.map_or(node.space, |(owners, ..)| owners);
            let is_below = self.plan.distance(space, at.0).is_some();
            let here = |lane| if is_below { (space, lane) } else { at };
            let lanes = self.lanes_of(space, at);
            for lane in lanes.filter(|lane| self.counts(only_if, here(*lane))) {
                match (&node.op, fitting) {
                    (Op::Row(table), _) => {
                        if let Some(known) = self.plan.graph.table(*table) {
                            let found = (*table, known);
                            look_ups.push(self.one_look_up((*id, node), found, lane, at, path));
                        }
                    }
                    (Op::Key, Some((_, table, keys))) => {
                        if let Some(known) = self.plan.graph.table(table) {
                            let all = (known, keys, (space, lane));
                            look_ups.extend(self.look_ups_of_all((*id, node), all, at, path));
                        }
                    }
                    _ => {}
                }
            }
        }
        look_ups
    }

    /// The look-ups in a `collect` table: one for each row that fits, and one that found nothing where there is none.
    fn look_ups_of_all(
        &self,
        (id, node): (NodeId, &Node),
        (table, keys, owner): (&Table, &[NodeId], At),
        at: At,
        path: &str,
    ) -> Vec<LookUp> {
        let look_up = |hit, cells| LookUp {
            table: table.name.clone(),
            keys: self.keys_read(table, keys, owner, path),
            of: self.other_item(owner, at),
            hit,
            cells,
        };
        let Segment { start, len } = self.below(node.space, owner.0, owner.1);
        if len == 0 {
            return vec![look_up(Hit::Nothing, Vec::new())];
        }
        let Some(rows) = self.column(id) else {
            return Vec::new();
        };
        let lanes = start..start.saturating_add(len);
        let of_lane = |lane: u32| match rows.values.lanes().get(lane as usize) {
            Some(row) if rows.failure(lane).is_none() => {
                let place = self.place_of(table, *row);
                look_up(Hit::Row(place), self.cells(id, table, *row))
            }
            _ => look_up(Hit::KeyInError, Vec::new()),
        };
        lanes.map(of_lane).collect()
    }

    fn keys_read(&self, table: &Table, keys: &[NodeId], at: At, path: &str) -> Vec<Reading> {
        let keys = table.axes.iter().zip(keys).map(|(axis, key)| Reading {
            text: axis.name.clone(),
            value: self.shown(&Shape::One(*key), at, path),
        });
        keys.collect()
    }

    fn one_look_up(
        &self,
        (id, node): (NodeId, &Node),
        (table, known): (TableId, &Table),
        lane: u32,
        at: At,
        path: &str,
    ) -> LookUp {
        let row = self.column(id).and_then(|column| {
            let row = column.values.lanes().get(lane as usize).copied()?;
            let found = column.failure(lane).is_none() && row != Values::NO_ROW;
            found.then_some(row)
        });
        let between = row.and_then(|_| self.between((id, node), (table, known), lane));
        let (hit, cells) = match between {
            Some(between) => (Hit::Between(Box::new(between)), Vec::new()),
            None => (
                self.hit((id, node), (table, known), lane, row),
                row.map(|row| self.cells(id, known, row))
                    .unwrap_or_default(),
            ),
        };
        LookUp {
            table: known.name.clone(),
            keys: self.keys_read(known, &node.args, (node.space, lane), path),
            of: self.other_item((node.space, lane), at),
            hit,
            cells,
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
