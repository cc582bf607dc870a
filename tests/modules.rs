//! Modules through the library: what they mean, what is said of them, and how they travel.

#![allow(clippy::expect_used)]

use lutine::{MemorySource, Rulebook};

const TERMS: &str = "module terms version \"3\"\n\
    record Terms { deductible: money, limit: money }\n\
    define fee : money = 10\n\
    table share(kind: int 1..9) -> decimal from \"share.csv\"\n\
    function payable(loss: money, terms: Terms) -> money = min(max(loss - terms.deductible, 0), terms.limit)\n\
    entity Site {\n  kind : int\n  loss : money\n  net : money = loss - fee\n  part : unrounded money = net * share(kind)\n}\n";

const SHARE: &str = "kind,share\n1,0.5\n2,0.25\n";

const RULEBOOK: &str = "rulebook property version \"1\"\ncurrency USD\n\
    import terms from \"../shared/terms\"\nimport rates from \"rates\"\n\
    input Claim\n\
    entity Claim {\n  terms_of_policy : terms.Terms\n  site : terms.Site\n  \
    paid : money = rates.paid(site.loss, terms_of_policy)\n}\n\
    output {\n  paid = claim.paid\n  net = claim.site.net\n  part : unrounded money = claim.site.part\n}\n";

/// Imports the terms along another way.
const RATES: &str = "module rates\nimport t from \"../../shared/terms\"\n\
    function paid(loss: money, terms: t.Terms) -> money = t.payable(loss, terms)\n";

const RISK: &str =
    r#"{"terms_of_policy": {"deductible": 5, "limit": 50}, "site": {"kind": 2, "loss": 40}}"#;

fn source() -> MemorySource {
    // Names are relative to the rulebook's folder, of which `../book/rates` would be another name.
    MemorySource::new()
        .with("property.lutine", RULEBOOK)
        .with("rates/rates.lutine", RATES.replace("../../", "../"))
        .with("shared/terms/terms.lutine", TERMS)
        .with("shared/terms/share.csv", SHARE)
}

fn compiled(change: impl Fn(MemorySource) -> MemorySource) -> Rulebook {
    let text = RULEBOOK.replace("../shared", "shared");
    Rulebook::compile(&change(source().with("property.lutine", text))).expect("it compiles")
}

#[test]
fn along_two_ways_it_is_one_module() {
    let rulebook = compiled(|source| source);
    let answer = rulebook.evaluate(RISK);
    assert_eq!(
        answer.to_json(),
        r#"{"paid":"35.00","net":"30.00","part":"7.50"}"#
    );
    let names: Vec<String> = rulebook.modules().map(|m| m.name.to_string()).collect();
    assert_eq!(names, ["terms", "rates"]);
}

#[test]
fn an_error_in_a_module_names_its_file_and_what_the_rulebook_calls_it() {
    let rulebook = compiled(|source| source);
    let answer = rulebook.evaluate(&RISK.replace("\"kind\": 2", "\"kind\": 3"));
    assert_eq!(
        answer.to_json(),
        "{\"paid\":\"35.00\",\"net\":\"30.00\",\"errors\":[{\"code\":\"no_row\",\"path\":\"claim.site.part\",\
         \"message\":\"table terms.share has no row for kind 3\",\"file\":\"shared/terms/terms.lutine\",\"line\":10}]}"
    );
    let worksheet = rulebook.explain(RISK).worksheet.expect("it has one");
    let text = worksheet.to_text();
    assert!(text.contains("shared/terms/share.csv"), "{text}");
}

#[test]
fn a_bundle_holds_what_it_imports() {
    let rulebook = compiled(|source| source);
    let with_source = Rulebook::from_bundle(&rulebook.bundle().expect("written")).expect("read");
    let bytes = rulebook.bundle_without_source().expect("written");
    let without = Rulebook::from_bundle(&bytes).expect("read");
    for shipped in [&with_source, &without] {
        assert!(shipped.modules().eq(rulebook.modules()));
        assert_eq!(shipped.evaluate(RISK), rulebook.evaluate(RISK));
        assert_eq!(shipped.meaning_hash(), rulebook.meaning_hash());
    }
    with_source.has_source().expect("it can be checked again");
}

#[test]
fn the_hash_of_a_module_is_of_its_rules_and_tables_alone() {
    let hashes = |rulebook: &Rulebook| -> Vec<String> {
        rulebook.modules().map(|m| m.hash.to_string()).collect()
    };
    let before = hashes(&compiled(|source| source));
    let table = SHARE.replace("0.25", "0.26");
    let after = hashes(&compiled(|source| {
        source.with("shared/terms/share.csv", table.as_str())
    }));
    assert_ne!(before[0], after[0]);
    assert_eq!(before[1], after[1]);
    let unread = hashes(&compiled(|source| {
        source.with("shared/terms/notes.csv", "not named by anything")
    }));
    assert_eq!(before, unread);
}

#[test]
fn a_module_is_read_by_itself_and_runs_its_tests() {
    let test = "test \"a limit\" { expect payable(100, Terms { deductible = 5, limit = 50 }) = 50 }\n\
                test \"wrong\" { expect fee = 11 }\n";
    let source = MemorySource::new()
        .with("terms.lutine", TERMS)
        .with("share.csv", SHARE)
        .with("tests.lutine", test);
    let module = Rulebook::compile(&source).expect("it compiles");
    assert!(module.is_module());
    assert_eq!((module.name(), module.version()), ("terms", Some("3")));
    assert_eq!(module.evaluate("{}").to_json(), "{}");
    let report = module.test().expect("its source is known");
    let passed: Vec<bool> = report.tests.iter().map(|test| test.passed()).collect();
    assert_eq!(passed, [true, false]);
    // Who imports it does not run its tests.
    let rulebook = compiled(|source| source.with("shared/terms/tests.lutine", test));
    assert!(rulebook.test().expect("known").tests.is_empty());
}

#[test]
fn what_others_add_to_an_entity_changes_nothing_in_its_module() {
    // `fee` would hide the module's own, and make `net` another number.
    let extension =
        "extend terms.Site {\n  fee : money = 1\n  doubled : money = net * 2 + fee\n}\n";
    let output = "\n  doubled = claim.site.doubled\n}\n";
    let text = RULEBOOK.replace("../shared", "shared");
    let text = text.trim_end().trim_end_matches('}').trim_end().to_owned() + output;
    let rulebook = compiled(|source| {
        source
            .with("property.lutine", text.as_str())
            .with("site.lutine", extension)
    });
    assert_eq!(
        rulebook.evaluate(RISK).to_json(),
        r#"{"paid":"35.00","net":"30.00","part":"7.50","doubled":"61.00"}"#
    );
}

#[test]
fn no_file_is_left_out_because_something_nobody_imports_imports_it() {
    // Neither folder is imported by the rulebook, but each by the other: that is a circle, and is said.
    let source = MemorySource::new()
        .with(
            "main.lutine",
            "rulebook main\ninput P\nentity P { n: int }\noutput { n = p.n }\n",
        )
        .with("a/a.lutine", "module a\nimport b from \"../b\"\n")
        .with("b/b.lutine", "module b\nimport a from \"../a\"\n");
    let faults = Rulebook::compile(&source)
        .map(|_| ())
        .expect_err("a circle");
    assert!(faults.to_string().contains("E0530"), "{faults}");
}
