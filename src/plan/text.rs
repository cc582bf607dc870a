//! A plan as text for people.

use super::Plan;
use lutine_core::fast::{NotInIntegers, PlannedStep, StepKind};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What stands above the steps of each kind.
const HEADS: [(&str, &[StepKind]); 3] = [
    ("input", &[StepKind::Input]),
    (
        "computed",
        &[
            StepKind::Attribute,
            StepKind::Definition,
            StepKind::Rule,
            StepKind::Requirement,
            StepKind::List,
        ],
    ),
    ("answer", &[StepKind::Output]),
];

/// How many places that stop a rulebook are shown with their lines, and how many steps are named for each.
const MOST_STOPS: usize = 8;
const MOST_NAMES: usize = 4;

impl Plan {
    /// The plan as plain text: first what keeps all risks from being computed in integers, if anything does, with its line of source and the mend; then
    /// a line for each step, below it what is watched in it and what of it is not computed in integers; at the end how many there are of each.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        self.write_stops(&mut text);
        for (head, kinds) in HEADS {
            let steps = self.steps.iter();
            let steps: Vec<&PlannedStep> =
                steps.filter(|step| kinds.contains(&step.kind)).collect();
            if !steps.is_empty() {
                text.push_str(head);
                text.push('\n');
                self.write_steps(&steps, &mut text);
                text.push('\n');
            }
        }
        for line in self.summary() {
            text.push_str(&line);
            text.push('\n');
        }
        text
    }

    fn write_stops(&self, text: &mut String) {
        let Self { name, unread, .. } = self;
        if self.is_in_integers() {
            return;
        }
        text.push_str(&format!(
            "note: every risk of `{name}` is computed in decimals, none in machine integers\n"
        ));
        if let Some(reason) = unread {
            text.push_str(&format!("  = {reason}\n"));
        }
        let mut helped = BTreeSet::new();
        for (stop, steps) in self.stops().take(MOST_STOPS) {
            self.write_stop(stop, steps, text);
            // What helps in several places is said at the first.
            let mend = stop.mend;
            if let Some(mend) = mend.filter(|mend| helped.insert(*mend)) {
                text.push_str(&format!("{} = help: {mend}\n", margin(stop)));
            }
        }
        let more = self.stops.len().saturating_sub(MOST_STOPS);
        if more > 0 {
            text.push_str(&format!("  … and {more} more, at their steps below\n"));
        }
        text.push('\n');
    }

    /// As the compiler shows what it finds: the place, its line with the mark below it, and the mend.
    fn write_stop(&self, stop: &NotInIntegers, steps: &[String], text: &mut String) {
        let reason = stop.reason;
        let steps = listed(steps);
        if let Some(place) = &stop.place {
            let number = place.line.to_string();
            let margin = margin(stop);
            text.push_str(&format!(
                "{margin}--> {}:{}:{}\n",
                place.file, place.line, place.column
            ));
            if let Some(line) = self.lines.get(place) {
                let before = usize::try_from(place.column).unwrap_or(1).saturating_sub(1);
                let blank = |c: char| if c == '\t' { '\t' } else { ' ' };
                let blanks: String = line.chars().take(before).map(blank).collect();
                text.push_str(&format!("{margin} |\n{number} | {line}\n"));
                text.push_str(&format!("{margin} | {blanks}^ {reason}\n{margin} |\n"));
            } else {
                text.push_str(&format!("{margin} = {reason}\n"));
            }
            text.push_str(&format!("{margin} = in {steps}, for every risk\n"));
        } else {
            text.push_str(&format!("  = {reason}, in {steps}\n"));
        }
    }

    /// How many steps there are of each kind, and what that means for a risk.
    fn summary(&self) -> Vec<String> {
        let totals = self.totals();
        let title = match &self.version {
            Some(version) => format!("{} {version}", self.name),
            None => self.name.to_string(),
        };
        let mut counts = vec![format!("{} in integers", totals.in_integers)];
        for (count, what) in [
            (totals.in_both, "in integers or decimals"),
            (totals.in_decimals, "in decimals"),
        ] {
            if count > 0 {
                counts.push(format!("{count} {what}"));
            }
        }
        counts.push(format!("{} watched", totals.watched));
        let steps = counted(totals.steps, "step");
        let mut head = format!("{title}: {steps}, {}", counts.join(", "));
        if totals.unneeded > 0 {
            let _ = write!(head, "; {} more that no answer needs", totals.unneeded);
        }
        let means = if !self.is_in_integers() {
            match self.stops.len() {
                0 => "Every risk is computed in decimals.".to_owned(),
                1 => "Every risk is computed in decimals: one place stops it.".to_owned(),
                stops => format!("Every risk is computed in decimals: {stops} places stop it."),
            }
        } else if self.is_certain() {
            "Every risk that is accepted is computed in integers.".to_owned()
        } else {
            let left = totals.in_both.saturating_add(totals.in_decimals) > 0;
            let why = match (left, totals.watched > 0) {
                (true, true) => "if it needs a step in decimals, or if what is watched happens",
                (true, false) => "if it needs a step in decimals",
                (false, _) => "if what is watched happens",
            };
            format!(
                "A risk is computed in integers, and again in decimals {why}; the answer is the same."
            )
        };
        vec![head, means]
    }
}

/// As wide as the number of the line at which it stands.
fn margin(stop: &NotInIntegers) -> String {
    let place = stop.place.as_ref();
    let digits = place.map_or(1, |place| place.line.to_string().len());
    " ".repeat(digits)
}

/// `` `cover.premium`, `article.premium` and 3 more ``
fn listed(steps: &[String]) -> String {
    let names = steps.iter().take(MOST_NAMES);
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    let more = steps.len().saturating_sub(MOST_NAMES);
    match more {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    }
}
