//! Claims that were not proven, tried on risks: an error at the claim's place refutes it.

use super::candidates::{Candidates, Dice};
use super::naming::Naming;
use super::pasted::Draft;
use super::written;
use lutine_core::answer::{FieldError, Refusal};
use lutine_core::engine::Engine;
use lutine_core::graph::{ErrorCode, Op};
use lutine_core::risk::Risk;
use lutine_core::value::Value;
use lutine_dsl::prove::{Claim, Status};
use lutine_dsl::source::SourceMap;
use lutine_dsl::typed::Rulebook;
use std::collections::BTreeMap;

/// How many risks are tried at once.
const CHUNK: usize = 64;

/// How many roots, exponentials, logarithms and powers are computed to refute claims: each takes as long as hundreds of other operations.
const MOST_MATHS: usize = 8_192;

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

impl Effort {
    /// How many chunks of risks are tried.
    const fn chunks(self) -> u64 {
        match self {
            Self::Glance => 1,
            Self::Whole => 32,
        }
    }

    /// How often a witness is tried with something taken away.
    const fn shrinks(self) -> usize {
        match self {
            Self::Glance => 0,
            Self::Whole => 400,
        }
    }
}

/// The code, file, line and column of an error.
type Place = (ErrorCode, String, u32, u32);

/// What risks are tried with.
pub(crate) struct Trial<'r> {
    pub(crate) rulebook: &'r Rulebook,
    pub(crate) engine: &'r Engine,
    pub(crate) effort: Effort,
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
    risk: Value,
    error: FieldError,
    refused: bool,
    /// Whether a test can give the risk.
    written: bool,
}

impl Trial<'_> {
    /// For each claim what refutes it, where a risk does.
    pub(super) fn refute(&self, claims: &[Claim], sources: &SourceMap) -> Vec<Option<Refuted>> {
        let place = |claim: &Claim| -> Option<Place> {
            let open = matches!(claim.status, Status::NotProven(_));
            let code = claim.kind.error().filter(|_| open)?;
            let at = sources.line_column(claim.at);
            let file = sources.file(claim.at.file)?.name().to_owned();
            Some((code, file, at.line, at.column))
        };
        let places: Vec<Option<Place>> = claims.iter().map(place).collect();
        let mut open: BTreeMap<&Place, Option<Found>> =
            places.iter().flatten().map(|place| (place, None)).collect();
        let candidates = Candidates::new(self.rulebook);
        let mut dice = Dice::new(1);
        let is_done = |found: &Option<Found>| found.as_ref().is_some_and(|found| found.written);
        for chunk in 0..self.chunks() {
            if open.values().all(is_done) {
                break;
            }
            let mut risks: Vec<Value> = (0..CHUNK).map(|_| candidates.rolled(&mut dice)).collect();
            if chunk == 0 {
                risks.insert(0, candidates.plainest());
                risks.extend(candidates.extremes());
                risks.extend(self.tested());
            }
            for (risk, errors) in risks.iter().zip(self.errors(&risks)) {
                for (error, refused) in errors {
                    let Some(slot) = open.get_mut(&place_of(&error)) else {
                        continue;
                    };
                    // A risk that a test can give is worth more than another.
                    let written = written::given(self.rulebook, risk).is_some();
                    if slot.is_none() || (written && !is_done(slot)) {
                        *slot = Some(Found {
                            risk: risk.clone(),
                            error,
                            refused,
                            written,
                        });
                    }
                }
            }
        }
        let plainest = candidates.plainest();
        let naming = Naming {
            rulebook: self.rulebook,
            sources,
        };
        let refuted = |place: &Option<Place>| {
            let place = place.as_ref()?;
            let found = open.get(place)?.clone()?;
            let error_of = |risk: &Value| {
                let errors = self.errors(std::slice::from_ref(risk));
                let mut errors = errors.into_iter().flatten();
                errors
                    .find(|(error, refused)| place_of(error) == *place && *refused == found.refused)
            };
            let shows = |risk: &Value| {
                let written = !found.written || written::given(self.rulebook, risk).is_some();
                error_of(risk).filter(|_| written)
            };
            let risk = smallest(found.risk, &plainest, self.effort.shrinks(), shows);
            let error = error_of(&risk).map_or(found.error, |(error, _)| error);
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
        places.iter().map(refuted).collect()
    }

    /// How many chunks are tried: one at least, and fewer of what takes long.
    fn chunks(&self) -> u64 {
        let nodes = self.engine.graph().nodes.iter();
        let maths = nodes.filter(|node| matches!(node.op, Op::Maths(_) | Op::Power));
        let each = maths.count().saturating_mul(CHUNK);
        let most = MOST_MATHS.checked_div(each).unwrap_or(usize::MAX).max(1);
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        self.effort.chunks().min(most)
    }

    /// The risks of the rulebook's own tests: they meet what it requires.
    fn tested(&self) -> Vec<Value> {
        let tests = self.rulebook.tests.iter().take(CHUNK);
        tests
            .filter_map(|test| lutine_dsl::testing::risk_of(test).ok())
            .collect()
    }

    /// The errors of everything that is declared, of each risk; of one that is refused, those for which it is, with `true`.
    fn errors(&self, risks: &[Value]) -> Vec<Vec<(FieldError, bool)>> {
        let decoded = self
            .engine
            .decoder()
            .decode_risks(risks.iter().map(Risk::Value));
        let execution = self.engine.execute(&decoded.batch);
        let lanes = decoded.lanes.into_iter();
        lanes
            .map(|lane| {
                let Ok(risk) = lane else {
                    return Vec::new();
                };
                let refusals = execution.refusals(risk);
                if !refusals.is_empty() {
                    let errors = refusals.into_iter().filter_map(|refusal| match refusal {
                        Refusal::Error(error) => Some((error, true)),
                        Refusal::Fault(_) => None,
                    });
                    return errors.collect();
                }
                // What a test can name comes first.
                let declared = execution.declared_errors(risk).into_iter();
                let errors = declared.chain(execution.answer(risk).errors);
                errors.map(|error| (error, false)).collect()
            })
            .collect()
    }

    /// Risks that the input accepts and a test can give, a small one first: what holds of any holds of that, and what hangs on which variant
    /// applies of some.
    pub(super) fn accepted(&self) -> Vec<String> {
        let candidates = Candidates::new(self.rulebook);
        let mut dice = Dice::new(1);
        let mut risks = vec![candidates.plainest()];
        risks.extend(self.tested());
        risks.extend((0..CHUNK).map(|_| candidates.rolled(&mut dice)));
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
            *first = smallest(first.clone(), &plainest, self.effort.shrinks(), shows);
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

fn place_of(error: &FieldError) -> Place {
    let file = error.file.to_string();
    (error.code, file, error.line, error.column)
}

/// The risk with whatever can be taken away or made plainer while it still shows the same.
fn smallest<T>(
    risk: Value,
    plain: &Value,
    tries: usize,
    shows: impl Fn(&Value) -> Option<T>,
) -> Value {
    let mut risk = risk;
    let mut at = 0_usize;
    for _ in 0..tries {
        let mut smaller = risk.clone();
        let mut left = at;
        if !shrink(&mut smaller, Some(plain), &mut left) {
            break;
        }
        match shows(&smaller) {
            Some(_) => risk = smaller,
            None => at = at.saturating_add(1),
        }
    }
    risk
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
