//! Lists in another order, and at which place of its list an item stands.

use super::Lowerer;
use super::list::{Lanes, ListFault, ListSource};
use super::value::{ListValue, Reference, SourceId, Value};
use crate::typed::{self, Clause, Expr, VariableId};
use lutine_core::graph::{List, ListId, NodeId, Op, SiteId, SortKey, Space, Ty};
use std::sync::Arc;

impl<'a> Lowerer<'a> {
    /// `sorted(d in L where c by descending a, then by b)`. It is put in order below the deepest item that it mentions besides its own.
    pub(super) fn sorted(
        &mut self,
        clause: &'a Clause,
        condition: Option<&'a Expr>,
        by: &'a [typed::SortKey],
        expr: &'a Expr,
    ) -> Value {
        let mentioned = condition.into_iter();
        let mentioned = mentioned.chain(by.iter().map(|key| &key.value));
        let start = self.needed_space(mentioned, &[clause.variable]);
        let clauses = std::slice::from_ref(clause);
        let Some((lanes, keep)) = self.kept_lanes(clauses, condition, start) else {
            return self.no_value();
        };
        let mut keys = Vec::with_capacity(by.len());
        for key in by {
            let value = self.lower_one(&key.value);
            keys.push(SortKey {
                value: self.graph.bring(value, lanes.space),
                descending: key.descending,
            });
        }
        let site = self.graph.site(expr.span);
        let source = self.in_order(&lanes, keep, keys, site);
        self.own_list(source)
    }

    /// The kept lanes in an order, as a list.
    fn in_order(
        &mut self,
        lanes: &Lanes,
        keep: Option<NodeId>,
        by: Vec<SortKey>,
        site: SiteId,
    ) -> ListSource {
        let keep = keep.map(|keep| self.graph.bring(keep, lanes.space));
        let mut nodes = keep.into_iter().chain(by.iter().map(|key| key.value));
        let fails = nodes.any(|node| self.graph.fallible(node));
        let space = self.graph.space(Space::Sorted {
            parent: lanes.base,
            from: lanes.space,
            keep,
            by,
        });
        let ty = Ty::Ref(lanes.space);
        let item = self.graph.push(Op::Item, space, ty, Vec::new(), site);
        self.graph.set_fallible(item, fails);
        ListSource {
            owner: lanes.base,
            space,
            id: None,
            direct: true,
            keep: None,
            item: self.gather(Reference::column(lanes.space, item), &lanes.item),
            fault: if fails {
                ListFault::Key(item)
            } else {
                ListFault::Never
            },
        }
    }

    /// The list as one of which all lanes are items, so that the place of a lane is that of its item.
    pub(super) fn in_places(&mut self, list: ListValue) -> ListValue {
        let source = self.lists.get(list.source.0);
        match source.and_then(|source| source.keep) {
            Some(_) => self.whole(list),
            None => list,
        }
    }

    /// The list as lanes of its own.
    fn whole(&mut self, list: ListValue) -> ListValue {
        let Some(source) = self.lists.get(list.source.0).cloned() else {
            return list;
        };
        let ListValue { owner, source: id } = list;
        if let Some(known) = self.whole_lists.get(&id).copied() {
            return ListValue {
                owner,
                source: known,
            };
        }
        let own = ListValue {
            owner: Reference::here(source.owner),
            source: id,
        };
        let lanes = self.go_through(own, source.owner, None, false);
        let carrier = source.keep.or_else(|| source.item.carrier());
        let site = carrier.map_or(SiteId(0), |node| self.graph.site_of(node));
        let whole = self.in_order(&lanes, lanes.keep, Vec::new(), site);
        let whole: SourceId = self.source(whole);
        self.whole_lists.insert(id, whole);
        ListValue {
            owner,
            source: whole,
        }
    }

    /// The list as one of which the items are counted, under the name that a message gives it. What is another's list, by another name, is
    /// gone through as one of its own.
    pub(super) fn counted_list(&mut self, list: ListValue, name: Arc<str>) -> (ListValue, ListId) {
        let mut list = self.in_places(list);
        let is_others = |source: &ListSource| {
            let space = self.graph.spaces.get(source.space.index());
            matches!(space, Some(Space::Items { .. } | Space::Made { .. }))
        };
        if self.lists.get(list.source.0).is_some_and(is_others) {
            list = self.whole(list);
        }
        let source = self.lists.get(list.source.0);
        let Some((owner, items)) = source.map(|source| (source.owner, source.space)) else {
            return (list, ListId(0));
        };
        let max = self.graph.most_lanes(items, owner);
        let id = self.graph.list(List {
            name,
            owner,
            items,
            min: 0,
            max,
            single: false,
        });
        (list, id)
    }

    /// `v.place`
    pub(super) fn place(&mut self, variable: VariableId) -> Value {
        match self.placed_in.get(&variable).copied() {
            Some(space) => Value::One(self.graph.position(space)),
            None => self.no_value(),
        }
    }
}
