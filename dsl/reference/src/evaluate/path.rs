use super::Evaluator;
use crate::input::Risk;
use crate::value::{ItemId, Value, text_of};
use std::sync::Arc;

/// A declaration that is being computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// An attribute of an item.
    Attribute(ItemId, u32),
    /// What an item carries on to the next, of an attribute that is carried.
    CarriedOn(ItemId, u32),
    /// A requirement of an item.
    Requirement(ItemId),
    /// A definition or a rule, by its name.
    Named(Arc<str>),
    /// A field of the answer, by its path.
    Output(String),
}

impl Evaluator<'_> {
    /// How an error names a declaration.
    pub(super) fn path(&self, frame: &Frame) -> String {
        match frame {
            Frame::Attribute(item, attribute) | Frame::CarriedOn(item, attribute) => {
                let entity = &self.rulebook.entities[self.risk.item(*item).entity.index()];
                let name = &entity.attributes[*attribute as usize].name;
                format!("{}.{name}", self.item_path(*item))
            }
            Frame::Requirement(item) => self.item_path(*item),
            Frame::Named(name) => name.to_string(),
            Frame::Output(path) => path.clone(),
        }
    }

    /// `policy.vehicles[2].covers[BI]`
    pub(super) fn item_path(&self, id: ItemId) -> String {
        let item = self.risk.item(id);
        let Some(owner) = &item.owner else {
            let root = &self.rulebook.entities[self.rulebook.root.index()];
            return root.snake_name.to_string();
        };
        let path = self.path(&Frame::Attribute(owner.item, owner.attribute));
        match (&item.key, owner.position) {
            (Some(key), _) => format!("{path}[{}]", self.key_text(id, key)),
            (None, Some(position)) => format!("{path}[{position}]"),
            (None, None) => path,
        }
    }

    fn key_text(&self, item: ItemId, key: &Value) -> String {
        text_of(self.rulebook, key, &self.key_attribute(item).ty)
    }

    /// The JSON pointer to an item.
    pub fn pointer(&self, id: ItemId) -> String {
        let item = self.risk.item(id);
        let Some(owner) = &item.owner else {
            debug_assert_eq!(id, Risk::ROOT);
            return String::new();
        };
        let entity = &self.rulebook.entities[self.risk.item(owner.item).entity.index()];
        let key = &entity.attributes[owner.attribute as usize].json_name;
        let pointer = crate::input::below(&self.pointer(owner.item), key);
        match owner.position {
            Some(position) => format!("{pointer}/{}", position - 1),
            None => pointer,
        }
    }
}
