use crate::case::{Case, Confidence};
use crate::comparison::Comparison;
use crate::document;
use crate::problem::Problem;

pub(crate) const CASE: Case = Case {
    name: "health_sbc_example",
    folder: "health-sbc-example",
    compare,
    source_faults: &[],
};

/// The plans in the order of the file, each as the example has it.
const PLANS: [(&str, &str); 2] = [
    (
        "deductible 1800, 20% coinsurance",
        include_str!("../../../../examples/health_sbc_example/cases/deductible_1800.json"),
    ),
    (
        "deductible 2900, 20% coinsurance",
        include_str!("../../../../examples/health_sbc_example/cases/deductible_2900.json"),
    ),
];

/// What the source has of a plan, and where the answer has it. Of what it does not print, it has what follows by the rule.
const FIGURES: [(&str, &str, Confidence); 9] = [
    ("total_cost", "/total_cost", Confidence::Published),
    (
        "deductible",
        "/patient_pays/deductibles",
        Confidence::Published,
    ),
    ("copays", "/patient_pays/copayments", Confidence::Published),
    (
        "coinsurance",
        "/patient_pays/coinsurance",
        Confidence::Published,
    ),
    (
        "coinsurance_exact",
        "/patient_pays/coinsurance",
        Confidence::Derived,
    ),
    (
        "coinsurance_printed_to_100",
        "/printed/coinsurance",
        Confidence::Published,
    ),
    ("patient_total", "/patient_total", Confidence::Published),
    ("plan_pays", "/plan_pays", Confidence::Derived),
    (
        "patient_total_printed",
        "/printed_total",
        Confidence::Published,
    ),
];

const FILE: &str = "expected.json";

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    let expected = document::value(FILE, &comparison.text(FILE)?)?;
    let plans = expected.as_list().unwrap_or_default();
    if plans.len() != PLANS.len() {
        return Err(unknown(&format!("{} plans", plans.len())));
    }
    for (at, (plan, (name, case))) in plans.iter().zip(PLANS).enumerate() {
        let answered = comparison.answer(document::value(name, case)?);
        for (field, expected) in plan.as_record().unwrap_or_default() {
            let place = format!("{FILE}: plan {}, {field}", at.saturating_add(1));
            if &**field == "plan" {
                if expected.as_text() == Some(name) {
                    continue;
                }
                return Err(unknown(&expected.to_json()));
            }
            let figure = FIGURES.iter().find(|(figure, ..)| *figure == &**field);
            let Some((_, pointer, confidence)) = figure else {
                return Err(unknown(field));
            };
            let expected = expected.to_json();
            comparison.at(*confidence, &place, &answered, pointer, &expected, Some);
        }
    }
    Ok(())
}

/// Something that the source has, and this case does not compare.
fn unknown(what: &str) -> Problem {
    Problem::File {
        file: FILE.into(),
        why: format!("{what}: not known"),
    }
}
