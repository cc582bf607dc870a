//! Answers out of columns of words.

use super::compile::decimal;
use super::kernel::day;
use super::program::{Held, Place, Reg, Source};
use super::run::Machine;
use crate::answer::Answer;
use crate::batch::Segment;
use crate::graph::{Graph, NamedShape, NodeId, RISK, Shape, SpaceId, Ty};
use crate::value::Value;
use std::sync::Arc;

impl Machine<'_> {
    /// The answer to a risk of the batch that is not troubled.
    pub(crate) fn answer(&self, risk: u32) -> Answer {
        Answer {
            output: self.fields(&self.plan.graph.output, (RISK, risk as usize)),
            errors: Vec::new(),
            refusals: Vec::new(),
        }
    }

    fn fields(&self, fields: &[NamedShape], at: (SpaceId, usize)) -> Value {
        let field = |field: &NamedShape| (Arc::clone(&field.name), self.value(&field.shape, at));
        Value::Record(fields.iter().map(field).collect())
    }

    fn value(&self, shape: &Shape, at: (SpaceId, usize)) -> Value {
        match shape {
            Shape::One(node) => self.one(*node, at),
            Shape::Optional { given, value } => {
                if self.word(*given, at) != 0 {
                    self.value(value, at)
                } else {
                    Value::Absent
                }
            }
            Shape::Record(fields) => self.fields(fields, at),
            Shape::List {
                space, keep, item, ..
            } => {
                let above = (at.0, u32::try_from(at.1).unwrap_or(u32::MAX));
                let Segment { start, len } =
                    self.warm.spaces.below(&self.plan.graph, *space, above);
                let lanes = (start..start.saturating_add(len)).map(|lane| lane as usize);
                let kept = lanes
                    .filter(|lane| keep.is_none_or(|keep| self.word(keep, (*space, *lane)) != 0));
                Value::List(kept.map(|lane| self.value(item, (*space, lane))).collect())
            }
        }
    }

    /// The word of a node for a lane of its space, or of one below.
    fn word(&self, node: NodeId, at: (SpaceId, usize)) -> i64 {
        self.held(node, at).0
    }

    fn held(&self, node: NodeId, (space, lane): (SpaceId, usize)) -> (i64, u32) {
        let graph = &self.plan.graph;
        let Some(Held { at, scale }) = self.program.held.get(&node) else {
            return (0, 0);
        };
        let word = match at {
            Source::One(Place::Const(word)) => *word,
            Source::One(Place::Reg(reg)) => {
                let lane = self.warm.spaces.above(graph, (space, lane), reg.space);
                self.warm.spaces.word(Place::Reg(*reg), lane)
            }
            Source::Aside(parts) => {
                let own = graph.node(node).map_or(RISK, |node| node.space);
                self.aside(parts, self.warm.spaces.above(graph, (space, lane), own))
            }
        };
        (word, *scale)
    }

    /// The word of a lane of parts that stand side by side.
    fn aside(&self, parts: &[Reg], lane: usize) -> i64 {
        let part = lane.checked_rem(parts.len());
        let over = lane.checked_div(parts.len()).unwrap_or(0);
        let part = part.and_then(|part| parts.get(part));
        part.map_or(0, |part| self.warm.spaces.word(Place::Reg(*part), over))
    }

    fn one(&self, node: NodeId, at: (SpaceId, usize)) -> Value {
        let graph = &self.plan.graph;
        let Some(known) = graph.node(node) else {
            return Value::Absent;
        };
        let (word, scale) = self.held(node, at);
        scalar(graph, known.ty, word, scale, &self.warm.texts.borrow().all)
    }
}

/// The value that a word stands for, as an answer gives it.
fn scalar(graph: &Graph, ty: Ty, word: i64, scale: u32, texts: &[Arc<str>]) -> Value {
    match ty {
        Ty::Bool => Value::Bool(word != 0),
        Ty::Int => Value::Int(decimal(word, scale)),
        Ty::Decimal => Value::Decimal(decimal(word, scale)),
        Ty::Money(_) | Ty::Unrounded(_) => Value::Money {
            amount: decimal(word, scale),
            places: graph.places(ty).unwrap_or(0),
        },
        Ty::Text => {
            let text = usize::try_from(word).ok().and_then(|word| texts.get(word));
            text.map_or(Value::Absent, |text| Value::Text(Arc::clone(text)))
        }
        Ty::Date => day(word).map_or(Value::Absent, Value::Date),
        Ty::Enum(_) => {
            let member = u32::try_from(word)
                .ok()
                .and_then(|word| graph.member(ty, word));
            member.map_or(Value::Absent, |member| Value::Enum(member.name.clone()))
        }
        Ty::Ref(_) | Ty::Row(_) => Value::Absent,
    }
}
