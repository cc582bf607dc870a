use crate::case::{Case, Confidence};
use crate::comparison::{Answered, Comparison};
use crate::problem::Problem;
use crate::rows::Row;
use lutine::Value;
use lutine_core::date::Date;

pub(crate) const CASE: Case = Case {
    name: "cancellation",
    folder: "cancellation-return-premium",
    compare,
    source_faults: &[],
};

/// The rows of the worked examples in the order of the file: premium, days in force, method, and where the answer says what is expected.
const WORKED: [(&str, i64, &str, &str); 8] = [
    ("500", 150, "pro_rata", "/refund"),
    ("500", 150, "ninety", "/refund"),
    ("1500", 219, "short_rate", "/retained"),
    ("1500", 219, "short_rate", "/refund"),
    ("1500", 219, "pro_rata", "/retained"),
    // 219 of 365 days are left, of 1,000 those are 600.
    ("1000", 146, "ninety", "/refund"),
    ("1000", 1, "ninety", "/earned_percent"),
    ("1000", 1, "short_rate", "/earned_percent"),
];

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    let rows = comparison.expected("expected.csv")?;
    for (row, (premium, days, method, pointer)) in rows.iter().zip(WORKED) {
        let answered = cancelled(comparison, row, (premium, days, method))?;
        let expected = row.cell("published")?;
        comparison.rounded(Confidence::Published, row, &answered, pointer, expected);
        let expected = row.cell("recomputed")?;
        comparison.rounded(Confidence::Derived, row, &answered, pointer, expected);
    }
    let table = comparison.expected("short_rate_365.csv")?;
    for row in &table {
        for end in ["day_from", "day_to"] {
            let answered = cancelled(comparison, row, ("1000", day(row, end)?, "short_rate"))?;
            let expected = row.cell("percent_earned")?;
            comparison.exact(
                Confidence::Recalled,
                row,
                &answered,
                "/earned_percent",
                expected,
            );
        }
    }
    let printed = comparison.expected("printed_cells_25pct_floor.csv")?;
    let mut floored = 0_u32;
    for row in &printed {
        let answered = cancelled(comparison, row, ("1000", day(row, "day")?, "short_rate"))?;
        let expected = row.cell("percent")?;
        // The printed table stops at 25 %: below it says no more than that.
        let floor = lutine::Decimal::from_i64(25);
        floored = floored.saturating_add(u32::from(expected == "25"));
        let place = row.place();
        let confidence = Confidence::Published;
        comparison.at(
            confidence,
            &place,
            &answered,
            "/earned_percent",
            expected,
            |x| Some(x.max(floor)),
        );
    }
    comparison.note(format!(
        "{floored} of the {} printed cells only show the printed table's floor of 25 %",
        printed.len()
    ));
    Ok(())
}

fn day(row: &Row, column: &str) -> Result<i64, Problem> {
    let text = row.cell(column)?;
    text.parse().map_err(|_| row.not(text, "a day"))
}

/// A policy of 2025, which has 365 days, cancelled after so many of them.
fn cancelled(
    comparison: &Comparison,
    row: &Row,
    (premium, days, method): (&str, i64, &str),
) -> Result<Answered, Problem> {
    let begin = Date::new(2025, 1, 1);
    let end = begin.and_then(|begin| begin.add_period(0, 0, days));
    let cancelled = end.ok_or_else(|| row.not(&days.to_string(), "a day of a year"))?;
    Ok(comparison.answer(Value::from([
        ("premium", Value::from(premium)),
        ("inception", Value::from("2025-01-01")),
        ("expiry", Value::from("2026-01-01")),
        ("cancelled", Value::from(cancelled.to_string().as_str())),
        ("method", Value::from(method)),
    ])))
}
