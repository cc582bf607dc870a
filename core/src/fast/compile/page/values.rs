//! Values as a worksheet shows them, and what is shown where conditions hold.

use super::draft::{Draft, ListDraft};
use super::here::Here;
use super::{Compiler, Drawn, OTHER_LANES};
use crate::fast::output::Held;
use crate::fast::program::{Place, Source};
use crate::fast::worksheet::Piece;
use crate::fast::write::append_word;
use crate::graph::{NodeId, OnlyIf, Operand, Shape, Ty};

/// Whether something is shown.
enum Counts {
    Always,
    Never,
    Where(Vec<(Held, bool)>),
}

impl Compiler<'_> {
    /// The value of a shape in the lane at hand.
    pub(super) fn draw_value(&mut self, shape: &Shape, here: &Here, into: &mut Draft) -> Drawn {
        match shape {
            Shape::One(node) => self.draw_one(*node, into)?,
            Shape::Optional { given, value } => {
                let mut there = Draft::default();
                self.draw_value(value, here, &mut there)?;
                let mut none = Draft::default();
                none.text("null");
                self.draw_either(*given, there, none, into);
            }
            Shape::Record(fields) => {
                into.text("{");
                for (place, field) in fields.iter().enumerate() {
                    if place > 0 {
                        into.text(",");
                    }
                    into.quoted(&field.name);
                    into.text(":");
                    self.draw_value(&field.shape, here, into)?;
                }
                into.text("}");
            }
            Shape::List {
                space, keep, item, ..
            } => {
                let mut nodes = item.nodes();
                nodes.extend(*keep);
                let keep: Vec<OnlyIf> = keep
                    .map(|condition| OnlyIf {
                        condition,
                        holds: true,
                    })
                    .into_iter()
                    .collect();
                let mut items = ListDraft::default();
                self.each_below(*space, here, &nodes, &mut items, |own, here, list| {
                    let mut one = Draft::default();
                    own.draw_value(item, here, &mut one)?;
                    own.push_where(&keep, here, one, list);
                    Ok(())
                })?;
                into.append(items.whole());
            }
        }
        Ok(())
    }

    /// The value of a column; a reference is the path of its item.
    fn draw_one(&mut self, node: NodeId, into: &mut Draft) -> Drawn {
        let ty = self.graph.node(node).map_or(Ty::Bool, |node| node.ty);
        let held = self.held(node);
        match (ty, &held.at) {
            // Where the item stands is said by the lanes of its list.
            (Ty::Ref(space), _) if self.enter(space) => into.piece(Piece::Item(held, space)),
            (Ty::Ref(_), _) => return Err(OTHER_LANES),
            (_, Source::One(Place::Const(word))) => {
                let mut text = String::new();
                let form = self.form(ty);
                append_word(&mut text, *word, held.scale, &form, &self.texts.all);
                into.text(&text);
            }
            _ => into.held(held, self.form(ty)),
        }
        Ok(())
    }

    /// `,"operands":[…]`
    pub(super) fn draw_operands(
        &mut self,
        operands: &[Operand],
        here: &Here,
        into: &mut Draft,
    ) -> Drawn {
        let mut list = ListDraft::default();
        for operand in operands {
            let mut reading = Draft::default();
            reading.field("text", &operand.text);
            reading.name("value");
            self.draw_reading(&operand.value, here, &mut reading)?;
            list.push(reading.in_braces());
        }
        list.field("operands", into);
        Ok(())
    }

    /// What an expression read: one value, or where it was read inside a comprehension those of all items.
    fn draw_reading(&mut self, shape: &Shape, here: &Here, into: &mut Draft) -> Drawn {
        let nodes = shape.nodes();
        let Some(space) = self.plan.deepest(nodes.iter().copied()) else {
            return self.draw_value(shape, here, into);
        };
        if space == here.at || !self.is_below(space, here.at) {
            return self.draw_value(shape, here, into);
        }
        let mut values = ListDraft::default();
        self.each_below(space, here, &nodes, &mut values, |own, here, list| {
            let mut value = Draft::default();
            own.draw_value(shape, here, &mut value)?;
            list.push(value);
            Ok(())
        })?;
        into.append(values.whole());
        Ok(())
    }

    /// The one where a condition holds, the other where it does not.
    pub(super) fn draw_either(
        &mut self,
        condition: NodeId,
        then: Draft,
        otherwise: Draft,
        into: &mut Draft,
    ) {
        match self.condition(condition) {
            Ok(true) => into.append(then),
            Ok(false) => into.append(otherwise),
            Err(held) => into.piece(Piece::Either(held, [then.done(), otherwise.done()])),
        }
    }

    /// Whether a condition holds, where that is known, or where it stands.
    fn condition(&mut self, node: NodeId) -> Result<bool, Held> {
        let held = self.held(node);
        match held.at {
            Source::One(Place::Const(word)) => Ok(word != 0),
            _ => Err(held),
        }
    }

    /// Whether conditions are as they must be for something to count. Those of lanes that cannot be seen say nothing.
    fn counts(&mut self, only_if: &[OnlyIf], here: &Here) -> Counts {
        let mut open: Vec<(Held, bool)> = Vec::new();
        for only in only_if {
            let node = self.graph.node(only.condition);
            if !node.is_some_and(|node| self.is_below(here.at, node.space)) {
                continue;
            }
            match self.condition(only.condition) {
                Ok(holds) if holds == only.holds => {}
                Ok(_) => return Counts::Never,
                Err(held) => open.push((held, only.holds)),
            }
        }
        if open.is_empty() {
            Counts::Always
        } else {
            Counts::Where(open)
        }
    }

    /// Whether it is known that conditions are never as they must be.
    pub(super) fn never_counts(&mut self, only_if: &[OnlyIf], here: &Here) -> bool {
        matches!(self.counts(only_if, here), Counts::Never)
    }

    /// An item of a list, where conditions are as they must be.
    pub(super) fn push_where(
        &mut self,
        only_if: &[OnlyIf],
        here: &Here,
        item: Draft,
        list: &mut ListDraft,
    ) {
        match self.counts(only_if, here) {
            Counts::Always => list.push(item),
            Counts::Never => {}
            Counts::Where(open) => {
                let mut perhaps = Draft::default();
                perhaps.piece(Piece::Comma);
                perhaps.append(item);
                let mut draft = Draft::default();
                draft.piece(Piece::When(open.into(), perhaps.done()));
                list.push_perhaps(draft);
            }
        }
    }
}
