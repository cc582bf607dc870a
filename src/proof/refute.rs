//! Claims that were not proven, tried on risks: an error at the claim's place refutes it.

use super::candidates::{Candidates, Dice};
use super::written::Writer;
use lutine_core::answer::FieldError;
use lutine_core::engine::Engine;
use lutine_core::graph::{ErrorCode, Graph, NodeId, Op, SiteId};
use lutine_core::risk::Risk;
use lutine_core::value::Value;
use lutine_dsl::prove::{Claim, Status};
use lutine_dsl::source::SourceMap;
use lutine_dsl::typed::Rulebook;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many risks are tried at once.
const CHUNK: usize = 64;

/// How many roots, exponentials, logarithms and powers are computed to refute claims: each takes as long as hundreds of other operations.
const MOST_MATHS: usize = 8_192;

/// How many operations are computed to make witnesses smaller.
const MOST_SHRUNK: usize = 1 << 27;

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

    /// How long all tests together are, in bytes: each gives all fields of a risk, which may be ten thousands, and so may be the claims.
    pub(super) const fn written(self) -> usize {
        match self {
            Self::Glance => 1 << 20,
            Self::Whole => 1 << 26,
        }
    }
}

/// The code, file, line and column of an error.
type Place = (ErrorCode, String, u32, u32);

/// What refutes a claim: the words, and the test.
pub(super) type Refuted = (String, String);

/// What risks are tried with.
pub(crate) struct Trial<'r> {
    pub(crate) rulebook: &'r Rulebook,
    pub(crate) engine: &'r Engine,
    pub(crate) effort: Effort,
}

/// The places at which an error would refute a claim.
struct Open {
    /// Of each code and place of the graph which it is.
    at: BTreeMap<(ErrorCode, SiteId), usize>,
    /// Whether an error has been found there.
    closed: Vec<Cell<bool>>,
    /// The only one that is looked for, if it is.
    only: Cell<Option<usize>>,
}

impl Open {
    fn new(places: &BTreeMap<&Place, usize>, graph: &Graph) -> Self {
        let mut sites: BTreeMap<(&str, u32, u32), Vec<SiteId>> = BTreeMap::new();
        for (id, site) in (0..).map(SiteId).zip(&graph.sites) {
            if let Some(file) = graph.files.get(site.file as usize) {
                let same = sites.entry((file, site.line, site.column)).or_default();
                same.push(id);
            }
        }
        let at = places
            .iter()
            .flat_map(|((code, file, line, column), place)| {
                let same = sites.get(&(file.as_str(), *line, *column));
                let same = same.into_iter().flatten();
                same.map(|site| ((*code, *site), *place))
            });
        Self {
            at: at.collect(),
            closed: vec![Cell::new(false); places.len()],
            only: Cell::new(None),
        }
    }

    /// The place of an operation that failed, where it is open.
    fn of(&self, graph: &Graph, node: NodeId, code: ErrorCode) -> Option<usize> {
        let site = graph.node(node)?.site;
        let place = *self.at.get(&(code, site))?;
        let is_open = self.closed.get(place).is_some_and(|closed| !closed.get());
        let is_asked = self.only.get().is_none_or(|only| only == place);
        (is_open && is_asked).then_some(place)
    }

    fn close(&self, place: usize, is_closed: bool) {
        if let Some(closed) = self.closed.get(place) {
            closed.set(is_closed);
        }
    }

    /// Opens one again, and looks for no other.
    fn only(&self, place: usize) {
        self.only.set(Some(place));
        self.close(place, false);
    }
}

impl Trial<'_> {
    /// For each claim the words and the test that refute it, where a risk does.
    pub(super) fn refute(
        &self,
        claims: &[Claim],
        sources: &SourceMap,
        (writer, written): (&Writer<'_>, &Cell<usize>),
    ) -> Vec<Option<Refuted>> {
        let place = |claim: &Claim| -> Option<Place> {
            let open = matches!(claim.status, Status::NotProven(_));
            let code = claim.kind.error().filter(|_| open)?;
            let at = sources.line_column(claim.at);
            let file = sources.file(claim.at.file)?.name().to_owned();
            Some((code, file, at.line, at.column))
        };
        let of_claims: Vec<Option<Place>> = claims.iter().map(place).collect();
        let mut places: BTreeMap<&Place, usize> =
            of_claims.iter().flatten().map(|place| (place, 0)).collect();
        (0..)
            .zip(places.values_mut())
            .for_each(|(at, place)| *place = at);
        let open = Open::new(&places, self.engine.graph());
        let found = self.found(&places, &open);
        let plainest = Candidates::new(self.rulebook).plainest();
        let tries = Cell::new(self.most_shrinks());
        let witness = |place: &Option<Place>| {
            let place = place.as_ref()?;
            let at = *places.get(place)?;
            let (risk, error) = found.get(at)?.as_ref()?;
            let mut witness = (Rc::clone(risk), error.clone());
            if self.effort.shrinks() > 0 {
                let error_of = |risk: &Value| {
                    open.only(at);
                    let errors = self.errors(std::slice::from_ref(risk), &open);
                    errors.into_iter().flatten().find(|e| place_of(e) == *place)
                };
                let most = self.effort.shrinks().min(tries.get());
                let (risk, used) = smallest((**risk).clone(), &plainest, most, error_of);
                tries.set(tries.get().saturating_sub(used));
                let error = error_of(&risk).unwrap_or(witness.1);
                witness = (Rc::new(risk), error);
            }
            let (risk, error) = witness;
            let test = within(written, || writer.test(&risk, &error));
            let words = format!("{}: {}", error.path, error.message);
            Some((words, test.unwrap_or_default()))
        };
        of_claims.iter().map(witness).collect()
    }

    /// Of each place the first risk that has an error there, with the error.
    fn found(
        &self,
        places: &BTreeMap<&Place, usize>,
        open: &Open,
    ) -> Vec<Option<(Rc<Value>, FieldError)>> {
        let mut found: Vec<Option<(Rc<Value>, FieldError)>> = vec![None; places.len()];
        let candidates = Candidates::new(self.rulebook);
        let mut dice = Dice::new(1);
        for chunk in 0..self.chunks() {
            if found.iter().all(Option::is_some) {
                break;
            }
            let mut risks: Vec<Value> = (0..CHUNK).map(|_| candidates.rolled(&mut dice)).collect();
            if chunk == 0 {
                risks.insert(0, candidates.plainest());
                risks.extend(candidates.extremes());
                risks.extend(self.tested());
            }
            let errors = self.errors(&risks, open);
            for (risk, errors) in risks.into_iter().zip(errors) {
                let risk = Rc::new(risk);
                for error in errors {
                    let place = places.get(&place_of(&error));
                    let slot = place.and_then(|place| found.get_mut(*place));
                    if let Some(slot @ None) = slot {
                        *slot = Some((Rc::clone(&risk), error));
                    }
                }
            }
        }
        found
    }

    /// How often all witnesses together are tried with something taken away.
    fn most_shrinks(&self) -> usize {
        let nodes = self.engine.graph().nodes.len().max(1);
        MOST_SHRUNK.checked_div(nodes).unwrap_or(0)
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

    /// Of each risk the errors at places that are open, the first at each, which then is not; of one that is refused, none.
    fn errors(&self, risks: &[Value], open: &Open) -> Vec<Vec<FieldError>> {
        let decoded = self
            .engine
            .decoder()
            .decode_risks(risks.iter().map(Risk::Value));
        let execution = self.engine.execute(&decoded.batch);
        let graph = self.engine.graph();
        // Of two declarations in error for the same reason the first says it.
        let wanted = |node, code| match open.of(graph, node, code) {
            Some(place) => {
                open.close(place, true);
                true
            }
            None => false,
        };
        let lanes = decoded.lanes.into_iter();
        lanes
            .map(|lane| match lane {
                Ok(risk) if execution.refusals(risk).is_empty() => execution.errors(risk, &wanted),
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
        let most = self.effort.shrinks().min(self.most_shrinks());
        Some(smallest(risk, &plainest, most, accepted).0)
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

/// A test, if there is one and all together are not too long with it.
pub(super) fn within(
    written: &Cell<usize>,
    test: impl FnOnce() -> Option<String>,
) -> Option<String> {
    if written.get() == 0 {
        return None;
    }
    let test = test()?;
    let left = written.get().checked_sub(test.len());
    written.set(left.unwrap_or(0));
    left.map(|_| test)
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
