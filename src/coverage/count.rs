//! Counting what executions need.

use super::{BranchCoverage, Coverage, RowCoverage, RuleCoverage, SiteCoverage, TableCoverage};
use lutine_core::coverage::Needed;
use lutine_core::graph::TableId;
use lutine_dsl::coverage::{Kind, Mark, sites};
use lutine_dsl::lower::Observed;
use lutine_dsl::source::{SourceMap, Span};
use lutine_dsl::typed::Rulebook;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many risks took what.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    risks: u64,
    marks: BTreeMap<Mark, u64>,
    rows: BTreeMap<(u32, u32), u64>,
}

impl Counter {
    /// Adds what the risks of an execution took.
    pub(crate) fn add(&mut self, risks: u32, tables: usize, needed: &Needed<'_>, of: &Observed) {
        self.risks = self.risks.saturating_add(u64::from(risks));
        let mut marks: BTreeMap<Mark, BTreeSet<u32>> = BTreeMap::new();
        for probe in &of.probes {
            for (risk, value) in needed.conditions(probe.node) {
                let mark = match (probe.yes, value) {
                    (Some(mark), _) if mark.kind == Kind::Value => Some(mark),
                    (yes, Some(true)) => yes,
                    (_, Some(false)) => probe.no,
                    (_, None) => None,
                };
                if let Some(mark) = mark {
                    marks.entry(mark).or_default().insert(risk);
                }
            }
        }
        for (mark, risks) in marks {
            add(self.marks.entry(mark).or_default(), risks.len());
        }
        let mut rows: BTreeSet<(u32, u32, u32)> = BTreeSet::new();
        for table in 0..u32::try_from(tables).unwrap_or(u32::MAX) {
            let found = needed.rows(TableId(table));
            rows.extend(found.map(|(risk, row)| (table, row, risk)));
        }
        for probe in &of.rows {
            let gone_through = needed.rows_where(probe.counts, probe.row);
            rows.extend(gone_through.map(|(risk, row)| (probe.table.0, row, risk)));
        }
        for (table, row, _) in rows {
            add(self.rows.entry((table, row)).or_default(), 1);
        }
    }

    /// The counts, place by place.
    pub(crate) fn coverage(&self, rulebook: &Rulebook, sources: &SourceMap) -> Coverage {
        Coverage {
            risks: self.risks,
            rules: self.rules(rulebook, sources),
            tables: self.tables(rulebook, sources),
            sites: self.sites(rulebook, sources),
        }
    }

    fn count(&self, span: Span, kind: Kind, branch: u32) -> u64 {
        let mark = Mark { span, kind, branch };
        self.marks.get(&mark).copied().unwrap_or(0)
    }

    fn rules(&self, rulebook: &Rulebook, sources: &SourceMap) -> Vec<RuleCoverage> {
        let rules = rulebook.rules.iter().map(|rule| {
            let (file, line, _) = place(sources, rule.span);
            RuleCoverage {
                code: Arc::clone(&rule.code),
                file,
                line,
                fired: self.count(rule.condition.span, Kind::Rule, 0),
            }
        });
        rules.collect()
    }

    fn tables(&self, rulebook: &Rulebook, sources: &SourceMap) -> Vec<TableCoverage> {
        let tables = (0_u32..).zip(&rulebook.tables).map(|(id, table)| {
            let rows = (0_u32..).zip(&table.data.rows);
            let rows = rows.map(|(place, row)| RowCoverage {
                line: row.line,
                hits: self.rows.get(&(id, place)).copied().unwrap_or(0),
            });
            TableCoverage {
                name: table.data.name.clone(),
                file: file(sources, table.data.file),
                rows: rows.collect(),
            }
        });
        tables.collect()
    }

    fn sites(&self, rulebook: &Rulebook, sources: &SourceMap) -> Vec<SiteCoverage> {
        let covered = sites(rulebook).into_iter().map(|site| {
            let (file, line, column) = place(sources, site.span);
            let branches = (0_u32..).zip(&site.branches);
            let branches = branches.map(|(branch, span)| BranchCoverage {
                text: one_line(sources, *span),
                line: sources.line_column(*span).line,
                count: self.count(site.span, site.kind, branch),
            });
            SiteCoverage {
                file,
                line,
                column,
                kind: site.kind,
                text: one_line(sources, site.span),
                branches: branches.collect(),
            }
        });
        covered.collect()
    }
}

fn one_line(sources: &SourceMap, span: Span) -> String {
    let words: Vec<&str> = sources.text(span).split_whitespace().collect();
    words.join(" ")
}

fn add(count: &mut u64, more: usize) {
    *count = count.saturating_add(u64::try_from(more).unwrap_or(u64::MAX));
}

fn file(sources: &SourceMap, id: u32) -> Arc<str> {
    let file = sources.file(lutine_dsl::source::FileId(id));
    file.map_or("", |file| file.name()).into()
}

fn place(sources: &SourceMap, span: Span) -> (Arc<str>, u32, u32) {
    let at = sources.line_column(span);
    (file(sources, span.file.0), at.line, at.column)
}
