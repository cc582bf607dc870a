//! The rows of a table as a list: one lane a row for each risk.

use super::Lowerer;
use super::list::{ListFault, ListSource};
use super::value::Value;
use crate::source::Span;
use crate::typed::{RowField, TableRows, Type};
use lutine_core::graph::{Constant, Each, List, NodeId, Op, RISK, Space, TableId, Ty};
use lutine_core::number::Decimal;

impl Lowerer<'_> {
    /// The list of all rows, made once for each table. The rows by their number are a table of their own.
    pub(super) fn rows_of(&mut self, rows: &TableRows, span: Span) -> Value {
        if let Some(known) = self.row_lists.get(&rows.of) {
            return known.clone();
        }
        let before = self
            .rulebook
            .tables
            .len()
            .saturating_add(self.row_tables.len());
        let table = TableId(u32::try_from(before).unwrap_or(u32::MAX));
        self.row_tables.push(rows.rows.data.clone());
        let count = u32::try_from(rows.rows.data.rows.len()).unwrap_or(u32::MAX);
        let mut end = |number: u32| {
            let number = Constant::Number(Decimal::from(number));
            let end = self.graph.constant(number, Ty::Int);
            self.graph.bring(end, RISK)
        };
        let each = Each::Numbers {
            from: end(1),
            to: end(count),
            max: count,
        };
        let name = &rows.rows.data.name;
        let space = self.graph.space(Space::Made {
            parent: RISK,
            name: name.clone(),
            each,
        });
        let id = self.graph.list(List {
            name: name.clone(),
            owner: RISK,
            items: space,
            min: count,
            max: count,
            single: false,
        });
        let site = self.graph.site(span);
        let sound = |this: &mut Self, op, ty, args| {
            let node = this.graph.push(op, space, ty, args, site);
            this.graph.set_fallible(node, false);
            node
        };
        // Every number has a row, and no cell is blank that must not be.
        let number = sound(self, Op::Key, Ty::Int, Vec::new());
        let row = sound(self, Op::Row(table), Ty::Row(table), vec![number]);
        let mut cells: Vec<Value> = Vec::new();
        for (column, declared) in (0..).zip(&rows.rows.columns) {
            let ty = self.ty(declared);
            let mut cell = |op, ty| -> NodeId { sound(self, op, ty, vec![row]) };
            let value = Value::One(cell(Op::Cell(table, column), ty));
            cells.push(match declared {
                Type::Optional(_) => Value::Optional {
                    given: cell(Op::CellGiven(table, column), Ty::Bool),
                    value: Box::new(value),
                },
                _ => value,
            });
        }
        let at = |column: u32| cells.get(column as usize).cloned();
        let fields = rows.fields.iter().filter_map(|field| match field {
            RowField::Column(column) => at(*column),
            RowField::Band(from, to) => Some(Value::Record(vec![at(*from)?, at(*to)?])),
        });
        let item = Value::Record(fields.collect());
        let list = self.own_list(ListSource {
            owner: RISK,
            space,
            id: Some(id),
            direct: true,
            keep: None,
            item,
            fault: ListFault::Never,
        });
        self.row_lists.insert(rows.of, list.clone());
        list
    }
}
