//! Nodes: each operation has the operands that it needs, from before it and of the right space.

use super::{Kind, Verified, Verifier, damaged};
use crate::execute::Failure;
use crate::graph::{
    Choice, Constant, Each, ListId, Node, NodeId, Op, Piece, Reduction, Space, SpaceId, TableId,
    UNIT,
};
use crate::table::HitPolicy;

/// What an operation takes and gives: the kinds of its operands, all in its own space, and of its result.
type Signature = (Vec<Kind>, Kind);

impl Verifier<'_> {
    pub(super) fn verify_nodes(&self) -> Verified {
        let graph = self.graph;
        if graph.nodes.len() > Failure::MAX_NODES as usize {
            return damaged("nodes", "there are too many");
        }
        for (id, input) in graph.schema.inputs.iter().enumerate() {
            let space = graph.space(input.space);
            let is_item = matches!(space, Some(Space::Risk | Space::Items { .. }));
            if !is_item || self.kind(input.ty).is_none() {
                return damaged(format!("input {id}"), "it has no such space or type");
            }
        }
        for (id, node) in (0..).map(NodeId).zip(&graph.nodes) {
            if let Err(problem) = self.node(id, node) {
                return damaged(format!("node {} ({:?})", id.0, node.op), problem);
            }
        }
        Ok(())
    }

    fn node(&self, id: NodeId, node: &Node) -> Result<(), &'static str> {
        let graph = self.graph;
        let kind = self.kind(node.ty).ok_or("its type is missing")?;
        graph.site(node.site).ok_or("its place is missing")?;
        if let Some(declaration) = node.declares {
            graph
                .declaration(declaration)
                .ok_or("its declaration is missing")?;
        }
        if !self.is_ready(node.space, id) {
            return Err("its space is not there, or sized by later nodes");
        }
        if node.args.iter().any(|arg| arg.0 >= id.0) {
            return Err("an operand does not come before it");
        }
        if let Op::At(list) | Op::AtKey(list) = &node.op
            && !self.is_list_ready(*list, id)
        {
            return Err("its list is not there, or sized by later nodes");
        }
        match self.signature(node, kind) {
            Some((operands, result)) => self.fits(node, kind, &operands, result),
            None => self.crossing(id, node, kind),
        }
    }

    /// Whether operands in the node's own space are of the kinds wanted.
    fn fits(
        &self,
        node: &Node,
        kind: Kind,
        operands: &[Kind],
        result: Kind,
    ) -> Result<(), &'static str> {
        if node.args.len() != operands.len() {
            return Err("it has too few or too many operands");
        }
        for (arg, wanted) in node.args.iter().zip(operands) {
            match self.node_kind(*arg) {
                Some((space, found)) if space == node.space && found == *wanted => {}
                Some((space, _)) if space == node.space => {
                    return Err("an operand is of another kind");
                }
                _ => return Err("an operand is in another space"),
            }
        }
        if kind == result {
            Ok(())
        } else {
            Err("its result is of another kind")
        }
    }

    /// The signature of an operation within one space; none of those that cross spaces or read something.
    fn signature(&self, node: &Node, kind: Kind) -> Option<Signature> {
        use Kind::{Bool, Date, Number, Text};
        let operand = |place: usize| {
            let arg = node.args.get(place)?;
            Some(self.node_kind(*arg)?.1)
        };
        Some(match &node.op {
            Op::Position => (vec![], Number),
            Op::Own => (vec![], Kind::Ref(node.space)),
            Op::Add | Op::Sub | Op::Mul | Op::Div | Op::Rem | Op::Round(_) => {
                (vec![Number; 2], Number)
            }
            Op::Power => (vec![Number; 2], Number),
            Op::Neg | Op::Abs | Op::Maths(_) => (vec![Number], Number),
            Op::Min | Op::Max => {
                let wanted = if kind == Date { Date } else { Number };
                (vec![wanted; 2], wanted)
            }
            Op::Years | Op::YearsByFebruary28 | Op::Months | Op::Days | Op::DayCount(_) => {
                (vec![Date; 2], Number)
            }
            Op::Allocate => (vec![Number; 3], Number),
            Op::DatePart(_) => (vec![Date], Number),
            Op::Shift => (vec![Date, Number, Number, Number], Date),
            Op::Compare(_) => (vec![operand(0)?; 2], Bool),
            Op::Not => (vec![Bool], Bool),
            Op::And | Op::Or => (vec![Bool; 2], Bool),
            Op::Select => (vec![Bool, kind, kind], kind),
            Op::Known | Op::Failed => (vec![operand(0)?], Bool),
            Op::Guard => (vec![operand(0)?, kind], kind),
            Op::Recover => (vec![kind; 2], kind),
            Op::CodeOf => (vec![operand(0)?], Text),
            Op::Carried => (vec![kind], kind),
            Op::In(domain) => {
                self.graph.domain(*domain)?;
                (vec![operand(0)?], Bool)
            }
            Op::Check(check) => {
                self.graph.domain(check.domain)?;
                (vec![kind], kind)
            }
            Op::Row(table) if !self.is_collect(*table) => (self.axes(*table)?, Kind::Row(*table)),
            Op::RowAbove(table) => {
                self.interpolated_axis(*table)?;
                (self.axes(*table)?, Kind::Row(*table))
            }
            Op::Interpolated(table, column) => {
                let key = self.interpolated_axis(*table)?;
                let value = self.cell(*table, *column).filter(|cell| *cell == Number)?;
                (vec![Kind::Row(*table), Kind::Row(*table), key], value)
            }
            Op::Cell(table, column) => (vec![Kind::Row(*table)], self.cell(*table, *column)?),
            Op::CellGiven(table, column) => {
                self.cell(*table, *column)?;
                (vec![Kind::Row(*table)], Bool)
            }
            Op::Format(pieces) => {
                let values = pieces.iter().filter(|piece| matches!(piece, Piece::Value));
                let operands: Option<Vec<Kind>> =
                    values.enumerate().map(|(n, _)| operand(n)).collect();
                (operands?, Text)
            }
            Op::At(list) => {
                let list = self.graph.list(*list)?;
                (vec![Kind::Ref(list.owner), Number], Kind::Ref(list.items))
            }
            Op::AtKey(list) => {
                let list = self.graph.list(*list)?;
                let key = match self.graph.space(list.items)? {
                    Space::Made {
                        each: Each::Numbers { .. },
                        ..
                    } => Number,
                    Space::Made {
                        parent,
                        each: Each::Values { values, .. },
                        ..
                    } => {
                        let owner = Some(Kind::Ref(list.owner)).filter(|_| list.owner == *parent);
                        let keys = values.iter().map(|value| Some(self.node_kind(*value)?.1));
                        let operands = std::iter::once(owner).chain(keys);
                        return Some((operands.collect::<Option<_>>()?, Kind::Ref(list.items)));
                    }
                    Space::Made { .. } => operand(1).filter(|key| matches!(key, Kind::Enum(_)))?,
                    _ => return None,
                };
                (vec![Kind::Ref(list.owner), key], Kind::Ref(list.items))
            }
            _ => return None,
        })
    }

    /// Whether all rows of a table that fit count, and not one.
    pub(super) fn is_collect(&self, table: TableId) -> bool {
        let table = self.graph.table(table);
        table.is_some_and(|table| table.policy == HitPolicy::Collect)
    }

    pub(super) fn axes(&self, table: TableId) -> Option<Vec<Kind>> {
        let axes = &self.graph.table(table)?.axes;
        axes.iter().map(|axis| self.kind(axis.ty)).collect()
    }

    /// The kind of the key along which a table is interpolated.
    fn interpolated_axis(&self, table: TableId) -> Option<Kind> {
        let table = self.graph.table(table)?;
        let axis = table.axes.get(table.interpolation?.axis as usize)?;
        let kind = self.kind(axis.ty)?;
        matches!(kind, Kind::Number | Kind::Date).then_some(kind)
    }

    fn cell(&self, table: TableId, column: u32) -> Option<Kind> {
        let columns = &self.graph.table(table)?.columns;
        self.kind(columns.get(column as usize)?.ty)
    }

    /// Operations that read something, or whose operands are in other spaces.
    fn crossing(&self, id: NodeId, node: &Node, kind: Kind) -> Result<(), &'static str> {
        let operands: Option<Vec<(SpaceId, Kind)>> =
            node.args.iter().map(|arg| self.node_kind(*arg)).collect();
        let operands = operands.unwrap_or_default();
        let fits = match (&node.op, operands.as_slice()) {
            (Op::Constant(constant), []) => node.space == UNIT && self.is_of(constant, kind),
            (Op::Input(input), []) => {
                let column = self.graph.schema.inputs.get(input.index());
                column.is_some_and(|c| c.space == node.space && Kind::of(c.ty) == kind)
            }
            (Op::InputGiven(input), []) => {
                let column = self.graph.schema.inputs.get(input.index());
                column.is_some_and(|c| c.space == node.space) && kind == Kind::Bool
            }
            (Op::Key, []) => match self.graph.space(node.space) {
                Some(Space::Made {
                    each: Each::Numbers { .. },
                    ..
                }) => kind == Kind::Number,
                Some(Space::Made {
                    each: Each::Values { from, .. },
                    ..
                }) => kind == Kind::Ref(*from),
                Some(Space::Made {
                    each: Each::Rows { table, .. },
                    ..
                }) => kind == Kind::Row(*table),
                Some(Space::Made { .. }) => matches!(kind, Kind::Enum(_)),
                _ => false,
            },
            (Op::Item, []) => match self.graph.space(node.space) {
                Some(Space::Pairs { list, .. } | Space::Matches { list, .. }) => {
                    let list = self.graph.list(*list);
                    list.is_some_and(|list| kind == Kind::Ref(list.items))
                }
                Some(Space::Sorted { from, .. }) => kind == Kind::Ref(*from),
                _ => false,
            },
            (Op::Up, [(space, found)]) => self.is_above(*space, node.space) && *found == kind,
            (Op::Gather, [(space, Kind::Ref(to)), (from, found)]) => {
                *space == node.space && to == from && *found == kind
            }
            (
                Op::Reduce {
                    kind: how,
                    from,
                    filtered,
                },
                operands,
            ) => {
                self.is_ready(*from, id)
                    && self.is_above(node.space, *from)
                    && operands.iter().all(|(space, _)| space == from)
                    && is_fold(*how, *filtered, operands, kind)
            }
            (
                Op::Pick {
                    choice,
                    from,
                    filtered,
                },
                operands,
            ) => {
                let by = usize::from(matches!(choice, Choice::Greatest | Choice::Least));
                self.is_ready(*from, id)
                    && self.is_above(node.space, *from)
                    && operands.iter().all(|(space, _)| space == from)
                    && operands.len() == by.saturating_add(usize::from(*filtered))
                    && keeps(*filtered, operands)
                    && kind == Kind::Ref(*from)
            }
            (Op::Joined { from, filtered }, [items @ .., (space, Kind::Text)]) => {
                self.is_ready(*from, id)
                    && self.is_above(node.space, *from)
                    && *space == node.space
                    && items.iter().all(|(space, _)| space == from)
                    && items.first().is_some_and(|(_, kind)| *kind == Kind::Text)
                    && items.len() == usize::from(*filtered).saturating_add(1)
                    && keeps(*filtered, items)
                    && kind == Kind::Text
            }
            (Op::FirstOfItsValue { under }, [(space, Kind::Bool), values @ ..]) => {
                self.is_above(*under, node.space)
                    && *space == node.space
                    && !values.is_empty()
                    && values.iter().all(|(space, _)| *space == node.space)
                    && kind == Kind::Bool
            }
            (Op::Merge, operands) => match self.graph.space(node.space) {
                Some(Space::Join { parts, .. }) => {
                    let wanted = parts.iter().map(|part| (*part, kind));
                    operands.iter().copied().eq(wanted)
                }
                _ => false,
            },
            _ => false,
        };
        if fits {
            Ok(())
        } else {
            Err("its operands, type and space do not fit each other")
        }
    }

    fn is_list_ready(&self, list: ListId, node: NodeId) -> bool {
        let list = self.graph.list(list);
        list.is_some_and(|list| self.is_ready(list.items, node))
    }

    pub(super) fn is_of(&self, constant: &Constant, kind: Kind) -> bool {
        match (constant, kind) {
            (Constant::Bool(_), Kind::Bool)
            | (Constant::Number(_), Kind::Number)
            | (Constant::Text(_), Kind::Text)
            | (Constant::Date(_), Kind::Date) => true,
            (Constant::Enum(member), Kind::Enum(id)) => self
                .graph
                .enumerations
                .get(id.index())
                .is_some_and(|known| (*member as usize) < known.members.len()),
            _ => false,
        }
    }
}

/// Whether the last operand, where there is a filter, is one.
fn keeps(filtered: bool, operands: &[(SpaceId, Kind)]) -> bool {
    !filtered || operands.last().is_some_and(|(_, kind)| *kind == Kind::Bool)
}

/// Whether the operands of a fold, a value and perhaps a filter, give such a result.
fn is_fold(how: Reduction, filtered: bool, operands: &[(SpaceId, Kind)], result: Kind) -> bool {
    let values = operands.len().checked_sub(usize::from(filtered));
    let value = operands.first().map(|(_, kind)| *kind);
    let value = value.filter(|_| values == Some(1));
    let fits = match how {
        Reduction::Sum | Reduction::Product => {
            value == Some(Kind::Number) && result == Kind::Number
        }
        Reduction::Min | Reduction::Max => value == Some(result),
        Reduction::Any | Reduction::All => value == Some(Kind::Bool) && result == Kind::Bool,
        Reduction::Count => values == Some(0) && result == Kind::Number,
        Reduction::NonEmpty => matches!(values, Some(0 | 1)) && result == Kind::Bool,
    };
    fits && keeps(filtered, operands)
}
