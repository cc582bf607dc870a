use crate::case::{Case, Confidence};
use crate::comparison::Comparison;
use crate::problem::Problem;
use lutine::Value;

pub(crate) const CASE: Case = Case {
    name: "health_mlr_rebate",
    folder: "health-mlr-rebate",
    compare,
    source_faults: &[],
};

/// The example of `rebate_rule.json`, whose ratio of 0.75 is 1,387.50 of claims in 1,850 of premium behind taxes.
const RECALLED: &str = r#""rebate": "92.50""#;

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    for row in comparison.expected("expected_interpolated.csv")? {
        let answered = comparison.answer(experience(row.cell("life_years")?));
        let expected = row.cell("base_credibility_percent")?;
        let pointer = "/base_credibility_percent";
        comparison.exact(Confidence::Derived, &row, &answered, pointer, expected);
    }
    // The nodes of the table are printed in the regulation.
    for row in comparison.inputs("base_credibility_factor.csv")? {
        let answered = comparison.answer(experience(row.cell("life_years")?));
        let expected = row.cell("factor_percent")?;
        let pointer = "/base_credibility_percent";
        comparison.exact(Confidence::Published, &row, &answered, pointer, expected);
    }
    if comparison.text("rebate_rule.json")?.contains(RECALLED) {
        let answered = comparison.answer(experience("75000"));
        let place = "rebate_rule.json";
        comparison.at(
            Confidence::Recalled,
            place,
            &answered,
            "/rebate",
            "92.50",
            Some,
        );
    }
    Ok(())
}

fn experience(life_years: &str) -> Value {
    Value::from([
        ("market", "individual"),
        ("life_years", life_years),
        ("claims", "1387.50"),
        ("premium", "2000"),
        ("taxes_and_fees", "150"),
    ])
}
