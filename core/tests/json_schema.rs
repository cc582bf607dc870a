//! The JSON Schemas of input and output: as text, and what an independent validator makes of them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic
)]

mod policy_schema;

use lutine_core::decode::Decoder;
use lutine_core::graph::{
    Constant, Graph, NamedShape, Node, NodeId, Op, RISK, Shape, SiteId, SpaceId, Ty,
};
use lutine_core::json_schema::{input_schema, output_schema};
use lutine_core::value::Value;
use std::io::Write;
use std::process::{Command, Stdio};

const LEAST: &str = include_str!("decode/ok/least.json");

/// A graph whose output has a field of every shape.
fn graph() -> Graph {
    let mut graph = policy_schema::graph();
    let money = policy_schema::USD;
    let Ty::Money(currency) = money else { panic!() };
    let unrounded = Ty::Unrounded(currency);
    let types = [
        Ty::Int,
        money,
        Ty::Decimal,
        unrounded,
        Ty::Date,
        policy_schema::STATE,
        Ty::Text,
        Ty::Bool,
    ];
    graph.nodes = types
        .map(|ty| Node {
            op: Op::Constant(Constant::Bool(true)),
            space: RISK,
            ty,
            args: vec![],
            site: SiteId(0),
            declares: None,
        })
        .into();
    let one = |place: u32| Shape::One(NodeId(place));
    let field = |name: &str, shape: Shape| NamedShape {
        name: name.into(),
        shape,
        doc: None,
    };
    let optional = |value| Shape::Optional {
        given: NodeId(7),
        value: Box::new(value),
    };
    let list = |item, strict| Shape::List {
        space: SpaceId(3),
        keep: None,
        item: Box::new(item),
        strict,
    };
    graph.output = vec![
        field("id", one(0)),
        NamedShape {
            doc: Some("What the customer pays.".into()),
            ..field("total", one(1))
        },
        field("factor", optional(one(2))),
        field("technical", one(3)),
        field("expiry", one(4)),
        field("state", one(5)),
        field("codes", list(one(6), true)),
        field(
            "vehicles",
            list(
                Shape::Record(vec![
                    field("total", one(1)),
                    field("state", optional(one(5))),
                ]),
                false,
            ),
        ),
        field("taken", one(7)),
    ];
    graph
}

#[test]
fn input_schema_as_text() {
    insta::assert_snapshot!(input_schema(&graph()).to_json_pretty());
}

#[test]
fn output_schema_as_text() {
    insta::assert_snapshot!(output_schema(&graph()).to_json_pretty());
}

/// What the validator says to each instance; nothing where it is not installed.
fn validate(schema: &Value, instances: &[String]) -> Option<Vec<bool>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/json_schema.py");
    let installed = Command::new("python3")
        .args(["-c", "import jsonschema.validators"])
        .stderr(Stdio::null())
        .status();
    if !installed.is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: python3 with jsonschema is not installed (pip install jsonschema)");
        return None;
    }
    let mut python = Command::new("python3")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let instances = instances.join(",");
    let task = format!(
        r#"{{"schema": {}, "instances": [{instances}]}}"#,
        schema.to_json()
    );
    python
        .stdin
        .take()
        .unwrap()
        .write_all(task.as_bytes())
        .unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "the validator refuses the schema");
    let verdicts = String::from_utf8(output.stdout).unwrap();
    let verdicts = verdicts.trim_matches(['[', ']']).split(", ");
    Some(verdicts.map(|verdict| verdict == "true").collect())
}

/// Changes of the least risk that leave it a risk.
const GOOD: [(&str, &str); 21] = [
    (r#""id": -1"#, r#""id": 12345678901234567890"#),
    (r#""id": -1"#, r#""id": 1, "tier": 10"#),
    (r#""id": -1"#, r#""id": 1, "tier": null"#),
    (r#""id": -1"#, r#""id": 1, "deductible": 250, "home": "TX""#),
    (
        r#""id": -1"#,
        r#""id": 1, "deductible": null, "home": null"#,
    ),
    (r#""id": -1"#, r#""id": 1, "rate": -0.25"#),
    (r#""id": -1"#, r#""id": 1, "rate": "-1.5e-3""#),
    (r#""id": -1"#, r#""id": 1, "fee": 0.5"#),
    (r#""id": -1"#, r#""id": 1, "fee": "1234.5""#),
    (r#""id": -1"#, r#""id": 1, "fee": "1234.50000""#),
    (r#""id": -1"#, r#""id": 1, "prior_insurance": false"#),
    (
        r#""id": -1"#,
        r#""id": 1, "mailing": {"city": "y", "zip": "1", "country": "CA"}"#,
    ),
    (r#""id": -1"#, r#""id": 1, "mailing": null, "broker": null"#),
    (
        r#""id": -1"#,
        r#""id": 1, "broker": {"name": "b", "since": "2024-02-29"}"#,
    ),
    (r#""coinsurance": 0"#, r#""coinsurance": 0.8"#),
    (r#""coinsurance": 0"#, r#""coinsurance": "1""#),
    (r#""state": "1M""#, r#""state": "TX""#),
    (
        r#""drivers": []"#,
        r#""drivers": [{"licensed": true, "points": 8}, {"licensed": false, "points": 0}]"#,
    ),
    (r#""tags": []"#, r#""tags": ["a", "", "b"]"#),
    (r#""limits": [25]"#, r#""limits": [50, 25]"#),
    (
        r#""layers": []"#,
        r#""layers": [{"loss": "-5.00", "share": "0.5"}]"#,
    ),
];

/// Changes that both the decoder and the schema notice.
const BAD: [(&str, &str); 36] = [
    (r#""id": -1"#, r#""id": 1.5"#),
    (r#""id": -1"#, r#""id": true"#),
    (r#""id": -1"#, r#""id": null"#),
    (r#""id": -1, "#, ""),
    (r#""id": -1"#, r#""id": 1, "idd": 1"#),
    (r#""id": -1"#, r#""id": 1, "total": "5.00""#),
    (r#""id": -1"#, r#""id": 1, "tier": 0"#),
    (r#""id": -1"#, r#""id": 1, "tier": 11"#),
    (r#""id": -1"#, r#""id": 1, "deductible": 101"#),
    (r#""id": -1"#, r#""id": 1, "home": "1M""#),
    (r#""id": -1"#, r#""id": 1, "rate": "1,5""#),
    (r#""id": -1"#, r#""id": 1, "rate": true"#),
    (r#""id": -1"#, r#""id": 1, "fee": -1"#),
    (r#""id": -1"#, r#""id": 1, "fee": "-1""#),
    (r#""id": -1"#, r#""id": 1, "fee": "0.005""#),
    (r#""id": -1"#, r#""id": 1, "fee": "01""#),
    (r#""id": -1"#, r#""id": 1, "prior_insurance": "yes""#),
    (r#""id": -1"#, r#""id": 1, "mailing": {}"#),
    (
        r#""id": -1"#,
        r#""id": 1, "mailing": {"city": "y", "zap": "1"}"#,
    ),
    (
        r#""id": -1"#,
        r#""id": 1, "broker": {"name": "b", "since": "2025-02-29"}"#,
    ),
    (r#""id": -1"#, r#""id": 1, "broker": [{"name": "b"}]"#),
    (r#""coinsurance": 0"#, r#""coinsurance": 1.5"#),
    (r#""plan": {"coinsurance": 0},"#, ""),
    (r#""plan": {"coinsurance": 0}"#, r#""plan": null"#),
    (r#""state": "1M""#, r#""state": "NY""#),
    (r#""effective": "2020-01-01""#, r#""effective": "2020-1-1""#),
    (r#""effective": "2020-01-01""#, r#""effective": 20200101"#),
    (
        r#""drivers": []"#,
        r#""drivers": [{"licensed": true, "points": 9}]"#,
    ),
    (r#""drivers": []"#, r#""drivers": [null]"#),
    (r#""drivers": [],"#, ""),
    (r#""tags": []"#, r#""tags": ["a", "b", "c", "d"]"#),
    (r#""tags": []"#, r#""tags": [1]"#),
    (r#""limits": [25]"#, r#""limits": []"#),
    (r#""limits": [25]"#, r#""limits": [26]"#),
    (r#""symbol": 1"#, r#""symbol": 31"#),
    (r#""layers": []"#, r#""layers": [{"loss": "5"}]"#),
];

fn changed(changes: &[(&str, &str)]) -> Vec<String> {
    let change = |(from, to): &(&str, &str)| {
        assert_eq!(LEAST.matches(from).count(), 1, "{from}");
        LEAST.replace(from, to)
    };
    changes.iter().map(change).collect()
}

/// The decoder and an independent validator agree on what is a risk.
#[test]
fn input_schema_against_the_decoder() {
    let graph = graph();
    let everything = include_str!("decode/ok/everything.json");
    let mut risks = vec![LEAST.to_owned(), everything.to_owned()];
    risks.extend(changed(&GOOD));
    let good = risks.len();
    risks.extend(changed(&BAD));
    risks.extend(["null", "[]", "{}", "5"].map(str::to_owned));
    let texts: Vec<&[u8]> = risks.iter().map(String::as_bytes).collect();
    let decoded = Decoder::new(&graph).unwrap().decode_json(&texts);
    for (place, lane) in decoded.lanes.iter().enumerate() {
        assert_eq!(lane.is_ok(), place < good, "{lane:?} for {}", risks[place]);
    }
    let Some(verdicts) = validate(&input_schema(&graph), &risks) else {
        return;
    };
    assert_eq!(verdicts.len(), risks.len());
    for (place, verdict) in verdicts.into_iter().enumerate() {
        assert_eq!(verdict, place < good, "the schema on {}", risks[place]);
    }
}

#[test]
fn output_schema_on_answers() {
    let whole = r#"{"id": 1, "total": "12.50", "factor": null, "technical": "12.503", "expiry": "2026-01-01", "state": "TX",
        "codes": ["R07"], "vehicles": [{"total": "-3.00", "state": null}, {"total": "1.00", "state": "1M"}], "taken": true}"#;
    let error = r#"{"code": "no_row", "path": "policy.factor", "message": "m", "file": "a.lutine", "line": 3}"#;
    let fault = r#"{"code": "missing_field", "pointer": "", "message": "id is missing"}"#;
    let good = [
        whole.to_owned(),
        whole.replace("null, \"technical\"", "\"0.905\", \"technical\""),
        format!(r#"{{"id": 1, "vehicles": [{{"state": null}}], "errors": [{error}]}}"#),
        format!(r#"{{"errors": [{fault}, {fault}]}}"#),
    ];
    let bad = [
        "{}".to_owned(),
        "[]".to_owned(),
        r#"{"errors": []}"#.to_owned(),
        r#"{"errors": [{"code": "missing_field"}]}"#.to_owned(),
        format!(
            r#"{{"errors": [{}]}}"#,
            fault.replace("missing_field", "missing")
        ),
        whole.replace("\"12.50\"", "12.5"),
        whole.replace("\"12.50\"", "\"12.5\""),
        whole.replace("\"12.503\"", "\"12.5\""),
        whole.replace("\"id\": 1", "\"id\": \"1\""),
        whole.replace("\"TX\"", "\"NY\""),
        whole.replace("\"taken\": true", "\"taken\": true, \"more\": 1"),
        whole.replace("\"factor\": null", "\"factor\": \"0.90\""),
    ];
    let expected: Vec<bool> = good
        .iter()
        .map(|_| true)
        .chain(bad.iter().map(|_| false))
        .collect();
    let answers = [&good[..], &bad[..]].concat();
    if let Some(verdicts) = validate(&output_schema(&graph()), &answers) {
        assert_eq!(verdicts, expected);
    }
}
