//! Table look-ups: their keys, and the rows that they hit.

use super::draft::{Draft, ListDraft};
use super::here::Here;
use super::{Compiler, Drawn, OTHER_LANES};
use crate::fast::program::{Place, Source};
use crate::fast::worksheet::Piece;
use crate::graph::{LookupNote, Node, NodeId, Op, Shape, Space, TableId};
use crate::table::Table;

impl Compiler<'_> {
    /// `,"look_ups":[…]`: those that count.
    pub(super) fn draw_look_ups(
        &mut self,
        notes: &[LookupNote],
        here: &Here,
        into: &mut Draft,
    ) -> Drawn {
        let graph = self.graph;
        let mut list = ListDraft::default();
        for note in notes {
            let Some(node) = graph.node(note.row) else {
                continue;
            };
            let (table, known) = match &node.op {
                Op::Row(table) => match graph.table(*table) {
                    Some(known) => (*table, known),
                    None => continue,
                },
                Op::Key
                    if graph
                        .space(node.space)
                        .and_then(Space::fitting_rows)
                        .is_some() =>
                {
                    return Err(OTHER_LANES);
                }
                _ => continue,
            };
            let nodes: Vec<NodeId> = [note.row].into_iter().chain(node.args.clone()).collect();
            self.each_below(node.space, here, &nodes, &mut list, |own, there, list| {
                let of = (there.at != here.at).then_some(there);
                let found = (table, known);
                let look_up = own.draw_look_up((note.row, node), found, there, of)?;
                own.push_where(&note.only_if, there, look_up, list);
                Ok(())
            })?;
        }
        list.field("look_ups", into);
        Ok(())
    }

    fn draw_look_up(
        &mut self,
        (id, node): (NodeId, &Node),
        (table, known): (TableId, &Table),
        here: &Here,
        of: Option<&Here>,
    ) -> Drawn<Draft> {
        let mut draft = Draft::default();
        draft.field("table", &known.name);
        if let Some(item) = of {
            self.item_named("of", item, &mut draft);
        }
        let mut keys = ListDraft::default();
        for (axis, key) in known.axes.iter().zip(&node.args) {
            let mut reading = Draft::default();
            reading.field("text", &axis.name);
            reading.name("value");
            self.draw_value(&Shape::One(*key), here, &mut reading)?;
            keys.push(reading.in_braces());
        }
        keys.field("keys", &mut draft);
        let columns = self.plan.columns_read(id);
        let rows = self.common.rows(self.graph, table, columns);
        let row = self.held(id);
        match row.at {
            Source::One(Place::Const(row)) => {
                let mut text = String::new();
                self.common.append_row(self.graph, rows, row, &mut text);
                draft.text(&text);
            }
            _ => draft.piece(Piece::Row(row, rows)),
        }
        Ok(draft.in_braces())
    }
}
