use crate::case::{Case, Confidence};
use crate::comparison::Comparison;
use crate::problem::Problem;
use crate::rows::Row;
use lutine::Value;

pub(crate) const CASE: Case = Case {
    name: "medicare_irmaa",
    folder: "medicare-irmaa",
    compare,
    source_faults: &[],
};

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    for row in comparison.expected("expected.csv")? {
        let pointer = format!("/{}", row.cell("part")?);
        let risk = Value::from([
            ("year", whole(&row, "year")?),
            ("filing_status", Value::from(row.cell("filing_status")?)),
            ("magi", whole(&row, "magi_two_years_prior")?),
        ]);
        let answered = comparison.answer(risk);
        let (published, derived) = (row.cell("published_annual")?, row.cell("recomputed")?);
        comparison.exact(Confidence::Published, &row, &answered, &pointer, published);
        comparison.exact(Confidence::Derived, &row, &answered, &pointer, derived);
    }
    Ok(())
}

fn whole(row: &Row, column: &str) -> Result<Value, Problem> {
    let text = row.cell(column)?;
    let number: i64 = text.parse().map_err(|_| row.not(text, "a whole number"))?;
    Ok(Value::from(number))
}
