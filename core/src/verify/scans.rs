//! Scans: regions that lie inside each other or apart, whose nodes can be computed for some lanes, and depend on themselves only through
//! what is carried.

use super::{Kind, Verified, Verifier, damaged};
use crate::graph::{Node, NodeId, Op, Scan, Space};

impl Verifier<'_> {
    pub(super) fn verify_scans(&self) -> Verified {
        let graph = self.graph;
        // The number of the innermost scan around each node, and of the outermost.
        let mut innermost: Vec<Option<usize>> = vec![None; graph.nodes.len()];
        let mut open: Vec<(usize, &Scan)> = Vec::new();
        let mut least = NodeId(0);
        for (number, scan) in graph.scans.iter().enumerate() {
            open.retain(|(_, around)| around.last >= scan.first);
            if let Err(problem) = self.scan(scan, &open, least) {
                return damaged(format!("scan {number}"), problem);
            }
            least = scan.first;
            open.push((number, scan));
            let outermost = open.first().map_or(scan.first, |(_, scan)| scan.first);
            // Its nodes are there. Only they are gone through, for there may be a scan for each few nodes.
            let range = scan.first.index()..=scan.last.index();
            let nodes = graph.nodes.get(range.clone()).unwrap_or_default();
            let slots = innermost.get_mut(range).unwrap_or_default();
            let ids = (scan.first.0..).map(NodeId);
            for ((id, node), slot) in ids.zip(nodes).zip(slots) {
                if let Err(problem) = self.is_computed_in(node, scan, outermost) {
                    return damaged(format!("node {} in scan {number}", id.0), problem);
                }
                *slot = Some(number);
            }
        }
        self.verify_carries(&innermost)
    }

    /// Whether a region lies where it can.
    fn scan(
        &self,
        scan: &Scan,
        around: &[(usize, &Scan)],
        least: NodeId,
    ) -> Result<(), &'static str> {
        let Some(Space::Items { .. } | Space::Made { .. }) = self.graph.space(scan.space) else {
            return Err("its space has no items");
        };
        if scan.first > scan.last || scan.last.index() >= self.graph.nodes.len() {
            return Err("its nodes are not there");
        }
        if scan.first < least {
            return Err("it does not come in order");
        }
        if let Some((_, outer)) = around.last()
            && (scan.last > outer.last || !self.is_below(scan.space, outer.space))
        {
            return Err("it does not lie inside the one around it");
        }
        if let Some(order) = scan.order {
            let known = self.node_kind(order).filter(|_| order < scan.first);
            let orders = known.is_some_and(|(space, kind)| {
                space == scan.space && matches!(kind, Kind::Number | Kind::Date | Kind::Enum(_))
            });
            if !orders {
                return Err("what orders its items is missing");
            }
        }
        Ok(())
    }

    /// Whether a node can be computed for some lanes only, before any other.
    fn is_computed_in(
        &self,
        node: &Node,
        scan: &Scan,
        outermost: NodeId,
    ) -> Result<(), &'static str> {
        if !self.is_above(scan.space, node.space) {
            return Err("it stands neither in the space that is gone through nor below it");
        }
        if node.args.is_empty() && !matches!(node.op, Op::Reduce { .. } | Op::Pick { .. }) {
            return Err("it depends on nothing");
        }
        let read = match &node.op {
            Op::Merge | Op::FirstOfItsValue { .. } => {
                return Err("it cannot be computed item by item");
            }
            Op::Allocate if node.space == scan.space => {
                return Err("it needs all items of a list at once");
            }
            Op::Reduce { from, .. } | Op::Pick { from, .. } | Op::Joined { from, .. } => {
                Some(*from)
            }
            Op::At(list) | Op::AtKey(list) => self.graph.list(*list).map(|list| list.items),
            _ => None,
        };
        let mut spaces = [Some(node.space), read].into_iter().flatten();
        if spaces.all(|space| self.is_ready(space, outermost)) {
            Ok(())
        } else {
            Err("a space that it needs is sized by the region")
        }
    }

    /// Whether each carried node is carried by the scan directly around it, and by that once.
    fn verify_carries(&self, innermost: &[Option<usize>]) -> Verified {
        let graph = self.graph;
        let mut carried = vec![false; graph.nodes.len()];
        for (number, scan) in graph.scans.iter().enumerate() {
            for carry in &scan.carries {
                let place = format!("scan {number}");
                let (Some(node), Some(then)) = (graph.node(carry.node), graph.node(carry.then))
                else {
                    return damaged(place, "what it carries is missing");
                };
                let within = innermost.get(carry.node.index()) == Some(&Some(number));
                let is_carried = node.op == Op::Carried && node.space == scan.space;
                let once = carried.get_mut(carry.node.index());
                let once = once.is_some_and(|carried| !std::mem::replace(carried, true));
                if !within || !is_carried || !once {
                    return damaged(place, "what it carries does not stand in it");
                }
                let comes = carry.then <= scan.last && then.space == scan.space;
                let is_value = !matches!(Kind::of(node.ty), Kind::Ref(_) | Kind::Row(_));
                if !comes || then.ty != node.ty || !is_value {
                    return damaged(place, "what the next item gets is of another kind or place");
                }
            }
        }
        let mut nodes = graph.nodes.iter().zip(carried);
        if nodes.any(|(node, carried)| node.op == Op::Carried && !carried) {
            return damaged("nodes", "what is carried is carried by no scan");
        }
        Ok(())
    }
}
