//! Decisions, sets, and what asks about errors.

use super::{At, Compiler, Made, NO_OPERANDS, Val};
use crate::fast::program::{One, Op, Place, Two};
use crate::fast::range::Range;
use crate::graph::{Comparison, Constant, Domain, Interval, Node, Op as GraphOp, SpaceId, Ty};
use std::sync::Arc;

impl Compiler<'_> {
    pub(super) fn not(&mut self, space: SpaceId, val: Val) -> Val {
        match val.place {
            Place::Const(word) => Val::constant(i64::from(word == 0)),
            Place::Reg(reg) => Val::of(self.make(space, Op::One(One::Not, reg)), Range::BOOL),
        }
    }

    pub(super) fn both(&mut self, space: SpaceId, a: Val, b: Val) -> Val {
        match (a.place, b.place) {
            (Place::Const(0), _) | (_, Place::Const(0)) => Val::constant(0),
            (Place::Const(_), _) => b,
            (_, Place::Const(_)) => a,
            (Place::Reg(a), Place::Reg(b)) if a == b => Val::of(a, Range::BOOL),
            (Place::Reg(a), Place::Reg(b)) => {
                Val::of(self.make(space, Op::Two(Two::And, a, b)), Range::BOOL)
            }
        }
    }

    pub(super) fn either(&mut self, space: SpaceId, a: Val, b: Val) -> Val {
        match (a.place, b.place) {
            (Place::Const(0), _) => b,
            (_, Place::Const(0)) => a,
            (Place::Const(_), _) | (_, Place::Const(_)) => Val::constant(1),
            (Place::Reg(a), Place::Reg(b)) if a == b => Val::of(a, Range::BOOL),
            (Place::Reg(a), Place::Reg(b)) => {
                Val::of(self.make(space, Op::Two(Two::Or, a, b)), Range::BOOL)
            }
        }
    }

    pub(super) fn logic(&mut self, at: At, node: &Node, args: &[Val]) -> Made {
        let space = at.space;
        match (&node.op, args) {
            (GraphOp::Not, [a]) => Ok(self.not(space, *a)),
            (GraphOp::And, [a, b]) => Ok(self.both(space, *a, *b)),
            (GraphOp::Or, [a, b]) => Ok(self.either(space, *a, *b)),
            (GraphOp::Select, [c, a, b]) => self.select(at, node.ty, *c, (*a, *b)),
            (GraphOp::In(domain), [a]) => {
                let set = self.within(node, *domain, *a)?;
                Ok(self.contained(space, *a, set))
            }
            (GraphOp::Check(check), [a]) => {
                let set = self.within(node, check.domain, *a)?;
                let range = hull(&set, a.range);
                if self.is_inside(a.range, &set) {
                    return Ok(*a);
                }
                let reg = self.reg(a.place, space);
                let place = Place::Reg(self.watched(at, Op::Within(reg, set), true));
                Ok(Val { place, range, ..*a })
            }
            _ => Err(NO_OPERANDS),
        }
    }

    pub(super) fn select(&mut self, at: At, ty: Ty, c: Val, (a, b): (Val, Val)) -> Made {
        let space = at.space;
        match c.place {
            Place::Const(0) => return Ok(b),
            Place::Const(_) => return Ok(a),
            Place::Reg(_) => {}
        }
        let scale = a.scale.max(b.scale);
        let (a, b) = (self.aligned(at, a, scale)?, self.aligned(at, b, scale)?);
        if a.place == b.place {
            return Ok(a);
        }
        let chosen = match (ty, a.word(), b.word()) {
            (Ty::Bool, Some(0), _) => {
                let other = self.not(space, c);
                self.both(space, other, b)
            }
            (Ty::Bool, Some(_), _) => self.either(space, c, b),
            (Ty::Bool, _, Some(0)) => self.both(space, c, a),
            (Ty::Bool, _, Some(_)) => {
                let other = self.not(space, c);
                self.either(space, other, a)
            }
            _ => {
                let [c, a, b] = [c, a, b].map(|val| self.reg(val.place, space));
                Val::of(self.make(space, Op::Select(c, a, b)), Range::BOOL)
            }
        };
        Ok(Val {
            scale,
            range: a.range.join(b.range),
            ..chosen
        })
    }

    /// What asks about errors is answered as if there were none: where there is one, that is trouble.
    pub(super) fn stands(&mut self, op: &GraphOp, args: &[Val]) -> Made {
        match (op, args) {
            (GraphOp::Known, _) => Ok(Val::constant(1)),
            (GraphOp::Failed, _) => Ok(Val::constant(0)),
            (GraphOp::CodeOf, _) => Ok(Val::constant(self.texts.number(&Arc::from("")))),
            (GraphOp::Recover, [a, ..]) | (GraphOp::Guard, [_, a]) => Ok(*a),
            _ => Err(NO_OPERANDS),
        }
    }

    pub(super) fn compare(&mut self, at: At, by: Comparison, node: &Node, args: &[Val]) -> Made {
        let ty = self.type_of(node, 0);
        let [a, b] = args else {
            return Err(NO_OPERANDS);
        };
        if ty == Some(Ty::Text) && !matches!(by, Comparison::Equal | Comparison::NotEqual) {
            return Err("an order of texts");
        }
        let scale = a.scale.max(b.scale);
        let (a, b) = (self.aligned(at, *a, scale)?, self.aligned(at, *b, scale)?);
        let (two, a, b) = match by {
            Comparison::Equal => (Two::Equal, a, b),
            Comparison::NotEqual => (Two::NotEqual, a, b),
            Comparison::Less => (Two::Less, a, b),
            Comparison::LessOrEqual => (Two::LessOrEqual, a, b),
            Comparison::Greater => (Two::Less, b, a),
            Comparison::GreaterOrEqual => (Two::LessOrEqual, b, a),
        };
        Ok(self.pair(at.space, two, a, b, Range::BOOL))
    }

    /// The ranges of words of a domain.
    fn within(
        &mut self,
        node: &Node,
        domain: crate::graph::DomainId,
        val: Val,
    ) -> Result<Arc<[(i64, i64)]>, &'static str> {
        let domain = self.graph.domain(domain).ok_or(NO_OPERANDS)?;
        if self.type_of(node, 0) == Some(Ty::Text) {
            return self.texts_of(domain).ok_or("a range of texts");
        }
        Ok(words_of(domain, val.scale).into())
    }

    fn texts_of(&mut self, domain: &Domain) -> Option<Arc<[(i64, i64)]>> {
        let mut words = Vec::new();
        for interval in &domain.intervals {
            match (&interval.low, &interval.high) {
                (Some(low), Some(high)) if low == high && low.inclusive => {
                    let Constant::Text(text) = &low.value else {
                        continue;
                    };
                    let word = self.texts.number(text);
                    words.push((word, word));
                }
                _ => return None,
            }
        }
        Some(words.into())
    }

    fn is_inside(&self, range: Range, set: &[(i64, i64)]) -> bool {
        set.iter()
            .any(|(from, to)| *from <= range.low && range.high <= *to)
    }

    /// Whether a value lies in a set.
    fn contained(&mut self, space: SpaceId, val: Val, set: Arc<[(i64, i64)]>) -> Val {
        let Range { low, high } = val.range;
        if self.is_inside(val.range, &set) {
            return Val::constant(1);
        }
        if set.iter().all(|(from, to)| *to < low || high < *from) {
            return Val::constant(0);
        }
        match val.place {
            Place::Const(word) => {
                let inside = set.iter().any(|(from, to)| *from <= word && word <= *to);
                Val::constant(i64::from(inside))
            }
            Place::Reg(reg) => Val::of(self.make(space, Op::In(reg, set)), Range::BOOL),
        }
    }
}

/// The words of the values in a domain, as ranges with both ends inside.
pub(super) fn words_of(domain: &Domain, scale: u32) -> Vec<(i64, i64)> {
    let words = domain.intervals.iter().map(|part| ends(part, scale));
    words.filter(|(low, high)| low <= high).collect()
}

fn ends(interval: &Interval, scale: u32) -> (i64, i64) {
    const NOTHING: (i64, i64) = (1, 0);
    let mut ends = (Range::ALL.low, Range::ALL.high);
    if let Some(bound) = &interval.low {
        ends.0 = match floor(&bound.value, scale) {
            Some((word, true)) if bound.inclusive => word,
            Some((word, _)) => word.saturating_add(1),
            None if is_below_words(&bound.value) => ends.0,
            None => return NOTHING,
        };
    }
    if let Some(bound) = &interval.high {
        ends.1 = match floor(&bound.value, scale) {
            Some((word, true)) if !bound.inclusive => word.saturating_sub(1),
            Some((word, _)) => word,
            None if is_below_words(&bound.value) => return NOTHING,
            None => ends.1,
        };
    }
    ends
}

/// The greatest word not above a value, and whether it is the value itself.
fn floor(value: &Constant, scale: u32) -> Option<(i64, bool)> {
    match value {
        Constant::Number(number) => number.floor_at(scale),
        Constant::Bool(value) => Some((i64::from(*value), true)),
        Constant::Date(date) => Some((i64::from(date.days()), true)),
        Constant::Enum(ordinal) => Some((i64::from(*ordinal), true)),
        Constant::Text(_) => None,
    }
}

/// Whether a number that is no word lies below them all.
fn is_below_words(value: &Constant) -> bool {
    matches!(value, Constant::Number(number) if number.is_negative())
}

/// What lies between the ends of a set, and in a range.
pub(super) fn hull(set: &[(i64, i64)], range: Range) -> Range {
    let low = set.iter().map(|(low, _)| *low).min().unwrap_or(range.low);
    let high = set
        .iter()
        .map(|(_, high)| *high)
        .max()
        .unwrap_or(range.high);
    let (low, high) = (low.max(range.low), high.min(range.high));
    if low <= high {
        Range { low, high }
    } else {
        range
    }
}
