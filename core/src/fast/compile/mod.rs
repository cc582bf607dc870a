//! From a graph to a program.
//!
//! Nodes are gone through in order. Each comes to a [`Val`]: where its words stand, at which scale, in which range. The same operation on the
//! same columns is one column. What is made and read by nobody is taken away at the end.

mod answers;
mod columns;
mod dates;
mod lists;
mod logic;
mod member_folds;
mod members;
mod notes;
mod numbers;
mod order;
mod page;
mod prune;
mod spaces;
mod survey;
mod tables;
mod val;
mod words;

use super::demand::{Demand, Path};
use super::input::Texts;
use super::output::{Form, Output};
use super::program::{Climb, Op, Place, Program, Purpose, Reg, Watch};
use super::worksheet::Page;
use crate::batch::{Batch, Items};
use crate::column::Values;
use crate::execute::{Execution, Plan};
use crate::graph::{
    Graph, Node, NodeId, Op as GraphOp, RISK, Requirement, SpaceId, TableId, Ty, UNIT,
};
use crate::verify::{MostLanes, most_lanes};
use members::{Members, lists_of_members};
pub(super) use numbers::decimal;
use std::collections::{BTreeMap, HashMap, HashSet};
pub(super) use survey::{Looked, Missing, Origin, Survey};
use tables::{Cells, FlatKey};
use thiserror::Error;
pub(super) use val::{Made, Val};
use words::{MOST_PLACES, USUAL_AMOUNT, USUAL_NUMBER, USUAL_PLACES, whole};

/// Why a rulebook has no fast plan: an operation that every risk needs is not computed in integers.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{reason}")]
pub struct Unplanned {
    /// The operation.
    pub node: NodeId,
    /// Why it has none, in the words of a reader of graphs.
    pub reason: &'static str,
}

/// A program that is being made.
pub(super) struct Compiler<'g> {
    plan: &'g Plan,
    graph: &'g Graph,
    purpose: Purpose,
    demand: Demand<'g>,
    most: MostLanes,
    /// The values of nodes, in their order.
    vals: Vec<Val>,
    program: Program,
    texts: Texts,
    /// What each operation in each space has been made into.
    made: HashMap<(SpaceId, Op, Watch), Reg>,
    held_constants: HashMap<(SpaceId, i64), Reg>,
    climbs: HashMap<Climb, u32>,
    look_ups: HashMap<(TableId, Vec<(Ty, u32)>), u32>,
    /// Columns of cells; nothing where these are no words.
    cells: HashMap<(TableId, u32), Option<Cells>>,
    /// The look-ups that have been made, and with which keys.
    rows: HashMap<Reg, (u32, Vec<Place>)>,
    /// Columns of tables whose cells stand at a place that is computed.
    flats: HashMap<FlatKey, Option<u32>>,
    /// The parts of columns that hold them side by side.
    aside: HashMap<Reg, Box<[Reg]>>,
    /// Of columns that repeat one above the one, and the climb to it.
    ups: HashMap<Reg, (Reg, u32)>,
    /// Whether a space can be laid out; nothing as long as nobody has asked.
    entered: BTreeMap<SpaceId, bool>,
    /// Where it is noted that a lane could not be computed, by the conditions under which it is looked at.
    notes: BTreeMap<(SpaceId, Path, Option<Turn>), Reg>,
    /// What is not computed here, where, and under which conditions it is looked at.
    missing: Vec<(Unplanned, At, Option<Turn>)>,
    /// The lists that are computed member by member.
    members: BTreeMap<SpaceId, Members>,
    /// The values of their nodes for each member, the lists within lists one behind the other.
    by_member: HashMap<NodeId, Vec<Val>>,
    /// Those that have been laid out in the lanes of their list as well.
    settled: HashSet<NodeId>,
    /// The member that is being computed.
    turn: Option<Turn>,
    /// How many instructions there were before each node.
    begun: Vec<usize>,
    /// What answers and worksheets say of each type.
    forms: HashMap<Ty, Form>,
    /// What pieces of a worksheet have in common.
    common: page::Common,
}

/// A member of a list whose values are being computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Turn {
    space: SpaceId,
    place: usize,
}

impl Program {
    /// Compiles the graph of a plan.
    ///
    /// # Errors
    /// [`Unplanned`] where something that every risk needs is not computed in words.
    pub(crate) fn compile(plan: &Plan, purpose: Purpose) -> Result<Self, Unplanned> {
        let mut compiler = Compiler::new(plan, purpose)?;
        compiler.compile(&Execution::run(plan, &nothing(&plan.graph)))?;
        let mut program = compiler.program;
        program.texts = compiler.texts.all;
        program.prune();
        program.order(&plan.graph);
        Ok(program)
    }
}

/// A batch without a risk.
fn nothing(graph: &Graph) -> Batch {
    Batch {
        risks: 0,
        inputs: graph
            .schema
            .inputs
            .iter()
            .map(|input| Values::empty(input.ty))
            .collect(),
        given: vec![Vec::new(); graph.schema.inputs.len()],
        items: vec![Items::default(); graph.spaces.len()],
        segments: vec![Vec::new(); graph.lists.len()],
    }
}

impl<'g> Compiler<'g> {
    fn new(plan: &'g Plan, purpose: Purpose) -> Result<Self, Unplanned> {
        let graph = &plan.graph;
        if graph.nodes.len() > MOST_NODES {
            return Err(Unplanned {
                node: NodeId(0),
                reason: "a rulebook of very many operations",
            });
        }
        let spaces = graph.spaces.len();
        Ok(Self {
            plan,
            graph,
            purpose,
            demand: Demand::new(plan, purpose),
            most: most_lanes(graph),
            vals: Vec::with_capacity(graph.nodes.len()),
            program: Program {
                instrs: Vec::new(),
                stretches: Vec::new(),
                columns: vec![0; spaces],
                constants: vec![Vec::new(); spaces],
                climbs: Vec::new(),
                climbs_from: vec![Vec::new(); spaces],
                lookups: Vec::new(),
                cells: Vec::new(),
                flats: Vec::new(),
                texts: Vec::new(),
                output: Output::Record(Vec::new()),
                page: Page::default(),
                reads_texts: false,
                ends: BTreeMap::new(),
                owners: BTreeMap::new(),
            },
            texts: Texts::default(),
            made: HashMap::new(),
            held_constants: HashMap::new(),
            climbs: HashMap::new(),
            look_ups: HashMap::new(),
            cells: HashMap::new(),
            rows: HashMap::new(),
            flats: HashMap::new(),
            aside: HashMap::new(),
            ups: HashMap::new(),
            entered: BTreeMap::new(),
            notes: BTreeMap::new(),
            missing: Vec::new(),
            members: lists_of_members(graph),
            by_member: HashMap::new(),
            settled: HashSet::new(),
            turn: None,
            begun: Vec::with_capacity(graph.nodes.len()),
            forms: HashMap::new(),
            common: page::Common::default(),
        })
    }
}

/// How many operations a rulebook may have that is computed in integers: several times those of the largest known. Beyond, making the plan takes
/// longer than the answers that it is for.
const MOST_NODES: usize = 1 << 16;

/// Of what is not there, in a graph that has been verified, nothing is said.
const NO_OPERANDS: &str = "an operation without its operands";
const OTHER_LIST: &str = "a list of this kind";

impl<'g> Compiler<'g> {
    /// `constants`: the columns of the rulebook itself, computed without any risk.
    fn compile(&mut self, constants: &Execution<'_>) -> Result<(), Unplanned> {
        self.nodes(constants);
        for requirement in &self.graph.requirements {
            self.requirement(requirement)?;
        }
        self.program.output = Output::Record(self.outputs(&self.graph.output)?);
        if self.purpose == Purpose::Worksheets {
            self.program.page = self.page()?;
        }
        self.look_after_watches();
        self.look_after_missing()
    }

    fn nodes(&mut self, constants: &Execution<'_>) {
        self.enter(RISK);
        for (id, node) in (0..).map(NodeId).zip(&self.graph.nodes) {
            self.begun.push(self.program.instrs.len());
            let asked = self.demand.of(id);
            let Some(path) = asked.path else {
                self.vals.push(Val::constant(0));
                continue;
            };
            if !asked.bare && matches!(node.op, GraphOp::Mul | GraphOp::Div) {
                self.vals.push(Val::constant(0));
                continue;
            }
            if self.by_member(id, node, path) {
                continue;
            }
            let at = At {
                space: node.space,
                path,
            };
            let made = if node.space == UNIT {
                self.known(constants, id)
            } else if self.enter(node.space) {
                self.operation(at, node)
            } else {
                Err(OTHER_LIST)
            };
            let val = self.or_missing(made, id, at);
            self.vals.push(val);
        }
    }

    fn requirement(&mut self, requirement: &Requirement) -> Result<(), Unplanned> {
        if !self.enter(requirement.space) {
            let node = requirement.condition;
            return Err(Unplanned {
                node,
                reason: OTHER_LIST,
            });
        }
        let condition = self.val(requirement.condition);
        let condition = self.reg(condition.place, requirement.space);
        self.make(requirement.space, Op::Require(condition));
        Ok(())
    }

    /// The value of a node: for the member whose turn it is, else in the lanes of its space.
    pub(super) fn val(&mut self, id: NodeId) -> Val {
        if let Some(val) = self.in_turn(id) {
            return val;
        }
        if self.by_member.contains_key(&id) {
            self.settle(id);
        }
        let val = self.vals.get(id.index()).copied();
        val.unwrap_or(Val::constant(0))
    }

    /// The value of a node in the lanes of its space, whosever turn it is.
    fn val_of_all(&mut self, id: NodeId) -> Val {
        let turn = self.turn.take();
        let val = self.val(id);
        self.turn = turn;
        val
    }

    /// The type of a node's operand.
    pub(super) fn type_of(&self, node: &Node, place: usize) -> Option<Ty> {
        let operand = self.graph.node(*node.args.get(place)?)?;
        Some(operand.ty)
    }

    fn operation(&mut self, at: At, node: &Node) -> Made {
        if let Some(fold) = self.fold_by_member(node) {
            return self.fold_members(at, node, fold);
        }
        if let Some(made) = self.of_member(at, node) {
            return made;
        }
        let mut args: Vec<Val> = node.args.iter().map(|arg| self.val(*arg)).collect();
        if let (GraphOp::Gather, [_, gathered], [_, of]) =
            (&node.op, args.as_mut_slice(), node.args.as_slice())
        {
            // What is gathered is another item's, whoever's turn it is.
            *gathered = self.val_of_all(*of);
        }
        match &node.op {
            GraphOp::Input(_) | GraphOp::InputGiven(_) => self.input(at, node),
            GraphOp::Add
            | GraphOp::Sub
            | GraphOp::Mul
            | GraphOp::Rem
            | GraphOp::Neg
            | GraphOp::Abs
            | GraphOp::Min
            | GraphOp::Max => self.arithmetic(at, &node.op, &args),
            GraphOp::Round(mode) => self.round(at, *mode, node, &args),
            GraphOp::Years
            | GraphOp::YearsByFebruary28
            | GraphOp::Months
            | GraphOp::Days
            | GraphOp::DatePart(_)
            | GraphOp::Shift => self.date(at, &node.op, &args),
            GraphOp::Compare(comparison) => self.compare(at, *comparison, node, &args),
            GraphOp::Not
            | GraphOp::And
            | GraphOp::Or
            | GraphOp::Select
            | GraphOp::In(_)
            | GraphOp::Check(_) => self.logic(at, node, &args),
            GraphOp::Known
            | GraphOp::Guard
            | GraphOp::Failed
            | GraphOp::Recover
            | GraphOp::CodeOf => self.stands(&node.op, &args),
            GraphOp::Row(_) | GraphOp::Cell(..) | GraphOp::CellGiven(..) => {
                self.table(at, node, &args)
            }
            GraphOp::Position
            | GraphOp::Key
            | GraphOp::Own
            | GraphOp::Item
            | GraphOp::Up
            | GraphOp::Gather
            | GraphOp::At(_)
            | GraphOp::AtKey(_)
            | GraphOp::Merge
            | GraphOp::Reduce { .. }
            | GraphOp::Pick { .. } => self.lists(at, node, &args),
            GraphOp::Constant(_) => Err(NO_OPERANDS),
            GraphOp::Div => self.quotient(at, &args),
            GraphOp::Maths(_) | GraphOp::Power => Err("a root, a power or a logarithm"),
            GraphOp::Format(_) | GraphOp::Joined { .. } => Err("a text made of values"),
            GraphOp::FirstOfItsValue { .. } => Err("values told apart"),
            GraphOp::Carried => Err("a carried value"),
            GraphOp::DayCount(_) => Err("a part of a year"),
            GraphOp::RowAbove(_) | GraphOp::Interpolated(..) => Err("an interpolation"),
            GraphOp::Allocate => Err("a share of a total"),
        }
    }
}

/// Where an operation stands, and under which conditions somebody looks at what it gives.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub space: SpaceId,
    pub path: Path,
}
