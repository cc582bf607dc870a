use crate::value::{ItemId, Value};
use lutine_dsl::typed::EntityId;

/// The items of one risk: those that came in the input, in the order of the text, the risk itself first; behind them those that the
/// rulebook makes while it is evaluated.
#[derive(Debug, Default)]
pub struct Risk {
    items: Vec<Item>,
}

/// An item.
#[derive(Debug)]
pub struct Item {
    /// What it is.
    pub entity: EntityId,
    /// What it stands in; none: it is the risk itself.
    pub owner: Option<Owner>,
    /// What it was made for, in a made list.
    pub key: Option<Value>,
    /// The given values, by attribute: those of the input, defaults where it leaves them out.
    pub given: Vec<Option<Value>>,
}

/// Where an item stands.
#[derive(Debug, Clone)]
pub struct Owner {
    /// What has it.
    pub item: ItemId,
    /// As what: the attribute's place in the owner's entity.
    pub attribute: u32,
    /// Its place in that list, from 1; none: it is no list's item but a single one.
    pub position: Option<u32>,
}

impl Risk {
    /// The risk itself.
    pub const ROOT: ItemId = ItemId(0);

    /// Adds an item.
    pub fn add(&mut self, item: Item) -> ItemId {
        self.items.push(item);
        ItemId(self.items.len() - 1)
    }

    /// An item.
    #[must_use]
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.0]
    }

    /// Sets the given values of an item.
    pub fn give(&mut self, id: ItemId, given: Vec<Option<Value>>) {
        self.items[id.0].given = given;
    }

    /// The items of an entity, in their order.
    pub fn items_of(&self, entity: EntityId) -> Vec<ItemId> {
        (0..self.items.len())
            .map(ItemId)
            .filter(|id| self.item(*id).entity == entity)
            .collect()
    }
}
