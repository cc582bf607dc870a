//! What answers are made of.

use super::{Compiler, OTHER_LIST, Unplanned, Val};
use crate::fast::output::{Field, Form, Held, Output};
use crate::fast::program::{Place, Source};
use crate::graph::{NamedShape, NodeId, RISK, Shape, Ty};

impl Compiler<'_> {
    /// A part of the answers.
    fn output(&mut self, shape: &Shape) -> Result<Output, Unplanned> {
        Ok(match shape {
            Shape::One(id) => {
                let ty = self.graph.node(*id).map_or(Ty::Bool, |node| node.ty);
                Output::One(self.held(*id), self.form(ty))
            }
            Shape::Optional { given, value } => {
                let given = self.held(*given);
                Output::Optional(given, Box::new(self.output(value)?))
            }
            Shape::Record(fields) => Output::Record(self.outputs(fields)?),
            Shape::List {
                space, keep, item, ..
            } => {
                if !self.enter(*space) {
                    let node = item.nodes().first().copied().unwrap_or(NodeId(0));
                    return Err(Unplanned {
                        node,
                        reason: OTHER_LIST,
                    });
                }
                Output::List {
                    space: *space,
                    keep: keep.map(|keep| self.held(keep)),
                    item: Box::new(self.output(item)?),
                }
            }
        })
    }

    pub(super) fn outputs(&mut self, fields: &[NamedShape]) -> Result<Vec<Field>, Unplanned> {
        let fields = fields.iter().enumerate();
        let output = |(place, field): (usize, &NamedShape)| {
            let value = self.output(&field.shape)?;
            Ok(Field::new(place, &field.name, value))
        };
        fields.map(output).collect()
    }

    /// What words of a type stand for.
    pub(super) fn form(&mut self, ty: Ty) -> Form {
        let form = self.forms.entry(ty);
        form.or_insert_with(|| Form::of(self.graph, ty)).clone()
    }

    /// A value that an answer reads.
    pub(super) fn held(&mut self, id: NodeId) -> Held {
        let Val { place, scale, .. } = self.val(id);
        let at = match place {
            Place::Reg(reg) if let Some(parts) = self.aside.get(&reg) => {
                Source::Aside(parts.clone())
            }
            place => Source::One(place),
        };
        let space = self.graph.node(id).map_or(RISK, |node| node.space);
        Held { at, scale, space }
    }
}
