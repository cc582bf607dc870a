//! Under which conditions anybody looks at a value.
//!
//! The premium of a coverage is looked at where it is taken, what `a or b` says of b where a does not hold. So the way from the answer to a
//! value is a set of conditions that hold wherever it is looked at; and of a value that several ask for it is what their
//! sets have in common: it may be looked at less often than that says, never more often.

use super::lanes::{is_known, made_of};
use super::program::Purpose;
use super::worksheet::{Read, each_read};
use crate::execute::Plan;
use crate::graph::{Declaration, NodeId, Op, Shape, SpaceId};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A set of conditions that hold wherever a value is looked at, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Path(u32);

impl Path {
    /// In every lane.
    pub const ALWAYS: Self = Self(0);
}

/// A condition: a node, and whether it is to hold or not.
pub(super) type Condition = (NodeId, bool);

/// How many conditions are kept of one value. Without the others it seems to be looked at more often.
const MOST_CONDITIONS: usize = 32;

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
    /// The conditions of each path, in order.
    paths: Vec<Arc<[Condition]>>,
    numbers: HashMap<Arc<[Condition]>, Path>,
    /// The spaces that somebody needs.
    spaces: BTreeSet<SpaceId>,
}

impl<'g> Demand<'g> {
    /// From the output and the requirements backwards, and from all that a worksheet shows.
    pub fn new(plan: &'g Plan, purpose: Purpose) -> Self {
        let graph = &plan.graph;
        let mut demand = Self {
            plan,
            asked: vec![Asked::default(); graph.nodes.len()],
            paths: vec![Arc::from([])],
            numbers: HashMap::from([(Arc::from([]), Path::ALWAYS)]),
            spaces: BTreeSet::new(),
        };
        for field in &graph.output {
            demand.shape(&field.shape, Path::ALWAYS);
        }
        for requirement in &graph.requirements {
            demand.ask(requirement.condition, Path::ALWAYS);
        }
        if purpose == Purpose::Worksheets {
            graph.declarations.iter().for_each(|it| demand.show(it));
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

    /// Asks for what a worksheet reads of a declaration.
    fn show(&mut self, declaration: &'g Declaration) {
        self.lay_out(declaration.space);
        let graph = &self.plan.graph;
        each_read(graph, declaration, &mut |read, only_if| {
            let mut path = Path::ALWAYS;
            for only in only_if {
                self.ask(only.condition, path);
                path = self.and(path, (only.condition, only.holds));
            }
            match read {
                Read::Value(shape) => self.shape(shape, path),
                Read::Node(node) => self.ask(node, path),
                Read::Conditions => {}
            }
        });
    }

    pub fn of(&self, node: NodeId) -> Asked {
        self.asked.get(node.index()).copied().unwrap_or_default()
    }

    /// The conditions of a path.
    pub fn conditions(&self, path: Path) -> &[Condition] {
        let conditions = self.paths.get(path.0 as usize);
        conditions
            .map(|conditions| &**conditions)
            .unwrap_or_default()
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
        // What sizes a list of another kind is not computed for its sake: who reads the list leaves that to decimals.
        if is_known(known) {
            for sizing in known.sized_by() {
                self.ask(sizing, Path::ALWAYS);
            }
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

    fn numbered(&mut self, conditions: Vec<Condition>) -> Path {
        let conditions: Arc<[Condition]> = conditions.into();
        if let Some(path) = self.numbers.get(&conditions) {
            return *path;
        }
        let path = Path(u32::try_from(self.paths.len()).unwrap_or(u32::MAX));
        self.paths.push(Arc::clone(&conditions));
        self.numbers.insert(conditions, path);
        path
    }

    /// A path with one more condition, and what follows from that.
    fn and(&mut self, path: Path, condition: Condition) -> Path {
        let mut conditions = self.conditions(path).to_vec();
        let mut open = vec![condition];
        while let Some(condition) = open.pop() {
            if conditions.len() >= MOST_CONDITIONS {
                break;
            }
            if let Err(place) = conditions.binary_search(&condition) {
                conditions.insert(place, condition);
                self.follows(condition, &mut open);
            }
        }
        self.numbered(conditions)
    }

    /// What else holds, or does not, where a condition does.
    fn follows(&self, (id, holds): Condition, more: &mut Vec<Condition>) {
        let Some(node) = self.plan.graph.node(id) else {
            return;
        };
        match (&node.op, node.args.as_slice(), holds) {
            (Op::And, [a, b], true) | (Op::Or, [a, b], false) => {
                more.extend([(*a, holds), (*b, holds)]);
            }
            (Op::Not, [a], _) => more.push((*a, !holds)),
            (Op::Guard, [_, a], _) => more.push((*a, holds)),
            // `if c then a else c`: as what is optional says whether it is given.
            (Op::Select, [c, a, b], true) if c == b => more.extend([(*c, true), (*a, true)]),
            _ => {}
        }
    }

    /// What two paths have in common.
    fn common(&mut self, a: Path, b: Path) -> Path {
        if a == b {
            return a;
        }
        let (a, b) = (self.conditions(a), self.conditions(b));
        let both = a
            .iter()
            .filter(|condition| b.binary_search(condition).is_ok());
        let both = both.copied().collect();
        self.numbered(both)
    }

    /// As much of a path as can be seen from a space: conditions of it and those above.
    fn seen_from(&mut self, path: Path, space: SpaceId) -> Path {
        let is_above = |(node, _): &&Condition| {
            let of = self.plan.graph.node(*node);
            of.is_some_and(|of| self.plan.distance(space, of.space).is_some())
        };
        let seen = self.conditions(path).iter().filter(is_above);
        let seen = seen.copied().collect();
        self.numbered(seen)
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
