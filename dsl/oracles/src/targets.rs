//! What fuzz targets ask: each takes bytes that somebody made up, makes of them what it is about, and panics where something that must
//! stay true does not. `fuzz/fuzz_targets` calls them, `tests/corpus.rs` asks them again with all inputs that were kept.

use crate::bundle::{damaged, load_and_use};
use crate::laws::assert_laws;
use crate::{agreement, mutate, text};
use lutine_core::bundle::Bundle;
use lutine_core::json::JsonStream;
use lutine_reference::generate::{Program, Random};
use std::sync::OnceLock;

/// What a fuzz target asks.
pub struct Target {
    /// What it is called: its file in `fuzz/fuzz_targets`, and its folder in `fuzz/corpus`.
    pub name: &'static str,
    /// Asks it.
    pub ask: fn(&[u8]),
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target {
        name: "layout",
        ask: layout,
    },
    Target {
        name: "parse",
        ask: parse,
    },
    Target {
        name: "format",
        ask: format,
    },
    Target {
        name: "check",
        ask: check,
    },
    Target {
        name: "bundle",
        ask: bundle,
    },
    Target {
        name: "json",
        ask: json,
    },
    Target {
        name: "differential",
        ask: differential,
    },
];

/// The layout pass: an empty line in front and a comment behind change no fault of a file.
///
/// # Panics
/// Where they do.
pub fn layout(data: &[u8]) {
    text::lines_around_change_nothing(&String::from_utf8_lossy(data));
}

/// The grammar: every place that is named lies in the text.
///
/// # Panics
/// Where one does not.
pub fn parse(data: &[u8]) {
    text::places_are_inside(&String::from_utf8_lossy(data));
}

/// The formatter: what it promises of every text that can be read.
///
/// # Panics
/// Where it does not keep it.
pub fn format(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if lutine_dsl::format::format(&text).is_ok() {
        assert_laws("it", &text);
    }
}

/// The checker: a text is refused with a reason, or an engine takes it. Behind an even first byte stands the text itself, behind an odd
/// one what is changed in a rulebook that is right.
///
/// # Panics
/// Where neither is so.
pub fn check(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    if first % 2 == 0 {
        text::refused_or_runs(&String::from_utf8_lossy(rest));
        return;
    }
    let bases = bases();
    if let Some(base) = bases.get(usize::from(first / 2) % bases.len().max(1)) {
        let changed = mutate::changed(base, &mut Random::of_bytes(rest), 4);
        text::refused_or_runs(&changed);
    }
}

/// Rulebooks that are right.
fn bases() -> &'static [String] {
    static BASES: OnceLock<Vec<String>> = OnceLock::new();
    BASES.get_or_init(|| {
        let of_seed = |seed| {
            let texts = Program::new(seed).texts();
            let rulebooks = texts.iter().filter(|(name, _)| name.ends_with(".lutine"));
            rulebooks.map(|(_, text)| text.as_str()).collect()
        };
        let generated = (0..12).map(of_seed);
        let forms = include_str!("../../tests/check/ok/forms.lutine");
        generated.chain([forms.to_owned()]).collect()
    })
}

/// Compiled bundles: what is wrong with a file is said, or it runs; what was read is written as it was. The bytes say what is damaged in
/// a committed one, whose hashes are mended; or they are the file.
///
/// # Panics
/// Where it neither runs nor is refused.
pub fn bundle(data: &[u8]) {
    if let Ok(read) = Bundle::read_within(data, crate::bundle::LIMITS) {
        assert!(read.write().is_ok(), "what was read cannot be written");
    }
    load_and_use(&damaged(data));
}

/// Input: the engine reads a risk as the reference does, however it is broken, and takes a stream of risks apart without losing a byte
/// of them. The first byte says for which rulebook.
///
/// # Panics
/// Where the answers differ.
pub fn json(data: &[u8]) {
    let mut stream = JsonStream::with_limit(data, 512);
    let mut before = 0;
    while let Ok(Some(value)) = stream.read() {
        assert!(value.line >= before && !value.bytes.is_empty());
        before = value.line;
    }
    if let Some((first, risk)) = data.split_first() {
        agreement::same_answer_of_known(usize::from(*first), risk);
    }
}

/// One meaning: a rulebook and risks that follow from the bytes are answered by the engine as by the reference, alone and together.
///
/// # Panics
/// Where the answers differ.
pub fn differential(data: &[u8]) {
    // The last quarter is for the risks, so that they change without the rulebook.
    let (rulebook, risks) = data.split_at(data.len().saturating_sub(data.len() / 4));
    agreement::same_answers(rulebook, risks);
}
