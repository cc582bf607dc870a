//! Texts joined to one.

use super::Lowerer;
use super::value::Value;
use crate::typed::Expr;
use lutine_core::graph::{Op, RISK, Ty};

impl<'a> Lowerer<'a> {
    /// `joined(L, s)`, below the deepest item that the list and the separator mention.
    pub(super) fn joined_texts(
        &mut self,
        list: &'a Expr,
        separator: &'a Expr,
        expr: &'a Expr,
    ) -> Value {
        let Value::List(list) = self.lower(list) else {
            return self.no_value();
        };
        let separator = self.lower_one(separator);
        let at = self.graph.deeper(RISK, self.graph.space_of(separator));
        let lanes = self.go_through(list, at, None, false);
        let text = self.one(&lanes.item);
        let mut args = self.fold_args(Some(text), lanes.keep, &lanes);
        args.push(self.graph.bring(separator, lanes.base));
        let op = Op::Joined {
            from: lanes.space,
            filtered: lanes.keep.is_some(),
        };
        let site = self.graph.site(expr.span);
        Value::One(self.graph.push(op, lanes.base, Ty::Text, args, site))
    }
}
