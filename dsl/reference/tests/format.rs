//! The formatter over generated rulebooks: twice is once, the same tree, every comment once.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test that cannot go on fails, helpers included"
)]

#[path = "../../tests/format/laws.rs"]
mod laws;

use lutine_reference::generate::Program;

#[test]
fn laws_hold_for_generated_rulebooks() {
    for seed in 0..60 {
        let texts = Program::new(seed).texts().into_iter();
        for (name, text) in texts.filter(|(name, _)| name.ends_with(".lutine")) {
            laws::assert_laws(&format!("{name} of seed {seed}"), &text);
        }
    }
}
