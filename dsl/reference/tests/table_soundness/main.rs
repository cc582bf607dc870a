//! What is proven and refuted of tables against brute force, through the language: generated tables over small domains, their text compiled,
//! every claim and every diagnostic compared with a walk over all keys, and every hole pasted as a test. Of `collect` tables, of which less is
//! claimed, the rows that fit are looked up too.
//!
//! `LUTINE_TABLES` is how many tables (1,000), `LUTINE_SEED` the seed (0).

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    clippy::panic
)]

mod brute;
mod cell;
mod collected;
mod key;
mod table;

use brute::{Truth, truth};
use key::{ENUMS, Kind};
use lutine::{MemorySource, Rulebook};
use lutine_dsl::Checked;
use lutine_dsl::diagnostics::Diagnostic;
use lutine_dsl::prove::{Claim, ClaimKind, Status};
use lutine_dsl::render::render;
use lutine_dsl::source::Span;
use lutine_reference::generate::Random;
use std::collections::BTreeMap;
use std::fmt::Write;
use table::Table;

/// Tables of one rulebook.
const BATCH: usize = 25;

fn setting(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(default, |text| text.parse().expect("a whole number"))
}

/// What was seen.
#[derive(Default)]
struct Counts {
    kinds: BTreeMap<Kind, u64>,
    forms: BTreeMap<&'static str, u64>,
    keys: BTreeMap<usize, u64>,
    claims: BTreeMap<(ClaimKind, &'static str), u64>,
    /// The claims of `collect` tables among them.
    collects: BTreeMap<(ClaimKind, &'static str), u64>,
    pasted: u64,
    /// What is claimed of the lists that they give.
    proven: collected::Proven,
    /// Look-ups of all rows that fit, by how many do.
    fitting: BTreeMap<usize, u64>,
}

#[test]
fn claims_of_tables_agree_with_brute_force() {
    let count = setting("LUTINE_TABLES", 1_000);
    let mut random = Random::new(setting("LUTINE_SEED", 0));
    let mut counts = Counts::default();
    let mut wrong = Vec::new();
    let (mut sound, mut overlapping) = (Vec::new(), Vec::new());
    for number in 0..count as usize {
        let table = Table::new(&mut random, number);
        counts.see(&table);
        let truth = truth(&table);
        // One table whose rows overlap refuses its rulebook, and with it the claims of the others.
        let batch = if truth.overlap.is_some() {
            &mut overlapping
        } else {
            &mut sound
        };
        batch.push((table, truth));
        for batch in [&mut sound, &mut overlapping] {
            if batch.len() == BATCH {
                check(batch, &mut counts, &mut wrong);
                let collect = batch.iter().filter(|(table, _)| table.collects);
                let collect: Vec<_> = collect.map(|(table, of)| (table, &of.gathered)).collect();
                collected::check(&collect, &mut random, &mut counts.proven, &mut wrong);
                batch.clear();
            }
        }
    }
    check(&sound, &mut counts, &mut wrong);
    check(&overlapping, &mut counts, &mut wrong);
    counts.print(count);
    let first: Vec<String> = wrong.iter().take(8).cloned().collect();
    assert!(
        wrong.is_empty(),
        "{}\n{} wrong",
        first.join("\n\n"),
        wrong.len()
    );
    counts.demand(count);
}

impl Counts {
    fn see(&mut self, table: &Table) {
        for key in &table.keys {
            *self.kinds.entry(key.kind).or_default() += 1;
        }
        let mut forms = table.forms.clone();
        forms.sort_unstable();
        forms.dedup();
        for form in forms {
            *self.forms.entry(form).or_default() += 1;
        }
        *self.keys.entry(table.keys.len()).or_default() += 1;
    }

    fn claim(&mut self, kind: ClaimKind, came: &'static str) {
        *self.claims.entry((kind, came)).or_default() += 1;
    }

    fn print(&self, tables: u64) {
        println!(
            "{tables} tables, {} holes and look-ups pasted as tests",
            self.pasted
        );
        for (keys, count) in &self.keys {
            println!("{count:>8} of {keys} keys");
        }
        for (kind, count) in &self.kinds {
            println!("{count:>8} keys {kind:?}");
        }
        for (form, count) in &self.forms {
            println!("{count:>8} tables with {form}");
        }
        for ((kind, came), count) in &self.claims {
            println!("{count:>8} {} {came}", kind.as_str());
        }
        for ((kind, came), count) in &self.collects {
            println!("{count:>8} {} {came}, of `collect` tables", kind.as_str());
        }
        println!("rows that fit one look-up: {:?}", self.fitting);
        collected::print(&self.proven);
    }

    /// Everything was seen often.
    fn demand(&self, tables: u64) {
        let floor = tables / 100;
        assert_eq!(self.keys.len(), 4);
        assert_eq!(self.kinds.len(), key::KINDS.len());
        assert_eq!(self.forms.len(), 18, "{:?}", self.forms);
        let counts = self
            .keys
            .values()
            .chain(self.kinds.values())
            .chain(self.forms.values());
        assert!(counts.min().is_some_and(|least| *least >= floor));
        for kind in [
            ClaimKind::TableOverlap,
            ClaimKind::TableRow,
            ClaimKind::RowHit,
            ClaimKind::KeyMatters,
        ] {
            for came in ["proven", "refuted"] {
                let count = self.claims.get(&(kind, came));
                assert!(
                    count.is_some_and(|count| *count >= floor),
                    "{kind:?} {came}"
                );
            }
        }
        for came in ["proven", "refuted"] {
            let count = self.collects.get(&(ClaimKind::RowHit, came));
            assert!(count.is_some_and(|count| *count >= floor), "collect {came}");
        }
        let several = self.fitting.iter().filter(|(rows, _)| **rows > 1);
        assert!(several.map(|(_, count)| count).sum::<u64>() >= floor);
        assert!(self.fitting.get(&0).is_some_and(|none| *none >= floor));
        collected::demand(&self.proven, floor);
    }
}

/// A rulebook of tables, and for each the file and the line of its header.
fn rulebook(tables: &[(Table, Truth)], tests: &[String]) -> (MemorySource, Vec<(String, u32)>) {
    let mut text = format!(
        "rulebook tables\ncurrency USD\n{ENUMS}input Policy\nentity Policy {{ id: int default 0 }}\noutput {{ id = policy.id }}\n"
    );
    let mut source = MemorySource::new();
    let mut places = Vec::new();
    for (table, _) in tables {
        let Table {
            name,
            head,
            lines,
            csv,
            ..
        } = table;
        if let Some(csv) = csv {
            let file = format!("{name}.csv");
            let _ = writeln!(text, "{head} from {file:?}");
            source = source.with(file.clone(), csv.clone());
            places.push((file, 1));
        } else {
            let _ = writeln!(text, "{head} {{");
            places.push(("tables.lutine".to_owned(), text.lines().count() as u32 + 1));
            for line in lines {
                let _ = writeln!(text, "  {line}");
            }
            text.push_str("}\n");
        }
    }
    for test in tests {
        text.push_str(test);
        text.push('\n');
    }
    (source.with("tables.lutine", text), places)
}

fn check(tables: &[(Table, Truth)], counts: &mut Counts, wrong: &mut Vec<String>) {
    let (source, places) = rulebook(tables, &[]);
    let checked = lutine_dsl::check(&source).unwrap();
    let overlap = tables.iter().any(|(_, truth)| truth.overlap.is_some());
    if checked.rulebook.is_none() && !overlap {
        let errors = checked.diagnostics.iter().filter(|d| d.is_error());
        wrong.extend(errors.map(|error| render(error, &checked.sources, false)));
        return;
    }
    let mut tests = Vec::new();
    for ((table, truth), place) in tables.iter().zip(&places) {
        let found = Found {
            table,
            checked: &checked,
            place,
        };
        tests.extend(truth.fitting.iter().enumerate().map(|(at, (keys, rows))| {
            *counts.fitting.entry(rows.len()).or_default() += 1;
            all_rows(table, at, keys, rows)
        }));
        match found.check(truth, counts) {
            Ok(test) => tests.extend(test),
            Err(why) => wrong.push(format!(
                "{why}\n{}\n{}\n{truth:?}",
                table.head,
                table.lines.join("\n")
            )),
        }
    }
    if tests.is_empty() {
        return;
    }
    counts.pasted += tests.len() as u64;
    let (source, _) = rulebook(tables, &tests);
    match Rulebook::compile(&source) {
        Ok(rulebook) => {
            let report = rulebook.test().unwrap();
            if !report.is_ok() || report.passed() != tests.len() {
                wrong.push(format!("{report:?}"));
            }
        }
        Err(error) => wrong.push(format!("pasted tests are refused: {error}")),
    }
}

/// A test that these keys have these rows, in their order.
fn all_rows(table: &Table, number: usize, keys: &[i64], rows: &[usize]) -> String {
    let mut random = Random::new(number as u64);
    let keys = table.keys.iter().zip(keys);
    let keys: Vec<String> = keys
        .map(|(key, point)| key.value(&mut random, point / 2))
        .collect();
    let is_list = table.results.len() == 1;
    let shown: Vec<String> = match is_list {
        true => vec!["{row}".to_owned()],
        false => (0..table.results.len())
            .map(|at| format!("{{row.r{at}}}"))
            .collect(),
    };
    let value = |result: &Option<i64>| result.map_or("none".to_owned(), |value| value.to_string());
    let found = rows.iter().map(|row| {
        let results: Vec<String> = table.rows[*row].results.iter().map(value).collect();
        results.join("/")
    });
    let found: Vec<String> = found.collect();
    let (name, keys) = (&table.name, keys.join(", "));
    format!(
        "test \"{name} all {number}\" {{ expect joined(\"{}\" for row in {name}({keys}), \" \") = \"{}\" }}",
        shown.join("/"),
        found.join(" ")
    )
}

/// What the compiler says of a table.
struct Found<'f> {
    table: &'f Table,
    checked: &'f Checked,
    place: &'f (String, u32),
}

impl Found<'_> {
    /// Compares it with the truth; gives the test that shows a hole.
    fn check(&self, truth: &Truth, counts: &mut Counts) -> Result<Option<String>, String> {
        let diagnostics = self.diagnostics();
        let of = |code: &str| {
            diagnostics
                .iter()
                .filter(|d| d.code.as_str() == code)
                .copied()
                .collect::<Vec<_>>()
        };
        let other = diagnostics
            .iter()
            .find(|d| !["E0405", "W0401", "W0403", "W0404", "W0603"].contains(&d.code.as_str()));
        if let Some(other) = other {
            return Err(render(other, &self.checked.sources, false));
        }
        self.check_never_hit(truth, &of("W0401"))?;
        if let Some((second, first, keys)) = &truth.overlap {
            counts.claim(ClaimKind::TableOverlap, "refuted");
            let [found] = of("E0405")[..] else {
                return Err("rows overlap, and nothing says so".into());
            };
            let lines = [found.span, found.related[0].0].map(|span| self.line(span));
            let expected = [*second, *first].map(|row| self.table.rows[row].line);
            if lines != expected {
                return Err(format!("the lines {expected:?} overlap, not {lines:?}"));
            }
            self.check_witness(
                found.help.as_deref().unwrap_or_default(),
                "several_rows",
                keys,
            )?;
            return Ok(None);
        }
        if let Some(found) = of("E0405").first() {
            return Err(render(found, &self.checked.sources, false));
        }
        let claim = |kind| self.claim(kind);
        let hit = claim(ClaimKind::RowHit)?.ok_or("no claim of rows that are hit")?;
        if self.table.collects {
            let came = expect_status(hit, !truth.never_hit.is_empty(), counts)?;
            *counts.collects.entry((hit.kind, came)).or_default() += 1;
            let mut own = self.checked.claims.iter();
            let other = own.find(|c| {
                *c.subject(&self.checked.sources) == *self.table.name && c.kind != ClaimKind::RowHit
            });
            return match (other, [of("W0403"), of("W0404")].concat().first()) {
                (None, None) => Ok(None),
                other => Err(format!("of a `collect` table {other:?}")),
            };
        }
        let overlap = claim(ClaimKind::TableOverlap)?.ok_or("no claim of overlaps")?;
        expect_status(overlap, false, counts)?;
        let test = self.check_hole(truth, claim(ClaimKind::TableRow)?, &of("W0403"), counts)?;
        expect_status(hit, !truth.never_hit.is_empty(), counts)?;
        let matter = claim(ClaimKind::KeyMatters)?.ok_or("no claim of keys that matter")?;
        expect_status(matter, !truth.idle.is_empty(), counts)?;
        if of("W0404").len() != usize::from(!truth.idle.is_empty()) {
            return Err("the warning of a key without effect".into());
        }
        if let Status::Refuted(witness) = &matter.status {
            let names: Vec<&str> = truth
                .idle
                .iter()
                .map(|key| self.table.keys[*key].name.as_str())
                .collect();
            let expected = format!("the same results whatever {} is", names.join(", "));
            if *witness.words != *expected {
                return Err(format!("{}, not {expected}", witness.words));
            }
        }
        Ok(test)
    }

    fn check_never_hit(&self, truth: &Truth, warnings: &[&Diagnostic]) -> Result<(), String> {
        let lines: Vec<usize> = warnings.iter().map(|w| self.line(w.span)).collect();
        let has_domain = |key: &usize| self.table.keys[*key].has_domain();
        for (row, _) in truth.never_hit.iter().filter(|(_, key)| has_domain(key)) {
            let (line, is_grid) = (
                self.table.rows[*row].line,
                self.table.forms.contains(&"grid"),
            );
            // A column of a grid is never hit as a whole.
            if lines.len() < 20
                && !lines.contains(&line)
                && !(is_grid && lines.contains(&usize::MAX))
            {
                return Err(format!("line {line} is never hit, and nothing says so"));
            }
        }
        // A line of a grid without a result is no row, and its cells are said to fit nothing all the same.
        let blank: Vec<usize> = self.table.blank_lines_that_fit_nothing().collect();
        if let Some(line) = blank.iter().find(|line| !lines.contains(line))
            && lines.len() < 20
        {
            return Err(format!("line {line} fits nothing, and nothing says so"));
        }
        match warnings.is_empty() || !truth.never_hit.is_empty() || !blank.is_empty() {
            true => Ok(()),
            false => Err("a cell is said to fit nothing, and does".into()),
        }
    }

    fn check_hole(
        &self,
        truth: &Truth,
        claim: Option<&Claim>,
        warnings: &[&Diagnostic],
        counts: &mut Counts,
    ) -> Result<Option<String>, String> {
        let Some(claim) = claim else {
            let absent = self.table.results.iter().all(|optional| *optional);
            return if absent && warnings.is_empty() {
                Ok(None)
            } else {
                Err("no claim of holes".into())
            };
        };
        expect_status(claim, truth.hole.is_some(), counts)?;
        let promised = self.table.keys.iter().all(key::Key::is_declared);
        if warnings.len() != usize::from(promised && truth.hole.is_some()) {
            return Err(format!("{} warnings of holes", warnings.len()));
        }
        let (Status::Refuted(witness), Some(hole)) = (&claim.status, &truth.hole) else {
            return Ok(None);
        };
        self.check_witness(&format!("`{}`", witness.expect), "no_row", hole)?;
        if let Some(warning) = warnings.first() {
            self.check_witness(warning.help.as_deref().unwrap_or_default(), "no_row", hole)?;
        }
        Ok(Some(format!(
            "test \"{}\" {{ {} }}",
            self.table.name, witness.expect
        )))
    }

    /// Whether the keys in `expect t(…) fails CODE` are the smallest.
    fn check_witness(&self, text: &str, code: &str, smallest: &[i64]) -> Result<(), String> {
        let begin = format!("`expect {}(", self.table.name);
        let end = format!(") fails {code}`");
        let (from, to) = text
            .find(&begin)
            .zip(text.rfind(&end))
            .ok_or_else(|| format!("no witness in {text}"))?;
        let arguments = arguments(&text[from + begin.len()..to]);
        let keys = self
            .table
            .keys
            .iter()
            .enumerate()
            .zip(&arguments)
            .zip(smallest);
        for (((at, key), argument), expected) in keys {
            let found = key.point(argument);
            if !key.takes(found) {
                return Err(format!("{argument} is no value of {}", key.name));
            }
            if !key.same(found, *expected, self.table.cells(at)) {
                return Err(format!(
                    "{} is {argument} (point {found}), the smallest is point {expected}",
                    key.name
                ));
            }
        }
        match arguments.len() == smallest.len() {
            true => Ok(()),
            false => Err(format!("other keys: {arguments:?}")),
        }
    }

    fn diagnostics(&self) -> Vec<&Diagnostic> {
        let file = |span: Span| self.checked.sources.file(span.file).map(|file| file.name());
        let is_own = |d: &&Diagnostic| match file(d.span) {
            Some(name) if name == self.place.0 && self.table.csv.is_some() => true,
            Some("tables.lutine") => {
                let line = self.checked.sources.line_column(d.span).line;
                match self.table.csv {
                    Some(_) => {
                        self.checked.sources.text(d.span).contains(&self.table.name)
                            && d.message.contains(&format!("`{}`", self.table.name))
                    }
                    None => (self.place.1 - 1..=self.place.1 + self.table.lines.len() as u32)
                        .contains(&line),
                }
            }
            _ => false,
        };
        self.checked.diagnostics.iter().filter(is_own).collect()
    }

    /// The line of the table, from 0; of the header one beyond all.
    fn line(&self, span: Span) -> usize {
        let line = self.checked.sources.line_column(span).line;
        match line.checked_sub(self.place.1 + 1) {
            Some(line) => line as usize,
            None => usize::MAX,
        }
    }

    fn claim(&self, kind: ClaimKind) -> Result<Option<&Claim>, String> {
        let mut own =
            self.checked.claims.iter().filter(|c| {
                c.kind == kind && *c.subject(&self.checked.sources) == *self.table.name
            });
        match (own.next(), own.next()) {
            (claim, None) => Ok(claim),
            _ => Err(format!("two claims {}", kind.as_str())),
        }
    }
}

fn expect_status(
    claim: &Claim,
    refuted: bool,
    counts: &mut Counts,
) -> Result<&'static str, String> {
    let came = match &claim.status {
        Status::Proven => "proven",
        Status::Refuted(_) => "refuted",
        Status::NotProven(_) => "not proven",
    };
    counts.claim(claim.kind, came);
    match came == if refuted { "refuted" } else { "proven" } {
        true => Ok(came),
        false => Err(format!(
            "{} is {came}: {:?}",
            claim.kind.as_str(),
            claim.status
        )),
    }
}

/// The arguments of a call; commas in texts divide nothing.
fn arguments(text: &str) -> Vec<String> {
    let (mut all, mut quoted, mut escaped) = (vec![String::new()], false, false);
    for c in text.chars() {
        match c {
            ',' if !quoted => {
                all.push(String::new());
                continue;
            }
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        all.last_mut().unwrap().push(c);
    }
    all.iter()
        .map(|argument| argument.trim_start().to_owned())
        .collect()
}
