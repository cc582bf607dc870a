//! How many intervals lie over each place of a line, as they come and go.

use crate::table::index::index;

/// A binary tree over the pieces of a line. Each node counts the intervals that fill it and not its parent, and knows the least number of
/// intervals over a piece of its own.
#[derive(Debug)]
pub(super) struct Cover {
    /// Where each piece begins; the last number is the end of the line.
    starts: Vec<u32>,
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Node {
    own: u32,
    least: u32,
}

/// A node and the pieces that it stands for, up to but without the last.
#[derive(Debug, Clone, Copy)]
struct Part {
    node: usize,
    from: usize,
    end: usize,
}

impl Part {
    fn halves(self) -> [Self; 2] {
        let middle = self.from.midpoint(self.end);
        let node = self.node.saturating_mul(2);
        [
            Self {
                node: node.saturating_add(1),
                end: middle,
                ..self
            },
            Self {
                node: node.saturating_add(2),
                from: middle,
                ..self
            },
        ]
    }

    const fn is_piece(self) -> bool {
        self.end.saturating_sub(self.from) <= 1
    }
}

impl Cover {
    /// A line from 0 to before `end` with nothing over it, cut at the ends of these intervals.
    pub(super) fn new(end: u32, spans: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut starts: Vec<u32> = spans
            .flat_map(|(from, to)| [from, to.saturating_add(1)])
            .chain([0, end])
            .collect();
        starts.sort_unstable();
        starts.dedup();
        let pieces = starts.len().saturating_sub(1);
        let nodes = pieces.next_power_of_two().saturating_mul(2);
        Self {
            starts,
            nodes: vec![Node::default(); nodes],
        }
    }

    fn whole(&self) -> Part {
        Part {
            node: 0,
            from: 0,
            end: self.starts.len().saturating_sub(1),
        }
    }

    /// An interval comes, or goes.
    pub(super) fn change(&mut self, (from, to): (u32, u32), comes: bool) {
        let piece = |place: u32| self.starts.partition_point(|start| *start < place);
        let (from, end) = (piece(from), piece(to.saturating_add(1)));
        self.change_in(self.whole(), from, end, comes);
    }

    fn change_in(&mut self, part: Part, from: usize, end: usize, comes: bool) {
        if end <= part.from || part.end <= from {
            return;
        }
        let mut below = 0;
        let fills = from <= part.from && part.end <= end;
        if !part.is_piece() {
            for half in part.halves() {
                if !fills {
                    self.change_in(half, from, end, comes);
                }
            }
            let least = |half: Part| self.nodes.get(half.node).map_or(0, |node| node.least);
            let [first, second] = part.halves().map(least);
            below = first.min(second);
        }
        if let Some(node) = self.nodes.get_mut(part.node) {
            if fills {
                node.own = match comes {
                    true => node.own.saturating_add(1),
                    false => node.own.saturating_sub(1),
                };
            }
            node.least = node.own.saturating_add(below);
        }
    }

    /// The first place that nothing lies over.
    pub(super) fn first_bare(&self) -> Option<u32> {
        let mut part = self.whole();
        let is_bare = |part: Part| self.nodes.get(part.node).is_some_and(|n| n.least == 0);
        if part.from == part.end || !is_bare(part) {
            return None;
        }
        while !part.is_piece() {
            let [first, second] = part.halves();
            part = if is_bare(first) { first } else { second };
        }
        self.starts.get(part.from).copied()
    }
}

/// The first place of a line that none of these intervals lies over.
pub(super) fn first_bare(end: u32, spans: impl Iterator<Item = (u32, u32)>) -> Option<u32> {
    let mut spans: Vec<(u32, u32)> = spans.collect();
    spans.sort_unstable();
    let mut next = 0;
    for (from, to) in spans {
        if from > next {
            break;
        }
        next = next.max(to.saturating_add(1));
    }
    (index(next) < index(end)).then_some(next)
}
