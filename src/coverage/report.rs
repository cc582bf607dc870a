//! Coverage as text for people.

use super::{BranchCoverage, Coverage, SiteCoverage, SiteKind, TableCoverage};
use std::fmt::{self, Display};

impl Coverage {
    /// How many rules fired.
    #[must_use]
    pub fn rules_fired(&self) -> usize {
        self.rules.iter().filter(|rule| rule.fired > 0).count()
    }

    /// How many rows were hit, and how many there are.
    #[must_use]
    pub fn rows_hit(&self) -> (usize, usize) {
        let tables = self.tables.iter();
        tables.fold((0, 0), |(hit, all), table| {
            let (more_hit, more) = (table.hit(), table.rows.len());
            (hit.saturating_add(more_hit), all.saturating_add(more))
        })
    }

    /// How many branches of choices were taken, and how many there are.
    #[must_use]
    pub fn branches_taken(&self) -> (usize, usize) {
        let choices = self.sites.iter().filter(|site| site.is_choice());
        let branches: Vec<&BranchCoverage> = choices.flat_map(|site| &site.branches).collect();
        let taken = branches.iter().filter(|branch| branch.count > 0);
        (taken.count(), branches.len())
    }

    /// How many expressions of declarations were evaluated, and how many there are.
    #[must_use]
    pub fn values_evaluated(&self) -> (usize, usize) {
        let values = self.sites.iter().filter(|site| !site.is_choice());
        let evaluated = values.clone().filter(|site| site.is_reached());
        (evaluated.count(), values.count())
    }
}

/// The totals, and behind each what was never evaluated, with its place.
impl Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hit, rows) = self.rows_hit();
        let (taken, branches) = self.branches_taken();
        let (evaluated, values) = self.values_evaluated();
        let rules = (self.rules_fired(), self.rules.len());
        writeln!(f, "coverage by {} risks", self.risks)?;
        total(f, "rules fired", rules)?;
        for rule in self.rules.iter().filter(|rule| rule.fired == 0) {
            writeln!(
                f,
                "  {}:{}  {} never fired",
                rule.file, rule.line, rule.code
            )?;
        }
        total(f, "table rows hit", (hit, rows))?;
        self.tables
            .iter()
            .try_for_each(|table| write_table(f, table))?;
        total(f, "branches taken", (taken, branches))?;
        let choices = self.sites.iter().filter(|site| site.is_choice());
        for site in choices {
            if let Some(missed) = site.missed() {
                let SiteCoverage { file, line, .. } = site;
                writeln!(f, "  {file}:{line}  {}: {missed}", short(&site.text))?;
            }
        }
        total(f, "expressions evaluated", (evaluated, values))?;
        let values = self.sites.iter().filter(|site| !site.is_choice());
        for site in values.filter(|site| !site.is_reached()) {
            let SiteCoverage { file, line, .. } = site;
            writeln!(f, "  {file}:{line}  {}: never evaluated", short(&site.text))?;
        }
        Ok(())
    }
}

impl SiteCoverage {
    /// Whether one of its branches was taken.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.branches.iter().any(|branch| branch.count > 0)
    }

    /// What never happened here, in words; nothing where every branch was taken.
    #[must_use]
    pub fn missed(&self) -> Option<String> {
        if !self.is_reached() {
            return Some("never reached".to_owned());
        }
        let missed = (0_usize..).zip(&self.branches);
        let missed: Vec<_> = missed.filter(|(_, branch)| branch.count == 0).collect();
        let words = match (self.kind, missed.as_slice()) {
            (_, []) => return None,
            (SiteKind::Match | SiteKind::Variants, arms) => {
                let arm = |(_, arm): &(usize, &BranchCoverage)| {
                    format!("{} (line {})", short(&arm.text), arm.line)
                };
                let arms: Vec<String> = arms.iter().map(arm).collect();
                return Some(format!("never {}", arms.join(", ")));
            }
            (SiteKind::Value, _) => "never evaluated",
            (SiteKind::If | SiteKind::Where, [(0, _), ..]) => "never true",
            (SiteKind::If | SiteKind::Where, _) => "never false",
            (SiteKind::When, [(0, _), ..]) => "never applies",
            (SiteKind::When, _) => "always applies",
            (SiteKind::And | SiteKind::Or, [(0, _), ..]) => "never looked at",
            (SiteKind::And | SiteKind::Or, _) => "what stands behind it was never left out",
            (SiteKind::Default, [(0, _), ..]) => "always stands in",
            (SiteKind::Default, _) => "never stands in",
            (SiteKind::Rule, [(0, _), ..]) => "never fires",
            (SiteKind::Rule, _) => "always fires",
        };
        Some(words.to_owned())
    }
}

fn write_table(f: &mut fmt::Formatter<'_>, table: &TableCoverage) -> fmt::Result {
    let missed = table.rows.iter().filter(|row| row.hits == 0);
    let missed: Vec<u32> = missed.map(|row| row.line).collect();
    let (lines, otherwise): (Vec<u32>, Vec<u32>) = missed.iter().partition(|line| **line > 0);
    let never = match (lines.as_slice(), otherwise.as_slice()) {
        ([], []) => return Ok(()),
        ([], _) => "`otherwise`".to_owned(),
        (lines, []) => format!("line {}", ranges(lines)),
        (lines, _) => format!("line {} and `otherwise`", ranges(lines)),
    };
    let (file, name, hit, all) = (&table.file, &table.name, table.hit(), table.rows.len());
    writeln!(f, "  {file}  {name}: {hit} of {all}, never {never}")
}

fn total(f: &mut fmt::Formatter<'_>, what: &str, (some, all): (usize, usize)) -> fmt::Result {
    match some.saturating_mul(1_000).checked_div(all) {
        None => writeln!(f, "{what}: there are none"),
        Some(of_1000) => {
            let (whole, tenth) = (of_1000.div_euclid(10), of_1000.rem_euclid(10));
            writeln!(f, "{what}: {some} of {all} ({whole}.{tenth} %)")
        }
    }
}

/// The most ranges of lines that are shown.
const RANGES: usize = 12;

/// Lines as ranges: `3-7, 9`.
fn ranges(lines: &[u32]) -> String {
    let mut lines = lines.to_vec();
    lines.sort_unstable();
    lines.dedup();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for line in lines {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(line) => *last = line,
            _ => ranges.push((line, line)),
        }
    }
    let range = |(first, last): &(u32, u32)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    };
    let mut shown: Vec<String> = ranges.iter().take(RANGES).map(range).collect();
    if ranges.len() > RANGES {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

/// The most characters of an expression that are shown.
const SHOWN: usize = 60;

fn short(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    let start: String = text.chars().take(SHOWN).collect();
    format!("{start}…")
}
