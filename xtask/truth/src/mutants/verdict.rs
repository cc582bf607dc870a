//! What would notice that something is missing: the rulebook's own tests, its published results, its books of risks.

use crate::case::Case;
use lutine::{Rulebook, Source};
use std::path::{Path, PathBuf};

/// The rulebooks whose books stand outside of their own folders.
const WORKLOADS: [(&str, &str); 1] = [("personal_auto", "../workload/personal_auto")];

/// What would notice.
pub(crate) struct Oracle {
    truth: PathBuf,
    case: Option<Case>,
    /// Risks with the answers of the whole rulebook.
    book: Vec<(String, String)>,
}

impl Oracle {
    /// What would notice that something is missing of this rulebook.
    pub(crate) fn new(whole: Rulebook, folder: &Path, truth: &Path, case: Option<Case>) -> Self {
        let of_workload = WORKLOADS
            .iter()
            .filter(|(name, _)| folder.ends_with(name))
            .map(|(_, workload)| truth.join(workload));
        let mut folders: Vec<PathBuf> = of_workload.collect();
        folders.push(folder.join("cases"));
        let mut book = Vec::new();
        for risk in folders.iter().flat_map(|folder| risks(folder)) {
            let answer = whole.evaluate(&risk).to_json();
            book.push((risk, answer));
        }
        Self {
            truth: truth.to_owned(),
            case,
            book,
        }
    }

    /// Whether nothing is noticed.
    pub(crate) fn is_content_with(&self, source: &dyn Source) -> bool {
        let Ok(rulebook) = Rulebook::compile(source) else {
            return false;
        };
        let tests_pass = rulebook
            .test()
            .is_ok_and(|report| report.tests.iter().all(|test| test.passed()));
        tests_pass && self.as_published(&rulebook) && self.as_before(&rulebook)
    }

    fn as_published(&self, rulebook: &Rulebook) -> bool {
        let Some(case) = self
            .case
            .filter(|case| self.truth.join(case.folder).is_dir())
        else {
            return true;
        };
        let compared = case.compare_with(rulebook.clone(), &self.truth);
        compared.is_ok_and(|comparison| {
            let mut unexcused = comparison.differences.iter();
            unexcused.all(|difference| case.excuse(difference).is_some())
        })
    }

    fn as_before(&self, rulebook: &Rulebook) -> bool {
        let mut book = self.book.iter();
        book.all(|(risk, answer)| rulebook.evaluate(risk).to_json() == *answer)
    }
}

/// The risks of a folder's books: a line each, but for the files of answers.
fn risks(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = files
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|file| {
            let name = file.to_string_lossy();
            name.ends_with(".jsonl") && !name.ends_with(".expected.jsonl")
        })
        .collect();
    files.sort();
    let texts = files
        .into_iter()
        .filter_map(|file| std::fs::read_to_string(file).ok());
    texts
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}
