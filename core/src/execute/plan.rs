use super::tables::LoadedTable;
use crate::graph::{Graph, ListId, NodeId, Op, Scan, Shape, Space, SpaceId, Ty};
use crate::schema::{Field, FieldKind};
use crate::table::TableError;
use crate::verify::LoadError;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the executor works out about a graph once, before the first risk.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The graph itself.
    pub graph: Graph,
    /// Its tables, made ready for look-ups.
    pub tables: Vec<LoadedTable>,
    spaces: Vec<SpacePlan>,
    list_keys: Vec<Vec<Arc<str>>>,
    columns_read: BTreeMap<NodeId, Vec<u32>>,
    steps: Vec<Step>,
    /// By scan: what is computed for each item.
    regions: Vec<Vec<Step>>,
    carried: BTreeMap<NodeId, Carried>,
    lists_of: Vec<Vec<ListId>>,
}

/// What is computed next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A node.
    Node(NodeId),
    /// The region of a scan, by its number.
    Scan(usize),
}

/// What is known of a carried node.
#[derive(Debug, Clone, Copy)]
pub struct Carried {
    /// The number of its scan.
    pub scan: usize,
    /// What the next item gets.
    pub then: NodeId,
}

#[derive(Debug, Clone, Default)]
struct SpacePlan {
    chain: Vec<SpaceId>,
    key: Option<NodeId>,
    list: Option<ListId>,
}

impl Plan {
    /// Plans a graph that has been verified.
    ///
    /// # Errors
    /// [`LoadError`] where the rows, keys and columns of a table do not fit each other, or rows are passed on beyond measure.
    pub fn new(graph: Graph) -> Result<Self, LoadError> {
        let tables = graph.tables.iter().map(LoadedTable::new);
        let tables = tables.collect::<Result<_, TableError>>()?;
        let mut spaces: Vec<SpacePlan> = Vec::with_capacity(graph.spaces.len());
        for (id, space) in (0..).map(SpaceId).zip(&graph.spaces) {
            let above = space
                .parent()
                .and_then(|parent| spaces.get(parent.index()))
                .map(|parent| parent.chain.as_slice());
            let chain = std::iter::once(id).chain(above.unwrap_or_default().iter().copied());
            let chain = chain.collect();
            spaces.push(SpacePlan {
                chain,
                ..SpacePlan::default()
            });
        }
        for (id, node) in (0..).map(NodeId).zip(&graph.nodes) {
            if let (Op::Key, Some(space)) = (&node.op, spaces.get_mut(node.space.index())) {
                space.key.get_or_insert(id);
            }
        }
        for (id, list) in (0..).map(ListId).zip(&graph.lists) {
            if let Some(space) = spaces.get_mut(list.items.index()) {
                space.list.get_or_insert(id);
            }
        }
        let (steps, regions) = steps(&graph);
        let mut lists_of = vec![Vec::new(); graph.spaces.len()];
        for (id, list) in (0..).map(ListId).zip(&graph.lists) {
            if let Some(lists) = lists_of.get_mut(list.items.index()) {
                lists.push(id);
            }
        }
        Ok(Self {
            steps,
            regions,
            carried: carried(&graph),
            lists_of,
            list_keys: list_keys(&graph),
            columns_read: columns_read(&graph)?,
            graph,
            tables,
            spaces,
        })
    }

    /// What is computed, in order.
    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// A scan, and what is computed for each of its items, in order.
    pub(super) fn scan(&self, number: usize) -> Option<(&Scan, &[Step])> {
        Some((self.graph.scans.get(number)?, self.regions.get(number)?))
    }

    /// What is known of a carried node; nothing of any other.
    #[must_use]
    pub fn carried(&self, node: NodeId) -> Option<Carried> {
        self.carried.get(&node).copied()
    }

    /// The lists whose items stand in a space.
    pub(super) fn lists_of(&self, space: SpaceId) -> &[ListId] {
        let lists = self.lists_of.get(space.index());
        lists.map(Vec::as_slice).unwrap_or_default()
    }

    /// The columns that are read of the rows that a look-up finds.
    #[must_use]
    pub fn columns_read(&self, look_up: NodeId) -> &[u32] {
        let columns = self.columns_read.get(&look_up);
        columns.map(Vec::as_slice).unwrap_or_default()
    }

    /// The keys under which a list stands in the JSON of its owner: several, where it is a field of a record.
    #[must_use]
    pub fn list_keys(&self, list: ListId) -> &[Arc<str>] {
        let keys = self.list_keys.get(list.index());
        keys.map(Vec::as_slice).unwrap_or_default()
    }

    /// A space, its parent, and so on up to [`crate::graph::UNIT`].
    #[must_use]
    pub fn chain(&self, space: SpaceId) -> &[SpaceId] {
        self.spaces
            .get(space.index())
            .map(|space| space.chain.as_slice())
            .unwrap_or_default()
    }

    /// How many steps up `ancestor` stands above `space`; nothing if it does not.
    #[must_use]
    pub fn distance(&self, space: SpaceId, ancestor: SpaceId) -> Option<usize> {
        self.chain(space).iter().position(|id| *id == ancestor)
    }

    /// The deepest of the spaces in which some nodes stand.
    pub(crate) fn deepest(&self, nodes: impl IntoIterator<Item = NodeId>) -> Option<SpaceId> {
        let spaces = nodes.into_iter();
        let spaces = spaces.filter_map(|node| Some(self.graph.node(node)?.space));
        spaces.max_by_key(|space| self.chain(*space).len())
    }

    /// The first key of a made space: where the error of a list that could not be made arises.
    #[must_use]
    pub fn key_of(&self, made: SpaceId) -> Option<NodeId> {
        self.spaces.get(made.index())?.key
    }

    /// The list whose items a made space holds.
    #[must_use]
    pub fn list_of(&self, made: SpaceId) -> Option<ListId> {
        self.spaces.get(made.index())?.list
    }
}

fn carried(graph: &Graph) -> BTreeMap<NodeId, Carried> {
    let mut carried = BTreeMap::new();
    for (number, scan) in graph.scans.iter().enumerate() {
        for carry in &scan.carries {
            let then = carry.then;
            carried.insert(carry.node, Carried { scan: number, then });
        }
    }
    carried
}

/// What is computed in which order: all that lies in no region, and for each region what lies in it and in none inside it.
fn steps(graph: &Graph) -> (Vec<Step>, Vec<Vec<Step>>) {
    let mut all = Vec::new();
    let mut regions: Vec<Vec<Step>> = vec![Vec::new(); graph.scans.len()];
    let mut scans = graph.scans.iter().enumerate().peekable();
    // The regions around the node at hand, the innermost last.
    let mut around: Vec<(usize, NodeId)> = Vec::new();
    for id in (0..).map(NodeId).take(graph.nodes.len()) {
        around.retain(|(_, last)| *last >= id);
        while let Some((number, scan)) = scans.next_if(|(_, scan)| scan.first == id) {
            add(Step::Scan(number), &around, &mut all, &mut regions);
            around.push((number, scan.last));
        }
        add(Step::Node(id), &around, &mut all, &mut regions);
    }
    (all, regions)
}

fn add(step: Step, around: &[(usize, NodeId)], all: &mut Vec<Step>, regions: &mut [Vec<Step>]) {
    let region = around
        .last()
        .and_then(|(number, _)| regions.get_mut(*number));
    region.unwrap_or(all).push(step);
}

/// The JSON keys of each list: those of the fields of the schema; of a made list its name.
fn list_keys(graph: &Graph) -> Vec<Vec<Arc<str>>> {
    let mut keys: Vec<Vec<Arc<str>>> = graph
        .lists
        .iter()
        .map(|list| vec![list.name.clone()])
        .collect();
    let objects = graph.schema.objects.iter();
    let mut fields: Vec<(Vec<Arc<str>>, &Field)> = objects
        .flat_map(|object| &object.fields)
        .map(|field| (Vec::new(), field))
        .collect();
    while let Some((mut path, field)) = fields.pop() {
        path.push(field.name.clone());
        match &field.kind {
            FieldKind::Record { fields: inner, .. } => {
                fields.extend(inner.iter().map(|field| (path.clone(), field)));
            }
            FieldKind::List { list, .. } => {
                if let Some(keys) = keys.get_mut(list.index()) {
                    *keys = path;
                }
            }
            FieldKind::Value(_) | FieldKind::Derived => {}
        }
    }
    keys
}

/// How many look-ups the nodes that pass rows on may have between them.
const MOST_SOURCES: usize = 1 << 20;

/// The nodes that another reads, or that are shown or answered.
fn read_nodes(graph: &Graph) -> BTreeSet<NodeId> {
    let mut read: BTreeSet<NodeId> = graph.spaces.iter().flat_map(Space::sized_by).collect();
    read.extend(graph.nodes.iter().flat_map(|node| &node.args));
    read.extend(graph.requirements.iter().map(|it| it.condition));
    let carries = graph.scans.iter().flat_map(|scan| &scan.carries);
    read.extend(carries.map(|carry| carry.then));
    let values = graph.declarations.iter().map(|it| &it.value);
    let shapes = values.chain(graph.output.iter().map(|field| &field.shape));
    read.extend(shapes.flat_map(Shape::nodes));
    read
}

/// For each look-up the columns whose cells are read of its rows, through whatever passes the rows on.
fn columns_read(graph: &Graph) -> Result<BTreeMap<NodeId, Vec<u32>>, LoadError> {
    let read_nodes = read_nodes(graph);
    // The look-ups from which the rows of a node can come.
    let mut sources: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    let mut columns: BTreeMap<NodeId, Vec<u32>> = BTreeMap::new();
    let mut held = 0_usize;
    for (id, node) in (0..).map(NodeId).zip(&graph.nodes) {
        let of_operands = node.args.iter().filter_map(|arg| sources.get(arg));
        match (&node.op, node.ty) {
            (Op::Row(_) | Op::RowAbove(_), _) | (Op::Key, Ty::Row(_)) => {
                sources.insert(id, vec![id]);
            }
            (Op::Cell(_, column) | Op::CellGiven(_, column) | Op::Interpolated(_, column), _) => {
                if !read_nodes.contains(&id) {
                    continue;
                }
                for look_up in of_operands.flatten() {
                    let read = columns.entry(*look_up).or_default();
                    if !read.contains(column) {
                        read.push(*column);
                    }
                }
            }
            (_, Ty::Row(_)) => {
                let all: BTreeSet<NodeId> = of_operands.flatten().copied().collect();
                held = held.saturating_add(all.len());
                if held > MOST_SOURCES {
                    return Err(LoadError::Damaged {
                        place: format!("node {}", id.0),
                        problem: "rows of too many look-ups are passed on".to_owned(),
                    });
                }
                sources.insert(id, all.into_iter().collect());
            }
            _ => {}
        }
    }
    Ok(columns)
}
