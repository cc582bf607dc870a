//! Personal auto: the same answers whichever way the risks are laid out, and the exact ones of the workload.

use crate::book::{flat, nested, value};
use crate::both_ways;
use crate::files::{folder, write};
use lutine::arrow::{Key, TableReader};
use lutine::{Rulebook, Value};
use std::path::Path;

const WORKLOAD: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/workload/personal_auto"
);

pub(crate) fn rulebook() -> Rulebook {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/personal_auto");
    Rulebook::load(path).expect("it compiles")
}

/// Risks and expected results of a shape; nothing where the workload is not there.
pub(crate) fn workload(shape: &str) -> Option<(Vec<Value>, Vec<Value>)> {
    let read = |name: String| {
        let text = std::fs::read_to_string(Path::new(WORKLOAD).join(name)).ok()?;
        Some(text.lines().map(value).collect())
    };
    let found = read(format!("{shape}.jsonl")).zip(read(format!("{shape}.expected.jsonl")));
    if found.is_none() {
        println!("NOT RUN: {WORKLOAD} is not there");
    }
    found
}

#[test]
fn every_layout_has_the_exact_results() {
    let rulebook = rulebook();
    let columns = rulebook.columns();
    for shape in ["v1d1", "v3d2", "mixed"] {
        let Some((risks, expected)) = workload(shape) else {
            return;
        };
        for rows in [flat(&risks), nested(&risks)] {
            let answers = both_ways::answers(&rulebook, &rows).expect("its columns fit");
            let straight = columns.answer(&rows).expect("its columns fit");
            assert!(
                straight.others.is_empty(),
                "none of them is out of the ordinary"
            );
            assert_eq!(answers.len(), expected.len());
            for (answer, expected) in answers.iter().zip(&expected) {
                let answer = value(&answer.to_json());
                assert_eq!(answer.get("id"), expected.get("id"));
                assert_eq!(answer, *expected);
            }
        }
    }
}

/// The items of a list of all risks as a table, each with the id of its risk.
fn table(risks: &[Value], list: &str) -> Vec<Value> {
    let items = risks.iter().flat_map(|risk| {
        let id = risk.get("id").cloned().expect("an id");
        let items = risk.get(list).and_then(Value::as_list).unwrap_or_default();
        items.iter().map(move |item| {
            let fields = item.as_record().unwrap_or_default().iter().cloned();
            let key = ("policy_id".into(), id.clone());
            fields.chain([key]).collect::<Value>()
        })
    });
    items.collect()
}

#[test]
fn tables_joined_by_a_key_have_the_exact_results() {
    let Some((risks, expected)) = workload("mixed") else {
        return;
    };
    let folder = folder("joined");
    let own = risks.iter().map(|risk| {
        let fields = risk.as_record().unwrap_or_default().iter().cloned();
        fields
            .filter(|(key, _)| !matches!(&**key, "vehicles" | "drivers"))
            .collect()
    });
    let own: Vec<Value> = own.collect();
    let vehicles = table(&risks, "vehicles");
    let drivers = table(&risks, "drivers");
    for (name, rows) in [
        ("policies", &own),
        ("vehicles", &vehicles),
        ("drivers", &drivers),
    ] {
        write(&folder.join(format!("{name}.parquet")), &nested(rows));
    }
    let rulebook = rulebook();
    let columns = rulebook.columns();
    for most in [1, 7, 999, 10_000] {
        let open = |name: &str| {
            TableReader::open(&folder.join(format!("{name}.parquet")), most).expect("it opens")
        };
        let lists = ["drivers", "vehicles"].map(|name| (name.to_owned(), open(name)));
        let key = Key {
            own: "id".to_owned(),
            theirs: "policy_id".to_owned(),
        };
        let joined = columns
            .join(open("policies"), lists.into(), &key)
            .expect("it joins");
        columns.check(joined.schema()).expect("its columns fit");
        let mut answers = Vec::new();
        for rows in joined {
            let rows = rows.expect("it is read");
            answers.extend(both_ways::answers(&rulebook, &rows).expect("it fits"));
        }
        assert_eq!(answers.len(), expected.len());
        for (answer, expected) in answers.iter().zip(&expected) {
            assert_eq!(value(&answer.to_json()), *expected);
        }
    }
}
