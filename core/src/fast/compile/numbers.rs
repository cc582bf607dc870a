//! Input, the four operations, roundings.

use super::logic::{hull, words_of};
use super::{
    At, Compiler, MOST_PLACES, Made, NO_OPERANDS, USUAL_AMOUNT, USUAL_NUMBER, USUAL_PLACES, Val,
    whole,
};
use crate::fast::divisor::Divisor;
use crate::fast::kernel;
use crate::fast::program::{One, Op, Place, Two};
use crate::fast::quotient::Quotient;
use crate::fast::range::Range;
use crate::graph::{Graph, InputId, Node, NodeId, Op as GraphOp, SpaceId, Ty, UNIT};
use crate::number::{Decimal, MAX_SCALE, Mode};
use crate::schema::{Absence, Field, FieldKind, Item, ValueField};

/// What a number is rounded to: multiples of `units`·10^−`places`.
#[derive(Clone, Copy)]
struct Step {
    units: i64,
    places: u32,
}

const MANY_DIGITS: &str = "a number of many digits";

impl Compiler<'_> {
    pub(super) fn input(&mut self, at: At, node: &Node) -> Made {
        let (space, ty) = (at.space, node.ty);
        let input = match node.op {
            GraphOp::Input(input) => input,
            GraphOp::InputGiven(input) => {
                return Ok(Val::of(self.make(space, Op::Given(input)), Range::BOOL));
            }
            _ => return Err(NO_OPERANDS),
        };
        let (scale, range) = usual(self.graph, ty, field_of(self.graph, input));
        self.program.reads_texts |= ty == Ty::Text;
        let reg = self.make(space, Op::Input(input, scale, range));
        Ok(Val {
            scale,
            ..Val::of(reg, range)
        })
    }

    /// A value with so many places.
    pub(super) fn aligned(&mut self, at: At, val: Val, scale: u32) -> Made {
        let up = scale.checked_sub(val.scale).ok_or(MANY_DIGITS)?;
        if up == 0 {
            return Ok(val);
        }
        let factor = 10_i64.checked_pow(up).filter(|_| scale <= MOST_PLACES);
        let factor = factor.ok_or(MANY_DIGITS)?;
        let (range, fits) = val.range.times(Range::one(factor));
        let place = match val.place {
            Place::Const(word) => Place::Const(word.checked_mul(factor).ok_or(MANY_DIGITS)?),
            Place::Reg(reg) => Place::Reg(self.watched(at, Op::Scale(reg, factor), !fits)),
        };
        Ok(Val {
            place,
            scale,
            range,
        })
    }

    /// An operation on two words that can always be done; of two constants their result.
    pub(super) fn pair(&mut self, space: SpaceId, two: Two, a: Val, b: Val, range: Range) -> Val {
        if let (Some(a), Some(b)) = (a.word(), b.word())
            && let Some(word) = kernel::checked(two, a, b)
        {
            return Val::constant(word);
        }
        let (a, b) = (self.reg(a.place, space), self.reg(b.place, space));
        Val::of(self.make(space, Op::Two(two, a, b)), range)
    }

    /// The same where it may not be possible.
    fn watched_pair(&mut self, at: At, two: Two, (a, b): (Val, Val), range: Range) -> Val {
        let (a, b) = (self.reg(a.place, at.space), self.reg(b.place, at.space));
        Val::of(self.watched(at, Op::Two(two, a, b), true), range)
    }

    pub(super) fn arithmetic(&mut self, at: At, op: &GraphOp, args: &[Val]) -> Made {
        match (op, args) {
            (GraphOp::Abs, [a]) if a.range.low >= 0 => Ok(*a),
            (GraphOp::Neg | GraphOp::Abs, [a]) => {
                let (one, range) = match op {
                    GraphOp::Neg => (One::Neg, a.range.negated()),
                    _ => (One::Abs, a.range.absolute()),
                };
                let reg = self.reg(a.place, at.space);
                Ok(Val {
                    scale: a.scale,
                    ..Val::of(self.make(at.space, Op::One(one, reg)), range)
                })
            }
            (GraphOp::Mul, [a, b]) => self.product(at, *a, *b),
            (_, [a, b]) => self.beside(at, op, *a, *b),
            _ => Err(NO_OPERANDS),
        }
    }

    /// Operations on words of one scale.
    fn beside(&mut self, at: At, op: &GraphOp, a: Val, b: Val) -> Made {
        let scale = a.scale.max(b.scale);
        let (a, b) = (self.aligned(at, a, scale)?, self.aligned(at, b, scale)?);
        let (two, (range, fits)) = match op {
            GraphOp::Add => (Two::Add, a.range.plus(b.range)),
            GraphOp::Sub => (Two::Sub, a.range.minus(b.range)),
            GraphOp::Rem => {
                let sure = !b.range.contains(0);
                (Two::Rem, (a.range.remainder(b.range), sure))
            }
            GraphOp::Min => (Two::Min, (a.range.least(b.range), true)),
            _ => (Two::Max, (a.range.greatest(b.range), true)),
        };
        let made = match two {
            Two::Max if a.range.low >= b.range.high => a,
            Two::Max if b.range.low >= a.range.high => b,
            Two::Min if a.range.high <= b.range.low => a,
            Two::Min if b.range.high <= a.range.low => b,
            _ if fits => self.pair(at.space, two, a, b, range),
            _ => self.watched_pair(at, two, (a, b), range),
        };
        Ok(Val { scale, ..made })
    }

    fn product(&mut self, at: At, a: Val, b: Val) -> Made {
        let scale = a.scale.saturating_add(b.scale);
        if scale > MOST_PLACES {
            return Err("a product of many places");
        }
        let (range, fits) = a.range.times(b.range);
        let made = if fits {
            self.pair(at.space, Two::Mul, a, b, range)
        } else {
            self.watched_pair(at, Two::Mul, (a, b), range)
        };
        Ok(Val { scale, ..made })
    }

    /// A quotient that is not rounded: by a number whose reciprocal ends, as that of 100 does and that of 3 does not, it is a product.
    pub(super) fn quotient(&mut self, at: At, args: &[Val]) -> Made {
        let [a, b] = args else {
            return Err(NO_OPERANDS);
        };
        let reciprocal = reciprocal(*b).ok_or("a quotient that is not rounded")?;
        self.product(at, *a, reciprocal)
    }

    pub(super) fn round(&mut self, at: At, mode: Mode, node: &Node, args: &[Val]) -> Made {
        let ([of, step], [source, _]) = (args, node.args.as_slice()) else {
            return Err(NO_OPERANDS);
        };
        let units = step.word().filter(|units| *units > 0);
        let step = Step {
            units: units.ok_or("a rounding to a step that is computed")?,
            places: step.scale,
        };
        match self.operands(*source) {
            Some((GraphOp::Mul, [a, b])) => self.rounded_product(at, (a, b), step, mode),
            Some((GraphOp::Div, [a, b])) => self.rounded_quotient(at, (a, b), step, mode),
            _ => self.rounded(at, *of, step, mode),
        }
    }

    /// The operation of a node and its two operands, if it is not one of the rulebook itself.
    fn operands(&mut self, id: NodeId) -> Option<(GraphOp, [Val; 2])> {
        let node = self.graph.node(id).filter(|node| node.space != UNIT)?;
        if !matches!(node.op, GraphOp::Mul | GraphOp::Div) {
            return None;
        }
        let [a, b] = node.args.as_slice() else {
            return None;
        };
        Some((node.op.clone(), [self.val(*a), self.val(*b)]))
    }

    fn rounded(&mut self, at: At, of: Val, step: Step, mode: Mode) -> Made {
        const LARGE_STEP: &str = "a rounding to large steps";
        if of.scale <= step.places && step.units == 1 {
            return Ok(of);
        }
        let of = self.aligned(at, of, of.scale.max(step.places))?;
        let divisor = divisor(step, of.scale, mode).ok_or(LARGE_STEP)?;
        let ends = (i128::from(of.range.low), i128::from(of.range.high));
        let (range, fits) = rounded_range(divisor, step, ends).ok_or(LARGE_STEP)?;
        let divisor = divisor.between(ends.0, ends.1);
        let reg = self.reg(of.place, at.space);
        let op = Op::Round(reg, divisor, step.units);
        Ok(Val {
            scale: step.places,
            ..Val::of(self.watched(at, op, !fits), range)
        })
    }

    fn rounded_product(&mut self, at: At, (a, b): (Val, Val), step: Step, mode: Mode) -> Made {
        const MANY_PLACES: &str = "a product of many places";
        let scale = a.scale.saturating_add(b.scale);
        if scale < step.places || (scale == step.places && step.units == 1) {
            let product = self.product(at, a, b)?;
            return self.rounded(at, product, step, mode);
        }
        let ends = a.range.products(b.range);
        let divisor = divisor(step, scale, mode).filter(|_| scale <= MAX_SCALE);
        let divisor = divisor.ok_or(MANY_PLACES)?;
        let (range, fits) = rounded_range(divisor, step, ends).ok_or(MANY_PLACES)?;
        let fits = fits && Range::fitted(ends.0, ends.1).1;
        let divisor = if fits {
            divisor.between(ends.0, ends.1)
        } else {
            divisor
        };
        let (a, b) = (self.reg(a.place, at.space), self.reg(b.place, at.space));
        let op = Op::Product(a, b, divisor, step.units);
        Ok(Val {
            scale: step.places,
            ..Val::of(self.watched(at, op, !fits), range)
        })
    }

    fn rounded_quotient(&mut self, at: At, (a, b): (Val, Val), step: Step, mode: Mode) -> Made {
        let units = u64::try_from(step.units).unwrap_or(u64::MAX);
        let (over, under) = ((a.range, a.scale), (b.range, b.scale));
        let quotient = Quotient::new(over, under, (units, step.places), mode);
        let quotient = quotient.ok_or("a quotient of large numbers")?;
        let range = quotient_range(quotient, a.range, b.range, step.units);
        let can_fail = b.range.contains(0) || range.is_none();
        let (a, b) = (self.reg(a.place, at.space), self.reg(b.place, at.space));
        let op = Op::Quotient(a, b, quotient, step.units);
        let reg = self.watched(at, op, can_fail);
        Ok(Val {
            scale: step.places,
            ..Val::of(reg, range.unwrap_or(Range::ALL))
        })
    }
}

/// A rounding of words of a scale; nothing where a step is not a whole number of them, or too large.
fn divisor(step: Step, scale: u32, mode: Mode) -> Option<Divisor> {
    let up = 10_i64.checked_pow(scale.checked_sub(step.places)?)?;
    Divisor::new(step.units.checked_mul(up)?, mode)
}

/// The reciprocal of a number that is known, if it ends.
fn reciprocal(of: Val) -> Option<Val> {
    let word = i128::from(of.word()?);
    let with_places = |scale: u32| {
        let unit = 10_i128.checked_pow(scale.checked_add(of.scale)?)?;
        let rest = unit.checked_rem(word)?;
        let reciprocal = unit.checked_div(word).filter(|_| rest == 0)?;
        let word = i64::try_from(reciprocal).ok()?;
        Some(Val {
            scale,
            ..Val::constant(word)
        })
    };
    (0..=MOST_PLACES).find_map(with_places)
}

/// What is rounded lies between what its ends come to.
fn rounded_range(divisor: Divisor, step: Step, ends: (i128, i128)) -> Option<(Range, bool)> {
    let end = |end: i128| match divisor.steps_wide(end) {
        Some(steps) => i128::from(steps).checked_mul(i128::from(step.units)),
        None => Some(if end < 0 { i128::MIN } else { i128::MAX }),
    };
    Some(Range::fitted(end(ends.0)?, end(ends.1)?))
}

/// What quotients lie between; nothing where one of them is too large.
fn quotient_range(quotient: Quotient, a: Range, b: Range, units: i64) -> Option<Range> {
    let near = [1, -1].into_iter().filter(|unit| b.contains(*unit));
    let divisors: Vec<i64> = [b.low, b.high]
        .into_iter()
        .chain(near)
        .filter(|b| *b != 0)
        .collect();
    let mut range: Option<Range> = None;
    for divisor in divisors {
        for dividend in [a.low, a.high] {
            let steps = quotient.steps(dividend, divisor)?.checked_mul(units)?;
            let one = Range::one(steps);
            range = Some(range.map_or(one, |range| range.join(one)));
        }
    }
    range
}

/// The scale and range of an input.
fn usual(graph: &Graph, ty: Ty, field: Option<&ValueField>) -> (u32, Range) {
    let whole = whole(graph, ty);
    let domain = field.and_then(|field| graph.domain(field.domain?));
    let bounds = domain.iter().flat_map(|domain| &domain.intervals);
    let ends = bounds.flat_map(|part| [part.low.as_ref(), part.high.as_ref()]);
    let places_named = ends.flatten().map(|bound| match &bound.value {
        crate::graph::Constant::Number(number) => number.scale(),
        _ => 0,
    });
    let (scale, most) = match ty {
        Ty::Int => (0, USUAL_AMOUNT),
        Ty::Money(_) => (u32::from(graph.places(ty).unwrap_or(0)), USUAL_AMOUNT),
        Ty::Decimal | Ty::Unrounded(_) => {
            let named = places_named.max().unwrap_or(0);
            let only_named = domain.is_some_and(|domain| {
                domain
                    .intervals
                    .iter()
                    .all(|part| part.low.is_some() && part.low == part.high)
            });
            let scale = if only_named {
                named
            } else {
                named.max(USUAL_PLACES)
            };
            (scale.min(MOST_PLACES), USUAL_NUMBER)
        }
        _ => {
            return (
                0,
                domain.map_or(whole, |domain| filled(&words_of(domain, 0), whole)),
            );
        }
    };
    let unit = 10_i64.checked_pow(scale).unwrap_or(i64::MAX);
    let most = most.saturating_mul(unit);
    let usual = Range {
        low: most.saturating_neg(),
        high: most,
    };
    let range = domain.map_or(usual, |domain| filled(&words_of(domain, scale), usual));
    let default = field.and_then(|field| match &field.absence {
        Absence::Default(crate::graph::Constant::Number(number)) => number.at_scale(scale),
        _ => None,
    });
    let range = default.map_or(range, |word| range.join(Range::one(word)));
    (scale, range)
}

/// The range of a set, and of what fills lanes that mean nothing.
fn filled(set: &[(i64, i64)], usual: Range) -> Range {
    hull(set, usual).join(Range::one(0))
}

/// The field of the schema that fills an input.
fn field_of(graph: &Graph, input: InputId) -> Option<&ValueField> {
    let mut open: Vec<&Field> = graph
        .schema
        .objects
        .iter()
        .flat_map(|object| &object.fields)
        .collect();
    while let Some(field) = open.pop() {
        match &field.kind {
            FieldKind::Value(value)
            | FieldKind::List {
                item: Item::Value(value),
                ..
            } if value.input == input => {
                return Some(value);
            }
            FieldKind::Record { fields, .. } => open.extend(fields),
            _ => {}
        }
    }
    None
}

/// The number that a word stands for.
pub(in crate::fast) fn decimal(word: i64, scale: u32) -> Decimal {
    Decimal::new(word.into(), scale).unwrap_or_default()
}
