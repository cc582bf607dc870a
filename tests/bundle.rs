//! Compiled bundles through the library: what they keep, what their hashes say, and that they are rebuilt to the bit.

#![allow(clippy::expect_used, clippy::unreachable)]

use lutine::{CompileError, Limits, MemorySource, NoSource, Rulebook};
use lutine_core::bundle::Bundle;
use std::fs;
use std::path::{Path, PathBuf};

const EXAMPLES: [&str; 2] = ["examples/personal_auto", "examples/homeowners"];

/// Some risks of an example.
fn risks(example: &str) -> Vec<String> {
    let cases = Path::new(example).join("cases");
    let files = fs::read_dir(cases).expect("it has cases");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    let json = |file: &&PathBuf| file.extension().is_some_and(|ending| ending == "json");
    let mut risks: Vec<String> = files
        .iter()
        .filter(json)
        .map(|file| fs::read_to_string(file).expect("a case"))
        .collect();
    let books = files.iter().filter(|file| file.ends_with("book.jsonl"));
    for book in books {
        let text = fs::read_to_string(book).expect("a book");
        risks.extend(text.lines().take(20).map(str::to_owned));
    }
    risks.push("{}".to_owned());
    assert!(risks.len() > 4, "{example}");
    risks
}

#[test]
fn a_bundle_answers_explains_and_describes_as_its_source_does() {
    for example in EXAMPLES {
        let compiled = Rulebook::load(example).expect("the example compiles");
        let bytes = compiled.bundle().expect("it is written");
        let without = compiled.bundle_without_source().expect("it is written");
        for bytes in [&bytes, &without] {
            let shipped = Rulebook::from_bundle(bytes).expect("it is read");
            assert_eq!(shipped.name(), compiled.name());
            assert_eq!(shipped.version(), compiled.version());
            assert_eq!(shipped.schema(), compiled.schema());
            assert_eq!(
                shipped.meaning_hash().expect("it has one"),
                compiled.meaning_hash().expect("it has one")
            );
            for risk in risks(example) {
                let (a, b) = (shipped.explain(&risk), compiled.explain(&risk));
                assert_eq!(a, b);
                assert_eq!(shipped.evaluate(&risk), a.answer);
            }
        }
        assert_eq!(
            Rulebook::from_bundle(&bytes)
                .expect("it is read")
                .bundle_hash(),
            compiled.bundle_hash()
        );
        assert_eq!(compiled.bundle().expect("it is written"), bytes);
        let shipped = Rulebook::from_bundle(&bytes).expect("it is read");
        assert_eq!(shipped.bundle().expect("it is written"), bytes);
    }
}

#[test]
fn a_bundle_with_its_source_runs_its_tests() {
    for example in EXAMPLES {
        let compiled = Rulebook::load(example).expect("the example compiles");
        let bytes = compiled.bundle().expect("it is written");
        let shipped = Rulebook::from_bundle(&bytes).expect("it is read");
        let report = shipped.test().expect("its source is there");
        assert!(report.is_ok() && report.passed() > 5);
        assert_eq!(shipped.warnings().list(), compiled.warnings().list());

        let without = compiled.bundle_without_source().expect("it is written");
        let without = Rulebook::from_bundle(&without).expect("it is read");
        assert!(matches!(without.test(), Err(NoSource::LeftOut)));
        assert!(without.has_source().is_err());
    }
}

/// A test that passes must be one of what is run: a bundle whose source says something else is not tested by it.
#[test]
fn a_source_that_is_not_what_was_compiled_is_refused() {
    let honest = "rulebook fee\ncurrency USD\ninput Policy\nentity Policy { cars : int 1..4 }\n\
        output { fee = 12.00 USD * policy.cars }\ntest \"one\" { with policy.cars = 1, expect 12.00 USD * policy.cars = 12.00 }\n";
    let compile = |text: &str| {
        let bytes = Rulebook::from_text(text).and_then(|rulebook| Ok(rulebook.bundle()?));
        Bundle::read(&bytes.expect("it compiles")).expect("it is read")
    };
    let forged = Bundle {
        source: compile(honest).source,
        ..compile(&honest.replace("12.00 USD * policy.cars }", "19.00 USD * policy.cars }"))
    };
    let forged = forged.write().expect("it is written");
    let forged = Rulebook::from_bundle(&forged).expect("it is read");
    assert_eq!(
        forged.evaluate(r#"{"cars": 1}"#).to_json(),
        r#"{"fee":"19.00"}"#
    );
    assert!(matches!(forged.test(), Err(NoSource::Differs)));

    let mut broken = compile(honest);
    broken
        .source
        .iter_mut()
        .flatten()
        .for_each(|file| file.text = "rulebook ".into());
    let broken = broken.write().expect("it is written");
    let broken = Rulebook::from_bundle(&broken).expect("it is read");
    assert!(matches!(broken.test(), Err(NoSource::Faults(_))));
    assert!(broken.evaluate(r#"{"cars": 1}"#).is_ok());
}

/// What an editor does to a rulebook without changing what it decides.
#[test]
fn comments_labels_and_layout_are_no_meaning() {
    let text = "rulebook fee version \"1\"\ncurrency USD\ninput Policy\n\
        entity Policy {\n  cars : int 1..4\n  each : money = 10 USD / (cars - 1) * 1\n  fee : money = round(each half up to 0.01)\n}\n\
        output { fee = policy.fee }\n"
        .replace("each : money", "each : decimal")
        .replace("10 USD / (cars - 1) * 1", "10 / (cars - 1)")
        .replace("round(each half up to 0.01)", "round(each * 1 USD half up to 0.01)");
    let hashes = |text: &str| {
        let rulebook = Rulebook::from_text(text).expect("it compiles");
        (
            rulebook.meaning_hash().expect("it has one"),
            rulebook.bundle_hash().expect("it has one"),
        )
    };
    let (meaning, bundle) = hashes(&text);
    for edited in [
        text.replace(
            "input Policy",
            "// a comment\n\n// that moves the lines\ninput Policy",
        ),
        text.replace("  cars", "  /// How many.\n  cars"),
        text.replace("version \"1\"", "version \"2\""),
        text.replace(" : ", "    :   "),
        format!("{text}test \"one\" {{ with policy.cars = 2, expect policy.fee = 10.00 }}\n"),
    ] {
        let (same, other) = hashes(&edited);
        assert_eq!(same, meaning, "{edited}");
        assert_ne!(other, bundle, "{edited}");
    }
    for edited in [
        text.replace("10 /", "11 /"),
        text.replace("half up", "half even"),
        text.replace("1..4", "1..5"),
        text.replace("fee = policy", "due = policy"),
    ] {
        assert_ne!(hashes(&edited).0, meaning, "{edited}");
    }
}

#[test]
fn a_bundle_on_disk_is_loaded_like_a_folder() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join("homeowners.lutineb");
    let compiled = Rulebook::load("examples/homeowners").expect("the example compiles");
    fs::write(&path, compiled.bundle().expect("it is written")).expect("a file");
    let shipped = Rulebook::load(&path).expect("it is read");
    assert_eq!(shipped.bundle_hash(), compiled.bundle_hash());
    fs::write(&path, "rulebook motor").expect("a file");
    let error = Rulebook::load(&path).expect_err("it is no bundle");
    assert_eq!(error.code(), "not_a_bundle");
    let error = Rulebook::load(folder.join("none.lutineb")).expect_err("it is not there");
    assert!(matches!(error, CompileError::Source(_)));
}

#[test]
fn a_host_says_what_a_risk_may_cost() {
    let text = "rulebook fee\ncurrency USD\ninput Policy\nentity Policy { cars : list of Car }\n\
        entity Car within Policy { parts : list of Part }\nentity Part within Car { price : money 0..1_000 }\n\
        output { price = sum(p.price for c in policy.cars for p in c.parts) }\n";
    let source = MemorySource::new().with("fee.lutine", text);
    let Err(CompileError::Faults(faults)) = Rulebook::compile(&source) else {
        unreachable!("a hundred million parts are too many");
    };
    assert_eq!(faults.list().first().map(|fault| fault.code), Some("E0511"));
    let generous = Limits {
        cost: u64::MAX,
        ..Limits::default()
    };
    let rulebook = Rulebook::compile_within(&source, generous).expect("this host has the time");
    let bytes = rulebook.bundle().expect("it is written");
    let error = Rulebook::from_bundle(&bytes).expect_err("another host has not");
    assert_eq!(error.code(), "too_costly");
    let shipped = Rulebook::from_bundle_within(&bytes, generous).expect("it is read");
    shipped.has_source().expect("its source is there");
    let answer = shipped.evaluate(r#"{"cars": [{"parts": [{"price": 7}]}]}"#);
    assert_eq!(answer.to_json(), r#"{"price":"7.00"}"#);
}

/// The committed bundles, built anew from the source in them, are the same to the bit: a difference is a change of the format, or of what
/// lowering makes of a text. See the page of `lutine_core::bundle` for what is to be done then.
#[test]
fn committed_bundles_are_rebuilt_to_the_bit() {
    let bless = std::env::var_os("LUTINE_BLESS").is_some();
    let folder = fs::read_dir("core/tests/bundles/v1").expect("the bundles are there");
    let mut paths: Vec<PathBuf> = folder.map(|file| file.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "lutineb"));
    paths.sort();
    assert!(paths.len() >= 10);
    let mut differ = Vec::new();
    for path in paths {
        let bytes = fs::read(&path).expect("a bundle");
        let source = Bundle::read_source(&bytes).expect("it is read");
        let files = source.expect("its source is there").into_iter();
        let files = files.map(|file| (file.name.to_string(), file.text.as_bytes().to_vec()));
        let rulebook = Rulebook::compile(&files.collect::<MemorySource>()).expect("it compiles");
        let rebuilt = rulebook.bundle().expect("it is written");
        if rebuilt != bytes && bless {
            fs::write(&path, rebuilt).expect("it is written");
        } else if rebuilt != bytes {
            differ.push(path);
        }
    }
    assert!(
        differ.is_empty(),
        "not as they were: {differ:?}; see the page of lutine_core::bundle, \"When the graph changes\""
    );
}
