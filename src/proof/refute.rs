//! Claims that were not proven, tried on risks: an error at the claim's place refutes it.

use super::candidates::{Candidates, Dice};
use super::written;
use lutine_core::answer::FieldError;
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

impl Trial<'_> {
    /// For each claim the words and the test that refute it, where a risk does.
    pub(super) fn refute(
        &self,
        claims: &[Claim],
        sources: &SourceMap,
    ) -> Vec<Option<(String, String)>> {
        let place = |claim: &Claim| -> Option<Place> {
            let open = matches!(claim.status, Status::NotProven(_));
            let code = claim.kind.error().filter(|_| open)?;
            let at = sources.line_column(claim.at);
            let file = sources.file(claim.at.file)?.name().to_owned();
            Some((code, file, at.line, at.column))
        };
        let places: Vec<Option<Place>> = claims.iter().map(place).collect();
        let mut open: BTreeMap<&Place, Option<(Value, FieldError)>> =
            places.iter().flatten().map(|place| (place, None)).collect();
        let candidates = Candidates::new(self.rulebook);
        let mut dice = Dice::new(1);
        for chunk in 0..self.chunks() {
            if open.values().all(Option::is_some) {
                break;
            }
            let mut risks: Vec<Value> = (0..CHUNK).map(|_| candidates.rolled(&mut dice)).collect();
            if chunk == 0 {
                risks.insert(0, candidates.plainest());
                risks.extend(candidates.extremes());
                risks.extend(self.tested());
            }
            for (risk, errors) in risks.iter().zip(self.errors(&risks)) {
                for error in errors {
                    let found = open.get_mut(&place_of(&error));
                    if let Some(slot @ None) = found {
                        *slot = Some((risk.clone(), error));
                    }
                }
            }
        }
        let plainest = candidates.plainest();
        let witness = |place: &Option<Place>| {
            let place = place.as_ref()?;
            let (risk, error) = open.get(place)?.clone()?;
            let error_of = |risk: &Value| {
                let errors = self.errors(std::slice::from_ref(risk));
                errors.into_iter().flatten().find(|e| place_of(e) == *place)
            };
            let risk = smallest(risk, &plainest, self.effort.shrinks(), error_of);
            let error = error_of(&risk).unwrap_or(error);
            let test = written::test(self.rulebook, &risk, &error).unwrap_or_default();
            let words = format!("{}: {}", error.path, error.message);
            Some((words, test))
        };
        places.iter().map(witness).collect()
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

    /// The errors of everything that is declared, of each risk; of one that is refused, none but those of its requirements.
    fn errors(&self, risks: &[Value]) -> Vec<Vec<FieldError>> {
        let decoded = self
            .engine
            .decoder()
            .decode_risks(risks.iter().map(Risk::Value));
        let execution = self.engine.execute(&decoded.batch);
        let lanes = decoded.lanes.into_iter();
        lanes
            .map(|lane| match lane {
                Ok(risk) if execution.refusals(risk).is_empty() => {
                    let mut errors = execution.answer(risk).errors;
                    // What a test can name comes first.
                    errors.splice(0..0, execution.declared_errors(risk));
                    errors
                }
                _ => Vec::new(),
            })
            .collect()
    }

    /// A small risk that the input accepts; nothing if none was found.
    pub(super) fn accepted(&self) -> Option<Value> {
        let candidates = Candidates::new(self.rulebook);
        let mut dice = Dice::new(1);
        let mut risks = vec![candidates.plainest()];
        risks.extend(self.tested());
        risks.extend((0..CHUNK).map(|_| candidates.rolled(&mut dice)));
        let risk = risks.into_iter().find(|risk| self.is_accepted(risk))?;
        let accepted = |risk: &Value| self.is_accepted(risk).then_some(());
        let plainest = candidates.plainest();
        Some(smallest(risk, &plainest, self.effort.shrinks(), accepted))
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
