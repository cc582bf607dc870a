//! Under which conditions anybody looks at a value.
//!
//! The premium of a coverage is looked at where it is taken, what `a or b` says of b where a does not hold. So the conditions form a path
//! from the answer to the value, and a value that several ask for has what their paths begin with in common: it may be
//! looked at less often than that says, never more often.

use super::lanes::{made_of, sized_by};
use crate::execute::Plan;
use crate::graph::{NodeId, Op, Shape, SpaceId};
use std::collections::{BTreeSet, HashMap};

/// A path of conditions, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Path(u32);

impl Path {
    /// In every lane.
    pub const ALWAYS: Self = Self(0);
}

/// A condition: a node, and whether it is to hold or not.
pub(super) type Condition = (NodeId, bool);

/// How many conditions a path may have; behind them a value is looked at as often as the last says.
const MOST_CONDITIONS: u32 = 32;

/// What is asked of a node's value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// Under which conditions; nothing if never.
    pub path: Option<Path>,
    /// Whether anything asks for more than its rounding.
    pub bare: bool,
}

/// What is asked of every node of a graph.
#[derive(Debug)]
pub(super) struct Demand<'g> {
    plan: &'g Plan,
    asked: Vec<Asked>,
    /// For each path but the first the path before its last condition, that condition, and how many it has.
    paths: Vec<(Path, Condition, u32)>,
    numbers: HashMap<(Path, Condition), Path>,
    /// The spaces that somebody needs.
    spaces: BTreeSet<SpaceId>,
}

impl<'g> Demand<'g> {
    /// From the output and the requirements backwards.
    pub fn new(plan: &'g Plan) -> Self {
        let graph = &plan.graph;
        let mut demand = Self {
            plan,
            asked: vec![Asked::default(); graph.nodes.len()],
            paths: vec![(Path::ALWAYS, (NodeId(0), true), 0)],
            numbers: HashMap::new(),
            spaces: BTreeSet::new(),
        };
        for field in &graph.output {
            demand.shape(&field.shape, Path::ALWAYS);
        }
        for requirement in &graph.requirements {
            demand.ask(requirement.condition, Path::ALWAYS);
        }
        for (place, node) in graph.nodes.iter().enumerate().rev() {
            let Some(path) = demand.asked.get(place).and_then(|asked| asked.path) else {
                continue;
            };
            demand.lay_out(node.space);
            match &node.op {
                Op::Reduce { from, .. } | Op::Pick { from, .. } => demand.lay_out(*from),
                Op::At(list) | Op::AtKey(list) => {
                    if let Some(list) = graph.list(*list) {
                        demand.lay_out(list.items);
                    }
                }
                _ => {}
            }
            demand.operands(&node.op, &node.args, path);
        }
        demand
    }

    pub fn of(&self, node: NodeId) -> Asked {
        self.asked.get(node.index()).copied().unwrap_or_default()
    }

    /// The conditions of a path, the last first.
    pub fn conditions(&self, path: Path) -> Vec<Condition> {
        let mut conditions = Vec::new();
        let mut at = path;
        while at != Path::ALWAYS {
            let Some((before, condition, _)) = self.paths.get(at.0 as usize) else {
                break;
            };
            conditions.push(*condition);
            at = *before;
        }
        conditions
    }

    /// Asks for what says how many lanes a space has, and those that it is made of.
    fn lay_out(&mut self, space: SpaceId) {
        if !self.spaces.insert(space) {
            return;
        }
        let graph = &self.plan.graph;
        let Some(known) = graph.space(space) else {
            return;
        };
        for sizing in sized_by(known) {
            self.ask(sizing, Path::ALWAYS);
        }
        for below in made_of(graph, known) {
            self.lay_out(below);
        }
    }

    fn operands(&mut self, op: &Op, args: &[NodeId], path: Path) {
        match (op, args) {
            (Op::And, [a, b]) => {
                self.ask(*a, path);
                self.ask_where(*b, path, (*a, true));
            }
            (Op::Or, [a, b]) => {
                self.ask(*a, path);
                self.ask_where(*b, path, (*a, false));
            }
            (Op::Select, [c, a, b]) => {
                self.ask(*c, path);
                self.ask_where(*a, path, (*c, true));
                self.ask_where(*b, path, (*c, false));
            }
            // Nothing is in error here that could be recovered from.
            (Op::Recover, [a, ..]) => self.ask(*a, path),
            (
                Op::Reduce { filtered: true, .. } | Op::Pick { filtered: true, .. },
                [value, keep],
            ) => {
                self.ask(*keep, path);
                self.ask_where(*value, path, (*keep, true));
            }
            (Op::Round(_), [of, step]) => {
                self.ask_for(*of, path, false);
                self.ask(*step, path);
            }
            (_, args) => {
                for arg in args {
                    self.ask(*arg, path);
                }
            }
        }
    }

    fn ask(&mut self, node: NodeId, path: Path) {
        self.ask_for(node, path, true);
    }

    fn ask_where(&mut self, node: NodeId, path: Path, condition: Condition) {
        let path = self.and(path, condition);
        self.ask(node, path);
    }

    fn ask_for(&mut self, id: NodeId, path: Path, bare: bool) {
        let Some(node) = self.plan.graph.node(id) else {
            return;
        };
        let mut path = self.seen_from(path, node.space);
        if let Some(known) = self.of(id).path {
            path = self.common(path, known);
        }
        if let Some(asked) = self.asked.get_mut(id.index()) {
            asked.path = Some(path);
            asked.bare |= bare;
        }
    }

    fn and(&mut self, path: Path, condition: Condition) -> Path {
        let depth = self.paths.get(path.0 as usize).map_or(0, |known| known.2);
        if depth >= MOST_CONDITIONS {
            return path;
        }
        let next = Path(u32::try_from(self.paths.len()).unwrap_or(u32::MAX));
        let number = *self.numbers.entry((path, condition)).or_insert(next);
        if number == next {
            self.paths.push((path, condition, depth.saturating_add(1)));
        }
        number
    }

    fn before(&self, path: Path) -> Path {
        let known = self.paths.get(path.0 as usize);
        known.map_or(Path::ALWAYS, |(before, ..)| *before)
    }

    /// What two paths begin with. A path has a greater number than what it begins with.
    fn common(&self, a: Path, b: Path) -> Path {
        let (mut a, mut b) = (a, b);
        while a != b {
            if a > b {
                a = self.before(a);
            } else {
                b = self.before(b);
            }
        }
        a
    }

    /// As much of a path as can be seen from a space: conditions of it and those above.
    fn seen_from(&self, path: Path, space: SpaceId) -> Path {
        let mut seen = path;
        let mut at = path;
        while at != Path::ALWAYS {
            let before = self.before(at);
            let known = self.paths.get(at.0 as usize);
            let of = known.and_then(|(_, (node, _), _)| self.plan.graph.node(*node));
            if of.is_none_or(|of| self.plan.distance(space, of.space).is_none()) {
                seen = before;
            }
            at = before;
        }
        seen
    }

    fn shape(&mut self, shape: &Shape, path: Path) {
        match shape {
            Shape::One(node) => self.ask(*node, path),
            Shape::Optional { given, value } => {
                self.ask(*given, path);
                let path = self.and(path, (*given, true));
                self.shape(value, path);
            }
            Shape::Record(fields) => {
                for field in fields {
                    self.shape(&field.shape, path);
                }
            }
            Shape::List {
                space, keep, item, ..
            } => {
                self.lay_out(*space);
                let mut path = path;
                if let Some(keep) = keep {
                    self.ask(*keep, path);
                    path = self.and(path, (*keep, true));
                }
                self.shape(item, path);
            }
        }
    }
}
