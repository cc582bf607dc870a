//! How a rulebook is computed: for whoever asks why answers take the time that they take.

mod json;
mod rows;
mod select;
mod text;
mod words;

use lutine_core::bundle::SourceFile;
use lutine_core::fast::{Computed, NotInIntegers, PlanNotes, PlannedStep, SourcePlace};
use lutine_core::graph::Graph;
use lutine_dsl::item_paths::ItemPaths;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a rulebook is computed: of each input, attribute, definition, rule and field of the answer whether it is computed in machine integers, what it is
/// proven to lie within, how it is rounded, what is watched, and what stands in the way.
///
/// Answers are the same either way. What integers do not do for is computed again in decimals, and that takes longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The rulebook's name.
    pub name: Arc<str>,
    /// The version in its header.
    pub version: Option<Arc<str>>,
    /// Its inputs, then what is computed in the order of the text, then the fields of the answer.
    pub steps: Vec<PlannedStep>,
    /// Why nothing is said of any step, if so: then all is computed in decimals.
    pub unread: Option<&'static str>,
    /// What keeps all risks from being computed in integers, by place, and the names of the steps in which it stands.
    stops: Vec<(NotInIntegers, Vec<String>)>,
    /// The lines of source at which that stands, as far as they are known.
    lines: BTreeMap<SourcePlace, String>,
    paths: ItemPaths,
}

/// How many steps there are of which kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlanTotals {
    /// All that an answer needs.
    pub steps: usize,
    /// Those that are computed in integers, constants among them.
    pub in_integers: usize,
    /// Those that are computed in integers for some risks only.
    pub in_both: usize,
    /// Those that are computed in decimals.
    pub in_decimals: usize,
    /// Those in which something is watched, wherever they are computed.
    pub watched: usize,
    /// Those that no answer needs.
    pub unneeded: usize,
}

impl Plan {
    pub(crate) fn new(graph: &Graph, notes: PlanNotes, files: &[SourceFile]) -> Self {
        let mut stops: Vec<(NotInIntegers, Vec<String>)> = Vec::new();
        for (step, stop) in notes.stops() {
            match stops.iter_mut().find(|(known, _)| known == stop) {
                Some((_, steps)) => steps.push(step.name.clone()),
                None => stops.push((stop.clone(), vec![step.name.clone()])),
            }
        }
        let places = stops.iter().filter_map(|(stop, _)| stop.place.clone());
        let lines = places.filter_map(|place| {
            let file = files.iter().find(|file| file.name == place.file)?;
            let line = usize::try_from(place.line).ok()?.checked_sub(1)?;
            let line = file.text.lines().nth(line)?.to_owned();
            Some((place, line))
        });
        Self {
            name: Arc::clone(&graph.name),
            version: graph.version.clone(),
            lines: lines.collect(),
            paths: select::paths(graph),
            steps: notes.steps,
            unread: notes.unread,
            stops,
        }
    }

    /// Whether risks are computed in integers as far as these go; else all are computed in decimals.
    #[must_use]
    pub fn is_in_integers(&self) -> bool {
        self.unread.is_none() && self.stops.is_empty()
    }

    /// What keeps all risks from being computed in integers, each place once, with the names of the steps in which it stands: of what a function
    /// computes those that call it.
    pub fn stops(&self) -> impl Iterator<Item = (&NotInIntegers, &[String])> {
        let stops = self.stops.iter();
        stops.map(|(stop, steps)| (stop, steps.as_slice()))
    }

    /// Whether integers do for every risk that is accepted: nothing is watched, nothing is left to decimals.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        let totals = self.totals();
        let left = totals.in_both.saturating_add(totals.in_decimals);
        self.is_in_integers() && totals.watched == 0 && left == 0
    }

    /// How many steps there are of which kind.
    #[must_use]
    pub fn totals(&self) -> PlanTotals {
        let count = |wanted: &dyn Fn(&PlannedStep) -> bool| {
            self.steps.iter().filter(|step| wanted(step)).count()
        };
        PlanTotals {
            steps: count(&|step| step.computed != Computed::Unneeded),
            in_integers: count(&|step| {
                matches!(
                    step.computed,
                    Computed::Constant | Computed::Words | Computed::InItsRounding
                )
            }),
            in_both: count(&|step| step.computed == Computed::WordsOrDecimals),
            in_decimals: count(&|step| step.computed == Computed::Decimals),
            watched: count(&|step| !step.watched.is_empty()),
            unneeded: count(&|step| step.computed == Computed::Unneeded),
        }
    }
}
