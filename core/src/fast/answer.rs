//! Answers out of columns of words.

use super::compile::decimal;
use super::kernel::day;
use super::output::{Field, Form, Held, Output};
use super::program::{Place, Reg, Source};
use super::run::Machine;
use crate::answer::Answer;
use crate::batch::Segment;
use crate::graph::{RISK, SpaceId};
use crate::value::Value;
use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

impl Machine<'_> {
    /// The answer to a risk of the batch that is not troubled.
    pub(crate) fn answer(&self, risk: u32) -> Answer {
        Answer {
            output: self.value(&self.program.output, (RISK, risk as usize)),
            errors: Vec::new(),
            refusals: Vec::new(),
        }
    }

    fn value(&self, output: &Output, at: (SpaceId, usize)) -> Value {
        match output {
            Output::One(held, form) => self.one(held, form, at),
            Output::Optional(given, value) => {
                if self.word(given, at) != 0 {
                    self.value(value, at)
                } else {
                    Value::Absent
                }
            }
            Output::Record(fields) => {
                let field = |field: &Field| {
                    let name = Arc::clone(&field.name);
                    (name, self.value(&field.value, at))
                };
                Value::Record(fields.iter().map(field).collect())
            }
            Output::List { space, keep, item } => {
                let lanes = self.items_of(*space, keep.as_ref(), at);
                Value::List(lanes.map(|lane| self.value(item, (*space, lane))).collect())
            }
        }
    }

    /// The lanes of a space below a lane of one above it.
    pub(crate) fn lanes_below(
        &self,
        space: SpaceId,
        (above, lane): (SpaceId, usize),
    ) -> Range<usize> {
        let lane = u32::try_from(lane).unwrap_or(u32::MAX);
        let spaces = &self.warm.spaces;
        let Segment { start, len } = spaces.below(&self.plan.graph, space, (above, lane));
        start as usize..start.saturating_add(len) as usize
    }

    /// The lanes of the items of a list.
    pub(super) fn items_of(
        &self,
        space: SpaceId,
        keep: Option<&Held>,
        above: (SpaceId, usize),
    ) -> impl Iterator<Item = usize> {
        let lanes = self.lanes_below(space, above);
        lanes.filter(move |lane| keep.is_none_or(|keep| self.word(keep, (space, *lane)) != 0))
    }

    /// The word of a value for a lane of its space, or of one below.
    pub(super) fn word(&self, held: &Held, (space, lane): (SpaceId, usize)) -> i64 {
        let (graph, spaces) = (&self.plan.graph, &self.warm.spaces);
        match &held.at {
            Source::One(Place::Const(word)) => *word,
            Source::One(Place::Reg(reg)) => {
                let lane = spaces.above(graph, (space, lane), reg.space);
                spaces.word(Place::Reg(*reg), lane)
            }
            Source::Aside(parts) => {
                self.aside(parts, spaces.above(graph, (space, lane), held.space))
            }
        }
    }

    /// The words of a value in lanes of its space, or of one below; 0 where there is no lane.
    pub(crate) fn words(&self, held: &Held, space: SpaceId, lanes: &[Option<usize>]) -> Vec<i64> {
        let words = lanes.iter();
        match &held.at {
            Source::One(Place::Reg(reg)) if reg.space == space => {
                let column = self.warm.spaces.memory.column(*reg);
                let words = words.map(|lane| lane.and_then(|lane| column.get(lane)));
                words.map(|word| word.map_or(0, Cell::get)).collect()
            }
            Source::Aside(parts) if held.space == space => {
                let memory = &self.warm.spaces.memory;
                let columns: Vec<&[Cell<i64>]> =
                    parts.iter().map(|part| memory.column(*part)).collect();
                let word = |lane: usize| {
                    let part = columns.get(lane.checked_rem(columns.len())?)?;
                    part.get(lane.checked_div(columns.len())?)
                };
                let words = words.map(|lane| lane.and_then(word));
                words.map(|word| word.map_or(0, Cell::get)).collect()
            }
            _ => words
                .map(|lane| lane.map_or(0, |lane| self.word(held, (space, lane))))
                .collect(),
        }
    }

    /// A text by its number.
    pub(crate) fn text(&self, word: i64) -> Option<Arc<str>> {
        let texts = &self.warm.texts.borrow().all;
        let text = usize::try_from(word).ok().and_then(|word| texts.get(word));
        text.cloned()
    }

    /// The word of a lane of parts that stand side by side.
    fn aside(&self, parts: &[Reg], lane: usize) -> i64 {
        let part = lane.checked_rem(parts.len());
        let over = lane.checked_div(parts.len()).unwrap_or(0);
        let part = part.and_then(|part| parts.get(part));
        part.map_or(0, |part| self.warm.spaces.word(Place::Reg(*part), over))
    }

    /// The value that a word stands for, as an answer gives it.
    fn one(&self, held: &Held, form: &Form, at: (SpaceId, usize)) -> Value {
        let word = self.word(held, at);
        match form {
            Form::Bool => Value::Bool(word != 0),
            Form::Int => Value::Int(decimal(word, held.scale)),
            Form::Decimal => Value::Decimal(decimal(word, held.scale)),
            Form::Money(places) => Value::Money {
                amount: decimal(word, held.scale),
                places: *places,
            },
            Form::Text => self.text(word).map_or(Value::Absent, Value::Text),
            Form::Date => day(word).map_or(Value::Absent, Value::Date),
            Form::Enum(members) => {
                let member = usize::try_from(word)
                    .ok()
                    .and_then(|word| members.get(word));
                member.map_or(Value::Absent, |member| {
                    Value::Enum(Arc::clone(&member.name))
                })
            }
            Form::Nothing => Value::Absent,
        }
    }
}
