//! Faults of what is gone through band by band.

use crate::check::table::NoBands;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;

fn fault(span: Span, message: String, help: &str) -> Diagnostic {
    Diagnostic::error(Code::Banded, span, message).with_help(help)
}

pub(crate) fn banded_by_no_table(span: Span) -> Diagnostic {
    let message = "`banded` goes through the bands of a table, and this is none".to_owned();
    fault(
        span,
        message,
        "write the name of the table alone: `banded(income, tax)`",
    )
}

pub(crate) fn banded_variants(span: Span, table: &str) -> Diagnostic {
    fault(
        span,
        format!("`{table}` has variants, and `banded` goes through one table"),
        "give each variant a table of its own, and choose among them: `if … then banded(x, tax_2025) else banded(x, tax_2026)`",
    )
}

pub(crate) fn banded_amounts(span: Span, table: &str) -> Diagnostic {
    fault(
        span,
        format!("keys and results of `{table}` are both amounts, which cannot be multiplied"),
        "declare the result as a rate: `-> decimal`",
    )
}

/// Why a table has no bands.
pub(crate) fn no_bands(span: Span, table: &str, why: &NoBands) -> Diagnostic {
    const ONE_KEY: &str = "give it one key, a number or an amount, and choose among several tables with `match` or `if`";
    const MEET: &str = "write bands that meet, `0..<10_000` and `10_000..`, or one end of each: `income: money up to column up_to`";
    let of = |message: String, help| fault(span, message, help);
    match why {
        NoBands::Keys(keys) => of(
            format!("`{table}` has {keys} keys, and `banded` goes along one"),
            ONE_KEY,
        ),
        NoBands::KeyType => of(
            format!("the key of `{table}` is no number, so that it has no bands"),
            ONE_KEY,
        ),
        NoBands::Results(results) => of(
            format!("`{table}` has {results} results, and each band counts with one"),
            "give it one result: the rate of a band",
        ),
        NoBands::ResultType => of(
            format!("the result of `{table}` may be absent or is no number"),
            "give it one result, a number that is always there: the rate of a band",
        ),
        NoBands::Form => of(
            format!(
                "`{table}` finds something outside or between its rows, so that these are no bands"
            ),
            "take `otherwise` or `interpolate` away: bands reach from one to the next",
        ),
        NoBands::TooMany => of(
            format!("`{table}` has more rows than `banded` goes through"),
            "use at most 1,000 bands",
        ),
        NoBands::Row => of(
            format!("the rows of `{table}` are not bands, one above the other"),
            MEET,
        ),
        NoBands::Start(from) => of(
            format!("the lowest band of `{table}` begins at {from}, and `banded` counts from 0"),
            "add a band from 0 on, with 0 as its result if nothing is charged there",
        ),
        NoBands::Gap(from, to) => of(
            format!("between {from} and {to} there is no band of `{table}`"),
            MEET,
        ),
        NoBands::Whole => of(
            format!(
                "of the whole numbers of `{table}` it is not said where one band ends and the next begins"
            ),
            "give one end of each: `units: int up to column up_to`, or `from column begins`",
        ),
    }
}
