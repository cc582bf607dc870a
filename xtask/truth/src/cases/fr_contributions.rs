use crate::case::{Case, Confidence};
use crate::comparison::Comparison;
use crate::problem::Problem;
use lutine::Value;
use lutine_core::number::Decimal;

pub(crate) const CASE: Case = Case {
    name: "fr_contributions",
    folder: "fr-contributions",
    compare,
    source_faults: &[],
};

const PARTS: [&str; 2] = ["employee", "employer"];

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    for row in comparison.expected("unemployment_employee.csv")? {
        let period = format!("{}-01", row.cell("period")?);
        let answered = comparison.answer(risk(&period, row.cell("gross")?));
        let expected = row.cell("expected")?;
        let pointer = "/unemployment_employee";
        comparison.exact(Confidence::Published, &row, &answered, pointer, expected);
    }
    for row in comparison.expected("agirc_arrco_2019.csv")? {
        let answered = comparison.answer(risk("2019-01-01", row.cell("gross")?));
        for part in PARTS {
            let pointer = format!("/agirc_arrco_{part}");
            let recomputed = row.cell(&format!("recomputed_{part}"))?;
            comparison.exact(Confidence::Recalled, &row, &answered, &pointer, recomputed);
            let published = row.cell(&format!("published_{part}"))?;
            let place = row.place();
            comparison.at(
                Confidence::Published,
                &place,
                &answered,
                &pointer,
                published,
                |x| within_a_hundredth(x, published),
            );
        }
    }
    comparison.note("the AGIRC-ARRCO figures of the tests hold within the 1 % that the tests themselves allow; to the last digit 2 of the 4 do");
    Ok(())
}

fn risk(period: &str, gross: &str) -> Value {
    Value::from([
        ("period", Value::from(period)),
        ("gross", Value::from(gross)),
    ])
}

/// The published value where the computed one is within a hundredth of it.
fn within_a_hundredth(computed: Decimal, published: &str) -> Option<Decimal> {
    let published: Decimal = published.parse().ok()?;
    let off = computed.sub(published).ok()?.abs();
    let allowed = published.abs().mul(Decimal::new(1, 2).ok()?).ok()?;
    Some(if off <= allowed { published } else { computed })
}
