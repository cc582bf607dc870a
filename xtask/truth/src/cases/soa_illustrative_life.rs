use crate::case::{Case, Confidence};
use crate::comparison::{Answered, Comparison};
use crate::problem::Problem;
use crate::rows::Row;
use lutine::Value;

pub(crate) const CASE: Case = Case {
    name: "soa_illustrative_life",
    folder: "soa-illustrative-life",
    compare,
    source_faults: &[],
};

/// What a row of the worked examples tells in words.
struct Worked {
    quantity: &'static str,
    issue_age: i64,
    term: Option<i64>,
    interest: &'static str,
    payments_per_year: i64,
    /// Where the answer has it.
    pointer: &'static str,
}

const fn at_six_percent(
    quantity: &'static str,
    issue_age: i64,
    payments_per_year: i64,
    pointer: &'static str,
) -> Worked {
    Worked {
        quantity,
        issue_age,
        term: None,
        interest: "0.06",
        payments_per_year,
        pointer,
    }
}

const fn ten_years_at_four_percent(quantity: &'static str, pointer: &'static str) -> Worked {
    Worked {
        quantity,
        issue_age: 30,
        term: Some(10),
        interest: "0.04",
        payments_per_year: 1,
        pointer,
    }
}

const WORKED: [Worked; 8] = [
    ten_years_at_four_percent("A_30:10 term insurance i=4%", "/insurance"),
    ten_years_at_four_percent("Var of A_30:10 i=4% (2A - A^2)", "/variance"),
    at_six_percent("1000 A_30 whole life i=6%", 30, 1, "/per_thousand/single"),
    at_six_percent(
        "A_30 payable quarterly (UDD) i=6%",
        30,
        4,
        "/insurance_mthly",
    ),
    at_six_percent("(IA)_50 i=6%", 50, 1, "/increasing_insurance"),
    at_six_percent("P_36 = A_36/a_36 i=6%", 36, 1, "/net_premium"),
    at_six_percent(
        "annuity-due age 60 monthly i=6%",
        60,
        12,
        "/annuity_due_mthly",
    ),
    at_six_percent("annuity-due age 65 annual i=6%", 65, 1, "/annuity_due"),
];

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    for row in comparison.expected("expected.csv")? {
        let quantity = row.cell("quantity")?;
        let worked = WORKED.iter().find(|worked| worked.quantity == quantity);
        let worked = worked.ok_or_else(|| row.not(quantity, "one of the quantities"))?;
        let answered = policy(
            comparison,
            Value::from(worked.issue_age),
            worked.term.map_or(Value::Absent, Value::from),
            worked.interest,
            worked.payments_per_year,
        );
        let (published, recomputed) = (row.cell("published")?, row.cell("recomputed_decimal")?);
        let pointer = worked.pointer;
        comparison.rounded(Confidence::Published, &row, &answered, pointer, published);
        comparison.rounded(Confidence::Derived, &row, &answered, pointer, recomputed);
    }
    for row in comparison.expected("derived_term_premiums.csv")? {
        let (age, term) = (row.cell("issue_age")?, row.cell("term")?);
        let answered = policy(comparison, whole(&row, age)?, whole(&row, term)?, "0.06", 1);
        for (column, pointer) in [
            ("net_single_premium_per_1000", "/per_thousand/single"),
            ("annuity_due", "/annuity_due"),
            ("net_level_premium_per_1000", "/per_thousand/level"),
        ] {
            let expected = row.cell(column)?;
            comparison.rounded(Confidence::Derived, &row, &answered, pointer, expected);
        }
    }
    Ok(())
}

fn policy(
    comparison: &Comparison,
    issue_age: Value,
    term: Value,
    interest: &str,
    payments_per_year: i64,
) -> Answered {
    comparison.answer(Value::from([
        ("issue_age", issue_age),
        ("term", term),
        ("interest", Value::from(interest)),
        ("payments_per_year", Value::from(payments_per_year)),
    ]))
}

fn whole(row: &Row, text: &str) -> Result<Value, Problem> {
    let number: i64 = text.parse().map_err(|_| row.not(text, "a whole number"))?;
    Ok(Value::from(number))
}
