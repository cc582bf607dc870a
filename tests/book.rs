//! Every snippet of the book, `docs/src`, compiles without a word and passes its own tests; every answer that it shows is answered.
//! (Those of the language reference, `docs/src/reference`, are one rulebook, which `dsl/tests/docs.rs` compiles.)
//!
//! A page says what a block is behind its fence. On each page, in order:
//!
//! | fence | meaning |
//! | --- | --- |
//! | `lutine` | a whole rulebook; what stands behind it belongs to it |
//! | `lutine,warned` | a whole rulebook that is warned of |
//! | `lutine,more` | more declarations of the rulebook above, its tests among them |
//! | `lutine,in Policy` | more attributes of that entity |
//! | `lutine,instead of Policy.total` | that attribute written anew; without an entity, that declaration |
//! | `lutine,instead of Zone, rate` | the same, and the second is taken away |
//! | `lutine,terms/terms.lutine` | a file of a module; stands before what imports it |
//! | `csv,rates.csv`, `json,cases.json` | a file beside the rulebook; stands before what names it |
//! | `json,risk` | a risk |
//! | `json,answer` | the answer to the risk above |
//! | `text,worksheet of policy.total` | the worksheet of the risk above |
//! | `text,check` | what `lutine check` says of the rulebook above |
//! | `text,check with 8..10 as 9..10` | what it says if that is written in place of this |
//! | `text,plan` | what `lutine plan` says of the rulebook above |
//! | `text,proofs of date_order` | what `lutine check --proofs` says of these claims |
//!
//! The pages of the tour are one rulebook that grows from page to page. `INSTA_UPDATE=always` writes what is shown as `text` into the pages.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use lutine::{CompileError, MemorySource, Rulebook};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

struct Block {
    place: String,
    kind: String,
    text: String,
}

/// The fenced blocks of a page.
fn blocks(page: &Path) -> Vec<Block> {
    let text = std::fs::read_to_string(page).unwrap();
    let mut found: Vec<Block> = Vec::new();
    let mut open = false;
    for (at, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), open) {
            (Some(_), true) => open = false,
            (Some(kind), false) => {
                found.push(Block {
                    place: format!("{}:{}", page.display(), at + 1),
                    kind: kind.to_owned(),
                    text: String::new(),
                });
                open = true;
            }
            (None, true) => {
                let text = &mut found.last_mut().unwrap().text;
                text.push_str(line);
                text.push('\n');
            }
            (None, false) => {}
        }
    }
    assert!(!open, "{}: a block is not closed", page.display());
    found
}

/// Puts a text in the place of a block's, whose page has grown by some lines above it; gives the lines by which it grows.
fn write_in(place: &str, grown: isize, old: &str, new: &str) -> isize {
    let (page, line) = place.rsplit_once(':').unwrap();
    let line = line.parse::<usize>().unwrap().strict_add_signed(grown);
    let text = std::fs::read_to_string(page).unwrap();
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let behind = &text[start + old.len()..];
    let new = format!("{}\n", new.trim());
    std::fs::write(page, format!("{}{new}{behind}", &text[..start])).unwrap();
    let lines = |text: &str| isize::try_from(text.lines().count()).unwrap();
    lines(&new) - lines(old)
}

/// The rulebook that a page builds.
struct Growing {
    /// What the file is called in what it shows.
    file: &'static str,
    text: String,
    files: BTreeMap<String, String>,
    risk: String,
    /// Whether the checker warns of it.
    warned: bool,
    /// The lines by which each page has grown by what was written into it.
    grown: BTreeMap<String, isize>,
}

impl Growing {
    fn new(file: &'static str) -> Self {
        Self {
            file,
            text: String::new(),
            files: BTreeMap::new(),
            risk: String::new(),
            warned: false,
            grown: BTreeMap::new(),
        }
    }

    fn take(&mut self, block: &Block) {
        let Block { place, kind, text } = block;
        let (word, rest) = kind.split_once(',').unwrap_or((kind, ""));
        let has_declarations = matches!(rest, "" | "warned" | "more") || rest.ends_with(".lutine");
        if word == "lutine" && has_declarations {
            let laid_out = lutine::format(place, text).expect(place);
            assert!(
                *text == laid_out,
                "{place}: `lutine fmt` writes\n{laid_out}"
            );
        }
        match (word, rest) {
            ("csv" | "json" | "lutine", file) if file.ends_with(&format!(".{word}")) => {
                self.files.insert(file.to_owned(), text.clone());
            }
            ("lutine", "" | "warned") => {
                self.passes(place);
                self.text = text.clone();
                self.warned = rest == "warned";
            }
            ("lutine", "more") => self.text = format!("{}\n{text}", self.text),
            ("lutine", rest) => {
                match (rest.strip_prefix("in "), rest.strip_prefix("instead of ")) {
                    (Some(entity), _) => self.add_to(entity, text, place),
                    (_, Some(name)) => self.replace(name, text, place),
                    _ => panic!("{place}: what is `{kind}`?"),
                }
            }
            ("json", "risk") => {
                self.risk = text.clone();
            }
            ("json", "answer") => {
                self.passes(place);
                let answer = self.compiled(place).evaluate(&self.risk).to_json();
                let plain = |json: &str| json.split_whitespace().collect::<String>();
                assert_eq!(plain(&answer), plain(text), "{place}");
            }
            ("text", rest) if !rest.is_empty() => {
                let shown = self.shown(rest, place);
                if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
                    let page = place.rsplit_once(':').unwrap().0.to_owned();
                    let grown = self.grown.entry(page).or_default();
                    *grown += write_in(place, *grown, text, &shown);
                } else {
                    assert_eq!(shown.trim(), text.trim(), "{place}");
                }
            }
            ("text" | "console" | "sh" | "toml" | "rust", "") => {}
            _ => panic!("{place}: what is `{kind}`?"),
        }
    }

    /// What a page shows of the rulebook, as it is.
    fn shown(&self, what: &str, place: &str) -> String {
        if let Some(change) = what.strip_prefix("check with ") {
            let (old, new) = change.split_once(" as ").expect("a text as another");
            assert!(self.text.contains(old), "{place}: there is no `{old}`");
            let source = self.source(self.text.replacen(old, new, 1));
            return match Rulebook::compile(&source) {
                Ok(rulebook) => rulebook.warnings().to_string(),
                Err(CompileError::Faults(faults)) => faults.to_string(),
                Err(error) => panic!("{place}: {error}"),
            };
        }
        let rulebook = self.compiled(place);
        if let Some(path) = what.strip_prefix("worksheet of ") {
            let sheet = rulebook.explain(&self.risk).worksheet;
            return sheet
                .expect("the risk is not refused")
                .selected(path)
                .to_text();
        }
        if let Some(kind) = what.strip_prefix("proofs of ") {
            let proofs = rulebook.proofs().expect("its source is known").list;
            let proofs = proofs.iter().filter(|proof| proof.kind == kind);
            let proofs: Vec<String> = proofs.map(ToString::to_string).collect();
            return proofs.join("\n");
        }
        if what == "plan" {
            return rulebook.plan().to_text();
        }
        assert_eq!(what, "check", "{place}: what is `{what}`?");
        let version = rulebook.version().unwrap_or_default();
        let proofs = rulebook.proofs_at_a_glance().expect("its source is known");
        let warnings = rulebook.warnings();
        assert!(warnings.is_empty(), "{place}: {warnings}");
        format!("{} {version}: no findings\n{proofs}", rulebook.name())
    }

    /// Puts attributes at the end of an entity.
    fn add_to(&mut self, entity: &str, attributes: &str, place: &str) {
        let head = format!("\nentity {entity} ");
        let start = self
            .text
            .find(&head)
            .unwrap_or_else(|| panic!("{place}: no {entity}"));
        let end = start + self.text[start..].find("\n}\n").expect("the entity ends") + 1;
        self.text.insert_str(end, attributes);
    }

    /// Puts an attribute or a declaration in the place of the one with that name, up to the end of its brackets; takes others away.
    fn replace(&mut self, names: &str, text: &str, place: &str) {
        let (name, others) = names.split_once(", ").unwrap_or((names, ""));
        if !others.is_empty() {
            self.replace(others, "", place);
        }
        let (entity, name) = name.split_once('.').unwrap_or(("", name));
        let begins = |line: &str| {
            let line = if entity.is_empty() {
                line
            } else {
                line.trim_start()
            };
            let words = [
                "define ",
                "function ",
                "table ",
                "enum ",
                "entity ",
                "rule ",
                "carried ",
            ];
            let own = words.iter().find_map(|word| line.strip_prefix(word));
            let rest = own.unwrap_or(line).strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with([' ', '(']))
        };
        let head = if entity.is_empty() {
            String::new()
        } else {
            format!("entity {entity} ")
        };
        let mut start = self.text.find(&head).unwrap_or(self.text.len());
        let rest = self.text[start..].to_owned();
        let lines: Vec<&str> = rest.split_inclusive('\n').collect();
        let at = lines.iter().position(|line| begins(line));
        let at = at.unwrap_or_else(|| panic!("{place}: there is no `{name}`"));
        start += lines[..at].iter().map(|line| line.len()).sum::<usize>();
        let (mut end, mut depth) = (start, 0_usize);
        for line in &lines[at..] {
            end += line.len();
            depth += line.matches(['{', '(']).count();
            depth -= line.matches(['}', ')']).count();
            if depth == 0 {
                break;
            }
        }
        self.text.replace_range(start..end, text);
    }

    fn source(&self, text: String) -> MemorySource {
        let files = self
            .files
            .iter()
            .map(|(name, text)| (name.clone(), text.clone().into_bytes()));
        files.collect::<MemorySource>().with(self.file, text)
    }

    fn compiled(&self, place: &str) -> Rulebook {
        match Rulebook::compile(&self.source(self.text.clone())) {
            Ok(rulebook) => rulebook,
            Err(error) => panic!("{place}: {error}\n{}", self.text),
        }
    }

    /// What stands there up to a place has no fault and passes its tests.
    fn passes(&self, place: &str) {
        if self.text.is_empty() {
            return;
        }
        let rulebook = self.compiled(place);
        let warnings = rulebook.warnings();
        // What a page declares may be used only by the next one.
        let mut shown = warnings.list().iter();
        let shown = shown.any(|found| !found.code.starts_with("W06"));
        assert_eq!(shown, self.warned, "{place}: {warnings}");
        let report = rulebook.test().expect("its source is known");
        for test in &report.tests {
            let failures: Vec<String> = test.failures.iter().map(ToString::to_string).collect();
            assert!(
                test.passed(),
                "{place}, {}: {}",
                test.name,
                failures.join("\n")
            );
        }
    }
}

/// The pages that the summary names, in its order.
fn pages() -> Vec<PathBuf> {
    let folder = Path::new("docs/src");
    let summary = std::fs::read_to_string(folder.join("SUMMARY.md")).unwrap();
    let links = summary.lines().filter_map(|line| {
        let (_, link) = line.split_once("](")?;
        Some(folder.join(link.split_once(')')?.0))
    });
    links.collect()
}

#[test]
fn every_snippet_of_the_book_runs() {
    let mut tour = Growing::new("pets.lutine");
    let mut snippets = 0;
    for page in pages() {
        let is_in = |name| page.parent().is_some_and(|folder| folder.ends_with(name));
        if is_in("reference") {
            continue;
        }
        let mut own = Growing::new("page.lutine");
        let in_tour = is_in("tour");
        let growing = if in_tour { &mut tour } else { &mut own };
        for block in blocks(&page) {
            snippets += usize::from(block.kind.starts_with("lutine"));
            growing.take(&block);
        }
        growing.passes(&page.display().to_string());
    }
    assert!(snippets > 0, "the book has snippets");
}

/// What a link to a heading of a page is called, as mdBook and code hosts have it.
fn headings(page: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(page).unwrap();
    let mut fenced = false;
    let heads = text.lines().filter_map(|line| {
        fenced ^= line.starts_with("```");
        let head = line.trim_start_matches('#').strip_prefix(' ')?;
        (line.starts_with('#') && !fenced).then(|| head.trim().to_owned())
    });
    let name = |head: String| {
        let kept = head.chars().filter_map(|sign| match sign {
            ' ' => Some('-'),
            '-' | '_' => Some(sign),
            sign => sign.is_alphanumeric().then(|| sign.to_ascii_lowercase()),
        });
        kept.collect()
    };
    heads.map(name).collect()
}

/// Every page is in the summary, and every link to a page, a heading or a file leads somewhere.
#[test]
fn the_book_is_whole() {
    let pages = pages();
    let mut folders = vec![PathBuf::from("docs/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md")
                && !path.ends_with("SUMMARY.md")
            {
                assert!(pages.contains(&path), "{} is in no summary", path.display());
            }
        }
    }
    for page in &pages {
        let text = std::fs::read_to_string(page).unwrap();
        for (at, _) in text.match_indices("](") {
            let link = text[at + 2..].split(')').next().unwrap();
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            if file.contains("://") {
                continue;
            }
            let target = match file {
                "" => page.clone(),
                file => page.parent().unwrap().join(file),
            };
            assert!(target.exists(), "{}: {link} leads nowhere", page.display());
            let found = heading.is_empty() || headings(&target).iter().any(|head| head == heading);
            assert!(found, "{}: {link} leads to no heading", page.display());
        }
    }
}
