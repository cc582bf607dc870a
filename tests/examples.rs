//! The examples answer what their books say, and pass their own tests.

use lutine::Rulebook;

#[test]
fn every_example_passes_its_own_tests() {
    for example in ["examples/personal_auto", "examples/homeowners"] {
        let rulebook = Rulebook::load(example).expect("the example compiles");
        let report = rulebook.test().expect("its source is known");
        assert!(!report.tests.is_empty(), "{example} has tests");
        for test in &report.tests {
            let failures: Vec<String> = test.failures.iter().map(ToString::to_string).collect();
            assert!(test.passed(), "{}: {}", test.name, failures.join("\n"));
        }
    }
}
