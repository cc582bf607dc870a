//! Claims that were not proven, tried on risks: an error at the claim's place refutes it.

use super::allowance::{Allowance, CHUNK, FEWEST, MOST_SHRINKS};
use super::candidates::{Candidates, Dice};
use super::naming::Naming;
use super::open::{Open, Place};
use super::pasted::Draft;
use super::written;
use lutine_core::answer::{FieldError, Refusal};
use lutine_core::engine::Engine;
use lutine_core::risk::Risk;
use lutine_core::value::Value;
use lutine_dsl::prove::{Claim, Status};
use lutine_dsl::source::SourceMap;
use lutine_dsl::typed::Rulebook;
use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// On how many risks a witness is tried that hangs on its risk.
const MOST_ACCEPTED: usize = 16;

/// How much is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// So much that it is not noticed.
    Glance,
    /// So much that what is left is worth a look.
    Whole,
}

/// What risks are tried with.
pub(crate) struct Trial<'r> {
    rulebook: &'r Rulebook,
    engine: &'r Engine,
    effort: Effort,
    allowance: Allowance<'r>,
}

/// What refutes a claim.
pub(super) struct Refuted {
    /// The case in a few words.
    pub(super) words: String,
    /// Tests that may show it, the plainest first.
    pub(super) drafts: Vec<Draft>,
}

/// A risk, an error that it has, and whether the input refuses it for that.
#[derive(Clone)]
struct Found {
    risk: Rc<Value>,
    error: FieldError,
    refused: bool,
    /// Whether a test can give the risk.
    written: bool,
}

impl<'r> Trial<'r> {
    pub(crate) const fn new(rulebook: &'r Rulebook, engine: &'r Engine, effort: Effort) -> Self {
        Self {
            rulebook,
            engine,
            effort,
            allowance: Allowance::new(engine.graph(), effort),
        }
    }

    /// How many of the claims that are left a risk refutes.
    pub(super) fn count(&self, claims: &[Claim], sources: &SourceMap) -> usize {
        let of_claims = places(claims, sources);
        let places = numbered(&of_claims);
        let found = self.found(&places, &Open::new(&places, self.engine.graph()));
        let found_at = |place: &Place<'_>| found.get(*places.get(place)?)?.as_ref();
        let refuted = of_claims.iter().flatten().filter_map(found_at);
        refuted.count()
    }

    /// For each claim what refutes it, where a risk does.
    pub(super) fn refute(&self, claims: &[Claim], sources: &SourceMap) -> Vec<Option<Refuted>> {
        let of_claims = places(claims, sources);
        let places = numbered(&of_claims);
        let open = Open::new(&places, self.engine.graph());
        let found = self.found(&places, &open);
        let plainest = Candidates::new(self.rulebook).plainest();
        let naming = Naming {
            rulebook: self.rulebook,
            sources,
        };
        let tries = OnceCell::new();
        let refuted = |place: &Option<Place<'_>>| {
            let place = place.as_ref()?;
            let at = *places.get(place)?;
            let found = found.get(at)?.as_ref()?;
            open.only(at);
            let error_of = |risk: &Value| {
                let mut first = None;
                self.errors(std::slice::from_ref(risk), &open, |_, errors| {
                    let is_it = |(error, refused): &(FieldError, bool)| {
                        place_of(error) == *place && *refused == found.refused
                    };
                    first = errors.into_iter().find(is_it);
                });
                first
            };
            let shows = |risk: &Value| {
                let written = !found.written || written::given(self.rulebook, risk).is_some();
                error_of(risk).filter(|_| written)
            };
            let tries = tries.get_or_init(|| Cell::new(self.allowance.all_shrinks()));
            let most = MOST_SHRINKS.min(tries.get());
            let (risk, used) = smallest((*found.risk).clone(), &plainest, most, shows);
            tries.set(tries.get().saturating_sub(used));
            let error = error_of(&risk).map_or_else(|| found.error.clone(), |(error, _)| error);
            let mut words = format!("{}: {}", error.path, error.message);
            let Some(given) = written::given(self.rulebook, &risk) else {
                words.push_str("; no test can give it, for it has a list without items or an item without fields");
                let drafts = Vec::new();
                return Some(Refuted { words, drafts });
            };
            let name = format!("{} fails with {}", error.path, error.code.as_str());
            let draft = |expectation: String| Draft {
                name: name.clone(),
                lines: format!("{given}  {expectation}\n"),
            };
            let expectations = naming.expectations(&error, found.refused).into_iter();
            Some(Refuted {
                words,
                drafts: expectations.map(draft).collect(),
            })
        };
        of_claims.iter().map(refuted).collect()
    }

    /// Of each place the first risk that has an error there, with the error; rather one that a test can give.
    fn found(&self, places: &BTreeMap<Place<'_>, usize>, open: &Open) -> Vec<Option<Found>> {
        let mut found: Vec<Option<Found>> = vec![None; places.len()];
        let candidates = Candidates::new(self.rulebook);
        let mut dice = Dice::new(1);
        let is_done = |found: &Option<Found>| found.as_ref().is_some_and(|found| found.written);
        let (mut tried, mut most) = (0_usize, 1);
        while tried < most && !found.iter().all(is_done) {
            // Not before something is open: counting the work takes its time too.
            most = self.allowance.risks();
            let risks = self.risks(&candidates, &mut dice, tried == 0);
            tried = tried.saturating_add(CHUNK);
            self.errors(&risks, open, |risk, errors| {
                if errors.is_empty() {
                    return;
                }
                // A risk that a test can give is worth more than another; a glance gives none.
                let written =
                    self.effort == Effort::Glance || written::given(self.rulebook, risk).is_some();
                let risk = Rc::new(risk.clone());
                for (error, refused) in errors {
                    let place = places.get(&place_of(&error)).copied();
                    let Some((place, slot)) = place.and_then(|at| Some((at, found.get_mut(at)?)))
                    else {
                        continue;
                    };
                    if slot.is_none() || (written && !is_done(slot)) {
                        *slot = Some(Found {
                            risk: Rc::clone(&risk),
                            error,
                            refused,
                            written,
                        });
                    }
                    if is_done(slot) {
                        open.close(place);
                    }
                }
            });
        }
        found
    }

    /// Risks that are tried at once, the first or others. Where only few can be, the plainest and those of the ends of what is accepted.
    fn risks(&self, candidates: &Candidates<'_>, dice: &mut Dice, first: bool) -> Vec<Value> {
        let count = self.allowance.risks().min(CHUNK);
        let rolled = if count < FEWEST { 0 } else { count };
        let rolled = (0..rolled).map(|_| candidates.rolled(dice));
        if !first {
            return rolled.collect();
        }
        let mut risks = vec![candidates.plainest()];
        risks.extend(rolled);
        risks.extend(candidates.extremes());
        if count < FEWEST {
            risks.truncate(count);
        } else {
            risks.extend(self.tested());
        }
        risks
    }

    /// The risks of the rulebook's own tests: they meet what it requires.
    fn tested(&self) -> Vec<Value> {
        let tests = self.rulebook.tests.iter().flat_map(|test| test.runs());
        let risks = tests.take(self.allowance.risks().min(CHUNK));
        let risks = risks.filter_map(|run| lutine_dsl::testing::risk_of(run).ok());
        let mut risks: Vec<Value> = risks.collect();
        risks.truncate(self.allowance.of_risks(&risks));
        risks
    }

    /// Hands on of each risk the errors at places that are open, at each the first; of one that is refused all those for which it is, with
    /// `true`.
    fn errors(
        &self,
        risks: &[Value],
        open: &Open,
        mut found: impl FnMut(&Value, Vec<(FieldError, bool)>),
    ) {
        let given: Vec<Risk<'_>> = risks.iter().map(Risk::Value).collect();
        let graph = self.engine.graph();
        let mut risks = risks.iter();
        self.engine.execute_all(&given, |lanes, execution| {
            for (lane, risk) in lanes.into_iter().zip(risks.by_ref()) {
                let Ok(lane) = lane else { continue };
                open.next_risk();
                let refusals = execution.refusals(lane);
                let errors = if refusals.is_empty() {
                    let wanted = |node, code| open.asks(graph, node, code);
                    let errors = execution.errors(lane, &wanted).into_iter();
                    errors.map(|error| (error, false)).collect()
                } else {
                    let errors = refusals.into_iter().filter_map(|refusal| match refusal {
                        Refusal::Error(error) => Some((error, true)),
                        Refusal::Fault(_) => None,
                    });
                    errors.collect()
                };
                found(risk, errors);
            }
        });
    }

    /// Risks that the input accepts and a test can give, a small one first: what holds of any holds of that, and what hangs on which variant
    /// applies of some.
    pub(super) fn accepted(&self) -> Vec<String> {
        let candidates = Candidates::new(self.rulebook);
        let mut dice = Dice::new(1);
        let mut risks = vec![candidates.plainest()];
        risks.extend(self.tested());
        let most = self.allowance.risks().min(CHUNK);
        risks.extend((0..most).map(|_| candidates.rolled(&mut dice)));
        let is_good =
            |risk: &Value| self.is_accepted(risk) && written::given(self.rulebook, risk).is_some();
        let mut good: Vec<Value> = risks
            .into_iter()
            .filter(is_good)
            .take(MOST_ACCEPTED)
            .collect();
        if let Some(first) = good.first_mut() {
            let shows = |risk: &Value| is_good(risk).then_some(());
            let plainest = candidates.plainest();
            let most = MOST_SHRINKS.min(self.allowance.all_shrinks());
            (*first, _) = smallest(first.clone(), &plainest, most, shows);
        }
        let written = good.iter();
        written
            .filter_map(|risk| written::given(self.rulebook, risk))
            .collect()
    }

    fn is_accepted(&self, risk: &Value) -> bool {
        let decoded = self
            .engine
            .decoder()
            .decode_risks(std::iter::once(Risk::Value(risk)));
        let execution = self.engine.execute(&decoded.batch);
        let mut lanes = decoded.lanes.into_iter();
        matches!(lanes.next(), Some(Ok(risk)) if execution.refusals(risk).is_empty())
    }
}

/// Of each claim that is left the place at which an error refutes it.
fn places<'s>(claims: &[Claim], sources: &'s SourceMap) -> Vec<Option<Place<'s>>> {
    let place = |claim: &Claim| {
        let open = matches!(claim.status, Status::NotProven(_));
        let code = claim.kind.error().filter(|_| open)?;
        let at = sources.line_column(claim.at);
        let file = sources.file(claim.at.file)?.name();
        Some((code, file, at.line, at.column))
    };
    claims.iter().map(place).collect()
}

/// Each place once, with a number.
fn numbered<'s>(of_claims: &[Option<Place<'s>>]) -> BTreeMap<Place<'s>, usize> {
    let mut places: BTreeMap<Place<'_>, usize> = of_claims
        .iter()
        .flatten()
        .map(|place| (*place, 0))
        .collect();
    (0..)
        .zip(places.values_mut())
        .for_each(|(number, place)| *place = number);
    places
}

fn place_of(error: &FieldError) -> Place<'_> {
    (error.code, &error.file, error.line, error.column)
}

/// The risk with whatever can be taken away or made plainer while it still shows the same, and how many tries that took.
fn smallest<T>(
    risk: Value,
    plain: &Value,
    tries: usize,
    shows: impl Fn(&Value) -> Option<T>,
) -> (Value, usize) {
    let mut risk = risk;
    let mut at = 0_usize;
    for used in 0..tries {
        let mut smaller = risk.clone();
        let mut left = at;
        if !shrink(&mut smaller, Some(plain), &mut left) {
            return (risk, used);
        }
        match shows(&smaller) {
            Some(_) => risk = smaller,
            None => at = at.saturating_add(1),
        }
    }
    (risk, tries)
}

/// Does the step of this number, counted from 0: takes away an item of a list that has several, or a field, or replaces a part by that of the
/// plainest risk. Whether there is one.
fn shrink(value: &mut Value, plain: Option<&Value>, left: &mut usize) -> bool {
    let is_next = |left: &mut usize| match left.checked_sub(1) {
        Some(rest) => {
            *left = rest;
            false
        }
        None => true,
    };
    if let Some(plain) = plain.filter(|plain| *plain != value)
        && is_next(left)
    {
        *value = plain.clone();
        return true;
    }
    match value {
        Value::List(items) => {
            for place in 0..items.len() {
                if items.len() > 1 && is_next(left) {
                    items.remove(place);
                    return true;
                }
            }
            let first = match plain {
                Some(Value::List(plain)) => plain.first(),
                _ => None,
            };
            items.iter_mut().any(|item| shrink(item, first, left))
        }
        Value::Record(fields) => {
            for place in 0..fields.len() {
                if is_next(left) {
                    fields.remove(place);
                    return true;
                }
                if let Some((name, field)) = fields.get_mut(place)
                    && shrink(field, plain.and_then(|plain| plain.get(name)), left)
                {
                    return true;
                }
            }
            false
        }
        _ => false,
    }
}
