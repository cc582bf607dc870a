use super::{Distance, given, measure, number};
use crate::case::{Case, Confidence};
use crate::comparison::Comparison;
use crate::problem::Problem;
use crate::rows::Row;
use lutine::Value;

pub(crate) const CASE: Case = Case {
    name: "oasis_fm",
    folder: "oasis-fm-q1",
    compare,
    source_faults: &[],
};

fn compare(comparison: &mut Comparison) -> Result<(), Problem> {
    let accounts = comparison.inputs("accounts.csv")?;
    let locations = comparison.inputs("locations.csv")?;
    let of_accounts = comparison.expected("expected_by_account.csv")?;
    let of_locations = comparison.expected("expected_by_location.csv")?;
    let (mut account_distance, mut location_distance) = (Distance::default(), Distance::default());
    for account in &accounts {
        let locations = of(&locations, account)?;
        let answered = comparison.answer(risk(account, &locations)?);
        for row in of(&of_accounts, account)? {
            let column = row.cell("ground_up_loss")?;
            comparison.exact(Confidence::Published, row, &answered, "/ground_up", column);
            let column = row.cell("recomputed_exact_gross_loss")?;
            comparison.exact(Confidence::Derived, row, &answered, "/gross", column);
            account_distance.to(row, "oasis_expected_gross_loss", &answered, "/gross")?;
        }
        for row in of(&of_locations, account)? {
            let number = row.cell("LocNumber")?;
            let at = locations
                .iter()
                .position(|location| location.cell("LocNumber").is_ok_and(|n| n == number));
            let at = at.ok_or_else(|| row.not(number, "a location of the account"))?;
            let column = row.cell("ground_up_loss")?;
            let pointer = format!("/locations/{at}/ground_up");
            comparison.exact(Confidence::Published, row, &answered, &pointer, column);
            let column = row.cell("recomputed_exact_gross_loss")?;
            let pointer = format!("/locations/{at}/gross");
            comparison.exact(Confidence::Derived, row, &answered, &pointer, column);
            let column = "oasis_expected_gross_loss_float32";
            location_distance.to(row, column, &answered, &pointer)?;
        }
    }
    account_distance.note(comparison, "accounts");
    location_distance.note(comparison, "locations");
    Ok(())
}

/// The rows of an account.
fn of<'r>(rows: &'r [Row], account: &Row) -> Result<Vec<&'r Row>, Problem> {
    let number = account.cell("AccNumber")?;
    let mut found = Vec::new();
    for row in rows {
        if row.cell("AccNumber")? == number {
            found.push(row);
        }
    }
    Ok(found)
}

fn risk(account: &Row, locations: &[&Row]) -> Result<Value, Problem> {
    let terms = Value::from([
        (
            "deductible",
            measure(account, "PolDed6All", Some("PolDedType6All"))?,
        ),
        ("minimum_deductible", given(account, "PolMinDed6All")?),
        ("maximum_deductible", given(account, "PolMaxDed6All")?),
    ]);
    let layer = Value::from([("limit", given(account, "LayerLimit")?)]);
    let participation = Value::Decimal(number(account, "LayerParticipation")?);
    let condition = Value::from([("tag", Value::from(account.cell("CondTag")?))]);
    let locations: Result<Vec<Value>, Problem> =
        locations.iter().map(|row| location(row)).collect();
    Ok(Value::from([
        ("terms", terms),
        ("layer", layer),
        ("participation", participation),
        ("conditions", Value::from(vec![condition])),
        ("locations", Value::from(locations?)),
    ]))
}

fn location(row: &Row) -> Result<Value, Problem> {
    let deductible = |column| -> Result<Value, Problem> {
        Ok(Value::from([("deductible", measure(row, column, None)?)]))
    };
    let building = Value::from([
        (
            "deductible",
            measure(row, "LocDed1Building", Some("LocDedType1Building"))?,
        ),
        ("limit", measure(row, "LocLimit1Building", None)?),
    ]);
    let contents = Value::from([
        (
            "deductible",
            measure(row, "LocDed3Contents", Some("LocDedType3Contents"))?,
        ),
        ("limit", measure(row, "LocLimit3Contents", None)?),
    ]);
    let all = Value::from([
        (
            "deductible",
            measure(row, "LocDed6All", Some("LocDedType6All"))?,
        ),
        (
            "limit",
            measure(row, "LocLimit6All", Some("LocLimitType6All"))?,
        ),
    ]);
    Ok(Value::from([
        ("number", Value::from(row.cell("LocNumber")?)),
        ("condition", Value::from(row.cell("CondTag")?)),
        ("building", coverage(row, "BuildingTIV", building)?),
        ("contents", coverage(row, "ContentsTIV", contents)?),
        (
            "business_interruption",
            coverage(row, "BITIV", deductible("LocDed4BI")?)?,
        ),
        ("property_damage", deductible("LocDed5PD")?),
        ("terms", all),
    ]))
}

/// A coverage that is a total loss.
fn coverage(row: &Row, column: &str, terms: Value) -> Result<Value, Problem> {
    let value = Value::Decimal(number(row, column)?);
    Ok(Value::from([
        ("value", value.clone()),
        ("loss", value),
        ("terms", terms),
    ]))
}
