//! How many risks may be computed to try claims: fewer of what takes long.

use super::candidates::MOST_ITEMS;
use super::refute::Effort;
use lutine_core::engine::Work;
use lutine_core::graph::Graph;
use lutine_core::value::Value;
use std::cell::OnceCell;

/// How many risks are tried at once.
pub(super) const CHUNK: usize = 64;

/// How many chunks of risks are tried where it may take its time.
const MOST_CHUNKS: usize = 32;

/// How many risks are made by chance at least, of what does not take long.
pub(super) const FEWEST: usize = 8;

/// So many operations, and roots, exponentials, logarithms and powers among them: each takes up to a fifth of a millisecond.
type Most = (u64, u64);

/// What is computed at a glance: with a hundred thousand operations a risk, for fewer risks than a chunk.
const AT_A_GLANCE: Most = (1 << 20, 1 << 11);

/// What is computed at a glance for the fewest risks.
const FOR_THE_FEWEST: Most = (1 << 23, 1 << 11);

/// What is computed where it may take its time.
const AT_LEISURE: Most = (1 << 28, 1 << 13);

/// What is computed to make witnesses smaller.
const TO_SHRINK: Most = (1 << 27, 1 << 15);

/// How often a witness is tried with something taken away.
pub(super) const MOST_SHRINKS: usize = 400;

/// What may be computed for a rulebook.
pub(super) struct Allowance<'r> {
    graph: &'r Graph,
    effort: Effort,
    /// What a risk that is made up takes.
    work: OnceCell<Work>,
}

impl<'r> Allowance<'r> {
    pub(super) const fn new(graph: &'r Graph, effort: Effort) -> Self {
        Self {
            graph,
            effort,
            work: OnceCell::new(),
        }
    }

    /// How many risks may be made by chance; where that is fewer than [`FEWEST`], how many may be tried at all.
    pub(super) fn risks(&self) -> usize {
        let work = self.work.get_or_init(|| Work::of(self.graph, MOST_ITEMS));
        risks(self.effort, work)
    }

    /// How many of some risks may be tried, whose lists may be longer than those that are made up.
    pub(super) fn of_risks(&self, given: &[Value]) -> usize {
        let longest = given.iter().map(longest_list).max().unwrap_or(0);
        let longest = u32::try_from(longest).unwrap_or(u32::MAX);
        if longest <= MOST_ITEMS {
            return self.risks().min(CHUNK);
        }
        risks(self.effort, &Work::of(self.graph, longest)).min(CHUNK)
    }

    /// How often all witnesses together are.
    pub(super) fn all_shrinks(&self) -> usize {
        let work = self.work.get_or_init(|| Work::of(self.graph, MOST_ITEMS));
        how_often(work, TO_SHRINK)
    }
}

fn risks(effort: Effort, work: &Work) -> usize {
    match effort {
        Effort::Glance => {
            let fewest = how_often(work, FOR_THE_FEWEST).min(FEWEST);
            how_often(work, AT_A_GLANCE).clamp(fewest, CHUNK)
        }
        Effort::Whole => {
            let most = CHUNK.saturating_mul(MOST_CHUNKS);
            how_often(work, AT_LEISURE).clamp(FEWEST, most)
        }
    }
}

/// How often it can be done for that.
fn how_often(work: &Work, (operations, maths): Most) -> usize {
    let of_maths = maths.checked_div(work.maths).unwrap_or(u64::MAX);
    let often = operations.checked_div(work.operations);
    let often = often.unwrap_or(u64::MAX).min(of_maths);
    usize::try_from(often).unwrap_or(usize::MAX)
}

/// How many items the longest list in a value has.
fn longest_list(value: &Value) -> usize {
    match value {
        Value::List(items) => {
            let inside = items.iter().map(longest_list).max();
            inside.unwrap_or(0).max(items.len())
        }
        Value::Record(fields) => {
            let fields = fields.iter().map(|(_, field)| longest_list(field));
            fields.max().unwrap_or(0)
        }
        _ => 0,
    }
}
