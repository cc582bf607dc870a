//! Folds over lists that are computed member by member.

use super::lists::{folded, value_and_keep};
use super::{At, Compiler, Made, NO_OPERANDS, Turn, Val};
use crate::fast::program::Op;
use crate::graph::{Node, Op as GraphOp, Reduction, SpaceId, Ty};

/// A fold over a list that is computed member by member.
#[derive(Debug, Clone, Copy)]
pub(super) struct MemberFold {
    from: SpaceId,
    kind: Reduction,
    filtered: bool,
}

impl Compiler<'_> {
    /// The fold of a node, if it is over such a list and can be done member by member.
    pub(super) fn fold_by_member(&self, node: &Node) -> Option<MemberFold> {
        let GraphOp::Reduce {
            from,
            kind,
            filtered,
        } = node.op
        else {
            return None;
        };
        let kind_can = match kind {
            Reduction::Min | Reduction::Max => !filtered,
            Reduction::Product => false,
            Reduction::Sum
            | Reduction::Count
            | Reduction::Any
            | Reduction::NonEmpty
            | Reduction::All => true,
        };
        let of_text = node.args.first().and_then(|arg| self.graph.node(*arg));
        let of_text = of_text.is_some_and(|arg| arg.ty == Ty::Text);
        let is_here = self.members.get(&from).is_some_and(|list| {
            let above = self.members.get(&node.space);
            above.is_none_or(|above| above.base == list.base)
        });
        let can = kind_can
            && is_here
            && !(of_text && matches!(kind, Reduction::Min | Reduction::Max))
            && node.args.iter().all(|arg| self.has_members(*arg, from));
        can.then_some(MemberFold {
            from,
            kind,
            filtered,
        })
    }

    /// Folds member by member; then over the lanes that hold them, where the result stands above these.
    pub(super) fn fold_members(&mut self, at: At, node: &Node, fold: MemberFold) -> Made {
        let MemberFold {
            from,
            kind,
            filtered,
        } = fold;
        let list = self.members.get(&from).cloned().ok_or(NO_OPERANDS)?;
        let outer = self.turn;
        let above = outer.and_then(|turn| self.members.get(&turn.space));
        let each = match above {
            Some(above) => list.count.checked_div(above.count).unwrap_or(0),
            None => list.count,
        };
        let first = outer.map_or(0, |turn| turn.place.saturating_mul(each));
        let here = At {
            space: list.base,
            path: at.path,
        };
        let (value, keep) = value_and_keep(filtered, &node.args);
        let mut total: Option<Val> = None;
        for place in first..first.saturating_add(each) {
            self.turn = Some(Turn { space: from, place });
            let value = value.map(|id| self.val(id));
            let keep = keep.map_or(Val::constant(1), |id| self.val(id));
            let made = self.fold_one(here, node, kind, total, (value, keep));
            self.turn = outer;
            total = Some(made?);
        }
        let total = total.ok_or(NO_OPERANDS)?;
        if at.space == list.base {
            return Ok(total);
        }
        self.fold_up(at, list.base, kind, total)
    }

    /// One member more.
    fn fold_one(
        &mut self,
        at: At,
        node: &Node,
        kind: Reduction,
        total: Option<Val>,
        (value, keep): (Option<Val>, Val),
    ) -> Made {
        let one = match (kind, value) {
            (Reduction::Count | Reduction::NonEmpty, _) => keep,
            (Reduction::Any, Some(value)) => self.both(at.space, keep, value),
            (Reduction::All, Some(value)) => {
                let out = self.not(at.space, keep);
                self.either(at.space, out, value)
            }
            (Reduction::Sum, Some(value)) => {
                let nothing = Val {
                    scale: value.scale,
                    ..Val::constant(0)
                };
                let ty = self.type_of(node, 0).ok_or(NO_OPERANDS)?;
                self.select(at, ty, keep, (value, nothing))?
            }
            (_, Some(value)) => value,
            (_, None) => return Err(NO_OPERANDS),
        };
        let Some(total) = total else {
            return Ok(one);
        };
        match kind {
            Reduction::Sum | Reduction::Count => self.arithmetic(at, &GraphOp::Add, &[total, one]),
            Reduction::Min => self.arithmetic(at, &GraphOp::Min, &[total, one]),
            Reduction::Max => self.arithmetic(at, &GraphOp::Max, &[total, one]),
            Reduction::Any | Reduction::NonEmpty => Ok(self.either(at.space, total, one)),
            Reduction::All => Ok(self.both(at.space, total, one)),
            Reduction::Product => Err(NO_OPERANDS),
        }
    }

    fn fold_up(&mut self, at: At, from: SpaceId, kind: Reduction, part: Val) -> Made {
        let most = self.most.under(self.graph, from, at.space);
        // What has been counted is summed.
        let kind = match kind {
            Reduction::Count => Reduction::Sum,
            kind => kind,
        };
        let (fold, (range, fits)) = folded(kind, part.range, most)?;
        let value = self.reg(part.place, from);
        let climb = self.climb(from, at.space);
        let op = Op::Fold(fold, climb, Some(value), None);
        Ok(Val {
            scale: part.scale,
            ..Val::of(self.watched(at, op, !fits), range)
        })
    }
}
