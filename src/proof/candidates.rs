//! Risks on which claims are tried: the edges of what the input accepts, made from its declaration alone, always the same ones.

use super::accepted::Accepted;
use lutine_core::date::Date;
use lutine_core::graph::{Constant, Domain, EnumId};
use lutine_core::number::{Decimal, MAX_SCALE};
use lutine_core::value::Value;
use lutine_dsl::typed::{Attribute, AttributeKind, EntityId, Rulebook, Type};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// How deep entities and records are filled in.
const MOST_LEVELS: u32 = 8;
/// How many items a list gets where it may have more.
pub(super) const MOST_ITEMS: u32 = 4;

/// Numbers that are chosen by a fixed rule, so that every run tries the same risks.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let high = usize::try_from(self.0 >> 33).unwrap_or(0);
        high.checked_rem(sides).unwrap_or(0)
    }
}

/// A declared set, by where it stands, and the enum of its values, if it is one.
type Declared = (*const Domain, Option<EnumId>);

/// Makes risks for a rulebook.
pub(super) struct Candidates<'r> {
    rulebook: &'r Rulebook,
    /// The edges of types with very many values, by the set that is declared and the type.
    known: RefCell<BTreeMap<Declared, Rc<[Value]>>>,
}

impl<'r> Candidates<'r> {
    pub(super) const fn new(rulebook: &'r Rulebook) -> Self {
        Self {
            rulebook,
            known: RefCell::new(BTreeMap::new()),
        }
    }

    /// The plainest risk: the first of all values, the fewest items.
    pub(super) fn plainest(&self) -> Value {
        self.item(self.rulebook.root, 0, &mut |_| 0)
    }

    /// Risks of the last, or the last but one, of all values: of lists with as many items as are tried, and of lists with one.
    pub(super) fn extremes(&self) -> Vec<Value> {
        const COUNTS: usize = 3;
        let chosen = [(1, 1), (2, 1), (1, COUNTS), (2, COUNTS)];
        let risk = |(from_end, of_counts): (usize, usize)| {
            let mut choose = |sides: usize| {
                let from_end = if sides == COUNTS { of_counts } else { from_end };
                sides.saturating_sub(from_end)
            };
            self.item(self.rulebook.root, 0, &mut choose)
        };
        chosen.into_iter().map(risk).collect()
    }

    /// A risk of which each value is one of the edges, chosen by the dice; often the plainest.
    pub(super) fn rolled(&self, dice: &mut Dice) -> Value {
        let mut choose = |sides: usize| {
            if dice.roll(3) == 0 {
                0
            } else {
                dice.roll(sides)
            }
        };
        self.item(self.rulebook.root, 0, &mut choose)
    }

    fn item(&self, entity: EntityId, level: u32, choose: &mut dyn FnMut(usize) -> usize) -> Value {
        let mut fields = Vec::new();
        let declared = self.rulebook.entities.get(entity.index());
        for attribute in declared.into_iter().flat_map(|e| &e.attributes) {
            let value = self.attribute(attribute, level, choose);
            fields.extend(value.map(|value| (Arc::clone(&attribute.json_name), value)));
        }
        Value::Record(fields)
    }

    fn attribute(
        &self,
        attribute: &'r Attribute,
        level: u32,
        choose: &mut dyn FnMut(usize) -> usize,
    ) -> Option<Value> {
        let domain = attribute.domain.as_ref();
        match &attribute.kind {
            AttributeKind::Input { .. } => self.value(&attribute.ty, domain, level, choose),
            AttributeKind::GivenList { min, max } => {
                let Type::List(item) = &attribute.ty else {
                    return None;
                };
                // One item shows more than none; that none is possible is tried too.
                let most = (*max).min((*min).max(MOST_ITEMS));
                let counts = [(*min).max(1).min(*max), *min, most];
                let count = counts.get(choose(counts.len())).copied().unwrap_or(*min);
                let items = (0..count).filter_map(|_| self.value(item, domain, level, choose));
                Some(Value::List(items.collect()))
            }
            AttributeKind::MadeList(_)
            | AttributeKind::Key
            | AttributeKind::Derived(_)
            | AttributeKind::Carried { .. } => None,
        }
    }

    fn value(
        &self,
        ty: &Type,
        domain: Option<&'r Domain>,
        level: u32,
        choose: &mut dyn FnMut(usize) -> usize,
    ) -> Option<Value> {
        if level >= MOST_LEVELS {
            return None;
        }
        let deeper = level.saturating_add(1);
        match ty {
            Type::Optional(inner) => {
                // Absent is the plainest.
                if choose(3) == 0 {
                    return None;
                }
                self.value(inner, domain, level, choose)
            }
            Type::Entity(entity) => Some(self.item(*entity, deeper, choose)),
            Type::Record(id) => {
                let record = self.rulebook.records.get(id.index())?;
                let fields = record.fields.iter().filter_map(|field| {
                    let value = self.value(&field.ty, field.domain.as_ref(), deeper, choose)?;
                    Some((Arc::clone(&field.name), value))
                });
                Some(Value::Record(fields.collect()))
            }
            ty => {
                let edges = self.known_edges(ty, domain);
                edges.get(choose(edges.len())).cloned()
            }
        }
    }

    /// The same as [`Self::edges`]; those of a domain are found once. A type is told by its enum: of one domain all others are one.
    fn known_edges(&self, ty: &Type, domain: Option<&'r Domain>) -> Rc<[Value]> {
        let of_enum = match ty {
            Type::Enum(id) => Some(*id),
            _ => None,
        };
        if domain.is_none() && of_enum.is_none() {
            return self.edges(ty, domain).into();
        }
        let key = (domain.map_or(std::ptr::null(), std::ptr::from_ref), of_enum);
        let mut known = self.known.borrow_mut();
        let edges = known
            .entry(key)
            .or_insert_with(|| self.edges(ty, domain).into());
        Rc::clone(edges)
    }

    /// Values of a plain type at the edges of what is accepted, the plainest first.
    fn edges(&self, ty: &Type, domain: Option<&Domain>) -> Vec<Value> {
        let inside = domain.map(Accepted::new);
        let accepted = |value: &Constant| inside.as_ref().is_none_or(|set| set.contains(value));
        let ends = domain.into_iter().flat_map(|domain| &domain.intervals);
        let ends = ends.flat_map(|interval| [&interval.low, &interval.high]);
        let ends = ends.flatten().map(|bound| bound.value.clone());
        match ty {
            Type::Bool => [false, true]
                .into_iter()
                .filter(|value| accepted(&Constant::Bool(*value)))
                .map(Value::Bool)
                .collect(),
            Type::Text => {
                let ends = ends.filter_map(|end| match end {
                    Constant::Text(text) => Some(text),
                    _ => None,
                });
                std::iter::once(Arc::from("a"))
                    .chain(ends)
                    .filter(|text| accepted(&Constant::Text(Arc::clone(text))))
                    .map(Value::Text)
                    .collect()
            }
            Type::Enum(id) => {
                let members = self.rulebook.enumerations.get(id.index());
                let members = members.into_iter().flat_map(|e| &e.members).zip(0_u32..);
                members
                    .filter(|(_, ordinal)| accepted(&Constant::Enum(*ordinal)))
                    .map(|(member, _)| Value::Text(Arc::clone(&member.name)))
                    .collect()
            }
            Type::Date => {
                let usual = [Date::new(2025, 1, 1), Date::new(2000, 2, 29)];
                let ends = ends.filter_map(|end| match end {
                    Constant::Date(date) => Some(date),
                    _ => None,
                });
                let dates = usual.into_iter().flatten().chain(ends);
                dates
                    .chain([Date::MIN, Date::MAX])
                    .filter(|date| accepted(&Constant::Date(*date)))
                    .map(Value::Date)
                    .collect()
            }
            ty => {
                let places = match ty {
                    Type::Int => 0,
                    Type::Money(id) => {
                        let currency = self.rulebook.currencies.get(id.index());
                        currency.map_or(2, |currency| u32::from(currency.places))
                    }
                    _ => 4,
                };
                let unit = Decimal::new(1, places).unwrap_or(Decimal::ONE);
                let ends: Vec<Decimal> = ends
                    .filter_map(|end| match end {
                        Constant::Number(number) => Some(number),
                        _ => None,
                    })
                    .collect();
                let beside = ends.iter().flat_map(|end| [end.add(unit), end.sub(unit)]);
                let whole = [0, 1, -1, 2, 10, 1_000].map(Decimal::from_i64);
                // The smallest number of a type without a grid.
                let least = (places == 4).then(|| Decimal::new(1, MAX_SCALE));
                let least = least.into_iter().flatten();
                // The largest numbers with these places, for what nothing limits.
                let most = Decimal::new(79_228_162_514_264_337_593_543_950_335, places);
                let most = most.into_iter().flat_map(|most| [most, most.neg()]);
                whole
                    .into_iter()
                    .chain(ends.iter().copied())
                    .chain([unit])
                    .chain(least)
                    .chain(beside.flatten())
                    .chain(most)
                    .filter(|number| accepted(&Constant::Number(*number)))
                    .map(Value::Decimal)
                    .collect()
            }
        }
    }
}
