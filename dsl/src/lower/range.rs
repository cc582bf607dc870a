//! Ranges of whole numbers that are gone through.

use super::Lowerer;
use super::value::Value;
use crate::typed::{Expr, ExprKind, Literal};
use lutine_core::graph::{Each, List, Op, RISK, Space, Ty};
use std::sync::Arc;

impl<'a> Lowerer<'a> {
    /// `1..n` as a list: one lane a number below the deepest item that the ends mention.
    pub(super) fn numbers_from(
        &mut self,
        (from, to): (&'a Expr, &'a Expr),
        max: u32,
        text: &Arc<str>,
        expr: &'a Expr,
    ) -> Value {
        let ends = [self.number(from), self.number(to)];
        let owner = self.graph.deeper(RISK, self.graph.deepest(&ends));
        let [first, last] = ends.map(|end| self.graph.bring(end, owner));
        // Between two literals there are as many as there may be.
        let fails = ![from, to].iter().all(|end| is_literal(end));
        let space = self.graph.space(Space::Made {
            parent: owner,
            name: Arc::from(""),
            each: Each::Numbers {
                from: first,
                to: last,
                max,
            },
        });
        let id = self.graph.list(List {
            name: Arc::clone(text),
            owner,
            items: space,
            min: 0,
            max,
            single: false,
        });
        let site = self.graph.site(expr.span);
        let key = self.graph.push(Op::Key, space, Ty::Int, Vec::new(), site);
        self.graph.set_fallible(key, fails);
        // A number that can be in error is the value of what is declared by it, which a key is not.
        let number = if fails {
            self.graph.guard(key, key)
        } else {
            key
        };
        self.list_of_made(
            (owner, space),
            id,
            Value::One(number),
            fails.then_some(number),
        )
    }
}

fn is_literal(end: &Expr) -> bool {
    matches!(end.kind, ExprKind::Literal(Literal::Number(_)))
}
