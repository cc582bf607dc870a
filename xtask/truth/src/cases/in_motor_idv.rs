use crate::case::{Case, Confidence};
use crate::comparison::Comparison;
use crate::problem::Problem;
use lutine::Value;
use lutine_core::date::Date;

pub(crate) const CASE: Case = Case {
    name: "in_motor_idv",
    folder: "in-motor-idv",
    compare,
    source_faults: &[],
};

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    for row in comparison.expected("derived_idv.csv")? {
        let age = row.cell("age_months")?;
        let wrong = || row.not(age, "an age in months");
        let months: i64 = age.parse().map_err(|_| wrong())?;
        let registered = Date::new(2020, 4, 1);
        let inception = registered.and_then(|date| date.add_period(0, months, 0));
        let inception = inception.ok_or_else(wrong)?;
        let answered = comparison.answer(Value::from([
            (
                "ex_showroom_price",
                Value::from(row.cell("ex_showroom_price")?),
            ),
            ("registered", Value::from("2020-04-01")),
            ("inception", Value::from(inception.to_string().as_str())),
        ]));
        comparison.exact(
            Confidence::Derived,
            &row,
            &answered,
            "/idv",
            row.cell("idv")?,
        );
    }
    Ok(())
}
