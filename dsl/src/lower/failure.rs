//! Which operations can be in error, so that only what can fail is guarded.

use lutine_core::graph::{Op, Reduction};

/// Whether a node of this operation can be in error, given whether its arguments can. Never says no wrongly.
pub(super) fn can_fail(op: &Op, args: &[bool]) -> bool {
    let any = || args.iter().any(|fails| *fails);
    match op {
        Op::Constant(_)
        | Op::Input(_)
        | Op::InputGiven(_)
        | Op::Position
        | Op::Own
        | Op::Failed
        | Op::CodeOf => false,
        Op::Key | Op::Item | Op::Carried => true,
        Op::Recover => args.get(1).copied().unwrap_or(true),
        Op::Up
        | Op::Gather
        | Op::Neg
        | Op::Abs
        | Op::Min
        | Op::Max
        | Op::Months
        | Op::Days
        | Op::DatePart(_)
        | Op::Compare(_)
        | Op::Not
        | Op::And
        | Op::Or
        | Op::Select
        | Op::In(_)
        | Op::Known
        | Op::Guard
        | Op::CellGiven(..)
        | Op::Format(_)
        | Op::Pick { .. }
        | Op::Joined { .. }
        | Op::Merge
        | Op::FirstOfItsValue { .. } => any(),
        Op::Reduce { kind, .. } => matches!(kind, Reduction::Sum | Reduction::Product) || any(),
        Op::At(_)
        | Op::AtKey(_)
        | Op::Add
        | Op::Sub
        | Op::Mul
        | Op::Div
        | Op::Rem
        | Op::Power
        | Op::Maths(_)
        | Op::Round(_)
        | Op::Years
        | Op::YearsByFebruary28
        | Op::DayCount(_)
        | Op::Allocate
        | Op::Shift
        | Op::Check(_)
        | Op::Row(_)
        | Op::RowAbove(_)
        | Op::Interpolated(..)
        | Op::Cell(..) => true,
    }
}
