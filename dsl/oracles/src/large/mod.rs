//! Files of the largest size a file may have, or of a part of it, each made to be slow in its own way.

mod chains;
mod data;
mod declarations;
mod expressions;
mod faults;
mod lists;
mod misspelt;
mod proofs;
mod repeated;
mod size;
mod tables;
mod unlikely;
mod variants;

use lutine::{CompileError, MemorySource, Rulebook};

pub use size::Size;

/// A file and what is special about it.
pub struct Large {
    /// What it is full of.
    pub name: &'static str,
    /// Its text.
    pub text: String,
    /// The files that it names, by path.
    pub files: Vec<(String, String)>,
}

impl Large {
    const fn new(name: &'static str, text: String) -> Self {
        Self {
            name,
            text,
            files: Vec::new(),
        }
    }

    /// Checks it as `lutine check` does: all that is found rendered, the proofs in a line. In a few words what came of it.
    ///
    /// # Panics
    /// Where it is neither refused with a reason nor a rulebook that answers.
    #[must_use]
    pub fn check(&self) -> String {
        let files = self.files.iter();
        let files = files.map(|(name, text)| (name.clone(), text.clone().into_bytes()));
        let main = ("hostile.lutine".to_owned(), self.text.clone().into_bytes());
        let source: MemorySource = files.chain([main]).collect();
        let first_of = |findings: &lutine::Findings| {
            let first = findings.list().first();
            first.map(|found| format!("{} {:.60}", found.code, found.message))
        };
        match Rulebook::compile(&source) {
            Ok(rulebook) => {
                let warnings = rulebook.warnings();
                let _ = warnings.render(true);
                let proofs = rulebook.proofs_at_a_glance().expect("its source is here");
                let first = first_of(&warnings).unwrap_or_default();
                format!("answers; {proofs}; {first}")
            }
            Err(CompileError::Faults(faults)) => {
                let _ = faults.render(true);
                first_of(&faults).expect("a reason")
            }
            Err(other) => panic!("neither refused nor taken: {other}"),
        }
    }

    /// Formats it, as `lutine fmt` does. Whether it could be.
    #[must_use]
    pub fn format(&self) -> bool {
        let formatted = lutine::format("hostile.lutine", &self.text);
        if let Err(faults) = &formatted {
            let _ = faults.render(true);
        }
        formatted.is_ok()
    }
}

/// Every form of file.
#[must_use]
pub fn all(size: Size) -> Vec<Large> {
    let mut all = repeated::repeated(size);
    all.extend(declarations::declarations(size));
    all.extend(chains::chains(size));
    all.extend(variants::variants(size));
    all.extend(tables::tables(size));
    all.extend(data::data(size));
    all.extend(expressions::expressions(size));
    all.extend(lists::lists(size));
    all.extend(proofs::proofs(size));
    all.extend(misspelt::misspelt(size));
    all.extend(faults::faults(size));
    all.extend(unlikely::unlikely(size));
    all
}
