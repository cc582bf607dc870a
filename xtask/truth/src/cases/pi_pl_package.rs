use crate::case::{Case, Confidence};
use crate::comparison::Comparison;
use crate::problem::Problem;
use lutine::Value;

pub(crate) const CASE: Case = Case {
    name: "pi_pl_package",
    folder: "pi-pl-package-gst",
    compare,
    source_faults: &[],
};

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    for row in comparison.expected("expected.csv")? {
        let field = |column: &str| row.cell(column).map(Value::from);
        let mut fields = vec![
            ("pi_limit", field("pi_limit")?),
            ("pl_limit", field("pl_limit")?),
        ];
        if !row.cell("country")?.is_empty() {
            fields.push(("country", field("country")?));
        }
        let answered = comparison.answer(fields.into_iter().collect());
        for column in ["premium", "gst", "broker_fee"] {
            let pointer = format!("/{column}");
            let expected = row.cell(column)?;
            comparison.exact(Confidence::Published, &row, &answered, &pointer, expected);
        }
    }
    Ok(())
}
