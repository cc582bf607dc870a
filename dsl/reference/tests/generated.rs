//! Every generated rulebook is accepted by the checker, and the reference answers its risks.
//!
//! `LUTINE_SEED` is the first seed (0), `LUTINE_RULEBOOKS` how many rulebooks (150).

use lutine_dsl::source::MemorySource;
use lutine_reference::generate::{ANY_COST, Program};

fn setting(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(default, |text| text.parse().expect("a whole number"))
}

#[test]
fn generated_rulebooks_are_well_typed() {
    let first = setting("LUTINE_SEED", 0);
    for seed in first..first + setting("LUTINE_RULEBOOKS", 150) {
        let program = Program::new(seed);
        let files = program.texts().into_iter();
        let source: MemorySource = files
            .map(|(name, text)| (name, text.into_bytes()))
            .collect();
        let checked = lutine_dsl::check_within(&source, ANY_COST).unwrap();
        let faults: Vec<String> = checked
            .diagnostics
            .iter()
            .filter(|fault| fault.is_error())
            .map(|fault| lutine_dsl::render::render(fault, &checked.sources, false))
            .collect();
        let Some(rulebook) = &checked.rulebook else {
            panic!("seed {seed} is refused:\n{}", faults.join("\n"));
        };
        for number in 0..3 {
            let risk = program.risk(number);
            let answer = lutine_reference::evaluate(rulebook, &checked.sources, risk.as_bytes());
            let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
            assert!(answer.is_object(), "seed {seed}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_rulebook_and_risks() {
    let (one, other) = (Program::new(7), Program::new(7));
    assert_eq!(one.texts(), other.texts());
    assert_eq!(one.risk(3), other.risk(3));
    assert_ne!(one.texts(), Program::new(8).texts());
}
