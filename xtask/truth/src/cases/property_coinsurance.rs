use crate::case::{Case, Confidence};
use crate::comparison::Comparison;
use crate::problem::Problem;
use lutine::Value;

pub(crate) const CASE: Case = Case {
    name: "property_coinsurance",
    folder: "property-coinsurance",
    compare,
    source_faults: &[],
};

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    for row in comparison.expected("expected.csv")? {
        let field = |column: &str| row.cell(column).map(Value::from);
        let order = match row.cell("deductible_order")? {
            "after penalty" => "after_penalty",
            "before penalty" => "before_penalty",
            other => return Err(row.not(other, "an order of the deductible")),
        };
        let risk = Value::from([
            ("value", field("value")?),
            ("coinsurance", field("coinsurance_percent")?),
            ("carried", field("carried")?),
            ("loss", field("loss")?),
            ("deductible", field("deductible")?),
            ("deductible_order", Value::from(order)),
        ]);
        let confidence = match row.cell("status")? {
            "published" => Confidence::Published,
            _ => Confidence::Derived,
        };
        let answered = comparison.answer(risk);
        let expected = row.cell("expected")?;
        comparison.exact(confidence, &row, &answered, "/payment", expected);
    }
    Ok(())
}
