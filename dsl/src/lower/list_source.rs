//! What lists hold, and how a list as a whole can be in error.

use super::Lowerer;
use super::list::{ListFault, ListSource};
use super::value::{ListValue, Reference, SourceId, Value};
use lutine_core::graph::{List, ListId, NodeId, Op, Reduction, SiteId, SpaceId, Ty};
use std::sync::Arc;

impl Lowerer<'_> {
    /// Adds a source of lists.
    pub(super) fn source(&mut self, source: ListSource) -> SourceId {
        let id = SourceId(self.lists.len());
        self.lists.push(source);
        id
    }

    /// The list that a lane at hand of the source's owners has.
    pub(super) fn own_list(&mut self, source: ListSource) -> Value {
        let owner = Reference::here(source.owner);
        let source = self.source(source);
        Value::List(ListValue { owner, source })
    }

    /// The list of the lanes of a space below those of `base`.
    pub(super) fn collected(
        &mut self,
        base: SpaceId,
        space: SpaceId,
        keep: Option<NodeId>,
        item: &Value,
    ) -> Value {
        let item = self.settled(item);
        let item = item.map(&mut |node| self.graph.bring(node, space));
        let keep = keep.map(|keep| self.graph.bring(keep, space));
        let item_error = self.error_of(&item);
        let fault = match (item_error, keep) {
            (None, Some(keep)) if self.graph.fallible(keep) => ListFault::Items(None),
            (None, _) => ListFault::Never,
            (error, _) => ListFault::Items(error),
        };
        self.own_list(ListSource {
            owner: base,
            space,
            id: None,
            direct: true,
            keep,
            item,
            fault,
        })
    }

    /// The list in the graph.
    pub(super) fn list_id(&mut self, id: SourceId) -> ListId {
        let Some(source) = self.lists.get(id.0) else {
            return ListId(0);
        };
        if let Some(known) = source.id {
            return known;
        }
        let list = List {
            name: Arc::from("items"),
            owner: source.owner,
            items: source.space,
            min: 0,
            max: self.graph.most_lanes(source.space, source.owner),
            single: false,
        };
        let list = self.graph.list(list);
        if let Some(source) = self.lists.get_mut(id.0) {
            source.id = Some(list);
        }
        list
    }

    /// A column of the owners that is in the error of their list, if it can be in error.
    pub(super) fn list_error(&mut self, id: SourceId) -> Option<NodeId> {
        let source = self.lists.get(id.0)?.clone();
        let (kind, args) = match source.fault {
            ListFault::Never => return None,
            ListFault::Key(key) => (Reduction::NonEmpty, vec![key]),
            ListFault::Items(Some(item)) => (
                Reduction::NonEmpty,
                std::iter::once(item).chain(source.keep).collect(),
            ),
            ListFault::Items(None) => (Reduction::Count, source.keep.into_iter().collect()),
        };
        let known = self.list_errors.get(&id).copied();
        Some(known.unwrap_or_else(|| {
            let node = self.fold(kind, &args, &source);
            self.list_errors.insert(id, node);
            node
        }))
    }

    fn fold(&mut self, kind: Reduction, args: &[NodeId], source: &ListSource) -> NodeId {
        let ty = match kind {
            Reduction::Count => Ty::Int,
            _ => Ty::Bool,
        };
        let args: Vec<NodeId> = args
            .iter()
            .map(|arg| self.graph.bring(*arg, source.space))
            .collect();
        let site = args
            .first()
            .map_or(SiteId(0), |arg| self.graph.site_of(*arg));
        let op = Op::Reduce {
            kind,
            from: source.space,
            filtered: source.keep.is_some(),
        };
        self.graph.push(op, source.owner, ty, args, site)
    }

    /// A column that is in the first error of a value, those of a record's fields included; none where there can be none.
    pub(super) fn error_of(&mut self, value: &Value) -> Option<NodeId> {
        match value {
            Value::Record(fields) => {
                let mut first = None;
                for field in fields {
                    first = match (first, self.error_of(field)) {
                        (Some(first), Some(next)) => Some(self.graph.guard(first, next)),
                        (one, other) => one.or(other),
                    };
                }
                first
            }
            Value::Optional { given, value } => match (&**value, self.error_of(value)) {
                (Value::Record(_), Some(error)) => {
                    let known = self.graph.known(error);
                    Some(self.graph.and(Some(*given), Some(known)).unwrap_or(known))
                }
                _ => Some(*given).filter(|given| self.graph.fallible(*given)),
            },
            other => other.carrier().filter(|node| self.graph.fallible(*node)),
        }
    }
}
