//! Lists: from lane to lane, folds, choices.

use super::{At, Compiler, Made, NO_OPERANDS, Val, whole};
use crate::fast::demand::Path;
use crate::fast::program::{Fold, Op, Part, Place, Reg, Two};
use crate::fast::range::Range;
use crate::graph::{
    Choice, Each, List, ListId, Node, Op as GraphOp, Reduction, Space, SpaceId, Ty,
};

impl Compiler<'_> {
    pub(super) fn lists(&mut self, at: At, node: &Node, args: &[Val]) -> Made {
        let space = at.space;
        let lane = whole(self.graph, node.ty);
        match (&node.op, args) {
            (GraphOp::Position, _) => {
                let most = i64::try_from(self.most.of(space)).unwrap_or(i64::MAX);
                let range = Range {
                    low: 1,
                    high: most.max(1),
                };
                Ok(Val::of(self.make(space, Op::Position), range))
            }
            (GraphOp::Own, _) => Ok(Val::of(self.make(space, Op::Own), lane)),
            (GraphOp::Item, _) => Ok(Val::of(self.make(space, Op::Item), lane)),
            (GraphOp::Key, _) => {
                let range = self.keys(space);
                Ok(Val::of(self.make(space, Op::Key), range))
            }
            (GraphOp::Up, [a]) => {
                let Place::Reg(reg) = a.place else {
                    return Ok(*a);
                };
                if reg.space == space {
                    return Ok(*a);
                }
                let climb = self.climb(space, reg.space);
                let up = self.make(space, Op::Up(reg, climb));
                self.ups.insert(up, (reg, climb));
                let place = Place::Reg(up);
                Ok(Val { place, ..*a })
            }
            (GraphOp::Gather, [reference, a]) => {
                let Place::Reg(reg) = a.place else {
                    return Ok(*a);
                };
                let lanes = self.reg(reference.place, space);
                let place = Place::Reg(self.make(space, Op::Gather(lanes, reg)));
                Ok(Val { place, ..*a })
            }
            (GraphOp::At(list), [owner, place]) => {
                self.item(at, node.ty, (*list, false), [*owner, *place])
            }
            (GraphOp::AtKey(list), [owner, key]) => {
                self.item(at, node.ty, (*list, true), [*owner, *key])
            }
            (GraphOp::AtKey(_), _) => Err("an item of a list that is made"),
            (GraphOp::Merge, parts) => self.merge(space, node, parts),
            (GraphOp::Reduce { .. } | GraphOp::Pick { .. }, args) => self.fold(at, node, args),
            _ => Err(NO_OPERANDS),
        }
    }

    /// What the items of a space can have been made for.
    fn keys(&mut self, space: SpaceId) -> Range {
        match self.graph.space(space) {
            Some(Space::Made {
                each: Each::Members(members),
                ..
            }) => Range {
                low: members.iter().min().map_or(0, |key| i64::from(*key)),
                high: members.iter().max().map_or(0, |key| i64::from(*key)),
            },
            Some(Space::Made {
                each: Each::Numbers { from, to, .. },
                ..
            }) => {
                let (from, to) = (self.val(*from).range, self.val(*to).range);
                Range {
                    low: from.low,
                    high: to.high.max(from.low),
                }
            }
            _ => Range::ALL,
        }
    }

    /// An item of a list, by its place or by what it was made for.
    fn item(&mut self, at: At, ty: Ty, (id, by_key): (ListId, bool), args: [Val; 2]) -> Made {
        let list = self.graph.list(id).ok_or(NO_OPERANDS)?;
        if let Some(made) = self.place_of_member(at, ty, (list, by_key), args) {
            return made;
        }
        let of_members = matches!(
            self.graph.space(list.items),
            Some(Space::Made {
                each: Each::Members(_),
                ..
            })
        );
        let given = matches!(self.graph.space(list.items), Some(Space::Items { .. }));
        if !self.enter(list.items) || (by_key && !of_members) || !(given || of_members) {
            return Err("an item of a list that is made");
        }
        if args.iter().any(|arg| arg.scale != 0) {
            return Err("an item between two others");
        }
        let [owner, place] = args.map(|arg| self.reg(arg.place, at.space));
        let (op, can_fail) = if by_key {
            // Every member that a key can be has its item.
            let keys = self.keys(list.items);
            let members = match self.graph.space(list.items) {
                Some(Space::Made {
                    each: Each::Members(members),
                    ..
                }) => members.as_slice(),
                _ => &[],
            };
            let wanted = args[1].range;
            let all = keys.low <= wanted.low
                && wanted.high <= keys.high
                && (wanted.low..=wanted.high)
                    .all(|key| members.iter().any(|member| i64::from(*member) == key));
            (Op::AtMember(id, owner, place), !all)
        } else {
            (Op::At(id, owner, place), true)
        };
        let reg = self.watched(at, op, can_fail);
        Ok(Val::of(reg, whole(self.graph, ty)))
    }

    /// The lane of a member's item, in a list that has as many for each owner.
    fn place_of_member(
        &mut self,
        at: At,
        ty: Ty,
        (list, by_key): (&List, bool),
        [owner, key]: [Val; 2],
    ) -> Option<Made> {
        let members = self.members.get(&list.items)?;
        let key = key.word().filter(|_| by_key)?;
        let place = members.own.iter().position(|own| i64::from(*own) == key)?;
        let count = i64::try_from(members.own.len()).ok()?;
        let place = Val::constant(i64::try_from(place).ok()?);
        let whole = whole(self.graph, ty);
        let first = self.pair(at.space, Two::Mul, owner, Val::constant(count), whole);
        Some(Ok(self.pair(at.space, Two::Add, first, place, whole)))
    }

    fn merge(&mut self, space: SpaceId, node: &Node, parts: &[Val]) -> Made {
        let Some(Space::Join {
            parent,
            parts: spaces,
        }) = self.graph.space(space)
        else {
            return Err(NO_OPERANDS);
        };
        let scale = parts.iter().map(|part| part.scale).max().unwrap_or(0);
        let mut merged: Vec<Reg> = Vec::with_capacity(parts.len());
        let mut range: Option<Range> = None;
        for (part, own) in parts.iter().zip(spaces) {
            let at = At {
                space: *own,
                path: Path::ALWAYS,
            };
            let part = self.aligned(at, *part, scale)?;
            range = Some(range.map_or(part.range, |range| range.join(part.range)));
            merged.push(self.reg(part.place, *own));
        }
        let reg = if spaces.iter().all(|own| own == parent) {
            let parts: Box<[Reg]> = merged.into();
            let reg = self.make(space, Op::SideBySide(parts.clone()));
            self.aside.insert(reg, parts);
            reg
        } else {
            self.make(space, Op::Merge(merged.into()))
        };
        Ok(Val {
            scale,
            ..Val::of(reg, range.unwrap_or_else(|| whole(self.graph, node.ty)))
        })
    }

    /// Folds and choices over the lanes of a space below.
    fn fold(&mut self, at: At, node: &Node, args: &[Val]) -> Made {
        let (from, filtered) = match &node.op {
            GraphOp::Reduce { from, filtered, .. } | GraphOp::Pick { from, filtered, .. } => {
                (*from, *filtered)
            }
            _ => return Err(NO_OPERANDS),
        };
        if !self.enter(from) {
            return Err("a list of this kind");
        }
        let (value, keep) = value_and_keep(filtered, args);
        let of_text = value.is_some() && self.type_of(node, 0) == Some(Ty::Text);
        let counts = keep;
        let keep = keep.map(|keep| self.reg(keep.place, from));
        let climb = self.climb(from, at.space);
        let kind = match &node.op {
            GraphOp::Reduce { kind, .. } => *kind,
            GraphOp::Pick { choice, .. } => {
                if of_text && matches!(choice, Choice::Greatest | Choice::Least) {
                    return Err("an order of texts");
                }
                let by = value.map(|by| self.reg(by.place, from));
                let op = Op::Pick(*choice, climb, by, keep);
                return Ok(Val::of(self.make(at.space, op), whole(self.graph, node.ty)));
            }
            _ => return Err(NO_OPERANDS),
        };
        if of_text && matches!(kind, Reduction::Min | Reduction::Max) {
            return Err("an order of texts");
        }
        let most = self.most.under(self.graph, from, at.space);
        let words = value.map_or(Range::ALL, |value| value.range);
        let (fold, (range, fits)) = folded(kind, words, most)?;
        let scale = match (kind, value) {
            (Reduction::Sum | Reduction::Min | Reduction::Max, Some(value)) => value.scale,
            _ => 0,
        };
        let value = match kind {
            Reduction::Count => None,
            Reduction::NonEmpty => Some(Val::constant(1)),
            _ => value,
        };
        let across = fits.then(|| self.across(from, (fold, at.space), (value, counts)));
        let op = match across.flatten() {
            Some(parts) => Op::Across(fold, parts),
            None => {
                let value = value.map(|value| self.reg(value.place, from));
                Op::Fold(fold, climb, value, keep)
            }
        };
        Ok(Val {
            scale,
            ..Val::of(self.watched(at, op, !fits), range)
        })
    }
}

impl Compiler<'_> {
    /// The columns that stand side by side in a space, where what is folded into the one above it is those, or the same in all lanes.
    fn across(
        &mut self,
        from: SpaceId,
        (fold, to): (Fold, SpaceId),
        (value, keep): (Option<Val>, Option<Val>),
    ) -> Option<Box<[Part]>> {
        let Some(Space::Join { parent, parts }) = self.graph.space(from) else {
            return None;
        };
        if *parent != to || parts.iter().any(|own| own != parent) {
            return None;
        }
        let count = parts.len();
        // Whether any counts is whether any keep is true.
        let (value, keep) = match (value.and_then(|value| value.word()), keep) {
            (Some(1), Some(keep)) if fold == Fold::Any => (Some(keep), None),
            _ => (value, keep),
        };
        let values = self.parts(to, count, value.unwrap_or(Val::constant(1)))?;
        let keeps = match keep {
            Some(keep) => self.parts(to, count, keep)?.into_iter().map(Some).collect(),
            None => vec![None; count],
        };
        let parts = values.into_iter().zip(keeps);
        Some(parts.map(|(value, keep)| Part { value, keep }).collect())
    }

    /// The columns of so many parts; nothing where they stand in none above.
    fn parts(&mut self, above: SpaceId, count: usize, val: Val) -> Option<Vec<Reg>> {
        match val.place {
            Place::Reg(reg) => self.aside.get(&reg).map(|parts| parts.to_vec()),
            Place::Const(_) => Some(vec![self.reg(val.place, above); count]),
        }
    }
}

/// The value that is folded, and what says which lanes count, of the operands of a fold or a choice.
pub(super) fn value_and_keep<T: Copy>(filtered: bool, args: &[T]) -> (Option<T>, Option<T>) {
    match (filtered, args) {
        (true, [keep]) => (None, Some(*keep)),
        (true, [value, keep]) => (Some(*value), Some(*keep)),
        (_, args) => (args.first().copied(), None),
    }
}

/// What folds words of a range, at most so many, and what that comes to; false where it may fit no word.
pub(super) fn folded(
    kind: Reduction,
    words: Range,
    most: u64,
) -> Result<(Fold, (Range, bool)), &'static str> {
    // Of no lanes the least and the greatest are 0.
    let with_none = words.join(Range::one(0));
    let counts = Range {
        low: 0,
        high: i64::try_from(most).unwrap_or(i64::MAX),
    };
    Ok(match kind {
        Reduction::Sum => (Fold::Sum, words.sum(most)),
        Reduction::Min => (Fold::Least, (with_none, true)),
        Reduction::Max => (Fold::Greatest, (with_none, true)),
        Reduction::Count => (Fold::Count, (counts, true)),
        Reduction::Any | Reduction::NonEmpty => (Fold::Any, (Range::BOOL, true)),
        Reduction::All => (Fold::All, (Range::BOOL, true)),
        Reduction::Product => return Err("a product of a list"),
    })
}
