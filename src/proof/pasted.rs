//! Tests that may show what is refuted, run as they would be pasted: what is printed is known to reproduce.

use crate::Rulebook;
use lutine_core::bundle::SourceFile;
use lutine_core::engine::Limits;
use lutine_dsl::source::MemorySource;
use lutine_dsl::testing::quoted;
use std::fmt::Write;

/// What names of tests begin with while they are tried, so that those of the rulebook itself are not run.
const TRIED: &str = "tried as it would be pasted: ";
/// Larger rulebooks are not compiled a second time.
const MOST_BYTES: usize = 8 << 20;
/// How often the rulebook is compiled with what may not be written so.
const MOST_COMPILED: u32 = 64;

/// A test before it is known whether it passes.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// What it is called.
    pub(super) name: String,
    /// Its `with` lines and what it expects.
    pub(super) lines: String,
}

impl Draft {
    /// As it is pasted.
    pub(super) fn text(&self) -> String {
        format!("test {} {{\n{}}}", quoted(&self.name), self.lines)
    }
}

/// Tries drafts.
pub(crate) struct Pasted<'p> {
    pub(crate) files: &'p [SourceFile],
    pub(crate) limits: Limits,
}

impl Pasted<'_> {
    /// For each claim the first of its drafts that passes.
    pub(super) fn first_that_pass(&self, claims: &[Vec<Draft>]) -> Vec<Option<Draft>> {
        let drafts: Vec<&Draft> = claims.iter().flatten().collect();
        let bytes = self.files.iter().map(|file| file.text.len());
        let mut passed = vec![false; drafts.len()];
        if !drafts.is_empty() && bytes.fold(0, usize::saturating_add) <= MOST_BYTES {
            let mut left = MOST_COMPILED;
            self.run(&drafts, &mut passed, &mut left);
        }
        let mut passed = passed.into_iter();
        let first = |drafts: &Vec<Draft>| {
            let own: Vec<bool> = passed.by_ref().take(drafts.len()).collect();
            let mut passing = drafts.iter().zip(own).filter(|(_, passed)| *passed);
            passing.next().map(|(draft, _)| draft.clone())
        };
        claims.iter().map(first).collect()
    }

    /// Notes which drafts pass. What cannot be compiled together is halved until it is known which of them cannot.
    fn run(&self, drafts: &[&Draft], passed: &mut [bool], left: &mut u32) {
        let Some(rest) = left.checked_sub(1) else {
            return;
        };
        *left = rest;
        if let Some(found) = self.compiled(drafts) {
            for (slot, found) in passed.iter_mut().zip(found) {
                *slot = found;
            }
            return;
        }
        if drafts.len() < 2 {
            return;
        }
        let middle = drafts.len().midpoint(0).max(1);
        if let (Some((a, b)), Some((of_a, of_b))) = (
            drafts.split_at_checked(middle),
            passed.split_at_mut_checked(middle),
        ) {
            self.run(a, of_a, left);
            self.run(b, of_b, left);
        }
    }

    /// Whether each passes; nothing where they cannot be compiled.
    fn compiled(&self, drafts: &[&Draft]) -> Option<Vec<bool>> {
        let mut text = String::new();
        for (number, draft) in drafts.iter().enumerate() {
            let name = quoted(&format!("{TRIED}{number}"));
            writeln!(text, "test {name} {{\n{}}}", draft.lines).ok()?;
        }
        let files = self.files.iter();
        let files = files.map(|file| (file.name.to_string(), file.text.as_bytes().to_vec()));
        let source: MemorySource = files.collect();
        let mut name = "witnesses.lutine".to_owned();
        while self.files.iter().any(|file| *file.name == *name) {
            name.insert(0, '_');
        }
        let rulebook = Rulebook::compile_within(&source.with(name, text), self.limits).ok()?;
        let report = rulebook.test_matching(TRIED).ok()?;
        let mut found = vec![false; drafts.len()];
        for test in &report.tests {
            let number = test.name.strip_prefix(TRIED)?.parse::<usize>().ok()?;
            *found.get_mut(number)? = test.passed();
        }
        Some(found)
    }
}
