//! Whether the tests of the examples would notice a missing rule: each rule, each row of a table, each line of steps, each requirement and each
//! variant is taken away, one at a time, and something must turn red.

mod removal;
mod verdict;

use crate::cases;
use crate::problem::Problem;
use lutine::{FolderSource, Rulebook, Source, SourceError};
use removal::{Kind, Removal, removals};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use verdict::Oracle;

/// A rulebook in which one file reads otherwise.
struct Mutant<'a> {
    source: &'a FolderSource,
    removal: &'a Removal,
}

impl Mutant<'_> {
    fn removed(&self, mut files: Vec<(String, String)>) -> Vec<(String, String)> {
        for (name, text) in &mut files {
            if *name == self.removal.file {
                text.clone_from(&self.removal.text);
            }
        }
        files
    }
}

impl Source for Mutant<'_> {
    fn rulebook_files(&self) -> Result<Vec<(String, String)>, SourceError> {
        Ok(self.removed(self.source.rulebook_files()?))
    }

    fn files_in(&self, folder: &str) -> Result<Vec<(String, String)>, SourceError> {
        Ok(self.removed(self.source.files_in(folder)?))
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        if path == self.removal.file {
            return Ok(self.removal.text.clone().into_bytes());
        }
        self.source.read(path)
    }
}

/// Takes things away from the examples of these names, from all if there are none.
pub(crate) fn run(root: &Path, truth: &Path, only: &[String]) -> ExitCode {
    let (mut killed, mut all) = (0_usize, 0_usize);
    for folder in examples(root) {
        let name = folder.file_name().and_then(|name| name.to_str());
        let Some(name) = name.filter(|name| only.is_empty() || only.iter().any(|n| n == name))
        else {
            continue;
        };
        match example(name, &folder, truth) {
            Ok((of_killed, of_all)) => {
                killed = killed.saturating_add(of_killed);
                all = all.saturating_add(of_all);
            }
            Err(problem) => {
                println!("{name}: FAILED: {problem}");
                return ExitCode::FAILURE;
            }
        }
    }
    println!("mutants: {killed}/{all} killed");
    if killed == all {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn examples(root: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root.join("examples"))
        .into_iter()
        .flatten();
    let mut folders: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

fn example(name: &str, folder: &Path, truth: &Path) -> Result<(usize, usize), Problem> {
    let source = FolderSource::open(folder).map_err(lutine::CompileError::from)?;
    let case = cases::all().into_iter().find(|case| case.name == name);
    let oracle = Oracle::new(Rulebook::compile(&source)?, folder, truth, case);
    let removals = removals(&source)?;
    let survives = judge(&source, &removals, &oracle);
    let mut counts: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for (removal, survives) in removals.iter().zip(&survives) {
        let (killed, all) = counts.entry(removal.kind).or_default();
        *all = all.saturating_add(1);
        *killed = killed.saturating_add(usize::from(!survives));
    }
    let shown: Vec<String> = counts
        .iter()
        .map(|(kind, (killed, all))| format!("{} {killed}/{all}", kind.word()))
        .collect();
    let killed = survives.iter().filter(|survives| !**survives).count();
    println!(
        "{name}: {killed}/{} killed ({})",
        removals.len(),
        shown.join(", ")
    );
    for (removal, _) in removals.iter().zip(&survives).filter(|(_, s)| **s) {
        println!(
            "    survives: {}:{} {}",
            removal.file, removal.line, removal.shown
        );
    }
    Ok((killed, removals.len()))
}

/// Whether nothing notices, for each removal; on all cores.
fn judge(source: &FolderSource, removals: &[Removal], oracle: &Oracle) -> Vec<bool> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut judged = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(removal) = removals.get(at) else {
                return judged;
            };
            judged.push((at, oracle.is_content_with(&Mutant { source, removal })));
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut judged: Vec<(usize, bool)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let done = workers.into_iter().filter_map(|worker| worker.join().ok());
        done.flatten().collect()
    });
    judged.sort_unstable();
    judged.into_iter().map(|(_, survives)| survives).collect()
}
