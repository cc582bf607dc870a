//! Lists: which lanes their items are, and how a comprehension goes through them.

use super::Lowerer;
use super::matching::{Matching, Where};
use super::value::{Lane, ListValue, Reference, SourceId, Value};
use crate::typed::{Clause, Expr, TableId};
use lutine_core::graph::{ListId, NodeId, Op, Space, SpaceId, Ty};

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
    /// Of lists that are the rows of a table the row, where it is observed what is needed.
    pub(super) rows: Vec<(TableId, NodeId)>,
    /// A column of `space` that is in error where a list is, if one can be.
    guard: Option<NodeId>,
    /// Whether all of them fulfil the condition that they are gone through with.
    pub(super) is_decided: bool,
    /// Whether their space was made for them, so that nothing else goes through it.
    is_paired: bool,
}

impl<'a> Lowerer<'a> {
    /// Goes through the clauses of a comprehension, the first below a lane of `start` or of the space below it in which its list
    /// stands; their variables stand for the items from here on. With `once`, a list in error is one lane and no more. Of pairs that the
    /// condition is known to leave out there need be no lane.
    pub(super) fn clauses(
        &mut self,
        clauses: &'a [Clause],
        condition: Option<&'a Expr>,
        start: SpaceId,
        once: bool,
    ) -> Option<Lanes> {
        let mut so_far: Option<Lanes> = None;
        for (place, clause) in clauses.iter().enumerate() {
            let Value::List(mut list) = self.lower(&clause.list) else {
                continue;
            };
            let is_placed = self.rulebook.placed.contains(&clause.variable);
            if is_placed {
                list = self.in_places(list);
            }
            // An error of a list that comes later goes before the condition.
            let is_last = clauses.len() == place.saturating_add(1);
            // Where it is asked at which place an item stands, none may be left out.
            let filter = condition.filter(|_| is_last && !is_placed);
            let filter = filter.map(|condition| Where {
                condition,
                variable: clause.variable,
            });
            let next = match so_far.take() {
                None => self.go_through_matching(list, (start, None), once, filter),
                Some(before) => {
                    let at = (before.space, before.guard);
                    let next = self.go_through_matching(list, at, once, filter);
                    if let (Some(keep), true) = (before.keep, next.is_paired) {
                        let keep = self.graph.bring(keep, before.space);
                        self.observed_below(next.space, keep);
                    }
                    Lanes {
                        base: before.base,
                        keep: self.graph.and(before.keep, next.keep),
                        rows: before.rows.into_iter().chain(next.rows).collect(),
                        ..next
                    }
                }
            };
            self.bind(clause.variable, next.item.clone());
            if is_placed {
                self.placed_in.insert(clause.variable, next.space);
            }
            so_far = Some(next);
        }
        let mut lanes = so_far?;
        lanes.keep = lanes.keep.map(|keep| self.graph.bring(keep, lanes.space));
        Some(lanes)
    }

    /// The lanes of clauses, as [`Self::clauses`] goes through them, and which of them count: those of the lists that fulfil the condition.
    pub(super) fn kept_lanes(
        &mut self,
        clauses: &'a [Clause],
        condition: Option<&'a Expr>,
        start: SpaceId,
    ) -> Option<(Lanes, Option<NodeId>)> {
        let lanes = self.clauses(clauses, condition, start, false)?;
        let condition = condition.filter(|_| !lanes.is_decided);
        let condition = condition.map(|condition| self.kept_where(condition));
        let condition = self.observed_rows(&lanes, condition);
        let keep = self.graph.and(lanes.keep, condition);
        Some((lanes, keep))
    }

    /// The lanes of a list below those of `at`. `guard`, in `at`, is in error where a list before is.
    pub(super) fn go_through(
        &mut self,
        list: ListValue,
        at: SpaceId,
        guard: Option<NodeId>,
        once: bool,
    ) -> Lanes {
        self.go_through_matching(list, (at, guard), once, None)
    }

    /// [`Self::go_through`], where a condition says which items are looked for.
    fn go_through_matching(
        &mut self,
        list: ListValue,
        (at, guard): (SpaceId, Option<NodeId>),
        once: bool,
        filter: Option<Where<'a>>,
    ) -> Lanes {
        let source = self.lists.get(list.source.0).cloned();
        let Some(source) = source else {
            return Lanes {
                base: at,
                space: at,
                keep: None,
                item: Value::Record(Vec::new()),
                rows: Vec::new(),
                guard,
                is_decided: false,
                is_paired: false,
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
            self.paired_lanes(list, source, (at, guard), filter)
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
            rows: self.observed_row(id, source.space).into_iter().collect(),
            guard,
            is_decided: false,
            is_paired: false,
        }
    }

    /// A space of pairs: for each lane, the items of the list of an owner that a column names.
    fn paired_lanes(
        &mut self,
        list: ListValue,
        source: ListSource,
        (at, guard): (SpaceId, Option<NodeId>),
        filter: Option<Where<'a>>,
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
        let matching = filter.map(|filter| self.match_parts(filter, &source, left));
        let Matching { on, is_decided } = matching.unwrap_or_default();
        let (id, list, owner_node) = (list.source, self.list_id(list.source), owner_here);
        let space = self.graph.space(if on.is_empty() {
            Space::Pairs {
                left,
                list,
                owner: owner_node,
            }
        } else {
            Space::Matches {
                left,
                list,
                owner: owner_node,
                on,
            }
        });
        let site = self.graph.site_of(owner);
        let item = self
            .graph
            .push(Op::Item, space, Ty::Ref(source.space), Vec::new(), site);
        let fails = self.graph.fallible(owner_here);
        self.graph.set_fallible(item, fails);
        let keep = source.keep.filter(|_| !is_decided);
        let keep = keep.map(|keep| self.graph.gather(item, keep));
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
            rows: self.observed_row(id, space).into_iter().collect(),
            guard: fails.then_some(item),
            is_decided,
            is_paired: true,
        }
    }

    fn guarded_keep(&mut self, guard: NodeId, keep: Option<NodeId>) -> NodeId {
        let keep = match keep {
            Some(keep) => keep,
            None => self.graph.truth(true),
        };
        self.graph.guard(guard, keep)
    }
}
