//! A batch of risks as columns: what the decoder hands to the executor.

use crate::column::Values;
use crate::graph::ListId;

/// Risks decoded into columns. Only risks without input faults are in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// How many risks: the lanes of [`crate::graph::RISK`].
    pub risks: u32,
    /// The input columns, by [`crate::graph::InputId`].
    pub inputs: Vec<Values>,
    /// By [`crate::graph::InputId`], for each lane whether an input that may be left out without a default was given; empty
    /// for other inputs.
    pub given: Vec<Vec<bool>>,
    /// The lanes of each [`crate::graph::Space::Items`], by [`crate::graph::SpaceId`]; empty for other spaces.
    pub items: Vec<Items>,
    /// For each given list, by [`ListId`], its part of the items' lanes for each lane of its owner's space; empty for made lists.
    pub segments: Vec<Vec<Segment>>,
}

/// The lanes of a space of given items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Items {
    /// The lane of the parent space.
    pub parent: Vec<u32>,
    /// The list that the item stands in.
    pub list: Vec<ListId>,
    /// The lane of that list's owner.
    pub owner: Vec<u32>,
    /// The place in that list, from 1.
    pub position: Vec<u32>,
}

/// Consecutive lanes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Segment {
    /// The first.
    pub start: u32,
    /// How many.
    pub len: u32,
}
