use crate::command::run;
use insta::assert_snapshot;
use serde_json::Value;

#[test]
fn a_sound_rulebook_is_said_to_be_one() {
    let outcome = run("check examples/personal_auto");
    assert_eq!(outcome.status, 0);
    assert_eq!(outcome.stdout, "");
    assert_eq!(
        outcome.stderr,
        "personal_auto 2025.1: no findings\nproofs: 110 proven, 2 refuted, 0 not proven: see `--proofs`\n"
    );
    let proofs = run("check examples/personal_auto --proofs");
    assert!(
        proofs.stdout.contains(
            "cost: `Policy` never costs more than a host allows: proven: an answer takes at most"
        ),
        "{}",
        proofs.stdout
    );
    assert!(
        proofs
            .stdout
            .contains("`policy.vehicles` has a bound on its items: proven: at most 4\n"),
        "{}",
        proofs.stdout
    );
    assert!(
        proofs
            .stderr
            .ends_with("proofs: 110 proven, 2 refuted, 0 not proven\n"),
        "{}",
        proofs.stderr
    );
}

#[test]
fn faults_are_shown_with_their_source_and_their_mend() {
    assert_snapshot!(run("check cli/tests/rulebooks/faulty.lutine"));
}

#[test]
fn warnings_leave_a_rulebook_usable_unless_they_are_denied() {
    let warned = "cli/tests/rulebooks/warned.lutine";
    assert_snapshot!(run(&format!("check {warned}")));
    assert_eq!(run(&format!("check {warned} --deny-warnings")).status, 1);
    assert_eq!(run("check examples/homeowners --deny-warnings").status, 0);
}

#[test]
fn a_rulebook_that_cannot_be_read_is_another_matter() {
    assert_snapshot!(run("check examples/no_such_rulebook"));
}

/// What the command writes for programs.
fn data(arguments: &str, status: i32) -> Value {
    let outcome = run(arguments);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (status, ""));
    assert_eq!(outcome.stdout.lines().count(), 1);
    serde_json::from_str(&outcome.stdout).expect("it writes JSON")
}

#[test]
fn findings_for_programs() {
    let faulty = data("check cli/tests/rulebooks/faulty.lutine --format json", 1);
    assert_snapshot!("faulty_json", format!("{faulty:#}"));
    let warned = "check cli/tests/rulebooks/warned.lutine --format json";
    assert_eq!(data(warned, 0)["warnings"], 1);
    assert_eq!(data(&format!("{warned} --deny-warnings"), 1)["errors"], 0);
    let sound = data("check examples/homeowners --format json", 0);
    assert_eq!(
        sound.to_string(),
        r#"{"errors":0,"findings":[],"warnings":0}"#
    );
}

#[test]
fn findings_for_code_hosts() {
    let mut sarif = data("check cli/tests/rulebooks/faulty.lutine --format sarif", 1);
    assert_sarif(&sarif);
    // The pages have tests of their own.
    for rule in sarif["runs"][0]["tool"]["driver"]["rules"]
        .as_array_mut()
        .expect("rules")
    {
        let page = rule["help"]["markdown"].take();
        assert!(page.as_str().is_some_and(|page| page.starts_with("# E")));
    }
    sarif["runs"][0]["tool"]["driver"]["semanticVersion"].take();
    assert_snapshot!("faulty_sarif", format!("{sarif:#}"));
    assert_sarif(&data("check examples/homeowners --format sarif", 0));
    let folder = data("check ./dsl/tests/check/bad/table_header --format sarif", 1);
    assert_sarif(&folder);
    let uri = &folder["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        ["uri"];
    assert_eq!(uri, "dsl/tests/check/bad/table_header/class.csv");
}

/// What SARIF 2.1.0 requires of a log, its run, its rules, results and places.
fn assert_sarif(log: &Value) {
    let text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(
        log["$schema"],
        "https://json.schemastore.org/sarif-2.1.0.json"
    );
    let runs = log["runs"].as_array().expect("a log has runs");
    assert_eq!(runs.len(), 1);
    let run = &runs[0];
    assert!(text(&run["tool"]["driver"]["name"]));
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for rule in rules {
        assert!(text(&rule["id"]) && text(&rule["help"]["text"]), "{rule}");
        assert!(text(&rule["shortDescription"]["text"]), "{rule}");
    }
    for result in run["results"].as_array().expect("results") {
        let at = result["ruleIndex"].as_u64().expect("the place of its rule");
        let at = usize::try_from(at).expect("a place");
        assert_eq!(rules[at]["id"], result["ruleId"]);
        assert!(["error", "warning"].contains(&result["level"].as_str().expect("a level")));
        assert!(text(&result["message"]["text"]), "{result}");
        let places = result["locations"].as_array().expect("places");
        assert_eq!(places.len(), 1);
        let none = Vec::new();
        let related = result["relatedLocations"].as_array().unwrap_or(&none);
        for place in places.iter().chain(related) {
            let physical = &place["physicalLocation"];
            assert!(text(&physical["artifactLocation"]["uri"]), "{place}");
            let part = |name: &str| physical["region"][name].as_u64().expect("a number");
            assert!(
                part("startLine") >= 1 && part("startColumn") >= 1,
                "{place}"
            );
            let (start, end) = (
                (part("startLine"), part("startColumn")),
                (part("endLine"), part("endColumn")),
            );
            assert!(start <= end, "{place}");
        }
        assert!(related.iter().all(|place| text(&place["message"]["text"])));
    }
}
