//! As deep as the language allows, on a small stack; one level deeper is refused.

use lutine_oracles::nested::{MOST_LEVELS, NESTS, RISK};
use lutine_oracles::whole::{Asked, ask};

/// What a thread of a host may have, and what messages promise to be enough.
const STACK: usize = 1 << 20;

fn on_a_small_stack(name: &str, text: &str) -> Asked {
    // Where the stack does not do, the process ends; this says for what.
    println!("{name}");
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let running = thread.spawn_scoped(scope, || ask(text, RISK));
        running.expect("a thread").join().expect("no panic")
    })
}

#[test]
fn the_deepest_rulebooks_fit_into_a_small_stack() {
    for nest in NESTS {
        let text = nest.rulebook(MOST_LEVELS);
        let asked = on_a_small_stack(nest.name(), &text);
        assert_eq!(asked.faults, "", "64 of {}:\n{text}", nest.name());
        assert!(!asked.answer.contains("not_json"), "{}", asked.answer);
        assert!(!asked.answer.contains("_field\""), "{}", asked.answer);
    }
}

#[test]
fn one_level_deeper_is_refused() {
    for nest in NESTS {
        let asked = on_a_small_stack(nest.name(), &nest.rulebook(MOST_LEVELS + 1));
        assert!(
            asked.faults.contains("E0004"),
            "65 of {}: {}",
            nest.name(),
            asked.faults
        );
    }
}
