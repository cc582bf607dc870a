//! What can be taken away from a rulebook.

use crate::problem::Problem;
use lutine::{CompileError, Source};
use lutine_dsl::parse_file;
use lutine_dsl::source::{SourceMap, Span, resolve};
use lutine_dsl::syntax::{
    Body, DeclarationKind, Define, Entity, EntityItem, Extend, Function, TableContent,
};
use std::collections::BTreeSet;

/// What kind of thing is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A rule of an outcome.
    Rule,
    /// A row of a table.
    Row,
    /// A line of steps.
    Step,
    /// What the input must satisfy.
    Requirement,
    /// What a definition, a function or a table is from a day on, in a state.
    Variant,
}

impl Kind {
    /// As the report names it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Rule => "rules",
            Self::Row => "rows",
            Self::Step => "steps",
            Self::Requirement => "requirements",
            Self::Variant => "variants",
        }
    }
}

/// A file without one of its things.
#[derive(Debug)]
pub(crate) struct Removal {
    pub(crate) kind: Kind,
    /// The file, relative to the rulebook.
    pub(crate) file: String,
    /// The line on which the thing began, from 1.
    pub(crate) line: u32,
    /// How it began.
    pub(crate) shown: String,
    /// What is left of the file.
    pub(crate) text: String,
}

/// Everything that can be taken away, one at a time.
pub(crate) fn removals(source: &dyn Source) -> Result<Vec<Removal>, Problem> {
    let mut found = Vec::new();
    let mut tables = BTreeSet::new();
    let mut sources = SourceMap::default();
    for (name, text) in source.rulebook_files().map_err(CompileError::from)? {
        let id = sources.add(name.clone(), text.clone());
        let (file, _) = parse_file(id, &text);
        let mut without = |kind, span: Span| {
            found.extend(removal(kind, &name, &text, span, &sources));
        };
        for declaration in &file.declarations {
            match &declaration.kind {
                DeclarationKind::Rule(_) => without(Kind::Rule, declaration.span),
                DeclarationKind::Table(table) => match &table.content {
                    TableContent::Rows { rows, .. } => {
                        rows.iter().for_each(|row| without(Kind::Row, row.span));
                    }
                    TableContent::File { file, .. } => {
                        tables.insert(resolve(&name, &file.value).map_err(CompileError::from)?);
                    }
                    TableContent::Variants(variants) => {
                        for variant in variants {
                            without(Kind::Variant, variant.span);
                            let file = &variant.value.value;
                            tables.insert(resolve(&name, file).map_err(CompileError::from)?);
                        }
                    }
                    TableContent::Missing => {}
                },
                DeclarationKind::Define(Define { body, .. })
                | DeclarationKind::Function(Function { body, .. }) => {
                    if let Body::Variants(variants) = body {
                        for variant in variants {
                            without(Kind::Variant, variant.span);
                        }
                    }
                }
                DeclarationKind::Entity(Entity { items, .. })
                | DeclarationKind::Extend(Extend { items, .. }) => {
                    for item in items {
                        if let EntityItem::Require(require) = item {
                            without(Kind::Requirement, require.span);
                        }
                    }
                }
                _ => {}
            }
        }
        found.extend(steps(&name, &text));
    }
    for table in tables {
        let bytes = source.read(&table).map_err(CompileError::from)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let rows = lines(&text).skip(1);
        found.extend(rows.map(|line| line.taken_away(Kind::Row, &table, &text)));
    }
    Ok(found)
}

/// The lines of `steps` but for the first, by their words.
fn steps(file: &str, text: &str) -> Vec<Removal> {
    const WORDS: [&str; 7] = [
        "times ",
        "divided by ",
        "plus ",
        "less ",
        "at least ",
        "at most ",
        "round ",
    ];
    lines(text)
        .filter(|line| {
            WORDS
                .iter()
                .any(|word| line.text.trim_start().starts_with(word))
        })
        .map(|line| line.taken_away(Kind::Step, file, text))
        .collect()
}

struct Line<'t> {
    number: u32,
    start: usize,
    text: &'t str,
}

impl Line<'_> {
    fn taken_away(&self, kind: Kind, file: &str, text: &str) -> Removal {
        let end = self.start.saturating_add(self.text.len());
        let before = text.get(..self.start).unwrap_or_default();
        Removal {
            kind,
            file: file.to_owned(),
            line: self.number,
            shown: self.text.trim().to_owned(),
            text: format!("{before}{}", text.get(end..).unwrap_or_default()),
        }
    }
}

/// The lines of a text, with what ends them.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0_usize;
    (1..)
        .zip(text.split_inclusive('\n'))
        .map(move |(number, line)| {
            let begins = start;
            start = start.saturating_add(line.len());
            Line {
                number,
                start: begins,
                text: line,
            }
        })
}

fn removal(kind: Kind, file: &str, text: &str, span: Span, sources: &SourceMap) -> Option<Removal> {
    let (start, end) = (
        usize::try_from(span.start).ok()?,
        usize::try_from(span.end).ok()?,
    );
    let shown = text.get(start..end)?.lines().next()?.trim();
    // The comma that ends an item on a line with others goes with it.
    let rest = text.get(end..)?;
    let rest = rest
        .trim_start_matches(' ')
        .strip_prefix(',')
        .unwrap_or(rest);
    Some(Removal {
        kind,
        file: file.to_owned(),
        line: sources.line_column(span).line,
        shown: shown.to_owned(),
        text: format!("{}{rest}", text.get(..start)?),
    })
}
