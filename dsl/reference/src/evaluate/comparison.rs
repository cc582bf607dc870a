//! Comparisons and memberships.

use super::{Evaluator, Scope};
use crate::failure::Outcome;
use crate::value::{self, Value};
use lutine_core::graph::{Comparison, Domain};
use lutine_dsl::typed::Expr;
use std::cmp::Ordering;

impl<'a> Evaluator<'a> {
    pub(super) fn compare(
        &mut self,
        comparison: Comparison,
        left: &'a Expr,
        right: &'a Expr,
        scope: &Scope,
    ) -> Outcome {
        let left = self.evaluate(left, scope)?;
        let right = self.evaluate(right, scope)?;
        let order = value::compare(&left, &right);
        Ok(Value::Bool(match comparison {
            Comparison::Equal => order == Ordering::Equal,
            Comparison::NotEqual => order != Ordering::Equal,
            Comparison::Less => order == Ordering::Less,
            Comparison::LessOrEqual => order != Ordering::Greater,
            Comparison::Greater => order == Ordering::Greater,
            Comparison::GreaterOrEqual => order != Ordering::Less,
        }))
    }

    pub(super) fn in_domain(&mut self, of: &'a Expr, domain: &Domain, scope: &Scope) -> Outcome {
        let value = self.evaluate(of, scope)?;
        Ok(Value::Bool(value::is_inside(&value, domain)))
    }

    /// All three are computed, the value first.
    pub(super) fn in_range(
        &mut self,
        of: &'a Expr,
        low: Option<&'a Expr>,
        high: Option<&'a Expr>,
        inclusive: bool,
        scope: &Scope,
    ) -> Outcome {
        let value = self.evaluate(of, scope)?;
        let low = low.map(|low| self.evaluate(low, scope)).transpose()?;
        let high = high.map(|high| self.evaluate(high, scope)).transpose()?;
        let is_above = low.is_none_or(|low| value::compare(&low, &value) != Ordering::Greater);
        let is_below = high.is_none_or(|high| match value::compare(&value, &high) {
            Ordering::Less => true,
            Ordering::Equal => inclusive,
            Ordering::Greater => false,
        });
        Ok(Value::Bool(is_above && is_below))
    }

    pub(super) fn in_list(&mut self, of: &'a Expr, list: &'a Expr, scope: &Scope) -> Outcome {
        let value = self.evaluate(of, scope)?;
        let list = self.list(list, scope)?;
        let is_same = |item: &Value| value::compare(&value, item) == Ordering::Equal;
        Ok(Value::Bool(list.iter().any(is_same)))
    }
}
