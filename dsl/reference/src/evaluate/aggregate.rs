//! `sum(e for v in A for w in v.B where c)` and the like.

use super::record::first_failure;
use super::{Evaluator, Scope};
use crate::failure::Outcome;
use crate::number::Number;
use crate::value::{self, Value, ill_typed};
use lutine_dsl::source::Span;
use lutine_dsl::typed::{Aggregation, Clause, Expr};
use std::cmp::Ordering;
use std::rc::Rc;

/// What is folded.
pub struct Items<'a> {
    pub clauses: &'a [Clause],
    pub condition: Option<&'a Expr>,
    pub value: &'a Expr,
}

impl<'a> Evaluator<'a> {
    pub(super) fn aggregate(
        &mut self,
        kind: Aggregation,
        items: &Items<'a>,
        expr: &'a Expr,
        scope: &Scope,
    ) -> Outcome {
        match kind {
            Aggregation::Any => return self.decided(items, true, scope),
            Aggregation::All => return self.decided(items, false, scope),
            _ => {}
        }
        let values = self.values(items, scope)?;
        match kind {
            Aggregation::Sum => self.sum(&values, expr.span),
            Aggregation::Product => {
                self.fold(&values, Number::whole(1), |a, b| a.times(b), expr.span)
            }
            Aggregation::Count => Ok(count(&values)),
            Aggregation::Min => Ok(extreme(values, Ordering::Less)),
            Aggregation::Max => Ok(extreme(values, Ordering::Greater)),
            Aggregation::Average if values.is_empty() => Ok(Value::Absent),
            Aggregation::Average => {
                let sum = self.sum(&values, expr.span)?;
                let average = number(&sum).divided_by(number(&count(&values)));
                self.computed(average, expr.span)
            }
            Aggregation::Collect => Ok(Value::List(Rc::new(values))),
            Aggregation::Distinct => Ok(Value::List(Rc::new(value::different(values)))),
            Aggregation::Any | Aggregation::All => ill_typed("any and all have no values"),
        }
    }

    /// The values of the kept items, or the first error among them: of a list, of the condition, of the value.
    fn values(&mut self, items: &Items<'a>, scope: &Scope) -> Outcome<Vec<Value>> {
        let mut values = Vec::new();
        for combination in self.combinations(items.clauses, scope) {
            if let Some(value) = self.kept_value(items, &combination?)? {
                values.push(value);
            }
        }
        Ok(values)
    }

    /// The value of one combination; nothing where the condition leaves it out.
    fn kept_value(&mut self, items: &Items<'a>, scope: &Scope) -> Outcome<Option<Value>> {
        if let Some(condition) = items.condition
            && !self.condition(condition, scope)?
        {
            return Ok(None);
        }
        let value = self.evaluate(items.value, scope);
        match first_failure(&value) {
            Some(failure) => Err(failure),
            None => value.map(Some),
        }
    }

    /// `any` and `all`: the first item that decides or is in error.
    fn decided(&mut self, items: &Items<'a>, by: bool, scope: &Scope) -> Outcome {
        for combination in self.combinations(items.clauses, scope) {
            if self.kept_value(items, &combination?)? == Some(Value::Bool(by)) {
                return Ok(Value::Bool(by));
            }
        }
        Ok(Value::Bool(!by))
    }

    fn sum(&self, values: &[Value], span: Span) -> Outcome {
        self.fold(values, Number::zero(), |a, b| a.plus(b), span)
    }

    fn fold(
        &self,
        values: &[Value],
        start: Number,
        operation: impl Fn(&Number, &Number) -> crate::number::Result,
        span: Span,
    ) -> Outcome {
        let mut numbers = values.iter().map(number);
        let result = numbers.try_fold(start, |running, next| operation(&running, next));
        self.computed(result, span)
    }
}

fn number(value: &Value) -> &Number {
    match value {
        Value::Number(number) => number,
        other => ill_typed(&format!("{other:?} is summed")),
    }
}

fn count(values: &[Value]) -> Value {
    let count = u32::try_from(values.len()).unwrap_or_else(|_| ill_typed("a list has 2^32 items"));
    Value::Number(Number::whole(count))
}

/// The least or greatest value, of equal ones the first; absent where there is none.
fn extreme(values: Vec<Value>, wanted: Ordering) -> Value {
    let better = |best: Value, next: Value| {
        if value::compare(&next, &best) == wanted {
            next
        } else {
            best
        }
    };
    values.into_iter().reduce(better).unwrap_or(Value::Absent)
}
