//! Everything that can be asked of a text, in one go.

use lutine::{CompileError, MemorySource, Rulebook};

/// What a text came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its faults, if it is refused.
    pub faults: String,
    /// The answer to the risk, if it is not.
    pub answer: String,
}

/// Checks, proves, lowers, formats, bundles, loads, answers, explains and covers a text.
///
/// # Panics
/// Where something of it does not hold together: what the formatter wrote is not formatted, a bundle answers otherwise.
#[must_use]
pub fn ask(text: &str, risk: &str) -> Asked {
    let formatted = lutine::format("whole.lutine", text);
    if let Ok(formatted) = &formatted {
        let again = lutine::format("whole.lutine", formatted);
        assert_eq!(again.as_ref().ok(), Some(formatted), "twice is not once");
    }
    let source = MemorySource::new().with("whole.lutine", text);
    let rulebook = match Rulebook::compile(&source) {
        Ok(rulebook) => rulebook,
        Err(CompileError::Faults(faults)) => {
            return Asked {
                faults: faults.to_string(),
                answer: String::new(),
            };
        }
        Err(other) => panic!("neither refused nor taken: {other}"),
    };
    assert!(formatted.is_ok(), "a rulebook that cannot be formatted");
    let answer = rulebook.evaluate(risk).to_json();
    let proofs = rulebook.proofs().expect("its source is here");
    assert!(!proofs.counts().to_string().is_empty());
    let explained = rulebook.explain(risk);
    assert_eq!(explained.answer.to_json(), answer);
    if let Some(worksheet) = explained.worksheet {
        assert!(!worksheet.to_text().is_empty() && !worksheet.to_json_pretty().is_empty());
    }
    let coverage = rulebook.coverage([risk]).expect("its source is here");
    assert!(!coverage.to_string().is_empty());
    assert!(rulebook.test().is_ok());
    let bundle = rulebook.bundle().expect("a rulebook that answers");
    let read = Rulebook::from_bundle(&bundle).expect("a bundle that was just written");
    assert_eq!(read.evaluate(risk).to_json(), answer);
    Asked {
        faults: String::new(),
        answer,
    }
}
