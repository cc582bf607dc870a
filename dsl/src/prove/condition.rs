//! Whether a condition can be true and can be false, and what is known where it is either.

use lutine_core::facts::Numbers;
use lutine_core::graph::Comparison;
use lutine_core::number::Decimal;

use super::fact::Fact;
use super::known::Relation;
use super::prover::Prover;
use super::term::{count_of, counted, term};
use crate::typed::{AttributeKind, Expr, ExprKind, Literal, Pattern};

/// How many conditions of which only the whole is known are tried again with each new one.
const MOST_OPEN: usize = 32;

/// How often open conditions are tried again, for all guards of a rulebook together. Behind that nothing is learned from them.
pub(super) const MOST_TRIED_AGAIN: u32 = 1 << 14;

/// How many guards deep a guard is believed. To learn from a guard its condition is looked at a second time, so that guards in the
/// conditions of guards double the work with each; behind this many nothing is learned, which leaves facts wider and never wrong.
const MOST_GUARDS_IN_GUARDS: u32 = 3;

/// How many conditions that have a name are followed, each behind the one before, when a guard is one.
const MOST_BEHIND: u32 = 4;

/// Whether there can be values of two facts that compare so.
fn can_hold(comparison: Comparison, left: &Fact, right: &Fact) -> bool {
    let less = |low: &Fact, high: &Fact, inclusive| !low.beside(high, true, inclusive).is_never();
    match comparison {
        Comparison::Less => less(left, right, false),
        Comparison::LessOrEqual => less(left, right, true),
        Comparison::Greater => less(right, left, false),
        Comparison::GreaterOrEqual => less(right, left, true),
        Comparison::Equal => !left.meet(right).is_never(),
        Comparison::NotEqual => !left.other_than(right).is_never(),
    }
}

impl<'r> Prover<'r> {
    pub(super) fn condition(&mut self, expr: &'r Expr) -> Fact {
        match &expr.kind {
            ExprKind::And(..) | ExprKind::Or(..) => self.joined(expr),
            ExprKind::Compare {
                comparison,
                left,
                right,
            } => {
                let (left_fact, right_fact) = (self.fact(left), self.fact(right));
                self.compared(*comparison, (left, &left_fact), (right, &right_fact))
            }
            ExprKind::In { value, domain } => {
                self.weigh(domain);
                let fact = self.fact(value);
                match fact {
                    Fact::Never => return Fact::Never,
                    Fact::Optional { .. } => return Fact::EITHER,
                    _ => {}
                }
                let yes = !fact.inside(domain).is_never();
                let no = !fact.is_inside(&domain.intervals);
                Fact::bool(yes, no)
            }
            ExprKind::InRange {
                value, low, high, ..
            } => {
                self.fact(value);
                for end in [low, high].into_iter().flatten() {
                    self.fact(end);
                }
                Fact::EITHER
            }
            ExprKind::InList { value, list } => {
                self.fact(value);
                self.fact(list);
                Fact::EITHER
            }
            ExprKind::IsGiven(value) => {
                let fact = self.fact(value);
                if fact.is_never() {
                    return Fact::Never;
                }
                let (absent, given) = fact.optional();
                Fact::bool(!given.is_never(), absent)
            }
            _ => self.fact(expr),
        }
    }

    /// `a and b and c`, or the same with `or`: what stands on the right knows that the left did not decide.
    fn joined(&mut self, expr: &'r Expr) -> Fact {
        let is_and = matches!(expr.kind, ExprKind::And(..));
        let (mut parts, mut first) = (Vec::new(), expr);
        loop {
            match &first.kind {
                ExprKind::And(left, right) if is_and => {
                    parts.push(&**right);
                    first = left;
                }
                ExprKind::Or(left, right) if !is_and => {
                    parts.push(&**right);
                    first = left;
                }
                _ => break,
            }
        }
        parts.push(first);
        let mark = self.known.mark();
        // Whether the parts so far can all leave it open, and whether one of them can decide.
        let (mut goes_on, mut decides) = (true, false);
        while let Some(part) = parts.pop() {
            if !goes_on {
                break;
            }
            let (yes, no) = self.fact(part).truth();
            let (stays, ends) = if is_and { (yes, no) } else { (no, yes) };
            decides |= ends;
            goes_on = stays && self.assume(part, is_and);
        }
        self.known.forget(mark);
        if is_and {
            Fact::bool(goes_on, decides)
        } else {
            Fact::bool(decides, goes_on)
        }
    }

    fn compared(
        &self,
        comparison: Comparison,
        (left, left_fact): (&Expr, &Fact),
        (right, right_fact): (&Expr, &Fact),
    ) -> Fact {
        if left_fact.is_never() || right_fact.is_never() {
            return Fact::Never;
        }
        let terms = match self.known.has_orders() {
            true => term(left).zip(term(right)),
            false => None,
        };
        let can = |comparison| {
            can_hold(comparison, left_fact, right_fact)
                && !terms
                    .as_ref()
                    .is_some_and(|(left, right)| self.contradicted(comparison, left, right))
        };
        Fact::bool(can(comparison), can(opposite(comparison)))
    }

    /// Whether what is known of the order of two terms excludes a comparison of them.
    fn contradicted(&self, comparison: Comparison, left: &str, right: &str) -> bool {
        let mut rising = self.known.compares(left, right);
        let mut falling = self.known.compares(right, left);
        match comparison {
            Comparison::Less => falling.any(|r| r != Relation::Other),
            Comparison::LessOrEqual => falling.any(|r| r == Relation::Less),
            Comparison::Greater => rising.any(|r| r != Relation::Other),
            Comparison::GreaterOrEqual => rising.any(|r| r == Relation::Less),
            Comparison::Equal => rising.chain(falling).any(|r| r != Relation::AtMost),
            Comparison::NotEqual => false,
        }
    }

    /// Whether the first is known never to be greater than the second.
    pub(super) fn is_at_most(&self, low: &Expr, high: &Expr) -> bool {
        if !self.known.has_orders() {
            return false;
        }
        let terms = term(low).zip(term(high));
        terms.is_some_and(|(low, high)| {
            self.known
                .compares(&low, &high)
                .any(|relation| relation != Relation::Other)
        })
    }

    /// What is left of a difference where the order of its operands is known, or can be seen: one of them is the least of several, among
    /// them the other.
    pub(super) fn difference(&self, found: Fact, left: &Expr, right: &Expr) -> Fact {
        let zero = Fact::Number(Numbers::one(Decimal::ZERO));
        let (not_above, not_below) = (extreme_of(left, right), extreme_of(right, left));
        if not_above || not_below {
            return found.beside(&zero, not_above, true);
        }
        if !self.known.has_orders() {
            return found;
        }
        let Some((left, right)) = term(left).zip(term(right)) else {
            return found;
        };
        let narrowed = |found: Fact, relation, is_upper| match relation {
            Relation::Less => found.beside(&zero, is_upper, false),
            Relation::AtMost => found.beside(&zero, is_upper, true),
            Relation::Other => found.other_than(&zero),
        };
        let found = self
            .known
            .compares(&right, &left)
            .fold(found, |found, relation| narrowed(found, relation, false));
        self.known
            .compares(&left, &right)
            .fold(found, |found, relation| narrowed(found, relation, true))
    }

    /// Takes a condition for true, or for false. Whether that is possible.
    pub(super) fn assume(&mut self, condition: &'r Expr, truth: bool) -> bool {
        if self.quiet >= MOST_GUARDS_IN_GUARDS {
            return true;
        }
        self.quiet = self.quiet.saturating_add(1);
        let possible = self.learn(condition, truth) && self.learn_from_open();
        self.quiet = self.quiet.saturating_sub(1);
        possible
    }

    fn learn(&mut self, condition: &'r Expr, truth: bool) -> bool {
        match &condition.kind {
            ExprKind::Literal(Literal::Bool(value)) => *value == truth,
            ExprKind::Not(of) => self.learn(of, !truth),
            ExprKind::And(left, right) if truth => self.learn_both(left, right, true),
            ExprKind::Or(left, right) if !truth => self.learn_both(left, right, false),
            ExprKind::And(..) | ExprKind::Or(..) => self.learn_one(condition, truth),
            ExprKind::IsGiven(value) => self.learn_given(value, truth),
            ExprKind::Compare {
                comparison,
                left,
                right,
            } => {
                let comparison = if truth {
                    *comparison
                } else {
                    opposite(*comparison)
                };
                self.learn_comparison(comparison, left, right)
            }
            ExprKind::In { value, domain } => {
                self.weigh(domain);
                let fact = self.fact(value);
                let left = if truth {
                    fact.inside(domain)
                } else {
                    fact.outside(&domain.intervals)
                };
                self.learn_fact(value, left)
            }
            ExprKind::InRange {
                value,
                low,
                high,
                inclusive,
            } if truth => {
                let mut fact = self.fact(value);
                if let Some(low) = low {
                    let end = self.fact(low);
                    fact = fact.beside(&end, false, true);
                }
                if let Some(high) = high {
                    let end = self.fact(high);
                    fact = fact.beside(&end, true, *inclusive);
                }
                self.learn_fact(value, fact)
            }
            ExprKind::Attribute { .. } | ExprKind::Definition(_) => {
                self.learn_fact(condition, Fact::bool(truth, !truth))
                    && self.learn_from_its_expression(condition, truth)
            }
            _ => self.learn_fact(condition, Fact::bool(truth, !truth)),
        }
    }

    /// What is computed is as true as its expression, which means the same here: it is of the same item, or of the risk.
    fn learn_from_its_expression(&mut self, condition: &'r Expr, truth: bool) -> bool {
        let rulebook = self.rulebook;
        let expression = match &condition.kind {
            ExprKind::Attribute { of, attribute } => {
                let is_own = matches!(of.kind, ExprKind::Item(own) if own == attribute.entity);
                let attribute = crate::lower::order::attribute(rulebook, *attribute);
                match attribute.map(|attribute| &attribute.kind) {
                    Some(AttributeKind::Derived(expression)) if is_own => Some(expression),
                    _ => None,
                }
            }
            ExprKind::Definition(id) => {
                let definition = rulebook.definitions.get(id.index());
                definition.map(|definition| &definition.value)
            }
            _ => None,
        };
        let Some(expression) = expression else {
            return true;
        };
        if self.behind >= MOST_BEHIND {
            return true;
        }
        self.behind = self.behind.saturating_add(1);
        let possible = self.learn(expression, truth);
        self.behind = self.behind.saturating_sub(1);
        possible
    }

    fn learn_both(&mut self, left: &'r Expr, right: &'r Expr, truth: bool) -> bool {
        // Operands on the left reach as far as the longest list of operators.
        let (mut all, mut first) = (vec![right], left);
        loop {
            match &first.kind {
                ExprKind::And(left, right) if truth => {
                    all.push(right);
                    first = left;
                }
                ExprKind::Or(left, right) if !truth => {
                    all.push(right);
                    first = left;
                }
                _ => break,
            }
        }
        all.push(first);
        all.into_iter().rev().all(|part| self.learn(part, truth))
    }

    /// Of an `or` that is true, or an `and` that is false: if all parts but one are excluded, that one decides.
    fn learn_one(&mut self, condition: &'r Expr, truth: bool) -> bool {
        let mut parts = Vec::new();
        let mut first = condition;
        loop {
            match &first.kind {
                ExprKind::Or(left, right) if truth => {
                    parts.push(&**right);
                    first = left;
                }
                ExprKind::And(left, right) if !truth => {
                    parts.push(&**right);
                    first = left;
                }
                _ => break,
            }
        }
        parts.push(first);
        if parts.len() > MOST_OPEN {
            return true;
        }
        let possible: Vec<&Expr> = parts
            .into_iter()
            .rev()
            .filter(|part| {
                let (yes, no) = self.fact(part).truth();
                if truth { yes } else { no }
            })
            .collect();
        match possible.as_slice() {
            [] => false,
            [only] => self.learn(only, truth),
            _ => {
                if self.known.open.len() < MOST_OPEN {
                    self.known.open.push((condition, truth));
                }
                true
            }
        }
    }

    /// Conditions that were open may be decided by what is known now.
    fn learn_from_open(&mut self) -> bool {
        if self.tries_again == 0 || std::mem::replace(&mut self.trying_open, true) {
            return true;
        }
        let base = self.known.base.clone();
        let base = base.iter().flat_map(|base| base.open.iter().copied());
        let open: Vec<_> = base.chain(self.known.open.iter().copied()).collect();
        let possible = open.into_iter().take(MOST_OPEN).all(|(condition, truth)| {
            let Some(left) = self.tries_again.checked_sub(1) else {
                return true;
            };
            self.tries_again = left;
            let before = self.known.open.len();
            let possible = self.learn_one(condition, truth);
            self.known.open.truncate(before);
            possible
        });
        self.trying_open = false;
        possible
    }

    fn learn_given(&mut self, value: &'r Expr, truth: bool) -> bool {
        let (absent, given) = self.fact(value).optional();
        let left = if truth {
            Fact::maybe(false, given)
        } else if absent {
            Fact::maybe(true, Fact::Never)
        } else {
            Fact::Never
        };
        self.learn_fact(value, left)
    }

    fn learn_comparison(
        &mut self,
        comparison: Comparison,
        left: &'r Expr,
        right: &'r Expr,
    ) -> bool {
        let (left_fact, right_fact) = (self.fact(left), self.fact(right));
        let narrow = |own: &Fact, other: &Fact, comparison| match comparison {
            Comparison::Less => own.beside(other, true, false),
            Comparison::LessOrEqual => own.beside(other, true, true),
            Comparison::Greater => own.beside(other, false, false),
            Comparison::GreaterOrEqual => own.beside(other, false, true),
            Comparison::Equal => own.meet(other),
            Comparison::NotEqual => own.other_than(other),
        };
        if let Some((left, right)) = term(left).zip(term(right)) {
            let (low, high, relation) = match comparison {
                Comparison::Less => (&left, &right, Relation::Less),
                Comparison::LessOrEqual | Comparison::Equal => (&left, &right, Relation::AtMost),
                Comparison::Greater => (&right, &left, Relation::Less),
                Comparison::GreaterOrEqual => (&right, &left, Relation::AtMost),
                Comparison::NotEqual => (&left, &right, Relation::Other),
            };
            if matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
                self.known.learn_order(high, low, relation);
            }
            self.known.learn_order(low, high, relation);
        }
        let left_narrowed = narrow(&left_fact, &right_fact, comparison);
        let right_narrowed = narrow(&right_fact, &left_fact, turned(comparison));
        self.learn_fact(left, left_narrowed) && self.learn_fact(right, right_narrowed)
    }

    /// Notes what is left of a value. Whether anything is.
    pub(super) fn learn_fact(&mut self, expr: &'r Expr, fact: Fact) -> bool {
        let possible = !fact.is_never();
        if matches!(expr.kind, ExprKind::Literal(_)) {
            return possible;
        }
        if let Some(term) = term(expr) {
            self.known.learn(&term, fact.clone());
        }
        // More items than none: the list has some wherever it is named.
        if let (Some(list), Some(numbers)) = (counted(expr), fact.numbers())
            && let Some(term) = count_of(list)
        {
            self.known.learn(&term, Fact::Number(numbers));
        }
        // The value of what is given is the value.
        if let ExprKind::Unwrap(of) = &expr.kind
            && let Some(term) = term(of)
        {
            self.known.learn(&term, Fact::maybe(false, fact));
        }
        possible
    }

    /// What is known of a value where a pattern fits it, and where it does not.
    pub(super) fn fits(fact: &Fact, pattern: &Pattern) -> (Fact, Fact) {
        let is_optional = matches!(fact, Fact::Optional { .. });
        let (absent, given) = fact.optional();
        let whole = |absent: bool, given: Fact| {
            if is_optional {
                Fact::maybe(absent, given)
            } else {
                given
            }
        };
        match pattern {
            Pattern::Domain(domain) => (
                whole(false, given.inside(domain)),
                whole(absent, given.outside(&domain.intervals)),
            ),
            Pattern::None => (whole(absent, Fact::Never), whole(false, given)),
            Pattern::NoneOr(domain) => (
                whole(absent, given.inside(domain)),
                whole(false, given.outside(&domain.intervals)),
            ),
        }
    }
}

/// Whether the first is never above the second: it is the least of several, among them the second, or the second is the greatest of several,
/// among them the first.
fn extreme_of(low: &Expr, high: &Expr) -> bool {
    let is_among = |all: &[Expr], other: &Expr| match term(other) {
        Some(other) => all.iter().any(|one| term(one).as_ref() == Some(&other)),
        None => false,
    };
    let least = matches!(&unwidened(low).kind, ExprKind::Least(all) if is_among(all, high));
    least || matches!(&unwidened(high).kind, ExprKind::Greatest(all) if is_among(all, low))
}

/// The same number without what makes it another kind of number.
pub(super) fn unwidened(expr: &Expr) -> &Expr {
    let mut inner = expr;
    while let ExprKind::Widen(of) = &inner.kind {
        inner = of;
    }
    inner
}

const fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
    }
}

/// The same comparison seen from its right operand.
const fn turned(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        same => same,
    }
}
