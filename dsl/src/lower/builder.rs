//! The graph under construction: nodes, spaces, constants and places, each with what the rest of lowering asks about it.

use super::failure::can_fail;
use crate::source::{SourceMap, Span};
use lutine_core::graph::{
    Constant, DeclarationId, Domain, DomainId, List, ListId, Node, NodeId, Op, RISK, Site, SiteId,
    Space, SpaceId, Ty, UNIT,
};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The graph under construction.
pub(super) struct Builder<'a> {
    sources: &'a SourceMap,
    pub(super) nodes: Vec<Node>,
    /// Whether the node can be in error, by node.
    fallible: Vec<bool>,
    pub(super) spaces: Vec<Space>,
    /// How many spaces stand above, by space.
    depths: Vec<u32>,
    pub(super) lists: Vec<List>,
    pub(super) domains: Vec<Domain>,
    pub(super) sites: Vec<Site>,
    site_ids: BTreeMap<(u32, u32), SiteId>,
    constants: HashMap<(Constant, Ty), NodeId>,
    lanes: BTreeMap<SpaceId, NodeId>,
    positions: BTreeMap<SpaceId, NodeId>,
    ups: BTreeMap<(NodeId, SpaceId), NodeId>,
    gathers: BTreeMap<(NodeId, NodeId), NodeId>,
}

/// The position of the next element of a vector, as an id.
pub(super) fn next_id<T>(of: &[T]) -> u32 {
    u32::try_from(of.len()).unwrap_or(u32::MAX)
}

impl<'a> Builder<'a> {
    /// A graph with the spaces that every graph has.
    pub(super) fn new(sources: &'a SourceMap) -> Self {
        Self {
            sources,
            nodes: Vec::new(),
            fallible: Vec::new(),
            spaces: vec![Space::Unit, Space::Risk],
            depths: vec![0, 1],
            lists: Vec::new(),
            domains: Vec::new(),
            sites: Vec::new(),
            site_ids: BTreeMap::new(),
            constants: HashMap::new(),
            lanes: BTreeMap::new(),
            positions: BTreeMap::new(),
            ups: BTreeMap::new(),
            gathers: BTreeMap::new(),
        }
    }

    /// Adds a space.
    pub(super) fn space(&mut self, space: Space) -> SpaceId {
        let depth = space
            .parent()
            .map_or(0, |parent| self.depth(parent).saturating_add(1));
        let id = SpaceId(next_id(&self.spaces));
        self.spaces.push(space);
        self.depths.push(depth);
        id
    }

    /// How many spaces stand above this one.
    pub(super) fn depth(&self, space: SpaceId) -> u32 {
        self.depths.get(space.index()).copied().unwrap_or(0)
    }

    /// The deeper of two spaces of one chain.
    pub(super) fn deeper(&self, a: SpaceId, b: SpaceId) -> SpaceId {
        if self.depth(b) > self.depth(a) { b } else { a }
    }

    /// Whether `above` is `space` or one of its ancestors.
    pub(super) fn reaches(&self, above: SpaceId, space: SpaceId) -> bool {
        let mut at = Some(space);
        while let Some(space) = at {
            if space == above {
                return true;
            }
            at = self.spaces.get(space.index()).and_then(Space::parent);
        }
        false
    }

    /// The place where a range of the source begins.
    pub(super) fn site(&mut self, span: Span) -> SiteId {
        if let Some(known) = self.site_ids.get(&(span.file.0, span.start)) {
            return *known;
        }
        let place = self.sources.line_column(span);
        let id = SiteId(next_id(&self.sites));
        self.sites.push(Site {
            file: span.file.0,
            line: place.line,
            column: place.column,
        });
        self.site_ids.insert((span.file.0, span.start), id);
        id
    }

    /// Adds a domain.
    pub(super) fn domain(&mut self, domain: &Domain) -> DomainId {
        let id = DomainId(next_id(&self.domains));
        self.domains.push(domain.clone());
        id
    }

    /// Adds a list.
    pub(super) fn list(&mut self, list: List) -> ListId {
        let id = ListId(next_id(&self.lists));
        self.lists.push(list);
        id
    }

    /// Adds a node whose arguments are already where they must be.
    pub(super) fn push(
        &mut self,
        op: Op,
        space: SpaceId,
        ty: Ty,
        args: Vec<NodeId>,
        site: SiteId,
    ) -> NodeId {
        let from_args: Vec<bool> = args.iter().map(|arg| self.fallible(*arg)).collect();
        let fallible = can_fail(&op, &from_args);
        self.push_node(
            Node {
                op,
                space,
                ty,
                args,
                site,
                declares: None,
            },
            fallible,
        )
    }

    fn push_node(&mut self, node: Node, fallible: bool) -> NodeId {
        let id = NodeId(next_id(&self.nodes));
        self.nodes.push(node);
        self.fallible.push(fallible);
        id
    }

    /// Adds a node in the deepest space of its arguments, which come down to it.
    pub(super) fn apply(&mut self, op: Op, ty: Ty, args: &[NodeId], span: Span) -> NodeId {
        let site = self.site(span);
        self.apply_at(op, ty, args, site)
    }

    /// [`Self::apply`] with the place of another node.
    pub(super) fn apply_at(&mut self, op: Op, ty: Ty, args: &[NodeId], site: SiteId) -> NodeId {
        let space = self.deepest(args);
        let args = args.iter().map(|arg| self.bring(*arg, space)).collect();
        self.push(op, space, ty, args, site)
    }

    /// The deepest space of nodes of one chain.
    pub(super) fn deepest(&self, nodes: &[NodeId]) -> SpaceId {
        nodes.iter().fold(UNIT, |deepest, node| {
            self.deeper(deepest, self.space_of(*node))
        })
    }

    /// The node itself, or its value for the lanes of a space below its own.
    pub(super) fn bring(&mut self, node: NodeId, space: SpaceId) -> NodeId {
        if self.space_of(node) == space {
            return node;
        }
        if let Some(known) = self.undeclared(self.ups.get(&(node, space)).copied()) {
            return known;
        }
        let up = self.up(node, space);
        self.ups.insert((node, space), up);
        up
    }

    /// A node of its own for the value in a space below.
    pub(super) fn up(&mut self, node: NodeId, space: SpaceId) -> NodeId {
        let (ty, site) = (self.ty(node), self.site_of(node));
        self.push(Op::Up, space, ty, vec![node], site)
    }

    /// A column of the items' space as the items see it that a column of references points to.
    pub(super) fn gather(&mut self, reference: NodeId, column: NodeId) -> NodeId {
        if let Some(known) = self.undeclared(self.gathers.get(&(reference, column)).copied()) {
            return known;
        }
        let Ty::Ref(target) = self.ty(reference) else {
            return column;
        };
        let column_there = self.bring(column, target);
        let (space, ty) = (self.space_of(reference), self.ty(column));
        let site = self.site_of(reference);
        let gather = self.push(Op::Gather, space, ty, vec![reference, column_there], site);
        self.gathers.insert((reference, column), gather);
        gather
    }

    /// A shared node, unless it has become the value of a declaration: what comes through it would come through that.
    fn undeclared(&self, node: Option<NodeId>) -> Option<NodeId> {
        node.filter(|node| self.declares(*node).is_none())
    }

    /// A constant.
    pub(super) fn constant(&mut self, value: Constant, ty: Ty) -> NodeId {
        let key = (value, ty);
        if let Some(known) = self.constants.get(&key) {
            return *known;
        }
        let site = self.site(Span::default());
        let node = self.push(Op::Constant(key.0.clone()), UNIT, ty, Vec::new(), site);
        self.constants.insert(key, node);
        node
    }

    /// `true` or `false`.
    pub(super) fn truth(&mut self, value: bool) -> NodeId {
        self.constant(Constant::Bool(value), Ty::Bool)
    }

    /// A text.
    pub(super) fn text(&mut self, text: &Arc<str>) -> NodeId {
        self.constant(Constant::Text(text.clone()), Ty::Text)
    }

    /// The lanes of a space as references.
    pub(super) fn lane(&mut self, space: SpaceId) -> NodeId {
        if let Some(known) = self.lanes.get(&space) {
            return *known;
        }
        let site = self.site(Span::default());
        let node = self.push(Op::Own, space, Ty::Ref(space), Vec::new(), site);
        self.lanes.insert(space, node);
        node
    }

    /// The places of the items of a space in the lists that own them.
    pub(super) fn position(&mut self, space: SpaceId) -> NodeId {
        if let Some(known) = self.positions.get(&space) {
            return *known;
        }
        let site = self.site(Span::default());
        let node = self.push(Op::Position, space, Ty::Int, Vec::new(), site);
        self.positions.insert(space, node);
        node
    }

    /// a and b, where either may be missing for true.
    pub(super) fn and(&mut self, a: Option<NodeId>, b: Option<NodeId>) -> Option<NodeId> {
        match (a, b) {
            (Some(a), Some(b)) => {
                let site = self.site_of(b);
                Some(self.apply_at(Op::And, Ty::Bool, &[a, b], site))
            }
            (one, other) => one.or(other),
        }
    }

    /// `value`, in error where `fault` is.
    pub(super) fn guard(&mut self, fault: NodeId, value: NodeId) -> NodeId {
        let (ty, site) = (self.ty(value), self.site_of(value));
        self.apply_at(Op::Guard, ty, &[fault, value], site)
    }

    /// Whether `node` has a value: true, or its error.
    pub(super) fn known(&mut self, node: NodeId) -> NodeId {
        if self.fallible(node) {
            let site = self.site_of(node);
            self.apply_at(Op::Known, Ty::Bool, &[node], site)
        } else {
            self.truth(true)
        }
    }

    /// The same value as a column of another type: an int as a decimal.
    pub(super) fn retype(&mut self, node: NodeId, ty: Ty) -> NodeId {
        if self.ty(node) == ty {
            return node;
        }
        if let Some(Op::Constant(value)) = self.op(node) {
            let value = value.clone();
            return self.constant(value, ty);
        }
        let site = self.site_of(node);
        self.apply_at(Op::Guard, ty, &[node, node], site)
    }

    /// What the node does.
    pub(super) fn op(&self, node: NodeId) -> Option<&Op> {
        self.nodes.get(node.index()).map(|node| &node.op)
    }

    /// The node's space.
    pub(super) fn space_of(&self, node: NodeId) -> SpaceId {
        self.nodes.get(node.index()).map_or(UNIT, |node| node.space)
    }

    /// The node's type.
    pub(super) fn ty(&self, node: NodeId) -> Ty {
        self.nodes
            .get(node.index())
            .map_or(Ty::Bool, |node| node.ty)
    }

    /// The node's place.
    pub(super) fn site_of(&self, node: NodeId) -> SiteId {
        self.nodes
            .get(node.index())
            .map_or(SiteId(0), |node| node.site)
    }

    /// Whose value the node is.
    pub(super) fn declares(&self, node: NodeId) -> Option<DeclarationId> {
        self.nodes.get(node.index()).and_then(|node| node.declares)
    }

    /// Whether the node can be in error.
    pub(super) fn fallible(&self, node: NodeId) -> bool {
        self.fallible.get(node.index()).copied().unwrap_or(true)
    }

    /// Says of a node whether it can be in error, where more is known than its operation says.
    pub(super) fn set_fallible(&mut self, node: NodeId, fallible: bool) {
        if let Some(flag) = self.fallible.get_mut(node.index()) {
            *flag = fallible;
        }
    }

    /// A node of its own with the same value.
    pub(super) fn copy(&mut self, node: NodeId) -> NodeId {
        let fallible = self.fallible(node);
        match self.nodes.get(node.index()).cloned() {
            Some(copied) => self.push_node(
                Node {
                    declares: None,
                    ..copied
                },
                fallible,
            ),
            None => node,
        }
    }

    /// Makes the node the value of a declaration.
    pub(super) fn set_declares(&mut self, node: NodeId, declaration: DeclarationId) {
        if let Some(node) = self.nodes.get_mut(node.index()) {
            node.declares = Some(declaration);
        }
    }

    /// The most lanes of a space below one lane of an ancestor, as far as declared bounds say.
    pub(super) fn most_lanes(&self, space: SpaceId, above: SpaceId) -> u32 {
        let (mut at, mut most) = (space, 1_u32);
        while at != above {
            let Some(here) = self.spaces.get(at.index()) else {
                break;
            };
            most = most.saturating_mul(self.most_here(at, here));
            match here.parent() {
                Some(parent) => at = parent,
                None => break,
            }
        }
        most
    }

    fn most_here(&self, id: SpaceId, space: &Space) -> u32 {
        let lists = || self.lists.iter().filter(|list| list.items == id);
        match space {
            Space::Unit | Space::Risk => 1,
            Space::Items { .. } | Space::Made { .. } => lists()
                .map(|list| {
                    let owners = match space.parent() {
                        Some(parent) if parent != list.owner => {
                            self.most_lanes(list.owner, self.common(parent, list.owner))
                        }
                        _ => 1,
                    };
                    list.max.saturating_mul(owners)
                })
                .fold(0, u32::saturating_add),
            Space::Pairs { list, .. } => self.lists.get(list.index()).map_or(1, |list| list.max),
            Space::Join { parent, parts } => parts
                .iter()
                .map(|part| self.most_lanes(*part, *parent))
                .fold(0, u32::saturating_add),
        }
    }

    fn common(&self, a: SpaceId, b: SpaceId) -> SpaceId {
        if self.reaches(a, b) { a } else { RISK }
    }
}
