//! A service that prices a policy: `cargo run --example embed`.
//!
//! The risk is built from typed values, as a service has them; the answer gives the decision with its reasons and the premium; the
//! worksheet gives every factor behind one coverage's premium with the row of the table that it came from.

use lutine::{Date, Rulebook, Value};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    // Once, when the service starts. Any number of threads may use it then.
    let rulebook = Rulebook::load(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/personal_auto"
    ))?;

    let risk = policy(Date::new(2025, 7, 1).ok_or("no such date")?);
    let explanation = rulebook.explain(&risk);

    let answer = &explanation.answer;
    if answer.is_refused() {
        return Err(answer.to_json().into());
    }
    println!("{}", answer.text("underwriting").unwrap_or("undecided"));
    for reason in answer
        .get("reasons")
        .and_then(Value::as_list)
        .unwrap_or_default()
    {
        println!("  {}", reason.as_text().unwrap_or_default());
    }
    if let Some(total) = answer.money("total") {
        println!("total {}", total.fixed(2));
    }

    let path = "policy.vehicles[1].covers[BI].factor";
    println!("\n{path}");
    let entries = explanation
        .worksheet
        .iter()
        .flat_map(|sheet| sheet.entries());
    let factor = entries.filter(|entry| entry.path == path);
    for line in factor
        .flat_map(|entry| &entry.steps)
        .flat_map(|steps| &steps.lines)
    {
        let Some(running) = line
            .running
            .value
            .as_ref()
            .filter(|_| line.applied == Some(true))
        else {
            continue;
        };
        let label = line.label.as_deref().unwrap_or_default();
        let table = line.look_ups.first().map_or("", |look_up| &*look_up.table);
        println!(
            "  {label:20} {:>6}  {table}",
            running.to_json().replace('"', "")
        );
    }
    Ok(())
}

/// A young driver with a sports car.
fn policy(effective: Date) -> Value {
    let vehicle = Value::from([
        ("model_year", Value::from(2022)),
        ("symbol", Value::from(28)),
        ("annual_miles", Value::from(16_143)),
        ("use", Value::from("commute")),
        ("territory", Value::from(479)),
        ("bi_limit", Value::from(100)),
        ("pd_limit", Value::from(100)),
        ("coll_ded", Value::from(500)),
    ]);
    let driver = Value::from([
        ("licensed", Value::from(true)),
        ("licence_years", Value::from(4)),
        ("points", Value::from(2)),
        ("birth_date", Value::from("2003-07-09")),
        ("marital", Value::from("single")),
    ]);
    Value::from([
        ("id", Value::from(1)),
        ("state", Value::from("TX")),
        ("effective", Value::from(effective)),
        ("prior_insurance", Value::from(true)),
        ("credit_tier", Value::from(7)),
        ("vehicles", Value::from(vec![vehicle])),
        ("drivers", Value::from(vec![driver])),
    ])
}
