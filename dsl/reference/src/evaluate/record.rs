//! Records, whose fields have values and errors of their own.

use super::{Evaluator, Scope};
use crate::failure::{Failure, Outcome};
use crate::value::{Value, ill_typed};
use lutine_dsl::typed::{Expr, Rulebook, Type};
use std::rc::Rc;

impl<'a> Evaluator<'a> {
    pub(super) fn field(&mut self, of: &'a Expr, field: u32, scope: &Scope) -> Outcome {
        match self.evaluate(of, scope)? {
            Value::Record(fields) => fields[field as usize].clone(),
            other => ill_typed(&format!("a field of {other:?}")),
        }
    }

    /// The record with other values in some fields.
    pub(super) fn with(
        &mut self,
        of: &'a Expr,
        changed: &'a [(u32, Expr)],
        scope: &Scope,
    ) -> Outcome {
        let Value::Record(fields) = self.evaluate(of, scope)? else {
            ill_typed("`with` behind what is no record");
        };
        let mut fields = Vec::clone(&fields);
        for (field, value) in changed {
            fields[*field as usize] = self.evaluate(value, scope);
        }
        Ok(Value::Record(Rc::new(fields)))
    }
}

/// A record is never in error itself: an error of the whole is one of each field.
pub(super) fn spread(rulebook: &Rulebook, outcome: Outcome, ty: &Type) -> Outcome {
    match (outcome, ty) {
        (Err(failure), Type::Record(record)) => {
            let fields = rulebook.records[record.index()].fields.iter();
            let spread_field = |ty| spread(rulebook, Err(Rc::clone(&failure)), ty);
            let fields = fields.map(|field| spread_field(&field.ty)).collect();
            Ok(Value::Record(Rc::new(fields)))
        }
        (outcome, _) => outcome,
    }
}

/// The first error in a value: its own, or that of its first field in error.
pub fn first_failure(outcome: &Outcome) -> Option<Rc<Failure>> {
    match outcome {
        Err(failure) => Some(Rc::clone(failure)),
        Ok(Value::Record(fields)) => fields.iter().find_map(first_failure),
        Ok(_) => None,
    }
}
