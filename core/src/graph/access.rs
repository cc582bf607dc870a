use super::{
    Declaration, DeclarationId, Domain, DomainId, Graph, List, ListId, Member, Node, NodeId, Site,
    SiteId, Space, SpaceId, TableId, Ty, UNIT,
};
use crate::table::Table;

/// What an id stands for; nothing where the graph has no such thing.
impl Graph {
    /// The node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    /// The space.
    #[must_use]
    pub fn space(&self, id: SpaceId) -> Option<&Space> {
        self.spaces.get(id.index())
    }

    /// The list.
    #[must_use]
    pub fn list(&self, id: ListId) -> Option<&List> {
        self.lists.get(id.index())
    }

    /// The list whose items a made space holds: each has exactly one.
    #[must_use]
    pub fn list_of(&self, made: SpaceId) -> Option<&List> {
        self.lists.iter().find(|list| list.items == made)
    }

    /// The set or range.
    #[must_use]
    pub fn domain(&self, id: DomainId) -> Option<&Domain> {
        self.domains.get(id.index())
    }

    /// The table.
    #[must_use]
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.get(id.index())
    }

    /// The declaration.
    #[must_use]
    pub fn declaration(&self, id: DeclarationId) -> Option<&Declaration> {
        self.declarations.get(id.index())
    }

    /// The place in the source.
    #[must_use]
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.sites.get(id.index())
    }

    /// Whether a value is the same for every risk.
    pub(crate) fn is_known(&self, node: NodeId) -> bool {
        self.node(node).is_some_and(|node| node.space == UNIT)
    }

    /// Declarations in the order in which they are written.
    pub(crate) fn in_order(&self, wanted: impl Fn(&Declaration) -> bool) -> Vec<&Declaration> {
        let declarations = self.declarations.iter();
        let mut declared: Vec<&Declaration> = declarations.filter(|one| wanted(one)).collect();
        declared.sort_by_key(|declaration| {
            let site = self.site(declaration.site);
            site.map(|site| (site.file, site.line, site.column))
        });
        declared
    }

    /// The member of an enumeration that an ordinal stands for.
    #[must_use]
    pub fn member(&self, ty: Ty, ordinal: u32) -> Option<&Member> {
        match ty {
            Ty::Enum(id) => self
                .enumerations
                .get(id.index())?
                .members
                .get(ordinal as usize),
            _ => None,
        }
    }

    /// The decimal places that an amount is written with; none for other types.
    #[must_use]
    pub fn places(&self, ty: Ty) -> Option<u8> {
        match ty {
            Ty::Money(id) | Ty::Unrounded(id) => Some(self.currencies.get(id.index())?.places),
            _ => None,
        }
    }
}
