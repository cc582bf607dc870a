//! `sum`, `count`, `min`, `any`, `collect` … over lists.

use super::Lowerer;
use super::list::Lanes;
use super::value::Value;
use crate::typed::{Aggregation, Clause, Expr, Type, VariableId};
use lutine_core::graph::{Comparison, Constant, NodeId, Op, Reduction, Ty};
use lutine_core::number::Decimal;

impl<'a> Lowerer<'a> {
    /// An aggregate. It folds below the deepest item that it mentions besides those that it goes through.
    pub(super) fn aggregate(
        &mut self,
        kind: Aggregation,
        clauses: &'a [Clause],
        condition: Option<&'a Expr>,
        value: &'a Expr,
        expr: &'a Expr,
    ) -> Value {
        let own: Vec<VariableId> = clauses.iter().map(|clause| clause.variable).collect();
        let later = clauses.iter().skip(1).map(|clause| &clause.list);
        let mentioned = later.chain(condition).chain(std::iter::once(value));
        let start = self.needed_space(mentioned, &own);
        let Some((lanes, keep)) = self.kept_lanes(clauses, condition, start) else {
            return self.no_value();
        };
        if kind == Aggregation::Collect {
            let item = self.lower(value);
            return self.collected(lanes.base, lanes.space, keep, &item);
        }
        if kind == Aggregation::Distinct {
            let item = self.lower(value);
            return self.distinct(&lanes, keep, &item, expr);
        }
        let (ty, may_be_absent) = (self.ty(&expr.ty), matches!(expr.ty, Type::Optional(_)));
        if kind == Aggregation::Count {
            return Value::One(self.reduce(Reduction::Count, ty, None, keep, &lanes, expr));
        }
        let value = self.lower_one(value);
        match kind {
            Aggregation::Average => self.average(value, keep, &lanes, expr),
            _ => {
                let folded = self.reduce(reduction(kind), ty, Some(value), keep, &lanes, expr);
                if !may_be_absent {
                    return Value::One(folded);
                }
                let some = Reduction::NonEmpty;
                Value::Optional {
                    given: self.reduce(some, Ty::Bool, Some(value), keep, &lanes, expr),
                    value: Box::new(Value::One(folded)),
                }
            }
        }
    }

    /// The lanes that are the first to have their value, as a list. That a value is in error shows in whether its lane is one of them.
    fn distinct(
        &mut self,
        lanes: &Lanes,
        keep: Option<NodeId>,
        item: &Value,
        expr: &Expr,
    ) -> Value {
        let item = self.settled(item);
        let item = item.map(&mut |node| self.graph.bring(node, lanes.space));
        let keep = match keep {
            Some(keep) => keep,
            None => self.graph.truth(true),
        };
        let mut args = vec![self.graph.bring(keep, lanes.space)];
        item.each(&mut |node| args.push(node));
        let op = Op::FirstOfItsValue { under: lanes.base };
        let site = self.graph.site(expr.span);
        let first = self.graph.push(op, lanes.space, Ty::Bool, args, site);
        self.collected(lanes.base, lanes.space, Some(first), &item)
    }

    /// Sum ÷ count; absent where the type allows it and there is no item. An error of the sum is that of the result even so.
    fn average(
        &mut self,
        value: NodeId,
        keep: Option<NodeId>,
        lanes: &Lanes,
        expr: &Expr,
    ) -> Value {
        let ty = self.ty(&expr.ty);
        let sum_ty = self.graph.ty(value);
        let sum = self.reduce(Reduction::Sum, sum_ty, Some(value), keep, lanes, expr);
        let count = self.reduce(Reduction::Count, Ty::Int, None, keep, lanes, expr);
        let average = self.graph.apply(Op::Div, ty, &[sum, count], expr.span);
        if !matches!(expr.ty, Type::Optional(_)) {
            return Value::One(average);
        }
        let none = Constant::Number(Decimal::ZERO);
        let none = self.graph.constant(none, Ty::Int);
        let some = Op::Compare(Comparison::Greater);
        let some = self.graph.apply(some, Ty::Bool, &[count, none], expr.span);
        Value::Optional {
            given: self.graph.guard(sum, some),
            value: Box::new(Value::One(average)),
        }
    }

    /// Folds lanes into the space below whose lanes they are gone through.
    pub(super) fn reduce(
        &mut self,
        kind: Reduction,
        ty: Ty,
        value: Option<NodeId>,
        keep: Option<NodeId>,
        lanes: &Lanes,
        expr: &Expr,
    ) -> NodeId {
        let op = Op::Reduce {
            kind,
            from: lanes.space,
            filtered: keep.is_some(),
        };
        let args = self.fold_args(value, keep, lanes);
        let site = self.graph.site(expr.span);
        self.graph.push(op, lanes.base, ty, args, site)
    }

    /// The arguments of a fold, brought to its lanes.
    pub(super) fn fold_args(
        &mut self,
        value: Option<NodeId>,
        keep: Option<NodeId>,
        lanes: &Lanes,
    ) -> Vec<NodeId> {
        value
            .into_iter()
            .chain(keep)
            .map(|arg| self.graph.bring(arg, lanes.space))
            .collect()
    }
}

const fn reduction(kind: Aggregation) -> Reduction {
    match kind {
        Aggregation::Sum | Aggregation::Average => Reduction::Sum,
        Aggregation::Product => Reduction::Product,
        Aggregation::Count | Aggregation::Collect | Aggregation::Distinct => Reduction::Count,
        Aggregation::Min => Reduction::Min,
        Aggregation::Max => Reduction::Max,
        Aggregation::Any => Reduction::Any,
        Aggregation::All => Reduction::All,
    }
}
