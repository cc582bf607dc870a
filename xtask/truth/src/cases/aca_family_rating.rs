use crate::case::{Case, Confidence};
use crate::comparison::Comparison;
use crate::problem::Problem;
use crate::rows::Row;
use lutine::Value;

pub(crate) const CASE: Case = Case {
    name: "aca_family_rating",
    folder: "aca-age-family-rating",
    compare,
    source_faults: &[],
};

/// The rate at which the curve itself is compared.
const HUNDRED: &str = "100.00";

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    for row in comparison.expected("derived_family_premiums.csv")? {
        let (adults, children) = (parts(row.cell("adults")?), parts(row.cell("children")?));
        let members = [adults.as_slice(), children.as_slice()].concat();
        let answered = comparison.answer(family(&row, row.cell("age21_rate")?, &members)?);
        let charged = parts(row.cell("per_member_rounded")?);
        for (at, expected) in charged.iter().enumerate() {
            let pointer = match at.checked_sub(adults.len()) {
                None => format!("/adults/{at}/premium"),
                Some(at) => format!("/children/{at}/premium"),
            };
            comparison.exact(Confidence::Derived, &row, &answered, &pointer, expected);
        }
        let expected = row.cell("family_premium")?;
        comparison.exact(Confidence::Derived, &row, &answered, "/premium", expected);
    }
    for row in comparison.expected("federal_default_age_curve.csv")? {
        let age = row.cell("age")?;
        let answered = comparison.answer(family(&row, HUNDRED, &[age])?);
        let whole: i64 = age.parse().map_err(|_| row.not(age, "an age"))?;
        let pointer = if whole < 21 {
            "/children/0/factor"
        } else {
            "/adults/0/factor"
        };
        let expected = row.cell("factor")?;
        comparison.exact(Confidence::Published, &row, &answered, pointer, expected);
    }
    Ok(())
}

/// What stands between bars.
fn parts(cell: &str) -> Vec<&str> {
    cell.split('|').filter(|part| !part.is_empty()).collect()
}

fn family(row: &Row, rate_at_21: &str, ages: &[&str]) -> Result<Value, Problem> {
    let member = |age: &&str| {
        let whole: i64 = age.parse().map_err(|_| row.not(age, "an age"))?;
        Ok(Value::from([("age", Value::from(whole))]))
    };
    let members: Result<Vec<Value>, Problem> = ages.iter().map(member).collect();
    Ok(Value::from([
        ("rate_at_21", Value::from(rate_at_21)),
        ("members", Value::from(members?)),
    ]))
}
