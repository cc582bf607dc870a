//! Nodes that many others share: constants, lanes, positions, and what comes down or is gathered from elsewhere. None of them fails by
//! itself, so sharing them moves no error.

use super::builder::Builder;
use crate::source::Span;
use lutine_core::graph::{Constant, NodeId, Op, SpaceId, Ty, UNIT};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The shared nodes of a graph.
#[derive(Default)]
pub(super) struct Shared {
    constants: HashMap<(Constant, Ty), NodeId>,
    lanes: BTreeMap<SpaceId, NodeId>,
    positions: BTreeMap<SpaceId, NodeId>,
    ups: BTreeMap<(NodeId, SpaceId), NodeId>,
    gathers: BTreeMap<(NodeId, NodeId), NodeId>,
}

impl Builder<'_> {
    /// The node itself, or its value for the lanes of a space below its own.
    pub(super) fn bring(&mut self, node: NodeId, space: SpaceId) -> NodeId {
        if self.space_of(node) == space {
            return node;
        }
        if let Some(known) = self.undeclared(self.shared.ups.get(&(node, space)).copied()) {
            return known;
        }
        let up = self.up(node, space);
        self.shared.ups.insert((node, space), up);
        up
    }

    /// A node of its own for the value in a space below.
    pub(super) fn up(&mut self, node: NodeId, space: SpaceId) -> NodeId {
        let (ty, site) = (self.ty(node), self.site_of(node));
        self.push(Op::Up, space, ty, vec![node], site)
    }

    /// A column of the items' space as the items see it that a column of references points to.
    pub(super) fn gather(&mut self, reference: NodeId, column: NodeId) -> NodeId {
        if let Some(known) = self.undeclared(self.shared.gathers.get(&(reference, column)).copied())
        {
            return known;
        }
        let Ty::Ref(target) = self.ty(reference) else {
            return column;
        };
        let column_there = self.bring(column, target);
        let (space, ty) = (self.space_of(reference), self.ty(column));
        let site = self.site_of(reference);
        let gather = self.push(Op::Gather, space, ty, vec![reference, column_there], site);
        self.shared.gathers.insert((reference, column), gather);
        gather
    }

    /// A shared node, unless it has become the value of a declaration: what comes through it would come through that.
    fn undeclared(&self, node: Option<NodeId>) -> Option<NodeId> {
        node.filter(|node| self.declares(*node).is_none())
    }

    /// A constant.
    pub(super) fn constant(&mut self, value: Constant, ty: Ty) -> NodeId {
        let key = (value, ty);
        if let Some(known) = self.shared.constants.get(&key) {
            return *known;
        }
        let site = self.site(Span::default());
        let node = self.push(Op::Constant(key.0.clone()), UNIT, ty, Vec::new(), site);
        self.shared.constants.insert(key, node);
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
        if let Some(known) = self.shared.lanes.get(&space) {
            return *known;
        }
        let site = self.site(Span::default());
        let node = self.push(Op::Own, space, Ty::Ref(space), Vec::new(), site);
        self.shared.lanes.insert(space, node);
        node
    }

    /// The places of the items of a space in the lists that own them.
    pub(super) fn position(&mut self, space: SpaceId) -> NodeId {
        if let Some(known) = self.shared.positions.get(&space) {
            return *known;
        }
        let site = self.site(Span::default());
        let node = self.push(Op::Position, space, Ty::Int, Vec::new(), site);
        self.shared.positions.insert(space, node);
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
}
