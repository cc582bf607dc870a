//! Lists: what is computed over their items, and items that are asked for.

use std::rc::Rc;

use lutine_core::facts::Numbers;
use lutine_core::graph::Choice;
use lutine_core::number::Decimal;

use super::claim::ClaimKind;
use super::fact::Fact;
use super::prover::Prover;
use super::term::{count_of, term};
use crate::lower::order::attribute;
use crate::typed::{
    Aggregation, Arithmetic, AttributeKind, Clause, Expr, ExprKind, Literal, SortKey, Type,
};

/// How far an index is followed through additions.
const MOST_SHIFTS: u32 = 8;

impl<'r> Prover<'r> {
    /// Goes through lists: the least and most combinations of items. Variables stay bound.
    pub(super) fn go_through(&mut self, clauses: &'r [Clause]) -> (u32, u32) {
        let (mut least, mut most) = (1_u32, 1_u32);
        for clause in clauses {
            let (few, many, item) = self.items(&clause.list);
            self.bind(clause.variable, item);
            self.most_places.insert(clause.variable, many);
            least = least.saturating_mul(few);
            most = most.saturating_mul(many);
        }
        (least, most)
    }

    /// The least and most items of a list, and what each is.
    fn items(&mut self, list: &'r Expr) -> (u32, u32, Fact) {
        match self.fact(list) {
            Fact::Never => (0, 0, Fact::Never),
            Fact::List { least, most, item } => {
                let (least, most) = self.counted_items(list, least, most);
                (least, most, (*item).clone())
            }
            _ => (0, u32::MAX, Fact::Unknown),
        }
    }

    /// How many items a list has, given what guards say of their count.
    fn counted_items(&self, list: &Expr, least: u32, most: u32) -> (u32, u32) {
        if !self.known.has_facts() {
            return (least, most);
        }
        let Some(term) = count_of(list) else {
            return (least, most);
        };
        let count = Fact::Number(counts(least, most));
        match self.known.of(&term, count).numbers() {
            Some(counts) => (whole(counts.low(), least), whole(counts.high(), most)),
            None => (least, most),
        }
    }

    pub(super) fn aggregate(&mut self, expr: &'r Expr) -> Fact {
        let ExprKind::Aggregate {
            kind,
            clauses,
            condition,
            value,
        } = &expr.kind
        else {
            return Fact::Unknown;
        };
        let mark = self.known.mark();
        let counts = self.go_through(clauses);
        let (least, most) = self.kept(condition.as_deref(), counts);
        let item = if most > 0 {
            self.fact(value)
        } else {
            Fact::Never
        };
        if matches!(kind, Aggregation::Any | Aggregation::All)
            && most > 0
            && !matches!(value.kind, ExprKind::Literal(_))
        {
            self.note_condition(value.span, item.truth());
        }
        self.known.forget(mark);
        self.folded(*kind, (least, most), &item, value, expr)
    }

    /// What comes of the items' values.
    fn folded(
        &mut self,
        kind: Aggregation,
        (least, most): (u32, u32),
        item: &Fact,
        value: &Expr,
        expr: &Expr,
    ) -> Fact {
        let (yes, no) = item.truth();
        match kind {
            Aggregation::Count => Fact::Number(counts(least, most)),
            Aggregation::Any => Fact::bool(most > 0 && yes, least == 0 || no),
            Aggregation::All => Fact::bool(least == 0 || yes, most > 0 && no),
            Aggregation::Collect => Fact::List {
                least,
                most,
                item: Rc::new(item.clone()),
            },
            Aggregation::Distinct => Fact::List {
                least: least.min(1),
                most,
                item: Rc::new(item.clone()),
            },
            Aggregation::Sum | Aggregation::Product => {
                let of_none = if kind == Aggregation::Sum {
                    Decimal::ZERO
                } else {
                    Decimal::ONE
                };
                let Some(numbers) = self.numbers(item, value).filter(|_| most > 0) else {
                    return Fact::from_numbers((least == 0).then(|| Numbers::one(of_none)));
                };
                let folded = if kind == Aggregation::Sum {
                    numbers.sum(least, most)
                } else {
                    numbers.product(least, most)
                };
                self.note_overflow(&folded, expr.span);
                Fact::from_numbers(folded.values)
            }
            Aggregation::Min | Aggregation::Max | Aggregation::Average => {
                let numbers = self.numbers(item, value).filter(|_| most > 0);
                let given = match (kind, numbers) {
                    (_, None) => self.extreme_of_others(item, most),
                    (Aggregation::Average, Some(numbers)) => {
                        let average = numbers.average(least, most);
                        self.note_overflow(&average, expr.span);
                        Fact::from_numbers(average.values)
                    }
                    (_, Some(numbers)) => item.numbers().map_or_else(
                        || Fact::of_type(self.rulebook, value.ty.given()),
                        |_| Fact::Number(numbers),
                    ),
                };
                match &expr.ty {
                    Type::Optional(_) => Fact::maybe(least == 0, given),
                    _ => given,
                }
            }
        }
    }

    /// The least or greatest of what are no numbers is one of them.
    fn extreme_of_others(&self, item: &Fact, most: u32) -> Fact {
        if most == 0 { Fact::Never } else { item.clone() }
    }

    pub(super) fn pick(&mut self, expr: &'r Expr) -> Fact {
        let ExprKind::Pick {
            choice,
            clause,
            condition,
            by,
        } = &expr.kind
        else {
            return Fact::Unknown;
        };
        let mark = self.known.mark();
        let (least, most, item) = self.kept_items(clause, condition.as_deref());
        if let (Some(by), true) = (by, most > 0) {
            self.fact(by);
        }
        self.known.forget(mark);
        let picked = if most > 0 { item } else { Fact::Never };
        match (&expr.ty, choice) {
            (Type::Optional(_), _) => Fact::maybe(least == 0, picked),
            (_, Choice::First | Choice::Last | Choice::Greatest | Choice::Least) => picked,
        }
    }

    /// How many of so many items are kept; the condition holds from here on.
    fn kept(&mut self, condition: Option<&'r Expr>, (least, most): (u32, u32)) -> (u32, u32) {
        let Some(condition) = condition.filter(|_| most > 0) else {
            return (least, most);
        };
        let (yes, no) = self.decided(condition);
        if !yes || !self.assume(condition, true) {
            return (0, 0);
        }
        (if no { 0 } else { least }, most)
    }

    /// How many items of a list are kept, and what is known of one; the variable stands for it from here on.
    fn kept_items(&mut self, clause: &'r Clause, condition: Option<&'r Expr>) -> (u32, u32, Fact) {
        let (least, most, item) = self.items(&clause.list);
        self.bind(clause.variable, item.clone());
        self.most_places.insert(clause.variable, most);
        let (least, most) = self.kept(condition, (least, most));
        (least, most, item)
    }

    /// `sorted(d in L where c by descending a, then by b)`: the items that are kept.
    pub(super) fn sorted(
        &mut self,
        clause: &'r Clause,
        condition: Option<&'r Expr>,
        by: &'r [SortKey],
    ) -> Fact {
        let mark = self.known.mark();
        let (least, most, item) = self.kept_items(clause, condition);
        if most > 0 {
            by.iter().for_each(|key| drop(self.fact(&key.value)));
        }
        self.known.forget(mark);
        Fact::List {
            least,
            most,
            item: Rc::new(if most > 0 { item } else { Fact::Never }),
        }
    }

    /// `L[n]`
    pub(super) fn index(&mut self, list: &'r Expr, index: &'r Expr, expr: &'r Expr) -> Fact {
        let (least, most, item) = self.items(list);
        let index_fact = self.fact(index);
        let Some(places) = self.numbers(&index_fact, index) else {
            return Fact::Never;
        };
        let from_first = places.low() >= Decimal::ONE;
        let to_last = places.high() <= Decimal::from(least) || self.is_within_count(index, list);
        let outside = places.high() < Decimal::ONE || places.low() > Decimal::from(most);
        let fails = (!(from_first && to_last), outside);
        let shown = Self::shown(&index_fact);
        self.note(ClaimKind::Item, expr.span, index.span, fails, || {
            format!("item {shown} of {least} to {most}")
        });
        if outside { Fact::Never } else { item }
    }

    /// Whether an index can be seen to be at most the number of items: `x mod count(L) + 1`, `position` of an item of it.
    fn is_within_count(&mut self, index: &'r Expr, list: &Expr) -> bool {
        let Some(count) = count_of(list) else {
            return false;
        };
        let mut shift = Decimal::ZERO;
        let mut inner = index;
        for _ in 0..MOST_SHIFTS {
            match &inner.kind {
                ExprKind::Arithmetic {
                    operation: operation @ (Arithmetic::Add | Arithmetic::Subtract),
                    left,
                    right,
                } => {
                    let ExprKind::Literal(Literal::Number(by)) = right.kind else {
                        return false;
                    };
                    let by = if *operation == Arithmetic::Add {
                        by
                    } else {
                        by.neg()
                    };
                    let Ok(sum) = shift.add(by) else {
                        return false;
                    };
                    shift = sum;
                    inner = left;
                }
                // A remainder is less than its divisor, so at most one less where both are whole.
                ExprKind::Arithmetic {
                    operation: Arithmetic::Remainder,
                    left,
                    right,
                } => {
                    let is_count = term(right).is_some_and(|term| term == count);
                    let whole = [left, right].iter().all(|e| e.ty == Type::Int);
                    return is_count && whole && shift <= Decimal::ONE;
                }
                ExprKind::Position(item) => {
                    return shift <= Decimal::ZERO && self.is_item_of(item, list);
                }
                _ => {
                    let is_count = term(inner).is_some_and(|term| term == count);
                    return shift <= Decimal::ZERO
                        && (is_count || self.is_at_most_term(inner, &count));
                }
            }
        }
        false
    }

    /// Whether the item at hand stands in this list of what it stands in: its position is one of the list's.
    fn is_item_of(&self, item: &Expr, list: &Expr) -> bool {
        let ExprKind::Item(own) = item.kind else {
            return false;
        };
        let ExprKind::Attribute { of, attribute: id } = &list.kind else {
            return false;
        };
        let ExprKind::Item(owner) = of.kind else {
            return false;
        };
        // Of a computed list of the same items the item at hand may be none.
        let stands_there = attribute(self.rulebook, *id).is_some_and(|attribute| {
            let has_items = matches!(
                attribute.kind,
                AttributeKind::GivenList { .. } | AttributeKind::MadeList(_)
            );
            has_items && attribute.ty == Type::List(Box::new(Type::Entity(own)))
        });
        let entity = self.rulebook.entities.get(own.index());
        let parent = entity.and_then(|entity| entity.parent);
        stands_there && parent == Some(owner) && self.stands_in_one_list(own)
    }

    fn is_at_most_term(&self, low: &Expr, high: &str) -> bool {
        term(low).is_some_and(|low| {
            self.known
                .compares(&low, high)
                .any(|relation| relation != super::known::Relation::Other)
        })
    }

    /// `L[BI]`
    pub(super) fn item_for(&mut self, list: &'r Expr, key: &'r Expr, expr: &'r Expr) -> Fact {
        let (_, _, item) = self.items(list);
        let key_fact = self.fact(key);
        let made_for = self.made_for(&list.ty);
        let (sure, possible) = match (&key_fact, &made_for) {
            (Fact::Never, _) => return Fact::Never,
            (Fact::Members(keys), Some((Fact::Members(made), _))) => {
                (keys.is_subset(made), !keys.is_disjoint(made))
            }
            (fact, Some((Fact::Number(any), all))) => {
                let keys = self.numbers(fact, key);
                let sure = keys.zip(*all).is_some_and(|(keys, all)| {
                    all.low() <= keys.low() && keys.high() <= all.high()
                });
                (sure, keys.and_then(|keys| keys.meet(any)).is_some())
            }
            _ => (false, true),
        };
        let shown = Self::shown(&key_fact);
        self.note(
            ClaimKind::Item,
            expr.span,
            key.span,
            (!sure, !possible),
            || format!("the key is {shown}"),
        );
        if possible { item } else { Fact::Never }
    }
}

pub(super) fn counts(least: u32, most: u32) -> Numbers {
    Numbers::between(Decimal::from(least), Decimal::from(most), 0)
}

fn whole(count: Decimal, otherwise: u32) -> u32 {
    count
        .to_i64()
        .and_then(|count| u32::try_from(count).ok())
        .unwrap_or(otherwise)
}
