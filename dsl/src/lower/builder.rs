//! The graph under construction: nodes, spaces, constants and places, each with what the rest of lowering asks about it.

use super::failure::can_fail;
use super::observe::Observed;
use super::shared::Shared;
use crate::source::{SourceMap, Span};
use lutine_core::graph::{
    DeclarationId, Domain, DomainId, List, ListId, Node, NodeId, Op, Site, SiteId, Space, SpaceId,
    Ty, UNIT,
};
use std::collections::BTreeMap;
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
    domain_ids: BTreeMap<usize, DomainId>,
    pub(super) sites: Vec<Site>,
    site_ids: BTreeMap<(u32, u32), SiteId>,
    pub(super) shared: Shared,
    /// What is to be seen of an execution, where that is asked for.
    pub(super) observed: Option<Observed>,
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
            domain_ids: BTreeMap::new(),
            sites: Vec::new(),
            site_ids: BTreeMap::new(),
            shared: Shared::default(),
            observed: None,
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

    /// A space and those that it stands in, innermost first.
    pub(super) fn chain(&self, space: SpaceId) -> Vec<SpaceId> {
        let parent = |at: &SpaceId| self.spaces.get(at.index()).and_then(Space::parent);
        std::iter::successors(Some(space), parent).collect()
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

    /// A domain that is declared once and used often.
    pub(super) fn shared_domain(&mut self, domain: &Arc<Domain>) -> DomainId {
        // The rulebook outlives the graph's construction, so that an address stands for one domain.
        let address = Arc::as_ptr(domain).addr();
        if let Some(known) = self.domain_ids.get(&address) {
            return *known;
        }
        let id = self.domain(domain);
        self.domain_ids.insert(address, id);
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
        // Where it is observed what was needed, nothing is left out that a value needs, be it only because it could fail.
        let fallible = self.observed.is_some() || can_fail(&op, &from_args);
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
}
