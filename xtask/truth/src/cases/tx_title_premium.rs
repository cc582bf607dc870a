use crate::case::{Case, Confidence};
use crate::comparison::Comparison;
use crate::problem::Problem;
use crate::rows::Row;
use lutine::Value;

pub(crate) const CASE: Case = Case {
    name: "tx_title_premium",
    folder: "tx-title-premium",
    compare,
    source_faults: &[],
};

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    for row in comparison.expected("expected.csv")? {
        let confidence = match row.cell("source")? {
            "recomputed" => Confidence::Derived,
            _ => Confidence::Published,
        };
        let columns = ("policy_amount", "expected_premium");
        one(comparison, &row, columns, "2020-01-01", confidence)?;
    }
    for (file, effective) in [
        ("basic_premium_2019_up_to_100k.csv", "2019-09-01"),
        ("basic_premium_2004_sample.csv", "2004-07-01"),
    ] {
        for row in comparison.expected(file)? {
            let columns = ("policy_amount_up_to", "premium");
            one(comparison, &row, columns, effective, Confidence::Published)?;
        }
    }
    Ok(())
}

fn one(
    comparison: &mut Comparison,
    row: &Row,
    (amount, premium): (&str, &str),
    effective: &str,
    confidence: Confidence,
) -> Result<(), Problem> {
    let answered = comparison.answer(Value::from([
        ("amount", Value::from(row.cell(amount)?)),
        ("effective", Value::from(effective)),
    ]));
    comparison.exact(confidence, row, &answered, "/premium", row.cell(premium)?);
    Ok(())
}
