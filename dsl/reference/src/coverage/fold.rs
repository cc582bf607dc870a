//! Going through lists: comprehensions, and the rules of an outcome.

use super::part::Part;
use super::{Env, Seen, Walk};
use crate::evaluate::record::first_failure;
use crate::input::Risk;
use crate::value::Value;
use lutine_dsl::coverage::Kind;
use lutine_dsl::typed::{Aggregation, Clause, Expr, ExprKind, OutcomeId, Rule, TableId};
use std::ops::ControlFlow;
use std::rc::Rc;

/// What is folded.
pub struct Fold<'a> {
    pub clauses: &'a [Clause],
    pub condition: Option<&'a Expr>,
    pub values: Vec<&'a Expr>,
    /// The value at which the fold stops.
    pub decisive: Option<bool>,
}

impl<'a> Walk<'a> {
    pub fn aggregate(&mut self, kind: Aggregation, fold: Fold<'a>, env: &Rc<Env<'a>>) {
        let decisive = match kind {
            Aggregation::Any => Some(true),
            Aggregation::All => Some(false),
            _ => None,
        };
        let clauses = fold.clauses;
        let _ = self.fold(&Fold { decisive, ..fold }, clauses, env);
    }

    /// Goes through the combinations of items up to the first in error or the one that decides.
    pub fn fold(
        &mut self,
        fold: &Fold<'a>,
        clauses: &'a [Clause],
        env: &Rc<Env<'a>>,
    ) -> ControlFlow<()> {
        let Some((clause, inner)) = clauses.split_first() else {
            return self.combination(fold, env);
        };
        self.need(&clause.list, env, &Part::Whole);
        match self.evaluator.evaluate(&clause.list, &env.scope) {
            Ok(Value::List(list)) => list.iter().zip(1..).try_for_each(|(item, place)| {
                self.fold(fold, inner, &env.with_item(clause.variable, item, place))
            }),
            _ => ControlFlow::Break(()),
        }
    }

    fn combination(&mut self, fold: &Fold<'a>, env: &Rc<Env<'a>>) -> ControlFlow<()> {
        if let Some(condition) = fold.condition {
            match self.decide(condition, env) {
                None => return ControlFlow::Break(()),
                Some(kept) => self.mark(condition.span, Kind::Where, u32::from(!kept)),
            }
            if self.evaluator.condition(condition, &env.scope) == Ok(false) {
                return ControlFlow::Continue(());
            }
        }
        self.rows_gone_through(fold.clauses, env);
        for value in &fold.values {
            self.need(value, env, &Part::Strict);
            let outcome = self.evaluator.evaluate(value, &env.scope);
            let decides = match (&outcome, fold.decisive) {
                (Ok(Value::Bool(value)), Some(decisive)) => *value == decisive,
                _ => false,
            };
            if decides || first_failure(&outcome).is_some() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }

    /// The rows of tables that the variables of clauses stand for.
    pub fn rows_gone_through(&mut self, clauses: &'a [Clause], env: &Rc<Env<'a>>) {
        for clause in clauses {
            if let Some(table) = rows_of(&clause.list, env)
                && let Some(place) = env.scope.places.get(&clause.variable)
            {
                self.rows.insert((table.0, place - 1));
            }
        }
    }

    /// The rules of an outcome, for its reasons or the worst of them.
    pub fn outcome(&mut self, id: OutcomeId) {
        if !self.seen.insert((Seen::Outcome(id.0), Part::Whole)) {
            return;
        }
        let rulebook = self.rulebook;
        let goes_on = rulebook.outcomes[id.index()].on_error.is_some();
        for rule in &rulebook.rules {
            for effect in rule.effects.iter().filter(|effect| effect.outcome == id) {
                let env = Env::of(Risk::ROOT);
                let flow = self.rule(rule, &effect.message, &rule.clauses, goes_on, &env);
                if flow.is_break() {
                    return;
                }
            }
        }
    }

    fn rule(
        &mut self,
        rule: &'a Rule,
        message: &'a Expr,
        clauses: &'a [Clause],
        goes_on: bool,
        env: &Rc<Env<'a>>,
    ) -> ControlFlow<()> {
        let failed = if goes_on {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        };
        let Some((clause, inner)) = clauses.split_first() else {
            self.rows_gone_through(&rule.clauses, env);
            let Some(fires) = self.decide(&rule.condition, env) else {
                return failed;
            };
            self.mark(rule.condition.span, Kind::Rule, u32::from(!fires));
            if fires {
                self.need(message, env, &Part::Whole);
                if self.evaluator.evaluate(message, &env.scope).is_err() {
                    return failed;
                }
            }
            return ControlFlow::Continue(());
        };
        self.need(&clause.list, env, &Part::Whole);
        match self.evaluator.evaluate(&clause.list, &env.scope) {
            Ok(Value::List(list)) => list.iter().zip(1..).try_for_each(|(item, place)| {
                let env = env.with_item(clause.variable, item, place);
                self.rule(rule, message, inner, goes_on, &env)
            }),
            _ => failed,
        }
    }
}

/// Whether a list is the rows of a table: that is written, or bound to a name.
pub fn rows_of<'a>(list: &'a Expr, env: &Rc<Env<'a>>) -> Option<TableId> {
    match &list.kind {
        ExprKind::Rows(rows) => Some(rows.of),
        ExprKind::Variable(variable) => {
            let (bound, env) = env.bound.get(variable)?;
            rows_of(bound, env)
        }
        _ => None,
    }
}
