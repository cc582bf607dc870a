//! What came of each node, for whoever asks how a rulebook is computed.
//!
//! A survey compiles once more and goes on where a plan would end, so that all that stops it is known and not only the first. What is asked once by a
//! person need not be kept by what answers risks.

use super::members::Members;
use super::{Compiler, OTHER_LIST, Unplanned, Val, nothing};
use crate::execute::{Execution, Plan};
use crate::fast::demand::{Asked, Condition, Demand};
use crate::fast::lanes::is_known;
use crate::fast::output::{Field, Output};
use crate::fast::program::{Instr, Op, Program, Purpose, Reg, Watch};
use crate::graph::{Graph, Node, NodeId, Op as GraphOp, SpaceId, UNIT};
use crate::verify::MostLanes;
use std::collections::BTreeMap;

/// What came of a graph.
pub(in crate::fast) struct Survey<'g> {
    pub graph: &'g Graph,
    pub most: MostLanes,
    demand: Demand<'g>,
    vals: Vec<Val>,
    by_member: BTreeMap<NodeId, Vec<Val>>,
    members: BTreeMap<SpaceId, Members>,
    /// Whether a list is laid out, of those that somebody reads.
    entered: BTreeMap<SpaceId, bool>,
    /// The operations that are watched, and what they were made for.
    pub watched: Vec<(Origin, Instr)>,
    pub missing: Vec<Missing>,
    /// What is left of the instructions, by what they fill.
    left: BTreeMap<Reg, Op>,
}

/// What an instruction was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::fast) enum Origin {
    Node(NodeId),
    /// A condition on the input, by its place.
    Requirement(usize),
    /// A field of the answer, by its place.
    Output(usize),
}

/// What is not computed in integers.
#[derive(Debug, Clone)]
pub(in crate::fast) struct Missing {
    pub origin: Origin,
    pub unplanned: Unplanned,
    pub looked: Looked,
    /// Under which conditions it is looked at.
    pub conditions: Vec<Condition>,
}

/// Who looks at what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::fast) enum Looked {
    /// Every risk.
    Always,
    /// Those for which conditions hold.
    Sometimes,
    /// None by itself: it stands in a list that is not computed in integers, which is missing where it is read.
    WithItsList,
    /// None.
    Never,
}

impl<'g> Survey<'g> {
    /// What comes of the graph of a plan.
    ///
    /// # Errors
    /// Where it is not gone through at all.
    pub fn new(plan: &'g Plan) -> Result<Self, Unplanned> {
        let graph = &plan.graph;
        let mut compiler = Compiler::new(plan, Purpose::Answers)?;
        compiler.nodes(&Execution::run(plan, &nothing(graph)));
        let mut begun: Vec<(Origin, usize)> = (0..)
            .map(|id| Origin::Node(NodeId(id)))
            .zip(compiler.begun.iter().copied())
            .collect();
        let mut missing = Vec::new();
        // Of a list that cannot be laid out whoever answers it is the one that misses it.
        let mut stop = |origin, unplanned: Option<Unplanned>| {
            missing.extend(unplanned.map(|unplanned| Missing {
                origin,
                unplanned,
                looked: Looked::Always,
                conditions: Vec::new(),
            }));
        };
        for (place, requirement) in graph.requirements.iter().enumerate() {
            let origin = Origin::Requirement(place);
            begun.push((origin, compiler.program.instrs.len()));
            stop(origin, compiler.requirement(requirement).err());
        }
        let mut fields: Vec<Field> = Vec::new();
        for (place, field) in graph.output.iter().enumerate() {
            let origin = Origin::Output(place);
            begun.push((origin, compiler.program.instrs.len()));
            match compiler.outputs(std::slice::from_ref(field)) {
                Ok(held) => fields.extend(held),
                Err(unplanned) => stop(origin, Some(unplanned)),
            }
        }
        compiler.program.output = Output::Record(fields);
        compiler.look_after_watches();
        missing.extend(compiler.all_missing());
        let watched = watched(&compiler.program, &begun);
        compiler.program.shorten();
        let left = compiler.program.instrs.iter();
        Ok(Self {
            graph,
            watched,
            missing,
            left: left.map(|instr| (instr.into, instr.op.clone())).collect(),
            most: compiler.most,
            demand: compiler.demand,
            vals: compiler.vals,
            by_member: compiler.by_member.into_iter().collect(),
            members: compiler.members,
            entered: compiler.entered,
        })
    }

    /// The words of a node: one, or one for each member of its list.
    pub fn vals(&self, id: NodeId) -> &[Val] {
        match self.by_member.get(&id) {
            Some(vals) => vals,
            None => self
                .vals
                .get(id.index())
                .map(std::slice::from_ref)
                .unwrap_or_default(),
        }
    }

    /// For how many items of one list a node is computed one by one; nothing where it has lanes.
    pub fn members_of(&self, node: &Node, id: NodeId) -> Option<usize> {
        self.by_member.get(&id)?;
        let members = self.members.get(&node.space)?;
        Some(members.own.len())
    }

    pub fn asked(&self, id: NodeId) -> Asked {
        self.demand.of(id)
    }

    /// The conditions under which a node is looked at.
    pub fn conditions(&self, id: NodeId) -> &[Condition] {
        let path = self.demand.of(id).path;
        path.map_or(&[], |path| self.demand.conditions(path))
    }

    /// Whether a node stands in a list that is not laid out.
    pub fn is_left_out(&self, node: &Node) -> bool {
        self.entered.get(&node.space) == Some(&false)
    }

    /// The instruction that fills a column in the end, if one does.
    pub fn left(&self, reg: Reg) -> Option<&Op> {
        self.left.get(&reg)
    }

    /// What a node reads: a rounding of a product or a quotient the operands of that, unless they are of the rulebook itself.
    pub fn reads(&self, node: &'g Node) -> impl Iterator<Item = NodeId> {
        let of = node.args.first().and_then(|of| self.graph.node(*of));
        let behind = of.filter(|of| {
            let rounded = matches!(node.op, GraphOp::Round(_));
            rounded && of.space != UNIT && matches!(of.op, GraphOp::Mul | GraphOp::Div)
        });
        let (own, skipped): (&[NodeId], usize) = match behind {
            Some(behind) => (&behind.args, 1),
            None => (&[], 0),
        };
        own.iter().chain(node.args.iter().skip(skipped)).copied()
    }

    /// The list that an operation misses, if that is why it is missing.
    pub fn missed_list(&self, unplanned: &Unplanned) -> Option<SpaceId> {
        let node = self.graph.node(unplanned.node)?;
        let mut space = match node.op {
            GraphOp::Reduce { from, .. } | GraphOp::Pick { from, .. } => from,
            _ => node.space,
        };
        if unplanned.reason != OTHER_LIST {
            return None;
        }
        // The innermost that is no list of a kind that is laid out.
        while let Some(known) = self.graph.space(space) {
            if !is_known(known) {
                return Some(space);
            }
            space = known.parent()?;
        }
        None
    }
}

impl Compiler<'_> {
    /// All that is missing, and who looks at it.
    fn all_missing(&mut self) -> Vec<Missing> {
        let mut all = Vec::new();
        for (unplanned, at, turn) in std::mem::take(&mut self.missing) {
            self.turn = turn;
            let conditions = self.conditions(at.space, at.path);
            let looked = match &conditions {
                None => Looked::Never,
                Some(_) if at.space != UNIT && !self.enter(at.space) => Looked::WithItsList,
                Some(conditions) if conditions.is_empty() || at.space == UNIT => Looked::Always,
                Some(_) => Looked::Sometimes,
            };
            let conditions = self.demand.conditions(at.path).to_vec();
            all.push(Missing {
                origin: Origin::Node(unplanned.node),
                unplanned,
                looked,
                conditions,
            });
        }
        all
    }
}

/// The instructions that are watched, with what they were made for: that in whose turn they came.
fn watched(program: &Program, begun: &[(Origin, usize)]) -> Vec<(Origin, Instr)> {
    let mut watched = Vec::new();
    for (place, instr) in program.instrs.iter().enumerate() {
        let before = begun.partition_point(|(_, begun)| *begun <= place);
        let origin = before.checked_sub(1).and_then(|at| begun.get(at));
        if let (Some((origin, _)), true) = (origin, instr.watch != Watch::Never) {
            watched.push((*origin, instr.clone()));
        }
    }
    watched
}
