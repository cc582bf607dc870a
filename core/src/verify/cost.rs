//! What a risk can cost at most: how many lanes every operation can have, from the bounds of the lists, and so how much there is to
//! compute, to answer and to explain. A host refuses what costs too much when it loads the rulebook, not when a customer waits.

use super::lanes::{MostLanes, most_lanes};
use super::{LoadError, Verified};
use crate::graph::{
    Constant, Each, Graph, ListId, Node, NodeId, Op, Piece, Shape, Space, SpaceId, Ty,
};
use crate::table::Column;

/// What a host lets a rulebook take.
///
/// ```
/// use lutine_core::bundle::Limits;
/// let small = Limits { bytes: 1 << 20, ..Limits::default() };
/// assert_eq!(small.cost, 10_000_000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes that a compiled bundle may have.
    pub bytes: u64,
    /// The most operations that one risk may take: the lanes of every node (see [`Cost`]).
    pub cost: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 1 << 29,
            cost: 10_000_000,
        }
    }
}

/// What a risk costs at most.
///
/// One unit is an operation on one lane: a multiplication for one vehicle. What goes through more than its own lane counts for what it
/// goes through (a sum for its items), and what writes text for its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Units that an answer takes.
    pub answer: u64,
    /// Units that a worksheet takes besides: about one a line.
    pub worksheet: u64,
    /// The list of which there can be the most items, if there is any.
    pub longest: Option<ListId>,
    /// How many items all lists of that name can have in one risk.
    pub items: u64,
}

/// How much more a worksheet may cost than an answer: it is for one risk, and for one reader.
const WORKSHEET_SHARE: u64 = 10;

/// Bytes of text that count as one operation.
const TEXT_UNIT: u64 = 16;

/// Bytes of an error's message that count as one operation, should every value of an answer be in error.
const MESSAGE_UNIT: u64 = 256;

/// Bytes that a number, a date, or a text of the input is counted as.
const VALUE_BYTES: u64 = 32;

/// Parts of a set, or items of a list, that are gone through as fast as one operation.
const PARTS_UNIT: u64 = 8;

/// Operations that a root, an exponential, a logarithm or a power takes as long as: up to a tenth of a millisecond was measured.
const MATHS: u64 = 512;

/// Operations that a share of a total takes as long as: integers of any length, and an order.
const SHARE: u64 = 16;

/// Operations that one takes as long as where a scan computes it for one item at a time and not for all at once.
const ITEM_BY_ITEM: u64 = 4;

/// How many items in a row a carried text may grow from one to the next.
const MOST_TEXT_TURNS: u64 = 64;

/// Rows of a table that at worst are gone through as fast as one operation.
const ROWS_UNIT: u64 = 4_096;

impl Cost {
    /// The cost of a graph whose ids are in range.
    #[must_use]
    pub fn of(graph: &Graph) -> Self {
        let lanes = most_lanes(graph);
        let longest = (0..).map(ListId).zip(&graph.lists);
        let longest =
            longest.max_by_key(|(id, list)| (lanes.of(list.items), std::cmp::Reverse(id.0)));
        let counted = Counted::new(graph, &lanes);
        Self {
            answer: counted.answer(),
            worksheet: counted.worksheet(),
            longest: longest.map(|(id, _)| id),
            items: longest.map_or(0, |(_, list)| lanes.of(list.items)),
        }
    }

    /// What a host compares with its limit: the answer, or a tenth of the worksheet, which is for one reader.
    #[must_use]
    pub fn operations(&self) -> u64 {
        let share = self.worksheet.checked_div(WORKSHEET_SHARE);
        self.answer.max(share.unwrap_or(0))
    }

    /// Whether a host allows it.
    ///
    /// # Errors
    /// [`LoadError::TooCostly`] where it does not.
    pub fn within(&self, graph: &Graph, limits: Limits) -> Verified {
        let cost = self.operations();
        if cost <= limits.cost {
            return Ok(());
        }
        let list = self.longest.and_then(|id| graph.list(id));
        Err(LoadError::TooCostly {
            cost,
            limit: limits.cost,
            list: list.map(|list| list.name.clone()).unwrap_or_default(),
            items: self.items,
        })
    }
}

/// What is needed to count.
pub(super) struct Counted<'g> {
    graph: &'g Graph,
    lanes: &'g MostLanes,
    /// For each node the most bytes of its text, or of the text that its value is written as.
    text: Vec<u64>,
    /// The longest text that a message can quote.
    message: u64,
}

impl<'g> Counted<'g> {
    pub(super) fn new(graph: &'g Graph, lanes: &'g MostLanes) -> Self {
        let members = graph.enumerations.iter().map(|of| {
            let lengths = of.members.iter().map(|member| bytes(&member.name));
            lengths.max().unwrap_or(0)
        });
        let members: Vec<u64> = members.collect();
        let mut counted = Self {
            graph,
            lanes,
            text: Vec::with_capacity(graph.nodes.len()),
            message: longest_name(graph),
        };
        for node in &graph.nodes {
            let text = counted.text_of(node, &members);
            counted.text.push(text);
        }
        counted.carry_text(&members);
        counted
    }

    fn text_of(&self, node: &Node, members: &[u64]) -> u64 {
        let arg = |id: &crate::graph::NodeId| self.text.get(id.index()).copied().unwrap_or(0);
        let longest = || node.args.iter().map(arg).max().unwrap_or(0);
        match (&node.op, node.ty) {
            (Op::Format(pieces), _) => {
                let fixed = pieces.iter().map(|piece| match piece {
                    Piece::Text(text) => bytes(text),
                    Piece::Value => 0,
                });
                let values = node.args.iter().map(arg);
                fixed.chain(values).fold(0, u64::saturating_add)
            }
            (Op::Constant(Constant::Text(text)), _) => bytes(text),
            (Op::Joined { from, .. }, _) => {
                let items = self.lanes.under(self.graph, *from, node.space);
                let ends = node.args.first().into_iter().chain(node.args.last());
                let each = ends.map(arg).fold(0, u64::saturating_add);
                items.saturating_mul(each)
            }
            (Op::Cell(table, column), Ty::Text) => {
                let table = self.graph.table(*table);
                let column = table.and_then(|table| table.columns.get(*column as usize));
                column.map_or(0, longest_cell)
            }
            (_, Ty::Enum(id)) => members.get(id.index()).copied().unwrap_or(0),
            (_, Ty::Text) => longest().max(VALUE_BYTES),
            _ => VALUE_BYTES,
        }
    }

    /// Lengths of texts that are carried from item to item. A text that grows with every item of a list that is not short has none.
    fn carry_text(&mut self, members: &[u64]) {
        let graph = self.graph;
        let carries = || graph.scans.iter().flat_map(|scan| &scan.carries);
        let is_text = |node: &NodeId| graph.node(*node).is_some_and(|node| node.ty == Ty::Text);
        if !carries().any(|carry| is_text(&carry.node)) {
            return;
        }
        let mut places = graph.scans.iter().map(|scan| self.lanes.of(scan.space));
        let most = places.try_fold(1_u64, u64::checked_add).unwrap_or(u64::MAX);
        for turn in 0..most {
            let mut grown = false;
            for carry in carries().filter(|carry| is_text(&carry.node)) {
                let then = self.text.get(carry.then.index()).copied().unwrap_or(0);
                let then = if turn < MOST_TEXT_TURNS {
                    then
                } else {
                    u64::MAX
                };
                if let Some(text) = self.text.get_mut(carry.node.index())
                    && then > *text
                {
                    *text = then;
                    grown = true;
                }
            }
            if !grown {
                break;
            }
            for (place, node) in graph.nodes.iter().enumerate() {
                let text = self.text_of(node, members);
                if let Some(known) = self.text.get_mut(place) {
                    *known = text.max(*known);
                }
            }
        }
    }

    /// The operations of every node, with its space.
    pub(super) fn nodes(&self) -> impl Iterator<Item = (SpaceId, u64)> + '_ {
        let nodes = self.graph.nodes.iter().zip(&self.text);
        nodes
            .zip(item_by_item(self.graph))
            .map(|((node, text), item_by_item)| {
                let times = if item_by_item { ITEM_BY_ITEM } else { 1 };
                let operations = self.operations(node, *text).saturating_mul(times);
                (node.space, operations)
            })
    }

    pub(super) fn answer(&self) -> u64 {
        let spaces = (0..).map(SpaceId).take(self.graph.spaces.len());
        let spaces = spaces.map(|space| self.lanes.of(space).saturating_add(self.sizing(space)));
        let nodes = self.nodes().map(|(_, operations)| operations);
        let output = self.graph.output.iter().map(|field| {
            let fields = self.values(&field.shape);
            fields.saturating_add(units(bytes(&field.name), TEXT_UNIT))
        });
        spaces
            .chain(nodes)
            .chain(output)
            .fold(0, u64::saturating_add)
    }

    /// What is gone through to find out which lanes a space has, besides these.
    fn sizing(&self, space: SpaceId) -> u64 {
        match self.graph.space(space) {
            Some(Space::Made {
                each: Each::Values { from, values, .. },
                ..
            }) => self.lanes.of(*from).saturating_mul(length(values)),
            Some(Space::Made {
                parent,
                each: Each::Rows { table, .. },
                ..
            }) => {
                let rows = self.graph.table(*table).map_or(0, |it| length(&it.rows));
                let looked_through = units(rows, ROWS_UNIT);
                self.lanes.of(*parent).saturating_mul(looked_through)
            }
            Some(Space::Matches { left, list, on, .. }) => {
                let list = self.graph.list(*list);
                let items = list.map_or(0, |list| self.lanes.of(list.items));
                let both = items.saturating_add(self.lanes.of(*left));
                both.saturating_mul(length(on))
            }
            // Each item is compared with as many others as its list can be halved.
            Some(Space::Sorted {
                parent, from, by, ..
            }) => {
                let items = self.lanes.under(self.graph, *from, *parent);
                let compared = u64::from(items.checked_ilog2().unwrap_or(0)).saturating_add(1);
                let keys = length(by).max(1);
                let each = compared.saturating_mul(keys);
                self.lanes.of(*from).saturating_mul(each)
            }
            _ => 0,
        }
    }

    /// The space of a list's items, if they are made for values: what has a key is then looked up.
    fn made_for_values(&self, list: ListId) -> Option<SpaceId> {
        let items = self.graph.list(list)?.items;
        match self.graph.space(items)? {
            Space::Made {
                each: Each::Values { .. },
                ..
            } => Some(items),
            _ => None,
        }
    }

    fn operations(&self, node: &Node, text: u64) -> u64 {
        let graph = self.graph;
        let parts = |domain| {
            let domain = graph.domain(domain);
            units(
                domain.map_or(0, |domain| length(&domain.intervals)),
                PARTS_UNIT,
            )
        };
        let lanes = self.lanes.of(node.space);
        let each = match &node.op {
            Op::Format(_) | Op::Joined { .. } => units(text, TEXT_UNIT),
            Op::In(domain) => parts(*domain),
            Op::Check(check) => parts(check.domain),
            Op::Row(table) | Op::RowAbove(table) => {
                let table = graph.table(*table);
                units(table.map_or(0, |table| length(&table.rows)), ROWS_UNIT)
            }
            Op::Maths(_) | Op::Power => MATHS,
            Op::Allocate => SHARE,
            Op::AtKey(list) if self.made_for_values(*list).is_none() => {
                let list = graph.list(*list);
                units(
                    list.map_or(0, |list| self.lanes.in_list(graph, list)),
                    PARTS_UNIT,
                )
            }
            _ => 1,
        };
        let folded = match &node.op {
            Op::Reduce { from, .. } | Op::Pick { from, .. } | Op::Joined { from, .. } => {
                self.lanes.of(*from)
            }
            Op::AtKey(list) => {
                let made = self.made_for_values(*list);
                made.map_or(0, |items| self.lanes.of(items))
            }
            Op::FirstOfItsValue { .. } => lanes.saturating_mul(length(&node.args)),
            _ => 0,
        };
        lanes.saturating_mul(each).saturating_add(folded)
    }

    /// What it takes to write a value for all its lanes. Shapes nest no deeper than the verifier allows.
    fn values(&self, shape: &Shape) -> u64 {
        let mut sum = 0_u64;
        let mut open = vec![(shape, 1)];
        while let Some((shape, lanes)) = open.pop() {
            let each = match shape {
                Shape::One(node) => {
                    let text = self.text.get(node.index()).copied().unwrap_or(0);
                    units(text, TEXT_UNIT).saturating_add(units(self.message, MESSAGE_UNIT))
                }
                Shape::Optional { value, .. } => {
                    open.push((value, lanes));
                    1
                }
                Shape::Record(fields) => {
                    open.extend(fields.iter().map(|field| (&field.shape, lanes)));
                    let names = fields.iter().map(|field| bytes(&field.name));
                    units(names.fold(0, u64::saturating_add), TEXT_UNIT)
                }
                Shape::List { space, item, .. } => {
                    let lanes = lanes.max(self.lanes.of(*space));
                    open.push((item, lanes));
                    sum = sum.saturating_add(lanes);
                    1
                }
            };
            sum = sum.saturating_add(lanes.saturating_mul(each));
        }
        sum
    }

    /// Lines of a worksheet: what each item shows, and below it the items of its lists.
    fn worksheet(&self) -> u64 {
        let graph = self.graph;
        let mut own = vec![1_u64; graph.spaces.len()];
        for declaration in &graph.declarations {
            let lines = declaration.steps.iter().flat_map(|steps| &steps.lines);
            let of_lines = lines.clone().flat_map(|line| &line.operands);
            let look_ups = lines.clone().flat_map(|line| &line.lookups);
            let look_ups = look_ups.chain(&declaration.lookups);
            let operands = declaration.operands.iter().chain(of_lines);
            let shapes = operands.map(|operand| &operand.value);
            let shown = shapes
                .chain([&declaration.value])
                .map(|shape| self.shown(shape, declaration.space));
            let looked_up = look_ups.map(|one| {
                let node = graph.node(one.row);
                node.map_or(1, |node| self.below(node.space, declaration.space))
            });
            let variants = lines.clone().flat_map(|line| &line.variants);
            let variants = variants.chain(&declaration.variants).map(|_| 1);
            let each = lines.map(|_| 1).chain(shown).chain(looked_up);
            let each = each.chain(variants);
            let each = each.fold(1, u64::saturating_add);
            if let Some(own) = own.get_mut(declaration.space.index()) {
                *own = own.saturating_add(each);
            }
        }
        self.lines_below(own)
    }

    /// What a worksheet shows of a value: all its columns, where it was read in a comprehension for all items.
    fn shown(&self, shape: &Shape, space: SpaceId) -> u64 {
        let nodes = shape.nodes().into_iter();
        let lanes = nodes.filter_map(|node| {
            let node = self.graph.node(node)?;
            Some(self.below(node.space, space))
        });
        lanes.fold(1, u64::saturating_add)
    }

    /// The most lanes of a space that belong to one lane of another.
    fn below(&self, space: SpaceId, above: SpaceId) -> u64 {
        units(self.lanes.of(space), self.lanes.of(above).max(1))
    }

    /// The lines of a risk: those of each space for all its lanes, and again wherever a list shows the same items.
    fn lines_below(&self, own: Vec<u64>) -> u64 {
        let mut lines = own.clone();
        // Each turn goes one level deeper; a worksheet goes no deeper than the verifier allows spaces to nest.
        for _ in 0..super::MOST_LEVELS {
            let mut next = own.clone();
            for list in &self.graph.lists {
                let items = lines.get(list.items.index()).copied().unwrap_or(0);
                let items = items.saturating_mul(self.lanes.in_list(self.graph, list));
                if let Some(owner) = next.get_mut(list.owner.index()) {
                    *owner = owner.saturating_add(items);
                }
            }
            if next == lines {
                break;
            }
            lines = next;
        }
        let all = own.iter().enumerate().map(|(space, lines)| {
            let space = SpaceId(u32::try_from(space).unwrap_or(u32::MAX));
            lines.saturating_mul(self.lanes.of(space))
        });
        let risk = lines.get(crate::graph::RISK.index()).copied();
        all.fold(risk.unwrap_or(0), u64::saturating_add)
    }
}

/// Whether each node lies in the region of a scan.
fn item_by_item(graph: &Graph) -> Vec<bool> {
    let mut found = vec![false; graph.nodes.len()];
    let mut until = None;
    for scan in graph.scans.iter().filter(|scan| scan.first <= scan.last) {
        // Regions come in order, and those inside one are part of it.
        if until.is_some_and(|last| scan.last <= last) {
            continue;
        }
        until = Some(scan.last);
        if let Some(region) = found.get_mut(scan.first.index()..=scan.last.index()) {
            region.fill(true);
        }
    }
    found
}

/// The longest name or set that a message can quote.
fn longest_name(graph: &Graph) -> u64 {
    let tables = graph.tables.iter().flat_map(|table| {
        let axes = table.axes.iter().map(|axis| &axis.name);
        let columns = table.columns.iter().map(|column| &column.name);
        axes.chain(columns).chain([&table.name])
    });
    let domains = graph.domains.iter().map(|domain| &domain.text);
    let lists = graph.lists.iter().map(|list| &list.name);
    let declared = graph
        .declarations
        .iter()
        .map(|declaration| &declaration.name);
    let names = tables.chain(domains).chain(lists).chain(declared);
    names.map(|name| bytes(name)).max().unwrap_or(0)
}

fn longest_cell(column: &Column) -> u64 {
    let cells = column.cells.iter().flatten().map(|cell| match cell {
        Constant::Text(text) => bytes(text),
        _ => 0,
    });
    cells.max().unwrap_or(0)
}

fn bytes(text: &str) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}

fn length<T>(parts: &[T]) -> u64 {
    u64::try_from(parts.len()).unwrap_or(u64::MAX)
}

/// How many units something takes, at least one.
fn units(size: u64, unit: u64) -> u64 {
    size.div_ceil(unit.max(1)).max(1)
}
