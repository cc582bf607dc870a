use super::{NodeId, SpaceId};
use serde::{Deserialize, Serialize};

/// Nodes that are computed item by item, because what an item has depends on what came before it: a deductible used up line by line, a
/// coefficient year by year.
///
/// The nodes from `first` to `last` are the region of the scan. They depend on each other in a circle that only goes through
/// [`super::Op::Carried`]: what a carried node has for an item is what `then` came to for the item before. Apart from that the region is
/// in topological order like everything else. All of it stands in `space` or below.
///
/// Each list of items is gone through on its own, from its first item to its last. Scans nest: the region of a scan below another
/// one's items lies inside that one's, and is gone through anew for each of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scan {
    /// The items that are gone through.
    pub space: SpaceId,
    /// By what they are put in order, the least first; ties stay in the order of their list. None: as they stand in it.
    pub order: Option<NodeId>,
    /// The first node of the region.
    pub first: NodeId,
    /// The last node of the region.
    pub last: NodeId,
    /// What is carried from item to item.
    pub carries: Vec<Carry>,
}

/// A value that is carried from item to item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carry {
    /// The [`super::Op::Carried`] node: the value that reaches an item.
    pub node: NodeId,
    /// What the next item gets: a node of the region, or of before it.
    pub then: NodeId,
}
