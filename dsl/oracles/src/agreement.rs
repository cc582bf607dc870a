//! The engine and the reference give one answer.

use crate::bundle;
use lutine::{CompileError, Limits, MemorySource, Rulebook};
use lutine_dsl::Checked;
use lutine_dsl::source::Source;
use lutine_reference::census::Census;
use lutine_reference::generate::{Program, Random};
use std::sync::OnceLock;

/// What made-up rulebooks may cost: most lists have no bounds, and risks are small all the same.
const LIMITS: Limits = Limits {
    bytes: u64::MAX,
    cost: 1 << 40,
};

/// How many risks each rulebook is asked about.
const RISKS: usize = 4;

/// A rulebook, for both.
struct Both {
    checked: Checked,
    engine: Rulebook,
}

impl Both {
    /// Nothing where it is refused.
    fn of(source: &dyn Source) -> Option<Self> {
        let engine = match Rulebook::compile_within(source, LIMITS) {
            Ok(engine) => engine,
            Err(CompileError::Faults(_)) => return None,
            Err(other) => panic!("neither refused nor taken: {other}"),
        };
        let checked = lutine_dsl::check_within(source, LIMITS).ok()?;
        Some(Self { checked, engine })
    }

    fn reference(&self, risk: &[u8]) -> Option<String> {
        let rulebook = self.checked.rulebook.as_ref()?;
        let census = &mut Census::default();
        let sources = &self.checked.sources;
        Some(lutine_reference::evaluate_counted(
            rulebook, sources, risk, census,
        ))
    }
}

/// An answer without what is left open: in which words a text is said not to be JSON.
fn comparable(answer: &str) -> &str {
    const NOT_JSON: &str = r#"{"errors":[{"code":"not_json","pointer":"","message":"#;
    if answer.starts_with(NOT_JSON) {
        NOT_JSON
    } else {
        answer
    }
}

fn assert_same(both: &Both, risk: &[u8], found: &str) {
    let expected = both.reference(risk).unwrap_or_default();
    assert_eq!(
        comparable(&expected),
        comparable(found),
        "reference and engine answer otherwise to {}",
        String::from_utf8_lossy(risk)
    );
}

/// Asks both about risks and a rulebook that follow from bytes.
///
/// # Panics
/// Where their answers differ.
pub fn same_answers(rulebook: &[u8], risks: &[u8]) {
    let program = Program::of(Random::of_bytes(rulebook));
    let files = program.texts().into_iter();
    let source: MemorySource = files
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    let Some(both) = Both::of(&source) else {
        return;
    };
    let mut random = Random::of_bytes(risks);
    let risks: Vec<String> = (0..RISKS).map(|_| program.risk_of(&mut random)).collect();
    let together = both.engine.evaluate_many(&risks);
    for (risk, together) in risks.iter().zip(together) {
        assert_same(
            &both,
            risk.as_bytes(),
            &both.engine.evaluate(risk).to_json(),
        );
        assert_same(&both, risk.as_bytes(), &together.to_json());
    }
}

/// Asks both about a text that may be a risk of one of a few rulebooks.
///
/// # Panics
/// Where their answers differ.
pub fn same_answer_of_known(which: usize, risk: &[u8]) {
    static KNOWN: OnceLock<Vec<Both>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let sources = bundle::sources().into_iter();
        let compiled = sources.filter_map(|files| {
            let files = files.into_iter();
            let source: MemorySource = files
                .map(|(name, text)| (name, text.into_bytes()))
                .collect();
            Both::of(&source)
        });
        compiled.collect()
    });
    if let Some(both) = known.get(which % known.len().max(1)) {
        assert_same(both, risk, &both.engine.evaluate(risk).to_json());
    }
}
