//! What is proven of a table: that no keys hit two rows, that all keys hit one, that every row can be hit, that every key matters.
//!
//! An overlap refuses the table. A hole is a warning where every key says what values it has (a bool, an enum, a declared range or set):
//! there the table promises a row for each of them. With keys that are any text or number a hole is in the nature of the table, and only
//! the list of claims names it; cells that no value fits have their warnings
//! ([`super::rows`]) already. Of a `first` table rows may overlap; those that the rows above leave no keys for are warned of. Of a `collect`
//! table all rows count: it has neither overlaps nor holes.

use std::sync::Arc;

use lutine_core::graph::Constant;
use lutine_core::table::{
    Effort, Finding, HitPolicy, KeySpace, Outside, Overlap, Reason, Table, Units,
};

use super::faults::Faults;
use super::written::{Shown, call};
use crate::check::Signatures;
use crate::check::signature::TableSignature;
use crate::diagnostics::{Diagnostic, table as words};
use crate::prove::{About, Claim, ClaimKind, Status, Witness};
use crate::source::Span;
use crate::typed::Type;

/// A table whose rows have been read.
pub(super) struct Proofs<'p, S: Fn(u32) -> Option<Span>> {
    pub(super) signatures: &'p Signatures<'p>,
    pub(super) signature: &'p TableSignature<'p>,
    pub(super) table: &'p Table,
    /// Where its `otherwise` stands.
    pub(super) otherwise: Option<Span>,
    /// Where a row stands.
    pub(super) span_of: S,
    /// What the proofs may take.
    pub(super) effort: &'p Effort,
}

impl<S: Fn(u32) -> Option<Span>> Proofs<'_, S> {
    /// What is claimed of the table; what its writer should look at is reported.
    pub(super) fn claims(&self, collected: &mut Faults<'_>) -> Vec<Claim> {
        let units = Units {
            enumerations: &self.signatures.enumerations,
            currencies: &self.signatures.currencies,
        };
        let space = |table| match KeySpace::within(table, units, self.effort) {
            Ok(space) => Ok(space),
            Err(fault) => Err(words::too_large(self.signature.place(), &fault.to_string())),
        };
        let own = match space(self.table) {
            Ok(own) => own,
            Err(fault) => {
                collected.error(fault);
                return Vec::new();
            }
        };
        let mut claims = Vec::new();
        if self.table.policy == HitPolicy::Unique {
            claims.push(self.one_row(&own, collected));
        }
        let lines = self.table.lines();
        if let (Some(lines), false) = (&lines, collected.has_errors()) {
            self.lines(&space, lines, collected);
        }
        if collected.has_errors() {
            // What follows from rows that overlap is not said as well.
            return Vec::new();
        }
        let of_lines = lines.as_ref().and_then(|lines| space(lines).ok());
        let space = of_lines.unwrap_or(own);
        if self.table.policy == HitPolicy::Collect {
            // Rows may overlap, and where none fits nothing is found.
            claims.push(self.rows_hit(&space, collected));
            return claims;
        }
        claims.extend(self.has_row(&space, collected));
        if self.table.interpolation.is_none() {
            claims.push(self.rows_hit(&space, collected));
        }
        claims.extend(self.keys_matter(&space, collected));
        claims
    }

    /// Of an interpolated table: rows have the same other keys or none in common, and where lines go on there are two nodes to go by.
    fn lines<'t>(
        &self,
        space: &impl Fn(&'t Table) -> Result<KeySpace<'t>, Diagnostic>,
        lines: &'t Table,
        collected: &mut Faults<'_>,
    ) {
        let span = |row| (self.span_of)(row).unwrap_or(self.signature.place());
        match space(lines).map(|space| space.overlap()) {
            Ok(Finding::Found(overlap)) => {
                let (first, second) = overlap.rows;
                collected.error(words::torn_line(span(second), span(first)));
            }
            Ok(Finding::None | Finding::NotProven(_)) => {}
            Err(fault) => collected.error(fault),
        }
        if self
            .table
            .interpolation
            .is_some_and(|it| it.outside == Outside::Extend)
        {
            for row in self.table.lone_nodes() {
                collected.error(words::lone_node(span(row)));
            }
        }
    }

    fn claim(&self, kind: ClaimKind, status: Status) -> Claim {
        Claim {
            kind,
            span: self.signature.place(),
            at: self.signature.place(),
            about: About::Named(self.signature.full_name()),
            status,
        }
    }

    /// No two rows for one key.
    fn one_row(&self, space: &KeySpace<'_>, collected: &mut Faults<'_>) -> Claim {
        let name = &self.signature.full_name();
        let status = match space.overlap() {
            Finding::None => Status::Proven,
            Finding::NotProven(reason) => {
                let why = self.why(&reason);
                collected.of_table(words::overlaps_not_excluded(
                    self.signature.place(),
                    name,
                    &why,
                ));
                Status::NotProven(why.into())
            }
            Finding::Found(overlap) => Status::Refuted(self.overlap(&overlap, collected)),
        };
        self.claim(ClaimKind::TableOverlap, status)
    }

    fn overlap(&self, overlap: &Overlap, collected: &mut Faults<'_>) -> Witness {
        let (first, second) = overlap.rows;
        let span = |row| (self.span_of)(row).unwrap_or(self.signature.place());
        let keys = self.keys(&overlap.witness);
        let witness = Witness {
            words: format!("two rows for {keys}").into(),
            expect: self.expect(&overlap.witness, "several_rows"),
            with: None,
        };
        let (first, second) = (span(first), span(second));
        collected.error(words::overlap(second, first, &keys, &witness.expect));
        witness
    }

    /// A row for every key; nothing where no row means that the result is absent.
    fn has_row(&self, space: &KeySpace<'_>, collected: &mut Faults<'_>) -> Option<Claim> {
        let results = self.signature.results.iter();
        let mut results = results.filter_map(|(_, result)| result.as_ref());
        if results.all(|result| matches!(result.ty, Type::Optional(_))) {
            return None;
        }
        let status = match space.hole() {
            _ if self.table.default_row().is_some() => Status::Proven,
            Finding::None => Status::Proven,
            Finding::NotProven(reason) => Status::NotProven(self.why(&reason).into()),
            Finding::Found(hole) => {
                let keys = self.keys(&hole);
                let expect = self.expect(&hole, "no_row");
                if self.promises_rows() {
                    let (span, name) = (self.signature.place(), &self.signature.full_name());
                    collected.of_table(words::hole(span, name, &keys, &expect));
                }
                Status::Refuted(Witness {
                    words: format!("no row for {keys}").into(),
                    expect,
                    with: None,
                })
            }
        };
        Some(self.claim(ClaimKind::TableRow, status))
    }

    /// Whether every key says what values it has.
    fn promises_rows(&self) -> bool {
        let keys = self.signature.keys.iter();
        let mut keys = keys.filter_map(|(_, key)| key.as_ref());
        keys.all(|key| key.domain.is_some() || matches!(key.ty, Type::Bool | Type::Enum(_)))
    }

    /// No row that is never hit.
    fn rows_hit(&self, space: &KeySpace<'_>, collected: &mut Faults<'_>) -> Claim {
        let hidden = self.hidden(space, collected);
        let never = space.never_hit().next();
        let row = never.and_then(|never| {
            let row = self.table.rows.get(usize::try_from(never.row).ok()?)?;
            Some((row.line, &self.table.axes.get(never.axis)?.name))
        });
        let status = match row {
            None => hidden.unwrap_or(Status::Proven),
            Some((line, key)) => Status::Refuted(Witness {
                words: format!("no value of {key} fits the row of line {line}").into(),
                expect: "".into(),
                with: None,
            }),
        };
        self.claim(ClaimKind::RowHit, status)
    }

    /// What is found of rows, and an `otherwise`, that the rows above leave no keys for; nothing if there are none.
    fn hidden(&self, space: &KeySpace<'_>, collected: &mut Faults<'_>) -> Option<Status> {
        let hidden = match self.table.policy {
            HitPolicy::First => space.hidden(),
            HitPolicy::Unique | HitPolicy::Collect => Finding::None,
        };
        let refuted = |words: String| {
            Status::Refuted(Witness {
                words: words.into(),
                expect: "".into(),
                with: None,
            })
        };
        let mut status = None;
        match hidden {
            Finding::None => {}
            Finding::NotProven(reason) => {
                status = Some(Status::NotProven(self.why(&reason).into()))
            }
            Finding::Found(rows) => {
                for row in &rows {
                    let span = (self.span_of)(*row).unwrap_or(self.signature.place());
                    collected.warning(|| words::hidden_row(span));
                }
                let first = rows.first().and_then(|row| usize::try_from(*row).ok());
                let line = first
                    .and_then(|row| self.table.rows.get(row))
                    .map_or(0, |row| row.line);
                let said = format!("the rows above leave no keys for the row of line {line}");
                status = Some(refuted(said));
            }
        }
        if let Some(span) = self.otherwise.filter(|_| space.hole() == Finding::None) {
            collected.warning(|| words::otherwise_never_taken(span, &self.signature.name));
            let said = "the rows leave no keys for `otherwise`".to_owned();
            status = status.or_else(|| Some(refuted(said)));
        }
        status
    }

    /// No key without effect; nothing where rows may overlap.
    fn keys_matter(&self, space: &KeySpace<'_>, collected: &mut Faults<'_>) -> Option<Claim> {
        let (mut idle, mut unknown) = (Vec::new(), None);
        for (place, axis) in self.table.axes.iter().enumerate() {
            match space.difference(place) {
                Some(Finding::None) => idle.push(&*axis.name),
                Some(Finding::NotProven(reason)) => {
                    unknown.get_or_insert(reason);
                }
                Some(Finding::Found(())) => {}
                // A key of one value, or a table that may have overlaps.
                None if space.overlap() == Finding::None => {}
                None => return None,
            }
        }
        let status = match (idle.as_slice(), unknown) {
            ([], None) => Status::Proven,
            ([], Some(reason)) => Status::NotProven(self.why(&reason).into()),
            (idle, _) => {
                let (span, name) = (self.signature.place(), &self.signature.full_name());
                collected.of_table(words::idle_keys(span, name, idle));
                let idle = idle.join(", ");
                Status::Refuted(Witness {
                    words: format!("the same results whatever {idle} is").into(),
                    expect: "".into(),
                    with: None,
                })
            }
        };
        Some(self.claim(ClaimKind::KeyMatters, status))
    }

    /// `age 24, marital single`
    fn keys(&self, values: &[Constant]) -> String {
        let shown = Shown(self.signatures);
        let axes = self.table.axes.iter().zip(values);
        let keys =
            axes.map(|(axis, value)| format!("{} {}", axis.name, shown.value(axis.ty, value)));
        keys.collect::<Vec<_>>().join(", ")
    }

    /// `expect class(24, single) fails no_row`
    fn expect(&self, values: &[Constant], error: &str) -> Arc<str> {
        let call = call(self.signatures, &self.signature.name, self.table, values);
        format!("expect {call} fails {error}").into()
    }

    fn why(&self, reason: &Reason) -> String {
        let name = |key: &usize| {
            self.table
                .axes
                .get(*key)
                .map(|axis| format!("`{}`", axis.name))
        };
        let keys: Vec<String> = reason.keys.iter().filter_map(name).collect();
        words::entangled(reason.rows, &keys)
    }
}
