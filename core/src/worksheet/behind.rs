use super::Entry;
use crate::answer::At;
use crate::execute::{Execution, Through};
use crate::graph::{DeclarationId, NodeId, Op, RISK, Shape};

/// A step of the way to a part of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerStep<'s> {
    /// A field of an object.
    Field(&'s str),
    /// An item of a list, from 0.
    Item(usize),
}

impl Execution<'_> {
    /// How a part of an answer came about: the declaration whose value it is, as the worksheet shows it, and the `steps` that it reads
    /// directly where it has none itself; with its place in the order of evaluation. Nothing where the part is computed in the output
    /// itself. `field` is the place of the output field.
    #[must_use]
    pub fn behind(
        &self,
        field: usize,
        way: &[AnswerStep<'_>],
        risk: u32,
    ) -> Option<(u32, Vec<Entry>)> {
        let shape = &self.plan.graph.output.get(field)?.shape;
        let (node, (_, lane)) = self.part(shape, way, (RISK, risk))?;
        let (id, lane) = self.declared(node, lane)?;
        let declaration = self.plan.graph.declaration(id)?;
        let entry = self.entry(declaration, lane, risk);
        let mut entries = Vec::new();
        if entry.steps.is_empty() {
            let operands = declaration.operands.iter();
            let read = operands.filter_map(|operand| {
                let Shape::One(node) = operand.value else {
                    return None;
                };
                let from = self.plan.graph.node(node)?.space;
                let lane = *self.up(declaration.space, from).get(lane as usize)?;
                let (id, lane) = self.declared(node, lane)?;
                Some(self.entry(self.plan.graph.declaration(id)?, lane, risk))
            });
            entries.extend(read.filter(|entry| !entry.steps.is_empty()));
        }
        entries.insert(0, entry);
        Some((id.0, entries))
    }

    /// The declaration whose value a lane of a node is, and the lane of its space.
    fn declared(&self, node: NodeId, lane: u32) -> Option<(DeclarationId, u32)> {
        let (mut id, mut lane) = (node, lane);
        for _ in 0..=self.plan.graph.nodes.len() {
            let node = self.plan.graph.node(id)?;
            if let Some(declared) = node.declares
                && let Some(Through::Declaration(declared, _, lane)) =
                    self.declared_in(declared, node.space, lane)
            {
                return Some((declared, lane));
            }
            match node.op {
                Op::Guard => id = *node.args.get(1)?,
                Op::Up | Op::Gather | Op::Select | Op::Merge => {
                    (id, lane) = self.cause(node, lane)?;
                }
                _ => return None,
            }
        }
        None
    }

    /// The column of a part of a value, and its lane.
    fn part(&self, shape: &Shape, way: &[AnswerStep<'_>], at: At) -> Option<(NodeId, At)> {
        match (shape, way) {
            (Shape::One(node), []) => Some((*node, at)),
            (Shape::Optional { given, value }, _) => {
                let is_given = self.column(*given)?.values.bools();
                if way.is_empty() && is_given.get(at.1 as usize) == Some(&false) {
                    return Some((*given, at));
                }
                self.part(value, way, at)
            }
            (Shape::Record(fields), [AnswerStep::Field(name), rest @ ..]) => {
                let field = fields.iter().find(|field| *field.name == **name)?;
                self.part(&field.shape, rest, at)
            }
            (
                Shape::List {
                    space, keep, item, ..
                },
                [AnswerStep::Item(place), rest @ ..],
            ) => {
                let keeps = match keep {
                    Some(keep) => Some(self.column(*keep)?.values.bools()),
                    None => None,
                };
                let is_kept =
                    |lane: &u32| keeps.is_none_or(|k| k.get(*lane as usize) == Some(&true));
                let lane = self.lanes_of(*space, at).filter(is_kept).nth(*place)?;
                self.part(item, rest, (*space, lane))
            }
            _ => None,
        }
    }
}
