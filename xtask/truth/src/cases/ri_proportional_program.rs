use crate::case::{Case, Confidence};
use crate::comparison::{Answered, Comparison};
use crate::document;
use crate::problem::Problem;
use lutine::Value;

pub(crate) const CASE: Case = Case {
    name: "ri_proportional_program",
    folder: "ri-proportional-program",
    compare,
    source_faults: &[],
};

/// The programme that the source tells in words, with the two losses of its columns.
const PROGRAMME: &str =
    include_str!("../../../../examples/ri_proportional_program/cases/ten_million.json");

/// The treaties of the programme: where the answer has what is theirs, and what of a loss.
const TREATIES: [(&str, &str, &str); 4] = [
    ("quota share", "/quota_share", "quota_share"),
    ("insurer", "/insurer", "insurer"),
    ("surplus 1", "/surpluses/0/ceded", "surpluses/0"),
    ("surplus 2", "/surpluses/1/ceded", "surpluses/1"),
];

/// The three parts of a sum insured of 100, the last rows of their file.
const PARTS: [(&str, &str); 3] = [
    ("retention", "/insurer"),
    ("surplus five lines", "/surpluses/0/ceded"),
    ("facultative", "/facultative"),
];

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    let answered = comparison.answer(document::value("ten_million.json", PROGRAMME)?);
    for row in comparison.expected("expected.csv")? {
        let name = row.cell("treaty")?;
        let treaty = TREATIES.iter().find(|(treaty, ..)| *treaty == name);
        let (_, part, of_loss) = treaty.ok_or_else(|| row.not(name, "a treaty"))?;
        let (pointer, expected) = (format!("{part}/share"), row.cell("share_of_risk")?);
        comparison.exact(Confidence::Published, &row, &answered, &pointer, expected);
        for (column, entry) in [("of_10m_loss", 0), ("of_5m_loss", 1)] {
            let (pointer, expected) = (format!("/account/{entry}/{of_loss}"), row.cell(column)?);
            comparison.exact(Confidence::Derived, &row, &answered, &pointer, expected);
        }
    }
    for row in comparison.expected("cii_surplus_examples.csv")? {
        let (item, amount) = (row.cell("item")?, row.cell("retention_or_amount")?);
        let expected = row.cell("expected")?;
        let Some((_, part)) = PARTS.iter().find(|(name, _)| *name == item) else {
            let answered = with_surplus(comparison, amount, amount, 10);
            let pointer = "/surpluses/0/capacity";
            comparison.exact(Confidence::Published, &row, &answered, pointer, expected);
            continue;
        };
        let answered = with_surplus(comparison, "100", "10", 5);
        for (figure, expected) in [("amount", amount), ("share", expected)] {
            let pointer = format!("{part}/{figure}");
            comparison.exact(Confidence::Published, &row, &answered, &pointer, expected);
        }
    }
    Ok(())
}

/// A risk of an insurer that keeps a line and has a treaty of so many more.
fn with_surplus(comparison: &Comparison, sum_insured: &str, line: &str, lines: i64) -> Answered {
    let surplus = Value::from([("lines", Value::from(lines))]);
    comparison.answer(Value::from([
        ("sum_insured", Value::from(sum_insured)),
        ("line", Value::from(line)),
        ("surpluses", Value::from(vec![surplus])),
        ("account", Value::List(Vec::new())),
    ]))
}
