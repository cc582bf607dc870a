//! Coverage in the format of lcov, which editors, `genhtml` and the services for code coverage read.
//!
//! A rule is a function (`FN`, `FNDA`), a choice a block of branches (`BRDA`; `-` where it was never reached), an expression or a table row
//! a line (`DA`). Where several stand on a line its count is that of the one that was evaluated most often.

use super::{Coverage, SiteCoverage, SiteKind};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What there is to say of a file.
#[derive(Default)]
struct File<'c> {
    rules: Vec<(u32, &'c str, u64)>,
    choices: Vec<&'c SiteCoverage>,
    lines: BTreeMap<u32, u64>,
}

impl File<'_> {
    fn line(&mut self, line: u32, count: u64) {
        let known = self.lines.entry(line).or_default();
        *known = count.max(*known);
    }
}

impl Coverage {
    /// The coverage as an lcov tracefile. `folder` is that of the rulebook, and stands before the names of its files.
    ///
    /// ```
    /// # let rulebook = lutine::Rulebook::load("examples/homeowners")?;
    /// let risk = std::fs::read_to_string("examples/homeowners/cases/family_home.json").unwrap_or_default();
    /// let lcov = rulebook.coverage([risk.as_str()])?.to_lcov("examples/homeowners");
    /// assert!(lcov.contains("SF:examples/homeowners/homeowners.lutine\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_lcov(&self, folder: &str) -> String {
        let mut text = String::new();
        for (name, file) in self.files() {
            let path = match folder.trim_end_matches(['/', '\\']) {
                "" => name.to_owned(),
                folder => format!("{folder}/{name}"),
            };
            text.push_str(&format!("TN:lutine\nSF:{path}\n"));
            file.write(&mut text);
            text.push_str("end_of_record\n");
        }
        text
    }

    fn files(&self) -> BTreeMap<&str, File<'_>> {
        let mut files: BTreeMap<&str, File<'_>> = BTreeMap::new();
        for rule in &self.rules {
            let file = files.entry(&rule.file).or_default();
            file.rules.push((rule.line, &rule.code, rule.fired));
        }
        for site in &self.sites {
            let file = files.entry(&site.file).or_default();
            if site.is_choice() {
                file.choices.push(site);
            }
            let counts = site.branches.iter().map(|branch| branch.count);
            match site.kind {
                SiteKind::If | SiteKind::Match | SiteKind::Variants => {
                    file.line(site.line, counts.max().unwrap_or(0));
                    site.branches
                        .iter()
                        .for_each(|branch| file.line(branch.line, branch.count));
                }
                // The line is evaluated where it applies.
                SiteKind::When => file.line(site.line, counts.take(1).sum()),
                _ => file.line(site.line, counts.max().unwrap_or(0)),
            }
        }
        for table in &self.tables {
            let file = files.entry(&table.file).or_default();
            // An `otherwise` that does not stand among the rows is on no line of their file.
            let rows = table.rows.iter().filter(|row| row.line > 0);
            rows.for_each(|row| file.line(row.line, row.hits));
        }
        files
    }
}

impl File<'_> {
    fn write(&self, text: &mut String) {
        let mut put = |line: std::fmt::Arguments<'_>| {
            // Writing to a string does not fail.
            let _ = text.write_fmt(format_args!("{line}\n"));
        };
        for (line, code, _) in &self.rules {
            put(format_args!("FN:{line},{code}"));
        }
        for (_, code, fired) in &self.rules {
            put(format_args!("FNDA:{fired},{code}"));
        }
        if !self.rules.is_empty() {
            let hit = self.rules.iter().filter(|(_, _, fired)| *fired > 0).count();
            put(format_args!("FNF:{}\nFNH:{hit}", self.rules.len()));
        }
        let (mut found, mut taken) = (0_usize, 0_usize);
        for (block, site) in self.choices.iter().enumerate() {
            for (branch, covered) in site.branches.iter().enumerate() {
                let count = match site.is_reached() {
                    true => covered.count.to_string(),
                    false => "-".to_owned(),
                };
                put(format_args!("BRDA:{},{block},{branch},{count}", site.line));
                found = found.saturating_add(1);
                taken = taken.saturating_add(usize::from(covered.count > 0));
            }
        }
        if found > 0 {
            put(format_args!("BRF:{found}\nBRH:{taken}"));
        }
        for (line, count) in &self.lines {
            put(format_args!("DA:{line},{count}"));
        }
        let hit = self.lines.values().filter(|count| **count > 0).count();
        put(format_args!("LF:{}\nLH:{hit}", self.lines.len()));
    }
}
