use super::{Distance, given, number};
use crate::case::{Case, Confidence};
use crate::comparison::Comparison;
use crate::problem::Problem;
use crate::rows::Row;
use lutine::{Decimal, Value};

pub(crate) const CASE: Case = Case {
    name: "oasis_ri",
    folder: "oasis-ri-proportional",
    compare,
    source_faults: &[],
};

/// What is insured at a location.
const VALUES: [&str; 4] = ["BuildingTIV", "OtherTIV", "ContentsTIV", "BITIV"];

/// The files of the case but for the expected values.
struct Inputs {
    scope: Vec<Row>,
    policies: Vec<Row>,
    locations: Vec<Row>,
}

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    let inputs = Inputs {
        scope: comparison.inputs("scope.csv")?,
        policies: comparison.inputs("policies.csv")?,
        locations: comparison.inputs("locations.csv")?,
    };
    let contracts = comparison.inputs("contracts.csv")?;
    let mut distance = Distance::default();
    for row in comparison.expected("expected_by_contract.csv")? {
        let number = row.cell("ReinsNumber")?;
        let contract = of(&contracts, "ReinsNumber", number)?;
        let [contract] = contract.as_slice() else {
            return Err(row.not(number, "one of the contracts"));
        };
        let answered = comparison.answer(inputs.risk(contract)?);
        for (pointer, column) in [
            ("/gross", "scope_gross_loss_exact"),
            ("/ceded", "recomputed_ceded_exact"),
            ("/net", "recomputed_net_exact"),
        ] {
            let expected = row.cell(column)?;
            comparison.exact(Confidence::Derived, &row, &answered, pointer, expected);
        }
        distance.to(&row, "oasis_ceded_float32", &answered, "/ceded")?;
    }
    distance.note(comparison, "ceded losses");
    Ok(())
}

/// The rows with this text in a column.
fn of<'r>(rows: &'r [Row], column: &str, text: &str) -> Result<Vec<&'r Row>, Problem> {
    let mut found = Vec::new();
    for row in rows {
        if row.cell(column)? == text {
            found.push(row);
        }
    }
    Ok(found)
}

/// A text of a row; nothing where the cell is blank.
fn text(row: &Row, column: &str) -> Result<Value, Problem> {
    let text = row.cell(column)?;
    Ok(if text.is_empty() {
        Value::Absent
    } else {
        Value::from(text)
    })
}

impl Inputs {
    fn risk(&self, contract: &Row) -> Result<Value, Problem> {
        let rows = of(&self.scope, "ReinsNumber", contract.cell("ReinsNumber")?)?;
        let mut names: Vec<&str> = Vec::new();
        for row in &rows {
            let name = row.cell("AccNumber")?;
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let accounts: Result<Vec<Value>, Problem> =
            names.iter().map(|name| self.account(name)).collect();
        let surplus = contract.cell("ReinsType")? == "SS";
        let ceded = if surplus {
            Value::Absent
        } else {
            Value::Decimal(number(contract, "CededPercent")?)
        };
        let scope: Result<Vec<Value>, Problem> =
            rows.iter().map(|row| scope(row, surplus)).collect();
        let layer = |attachment, limit| -> Result<Value, Problem> {
            Ok(Value::from([
                ("attachment", given(contract, attachment)?),
                ("limit", given(contract, limit)?),
            ]))
        };
        let level = match contract.cell("RiskLevel")? {
            "" => Value::Absent,
            "ACC" => Value::from("account"),
            "POL" => Value::from("policy"),
            "LOC" => Value::from("location"),
            other => return Err(contract.not(other, "a risk level")),
        };
        Ok(Value::from([
            ("risk_level", level),
            ("ceded", ceded),
            ("risk", layer("RiskAttachment", "RiskLimit")?),
            ("occurrence", layer("OccAttachment", "OccLimit")?),
            ("placed", Value::Decimal(number(contract, "PlacedPercent")?)),
            ("accounts", Value::from(accounts?)),
            ("scope", Value::from(scope?)),
        ]))
    }

    fn account(&self, name: &str) -> Result<Value, Problem> {
        let policies: Result<Vec<Value>, Problem> = of(&self.policies, "AccNumber", name)?
            .into_iter()
            .map(policy)
            .collect();
        let locations: Result<Vec<Value>, Problem> = of(&self.locations, "AccNumber", name)?
            .into_iter()
            .map(location)
            .collect();
        Ok(Value::from([
            ("number", Value::from(name)),
            ("policies", Value::from(policies?)),
            ("locations", Value::from(locations?)),
        ]))
    }
}

fn policy(row: &Row) -> Result<Value, Problem> {
    let layer = Value::from([
        ("attachment", given(row, "LayerAttachment")?),
        ("limit", given(row, "LayerLimit")?),
    ]);
    let participation = Value::Decimal(number(row, "LayerParticipation")?);
    Ok(Value::from([
        ("number", text(row, "PolNumber")?),
        ("layer", layer),
        ("participation", participation),
    ]))
}

/// A location that is a total loss.
fn location(row: &Row) -> Result<Value, Problem> {
    let mut ground_up = Decimal::ZERO;
    for column in VALUES {
        let value = number(row, column)?;
        let sum = ground_up.add(value);
        ground_up = sum.map_err(|_| row.not(&value.to_string(), "a value that can be insured"))?;
    }
    Ok(Value::from([
        ("number", text(row, "LocNumber")?),
        ("ground_up", Value::Decimal(ground_up)),
        ("deductible", Value::Decimal(number(row, "LocDed6All")?)),
    ]))
}

fn scope(row: &Row, surplus: bool) -> Result<Value, Problem> {
    let ceded = if surplus {
        Value::Decimal(number(row, "CededPercent")?)
    } else {
        Value::Absent
    };
    Ok(Value::from([
        ("account", text(row, "AccNumber")?),
        ("policy", text(row, "PolNumber")?),
        ("location", text(row, "LocNumber")?),
        ("ceded", ceded),
    ]))
}
