//! By which nodes it is seen what an execution needs and which branches it takes.
//!
//! A probe is a node of its own with the value of a condition, so that what is needed of it is needed for this branch and nothing else; it
//! stands in the risk or below, so that it is known which risk needs it.

use super::Lowerer;
use super::list::Lanes;
use super::value::{SourceId, Value};
use crate::coverage::{Kind, Mark, has_mark};
use crate::source::Span;
use crate::typed::{Expr, TableId};
use lutine_core::coverage::Part;
use lutine_core::graph::{NodeId, Op, RISK, SiteId, Space, SpaceId, Ty};

/// What is to be seen of an execution.
#[derive(Debug, Clone, Default)]
pub struct Observed {
    /// Conditions and values.
    pub probes: Vec<Probe>,
    /// Rows that are gone through.
    pub rows: Vec<RowProbe>,
    /// Lists that count where a condition is true.
    pub parts: Vec<Part>,
}

impl Observed {
    /// Puts new numbers of nodes in the place of old ones.
    pub(super) fn renumber(&mut self, number: impl Fn(NodeId) -> NodeId) {
        for probe in &mut self.probes {
            probe.node = number(probe.node);
        }
        for probe in &mut self.rows {
            probe.counts = number(probe.counts);
            probe.row = number(probe.row);
        }
        for part in &mut self.parts {
            part.condition = number(part.condition);
        }
    }
}

/// A node whose lanes, where they are needed, tell that something was evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Probe {
    /// The node.
    pub node: NodeId,
    /// What is seen where it is true, or of a value where it is needed.
    pub yes: Option<Mark>,
    /// What is seen where it is false.
    pub no: Option<Mark>,
}

/// Lanes of a comprehension over the rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowProbe {
    /// The table.
    pub table: TableId,
    /// Whether a lane counts, of those in which this is needed.
    pub counts: NodeId,
    /// The row of each lane, by its place in the table.
    pub row: NodeId,
}

impl<'a> Lowerer<'a> {
    /// The condition of a choice, with the branches that are taken where it is true and false.
    pub(super) fn observed(
        &mut self,
        condition: NodeId,
        kind: Kind,
        span: Span,
        (yes, no): (Option<u32>, Option<u32>),
    ) -> NodeId {
        // Nothing is noted of a place of which nothing is seen: what is compiled stays the same.
        if self.graph.observed.is_none() {
            return condition;
        }
        let mark = |branch: u32| Mark { span, kind, branch };
        let site = self.graph.site(span);
        self.probe(condition, site, yes.map(mark), no.map(mark))
    }

    /// The condition behind `where`.
    pub(super) fn kept_where(&mut self, condition: &'a Expr) -> NodeId {
        let kept = self.lower_one(condition);
        self.observed(kept, Kind::Where, condition.span, (Some(0), Some(1)))
    }

    /// What stands before `??`.
    pub(super) fn observed_given(&mut self, value: Value, other: Span) -> Value {
        match value {
            Value::Optional { given, value } => Value::Optional {
                given: self.observed(given, Kind::Default, other, (Some(0), Some(1))),
                value,
            },
            value => value,
        }
    }

    /// Which lanes of a comprehension count, so that it is seen which rows of tables it goes through do. All do if nothing is said.
    pub(super) fn observed_rows(
        &mut self,
        lanes: &Lanes,
        counts: Option<NodeId>,
    ) -> Option<NodeId> {
        let Some((_, row)) = lanes.rows.first() else {
            return counts;
        };
        let site = self.graph.site_of(*row);
        let counts = counts.unwrap_or_else(|| self.graph.truth(true));
        let counts = self.graph.bring(counts, lanes.space);
        let counts = self.probe(counts, site, None, None);
        for (table, row) in &lanes.rows {
            let (table, row) = (*table, self.graph.bring(*row, lanes.space));
            if let Some(observed) = &mut self.graph.observed {
                observed.rows.push(RowProbe { table, counts, row });
            }
        }
        Some(counts)
    }

    /// The row of each lane in which the items of a list are gone through, if they are the rows of a table.
    pub(super) fn observed_row(
        &mut self,
        list: SourceId,
        space: SpaceId,
    ) -> Option<(TableId, NodeId)> {
        self.graph.observed.as_ref()?;
        let mut known = self.row_lists.iter();
        let (table, rows) = known.find(|(_, rows)| rows.source == list)?;
        let (table, row) = (*table, rows.row);
        let of = self.graph.space_of(row);
        if space == of {
            return Some((table, row));
        }
        let site = self.graph.site_of(row);
        let item = self
            .graph
            .push(Op::Item, space, Ty::Ref(of), Vec::new(), site);
        Some((table, self.graph.gather(item, row)))
    }

    /// The value of a declaration.
    pub(super) fn observed_value(&mut self, value: Value, expr: &Expr) -> Value {
        if self.graph.observed.is_none() || !has_mark(&expr.ty) {
            return value;
        }
        let mark = Mark {
            span: expr.span,
            kind: Kind::Value,
            branch: 0,
        };
        let site = self.graph.site(expr.span);
        value.map(&mut |node| self.probe(node, site, Some(mark), None))
    }

    /// The keys of a look-up, so that it is known which risk needs its row.
    pub(super) fn observed_keys(&mut self, keys: Vec<NodeId>) -> Vec<NodeId> {
        if self.graph.observed.is_none() {
            return keys;
        }
        let space = self.graph.deeper(self.graph.deepest(&keys), RISK);
        let keys = keys.into_iter();
        keys.map(|key| self.graph.bring(key, space)).collect()
    }

    /// The two lists of a choice, parts of a list of which only one counts.
    pub(super) fn observed_parts(&mut self, chosen: &Value, parts: [(u32, NodeId); 2]) {
        let Value::List(list) = chosen else { return };
        let SourceId(source) = list.source;
        let Some(join) = self.lists.get(source).map(|source| source.space) else {
            return;
        };
        if let Some(observed) = &mut self.graph.observed {
            let part = |(part, condition)| Part {
                space: join,
                part: Some(part),
                condition,
            };
            observed.parts.extend(parts.map(part));
        }
    }

    /// A space that is gone through below lanes of which only those count for which a condition is true.
    pub(super) fn observed_below(&mut self, space: SpaceId, condition: NodeId) {
        let parent = self.graph.spaces.get(space.index()).and_then(Space::parent);
        let is_above = parent == Some(self.graph.space_of(condition));
        if let Some(observed) = self.graph.observed.as_mut().filter(|_| is_above) {
            observed.parts.push(Part {
                space,
                part: None,
                condition,
            });
        }
    }

    fn probe(&mut self, node: NodeId, site: SiteId, yes: Option<Mark>, no: Option<Mark>) -> NodeId {
        if self.graph.observed.is_none() {
            return node;
        }
        let space = self.graph.deeper(self.graph.space_of(node), RISK);
        let here = self.graph.bring(node, space);
        let ty = self.graph.ty(here);
        let probe = self
            .graph
            .push(Op::Guard, space, ty, vec![here, here], site);
        if let Some(observed) = &mut self.graph.observed {
            let node = probe;
            observed.probes.push(Probe { node, yes, no });
        }
        probe
    }
}
