//! Where an error would refute a claim. Ten thousands of claims may be open and as many declarations in error: only the first error at
//! each of these places is traced back to where it arose.

use lutine_core::graph::{ErrorCode, Graph, NodeId, SiteId};
use std::cell::Cell;
use std::collections::BTreeMap;

/// The code, file, line and column of an error.
pub(super) type Place<'f> = (ErrorCode, &'f str, u32, u32);

/// A file, line and column.
type Site<'f> = (&'f str, u32, u32);

/// The places that are looked at.
pub(super) struct Open {
    /// Of each code and place of the graph which it is.
    at: BTreeMap<(ErrorCode, SiteId), usize>,
    states: Vec<State>,
    /// The number of the risk at hand.
    risk: Cell<u64>,
    /// The only one that is looked for, if it is.
    only: Cell<Option<usize>>,
}

#[derive(Default)]
struct State {
    /// Whether no more errors are looked for.
    closed: Cell<bool>,
    /// The risk of which one has been found.
    found: Cell<u64>,
}

impl Open {
    /// All of some places, by their numbers.
    pub(super) fn new(places: &BTreeMap<Place<'_>, usize>, graph: &Graph) -> Self {
        let mut codes: BTreeMap<Site<'_>, Vec<(ErrorCode, usize)>> = BTreeMap::new();
        for ((code, file, line, column), place) in places {
            let same = codes.entry((*file, *line, *column)).or_default();
            same.push((*code, *place));
        }
        let sites = (0..).map(SiteId).zip(&graph.sites);
        let at = sites.filter(|_| !codes.is_empty()).flat_map(|(id, site)| {
            let file = graph.files.get(site.file as usize);
            let codes = file.and_then(|file| codes.get(&(&**file, site.line, site.column)));
            let codes = codes.into_iter().flatten();
            codes.map(move |(code, place)| ((*code, id), *place))
        });
        Self {
            at: at.collect(),
            states: places.iter().map(|_| State::default()).collect(),
            risk: Cell::new(0),
            only: Cell::new(None),
        }
    }

    /// Begins with another risk.
    pub(super) fn next_risk(&self) {
        self.risk.set(self.risk.get().saturating_add(1));
    }

    /// Whether the error of an operation is looked for: the first of this risk at an open place.
    pub(super) fn asks(&self, graph: &Graph, node: NodeId, code: ErrorCode) -> bool {
        let site = graph.node(node).map(|node| node.site);
        let place = site.and_then(|site| self.at.get(&(code, site)).copied());
        let asked = place.filter(|place| self.only.get().is_none_or(|only| only == *place));
        let state = asked.and_then(|place| self.states.get(place));
        state.is_some_and(|state| {
            !state.closed.get() && state.found.replace(self.risk.get()) != self.risk.get()
        })
    }

    /// Looks for no more errors at a place.
    pub(super) fn close(&self, place: usize) {
        if let Some(state) = self.states.get(place) {
            state.closed.set(true);
        }
    }

    /// Looks at this place alone, again if it was closed.
    pub(super) fn only(&self, place: usize) {
        self.only.set(Some(place));
        if let Some(state) = self.states.get(place) {
            state.closed.set(false);
        }
    }
}
