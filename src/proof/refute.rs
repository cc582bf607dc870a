//! Claims that were not proven, tried on risks: an error at the claim's place refutes it.

use super::candidates::{Candidates, Dice};
use super::written;
use lutine_core::answer::FieldError;
use lutine_core::engine::Engine;
use lutine_core::graph::ErrorCode;
use lutine_core::risk::Risk;
use lutine_core::value::Value;
use lutine_dsl::prove::{Claim, Status};
use lutine_dsl::source::SourceMap;
use lutine_dsl::typed::Rulebook;
use std::collections::BTreeMap;

/// How many risks are tried at once.
const CHUNK: usize = 64;

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
            Self::Whole => 200,
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
        for chunk in 0..self.effort.chunks() {
            if open.values().all(Option::is_some) {
                break;
            }
            let mut risks: Vec<Value> = (0..CHUNK).map(|_| candidates.rolled(&mut dice)).collect();
            if chunk == 0 {
                risks.insert(0, candidates.plainest());
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
        let witness = |place: &Option<Place>| {
            let place = place.as_ref()?;
            let (risk, error) = open.get(place)?.clone()?;
            let (risk, error) = self.smallest(risk, error, place);
            let test = written::test(self.rulebook, &risk, &error).unwrap_or_default();
            let words = format!("{}: {}", error.path, error.message);
            Some((words, test))
        };
        places.iter().map(witness).collect()
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

    /// The witness with whatever can be taken away or made plainer taken away.
    fn smallest(&self, risk: Value, error: FieldError, place: &Place) -> (Value, FieldError) {
        let (mut risk, mut error) = (risk, error);
        let mut tries = 0_usize;
        let mut at = 0_usize;
        while tries < self.effort.shrinks() {
            let smaller = smaller(&risk, at);
            let Some(smaller) = smaller else { break };
            tries = tries.saturating_add(1);
            let errors = self.errors(std::slice::from_ref(&smaller));
            let same = errors.into_iter().flatten().find(|e| place_of(e) == *place);
            match same {
                Some(same) => (risk, error) = (smaller, same),
                None => at = at.saturating_add(1),
            }
        }
        (risk, error)
    }
}

fn place_of(error: &FieldError) -> Place {
    let file = error.file.to_string();
    (error.code, file, error.line, error.column)
}

/// The risk with one part taken away: the last item of a list that has several, or a field. The parts are counted from 0.
fn smaller(risk: &Value, at: usize) -> Option<Value> {
    let mut left = at;
    let mut changed = risk.clone();
    take_away(&mut changed, &mut left).then_some(changed)
}

fn take_away(value: &mut Value, left: &mut usize) -> bool {
    match value {
        Value::List(items) => {
            if items.len() > 1 {
                match left.checked_sub(1) {
                    Some(rest) => *left = rest,
                    None => {
                        items.pop();
                        return true;
                    }
                }
            }
            items.iter_mut().any(|item| take_away(item, left))
        }
        Value::Record(fields) => {
            for place in 0..fields.len() {
                match left.checked_sub(1) {
                    Some(rest) => *left = rest,
                    None => {
                        fields.remove(place);
                        return true;
                    }
                }
                let field = fields.get_mut(place);
                if field.is_some_and(|(_, field)| take_away(field, left)) {
                    return true;
                }
            }
            false
        }
        _ => false,
    }
}
