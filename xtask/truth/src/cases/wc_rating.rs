use crate::case::{Case, Confidence};
use crate::comparison::Comparison;
use crate::problem::Problem;
use lutine::Value;

pub(crate) const CASE: Case = Case {
    name: "wc_rating",
    folder: "wgic-rating-manual",
    compare,
    source_faults: &[],
};

/// The columns, and where the answer has them.
const VALUES: [(&str, &str); 4] = [
    ("manual", "/manual"),
    ("modified", "/modified"),
    ("standard", "/standard"),
    ("discounted_plus_constant", "/total"),
];

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    let mut factors = comparison.inputs("wc_factors.csv")?.into_iter();
    let mut factor = || match factors.next() {
        Some(row) => row.cell("value").map(Value::from),
        None => Ok(Value::Absent),
    };
    let (experience, schedule, discount) = (factor()?, factor()?, factor()?);
    for row in comparison.expected("derived_wc.csv")? {
        let exposure = Value::from([
            ("class_code", Value::from(row.cell("class")?)),
            ("payroll", Value::from(row.cell("payroll")?)),
        ]);
        let answered = comparison.answer(Value::from([
            ("exposures", Value::from(vec![exposure])),
            ("experience_mod", experience.clone()),
            ("schedule_mod", schedule.clone()),
            ("discount_factor", discount.clone()),
        ]));
        for (column, pointer) in VALUES {
            comparison.exact(
                Confidence::Derived,
                &row,
                &answered,
                pointer,
                row.cell(column)?,
            );
        }
    }
    comparison.note("the homeowners tables of the folder have no expected values");
    Ok(())
}
