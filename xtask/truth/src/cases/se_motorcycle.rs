use crate::case::{Case, Confidence};
use crate::comparison::{Answered, Comparison};
use crate::problem::Problem;
use crate::rows::Row;
use lutine::Value;

pub(crate) const CASE: Case = Case {
    name: "se_motorcycle",
    folder: "se-motorcycle-book",
    compare,
    source_faults: &[],
};

/// The columns of a motorcycle, which are its attributes.
const COLUMNS: [&str; 9] = [
    "owner_age",
    "gender",
    "zone",
    "mc_class",
    "vehicle_age",
    "bonus_class",
    "exposure_years",
    "claims",
    "claim_cost",
];

/// What is told of each part of the portfolio: its column, and its name in an answer.
const FIGURES: [(&str, &str); 5] = [
    ("rows", "rows"),
    ("exposure_years", "exposure"),
    ("claims", "claims"),
    ("claim_cost", "cost"),
    ("cost_per_year_4dp", "cost_per_year"),
];

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    let motorcycles = comparison
        .inputs("book_64548.csv.gz")?
        .iter()
        .map(motorcycle)
        .collect::<Result<Vec<Value>, Problem>>()?;
    let count = motorcycles.len();
    let answered = comparison.answer(Value::from([("motorcycles", Value::List(motorcycles))]));
    comparison.note(format!("one risk of {count} motorcycles"));
    for row in comparison.expected("expected_by_all.csv")? {
        figures(comparison, &row, &answered, Some("/whole"))?;
    }
    groups(comparison, &answered, ("zone", "zones", &["zone"]))?;
    groups(comparison, &answered, ("mc_class", "classes", &["class"]))?;
    let ages = ("vehicle_age_band", "age_bands", &["band"][..]);
    groups(comparison, &answered, ages)?;
    let bonus_classes = ("bonus_class", "bonus_classes", &["bonus"][..]);
    groups(comparison, &answered, bonus_classes)?;
    let parts = ["cell/zone", "cell/class", "cell/age_band", "cell/bonus"];
    let cells = ("cell_zone_class_vehage_bonus", "cells", &parts[..]);
    groups(comparison, &answered, cells)
}

fn motorcycle(row: &Row) -> Result<Value, Problem> {
    let fields = COLUMNS
        .iter()
        .map(|column| Ok((*column, Value::from(row.cell(column)?))))
        .collect::<Result<Vec<_>, Problem>>()?;
    Ok(fields.into_iter().collect())
}

/// The parts of the portfolio that a file tells of, each found in a list of the answer by its key: `column` has the values of `parts`.
fn groups(
    comparison: &mut Comparison,
    answered: &Answered,
    (column, list, parts): (&str, &str, &[&str]),
) -> Result<(), Problem> {
    let found = answered.answer.output.get(list).and_then(Value::as_list);
    let keys: Vec<String> = found
        .unwrap_or_default()
        .iter()
        .map(|group| {
            let parts = parts.iter().map(|part| {
                let part = group.pointer(&format!("/{part}"));
                part.map(|part| part.as_text().map_or_else(|| part.to_json(), str::to_owned))
            });
            let parts: Vec<String> = parts.flatten().collect();
            parts.join("|")
        })
        .collect();
    for row in comparison.expected(&format!("expected_by_{column}.csv"))? {
        let key = row.cell(column)?;
        let place = keys.iter().position(|found| found == key);
        let pointer = place.map(|place| format!("/{list}/{place}/experience"));
        figures(comparison, &row, answered, pointer.as_deref())?;
    }
    Ok(())
}

/// All that is told of a part of the portfolio, at a place of the answer; a part that is not there differs.
fn figures(
    comparison: &mut Comparison,
    row: &Row,
    answered: &Answered,
    pointer: Option<&str>,
) -> Result<(), Problem> {
    for (column, name) in FIGURES {
        let pointer = format!("{}/{name}", pointer.unwrap_or("/no such part"));
        let expected = row.cell(column)?;
        if expected.is_empty() {
            comparison.absent(Confidence::Derived, row, answered, &pointer);
        } else {
            comparison.exact(Confidence::Derived, row, answered, &pointer, expected);
        }
    }
    Ok(())
}
