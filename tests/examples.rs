//! The examples answer what their books say, and pass their own tests.

use lutine::Rulebook;

#[test]
fn every_example_passes_its_own_tests() {
    let entries = std::fs::read_dir("examples").expect("the examples are there");
    let folders = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut examples: Vec<_> = folders.filter(|path| path.is_dir()).collect();
    examples.sort();
    assert!(!examples.is_empty(), "there are examples");
    for example in examples {
        let rulebook = Rulebook::load(&example).expect("the example compiles");
        let example = example.display();
        let report = rulebook.test().expect("its source is known");
        assert!(!report.tests.is_empty(), "{example} has tests");
        for test in &report.tests {
            let failures: Vec<String> = test.failures.iter().map(ToString::to_string).collect();
            assert!(
                test.passed(),
                "{example}, {}: {}",
                test.name,
                failures.join("\n")
            );
        }
    }
}
