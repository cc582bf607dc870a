use crate::case::{Case, Confidence};
use crate::comparison::{Answered, Comparison};
use crate::problem::Problem;
use crate::rows::Row;
use lutine::{Decimal, Value};

pub(crate) const CASE: Case = Case {
    name: "fr_bonus_malus",
    folder: "fr-bonus-malus",
    compare,
    source_faults: &[],
};

/// The rows of `rules.csv` that a single year shows: where it begins, and its claims. The others are among the paths.
const RULES: [(&str, &str, &str); 5] = [
    ("claim-free year multiplier", "1.00", "-"),
    ("each fully-at-fault claim", "2.00", "F"),
    ("each part-liability claim", "2.00", "P"),
    ("floor", "0.50", "-"),
    ("cap", "3.50", "F"),
];

/// What the values of `rules.csv` are called where they are not printed but remembered.
const RECALLED: &str = " (memory)";

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    for row in comparison.expected("derived_paths.csv")? {
        let years: Vec<&str> = row.cell("years")?.split('|').collect();
        let answered = contract(comparison, &row, "private", row.cell("start")?, &years)?;
        let expected = row.cell("expected")?;
        comparison.exact(
            Confidence::Derived,
            &row,
            &answered,
            "/coefficient",
            expected,
        );
    }
    for row in comparison.expected("claim_free_ladder.csv")? {
        let text = row.cell("years_without_claim")?;
        let years = text
            .parse()
            .map_err(|_| row.not(text, "a number of years"))?;
        let answered = contract(comparison, &row, "private", "1.00", &vec!["-"; years])?;
        let columns = [
            (Confidence::Derived, row.cell("coefficient")?),
            (Confidence::Published, row.cell("published")?),
        ];
        for (confidence, expected) in columns.into_iter().filter(|(_, cell)| !cell.is_empty()) {
            comparison.exact(confidence, &row, &answered, "/coefficient", expected);
        }
    }
    for row in comparison.inputs("rules.csv")? {
        let name = row.cell("rule")?;
        let Some((_, start, year)) = RULES.iter().find(|(rule, ..)| *rule == name) else {
            continue;
        };
        // A multiplier is what the coefficient is multiplied by, a bound is the coefficient itself.
        let is_multiplier = !matches!(name, "floor" | "cap");
        for (column, usage) in [("private_use", "private"), ("tournees_use", "rounds")] {
            let cell = row.cell(column)?;
            let (confidence, expected) = match cell.strip_suffix(RECALLED) {
                Some(expected) => (Confidence::Recalled, expected),
                None => (Confidence::Published, cell),
            };
            let from: Decimal = start.parse().map_err(|_| row.not(start, "a coefficient"))?;
            let answered = contract(comparison, &row, usage, start, &[year])?;
            let shown = |x: Decimal| {
                if is_multiplier {
                    x.div(from).ok()
                } else {
                    Some(x)
                }
            };
            let place = row.place();
            comparison.at(
                confidence,
                &place,
                &answered,
                "/coefficient",
                expected,
                shown,
            );
        }
    }
    comparison.note("the rest of `rules.csv` is in words: its rows are among the paths and in the example's tests");
    Ok(())
}

/// A contract that begins in 2020 with so large a coefficient: a letter a claim, with full or partial liability, for each of its years.
fn contract(
    comparison: &Comparison,
    row: &Row,
    usage: &str,
    start: &str,
    years: &[&str],
) -> Result<Answered, Problem> {
    let mut periods = Vec::new();
    for (year, letters) in (2020..).zip(years) {
        let claims: Result<Vec<Value>, Problem> = letters
            .chars()
            .filter(|letter| *letter != '-')
            .map(|letter| claim(row, year, letter))
            .collect();
        periods.push(Value::from([("claims", Value::from(claims?))]));
    }
    Ok(comparison.answer(Value::from([
        ("use", Value::from(usage)),
        ("inception", Value::from("2020-01-01")),
        ("first_renewal", Value::from("2021-01-01")),
        ("coefficient", Value::from(start)),
        ("periods", Value::from(periods)),
    ])))
}

fn claim(row: &Row, year: i32, letter: char) -> Result<Value, Problem> {
    let liability = match letter {
        'F' => "full",
        'P' => "shared",
        _ => {
            return Err(row.not(
                &letter.to_string(),
                "a claim with full or partial liability",
            ));
        }
    };
    let date = format!("{year}-05-01");
    Ok(Value::from([
        ("date", date.as_str()),
        ("liability", liability),
    ]))
}
