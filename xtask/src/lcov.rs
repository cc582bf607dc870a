//! Which lines of which files ran, as `llvm-cov export -format=lcov` writes it.

use std::collections::BTreeMap;

/// A file, and of each of its lines with code whether it ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// Its path.
    pub(crate) path: String,
    /// By number.
    pub(crate) lines: BTreeMap<u32, bool>,
}

impl File {
    /// How many lines ran.
    pub(crate) fn covered(&self) -> usize {
        self.lines.values().filter(|ran| **ran).count()
    }

    /// The lines that did not run: `12-14, 20`. Lines without code between two of them are left out of the count and not of the stretch.
    pub(crate) fn missed(&self) -> String {
        let mut stretches: Vec<(u32, u32)> = Vec::new();
        let mut goes_on = false;
        for (line, ran) in &self.lines {
            match stretches.last_mut().filter(|_| goes_on && !ran) {
                Some((_, to)) => *to = *line,
                None if !ran => stretches.push((*line, *line)),
                None => {}
            }
            goes_on = !ran;
        }
        let shown = stretches.iter().map(|(from, to)| match from == to {
            true => from.to_string(),
            false => format!("{from}-{to}"),
        });
        shown.collect::<Vec<_>>().join(", ")
    }
}

/// The files of a report, as it has them.
pub(crate) fn files(report: &str) -> Vec<File> {
    let mut files: Vec<File> = Vec::new();
    for line in report.lines() {
        if let Some(path) = line.strip_prefix("SF:") {
            files.push(File {
                path: path.to_owned(),
                lines: BTreeMap::new(),
            });
        } else if let (Some(data), Some(file)) = (line.strip_prefix("DA:"), files.last_mut()) {
            let mut numbers = data.split(',');
            if let (Some(Ok(line)), Some(count)) = (numbers.next().map(str::parse), numbers.next())
            {
                let ran = file.lines.entry(line).or_default();
                *ran |= count != "0";
            }
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_did_not_run_are_stretches() {
        let report = "SF:/a/core/src/x.rs\nFN:1,x\nDA:1,3\nDA:2,0\nDA:5,0\nDA:6,1\nDA:8,0\nDA:9,2\nDA:8,0\nLF:6\nend_of_record\n\
                      SF:/a/core/src/y.rs\nDA:4,18446744073709551615\nend_of_record\n";
        let files = files(report);
        let shown = files
            .iter()
            .map(|file| (&*file.path, file.covered(), file.lines.len(), file.missed()));
        assert_eq!(
            shown.collect::<Vec<_>>(),
            [
                ("/a/core/src/x.rs", 3, 6, "2-5, 8".to_owned()),
                ("/a/core/src/y.rs", 1, 1, String::new()),
            ]
        );
    }
}
