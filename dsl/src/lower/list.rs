//! Lists: which lanes their items are, and how a comprehension goes through them.

use super::Lowerer;
use super::value::{Lane, ListValue, Reference, SourceId, Value};
use crate::typed::Clause;
use lutine_core::graph::{List, ListId, NodeId, Op, Reduction, SiteId, Space, SpaceId, Ty};
use std::sync::Arc;

/// What lists of one kind hold: `policy.vehicles` for all policies, a `collect` for all items that it is computed for.
#[derive(Debug, Clone)]
pub(super) struct ListSource {
    /// The space of the owners.
    pub(super) owner: SpaceId,
    /// The space of the items.
    pub(super) space: SpaceId,
    /// The list in the graph, once something refers to it.
    pub(super) id: Option<ListId>,
    /// Whether the lanes of `space` below an owner are its items and no one else's.
    pub(super) direct: bool,
    /// Which lanes are items, where not all are.
    pub(super) keep: Option<NodeId>,
    /// The item, in `space`.
    pub(super) item: Value,
    /// How the list as a whole can be in error.
    pub(super) fault: ListFault,
}

/// How a list as a whole can be in error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListFault {
    /// It cannot.
    Never,
    /// It could not be made: its owner has one lane, in which this key is in error.
    Key(NodeId),
    /// Whether a lane is an item is in error, or what this column says of the item.
    Items(Option<NodeId>),
}

/// Lanes that a comprehension goes through.
#[derive(Debug, Clone)]
pub(super) struct Lanes {
    /// Below whose lanes they are gone through.
    pub(super) base: SpaceId,
    /// Their space.
    pub(super) space: SpaceId,
    /// Which of them count; in error where a list is.
    pub(super) keep: Option<NodeId>,
    /// The item of the last list.
    pub(super) item: Value,
    /// A column of `space` that is in error where a list is, if one can be.
    guard: Option<NodeId>,
}

impl<'a> Lowerer<'a> {
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

    /// Goes through the clauses of a comprehension, the first below a lane of `start` or of the space below it in which its list
    /// stands; their variables stand for the items from here on. With `once`, a list in error is one lane and no more.
    pub(super) fn clauses(
        &mut self,
        clauses: &'a [Clause],
        start: SpaceId,
        once: bool,
    ) -> Option<Lanes> {
        let mut so_far: Option<Lanes> = None;
        for clause in clauses {
            let Value::List(list) = self.lower(&clause.list) else {
                continue;
            };
            let next = match so_far.take() {
                None => self.go_through(list, start, None, once),
                Some(before) => {
                    let next = self.go_through(list, before.space, before.guard, once);
                    Lanes {
                        base: before.base,
                        keep: self.graph.and(before.keep, next.keep),
                        ..next
                    }
                }
            };
            self.bind(clause.variable, next.item.clone());
            so_far = Some(next);
        }
        let mut lanes = so_far?;
        lanes.keep = lanes.keep.map(|keep| self.graph.bring(keep, lanes.space));
        Some(lanes)
    }

    /// The lanes of a list below those of `at`. `guard`, in `at`, is in error where a list before is.
    pub(super) fn go_through(
        &mut self,
        list: ListValue,
        at: SpaceId,
        guard: Option<NodeId>,
        once: bool,
    ) -> Lanes {
        let source = self.lists.get(list.source.0).cloned();
        let Some(source) = source else {
            return Lanes {
                base: at,
                space: at,
                keep: None,
                item: Value::Record(Vec::new()),
                guard,
            };
        };
        let plain = list.owner.lane == Lane::Here
            && source.direct
            && guard.is_none()
            && self.graph.reaches(at, source.owner)
            && !(once && matches!(source.fault, ListFault::Items(_)));
        if plain {
            self.own_lanes(list.source, source)
        } else {
            self.paired_lanes(list, source, at, guard)
        }
    }

    /// The items' own space.
    fn own_lanes(&mut self, id: SourceId, source: ListSource) -> Lanes {
        let guard = match source.fault {
            ListFault::Never => None,
            ListFault::Key(key) => Some(key),
            ListFault::Items(_) => self
                .list_error(id)
                .map(|error| self.graph.bring(error, source.space)),
        };
        let keep = match guard {
            Some(guard) => Some(self.guarded_keep(guard, source.keep)),
            None => source.keep,
        };
        Lanes {
            base: source.owner,
            space: source.space,
            keep,
            item: source.item,
            guard,
        }
    }

    /// A space of pairs: for each lane, the items of the list of an owner that a column names.
    fn paired_lanes(
        &mut self,
        list: ListValue,
        source: ListSource,
        at: SpaceId,
        guard: Option<NodeId>,
    ) -> Lanes {
        let owner = self.column(list.owner);
        let left = self.graph.deeper(self.graph.space_of(owner), at);
        let mut owner_here = self.graph.bring(owner, left);
        if let Some(error) = self.list_error(list.source) {
            let error_here = match list.owner.lane {
                Lane::Here => error,
                Lane::Column(column) => self.graph.gather(column, error),
            };
            owner_here = self.graph.guard(error_here, owner_here);
        }
        if let Some(guard) = guard {
            owner_here = self.graph.guard(guard, owner_here);
        }
        owner_here = self.graph.bring(owner_here, left);
        let pairs = Space::Pairs {
            left,
            list: self.list_id(list.source),
            owner: owner_here,
        };
        let space = self.graph.space(pairs);
        let site = self.graph.site_of(owner);
        let item = self
            .graph
            .push(Op::Item, space, Ty::Ref(source.space), Vec::new(), site);
        let fails = self.graph.fallible(owner_here);
        self.graph.set_fallible(item, fails);
        let keep = source.keep.map(|keep| self.graph.gather(item, keep));
        let keep = if fails {
            Some(self.guarded_keep(item, keep))
        } else {
            keep
        };
        Lanes {
            base: left,
            space,
            keep,
            item: self.gather(Reference::column(source.space, item), &source.item),
            guard: fails.then_some(item),
        }
    }

    fn guarded_keep(&mut self, guard: NodeId, keep: Option<NodeId>) -> NodeId {
        let keep = match keep {
            Some(keep) => keep,
            None => self.graph.truth(true),
        };
        self.graph.guard(guard, keep)
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
