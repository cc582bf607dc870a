//! What a rulebook probably does not mean: divisors that can be zero, conditions that decide nothing, roundings that nobody wrote.

use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;

pub(crate) fn divisor_always_zero(span: Span) -> Diagnostic {
    Diagnostic::error(Code::DivisorZero, span, "this divisor is always zero")
        .with_help("divide by something else, or leave the division out")
}

pub(crate) fn divisor_may_be_zero(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::warning(Code::DivisorMayBeZero, span, "this divisor can be zero")
        .with_label(reason)
        .with_help("give what it is computed from a range without 0, or divide only behind a guard: `if count > 0 then total / count else 0`")
}

pub(crate) fn implicit_rounding(span: Span) -> Diagnostic {
    Diagnostic::warning(
        Code::ImplicitRounding,
        span,
        "this amount can need more than 28 digits, and is then rounded without being told to",
    )
    .with_help("round it before it is multiplied again, or the factor, `round(… half up to 0.000_001)`; or multiply first and divide last")
}

pub(crate) fn constant_condition(span: Span, value: bool) -> Diagnostic {
    let (when, help) = if value {
        (
            "always",
            "take the condition away, or compare with what was meant",
        )
    } else {
        (
            "never",
            "take away what it guards, or compare with what was meant",
        )
    };
    Diagnostic::warning(
        Code::ConstantCondition,
        span,
        format!("this is {when} true, for all that the input accepts"),
    )
    .with_help(help)
}

pub(crate) fn arm_never_taken(span: Span) -> Diagnostic {
    Diagnostic::warning(
        Code::ArmNeverTaken,
        span,
        "this case never happens, for all that the input accepts",
    )
    .with_help("take the case away, or mend what is looked at")
}
