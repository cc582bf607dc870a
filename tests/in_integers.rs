//! What an example computes in machine integers, so that a plan that leaves every risk to decimals is noticed: its answers would be right, and slow.

use lutine::Rulebook;
use lutine_core::bundle::Bundle;
use lutine_core::risk::Risk;

#[test]
fn risks_of_the_personal_auto_example_are_computed_in_integers() {
    let rulebook = Rulebook::load("examples/personal_auto").expect("it compiles");
    let bundle = Bundle::read(&rulebook.bundle().expect("it is written")).expect("it is whole");
    let engine = bundle.into_engine().expect("it loads");
    assert_eq!(engine.unplanned(), None);
    let mut risks = 0;
    for entry in std::fs::read_dir("examples/personal_auto/cases").expect("cases") {
        let path = entry.expect("a case").path();
        if path.extension().is_none_or(|end| end != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a text");
        let decoded = engine
            .decoder()
            .decode_risks(std::iter::once(Risk::from(&text)));
        let answers = engine.evaluate_in_integers(&decoded.batch);
        for answer in answers.expect("it has a plan") {
            let answer = answer.unwrap_or_else(|| panic!("{} is left to decimals", path.display()));
            assert_eq!(answer, engine.execute(&decoded.batch).answer(0));
            risks += 1;
        }
    }
    assert!(risks > 0, "no case was answered");
}
