//! Worksheets in machine integers: a program that keeps what a worksheet shows, and the worksheet's text with holes for it.
//!
//! A worksheet is mostly text that is known before any risk: formulas, labels, lines of files. So it is written once, when the program is
//! made, as [`Piece`]s: text, and between it values, rows and conditions by the places of their columns. What remains to be done for a risk is
//! to compute it, and to write down some hundred words.
//!
//! The program is one of its own, for it has more to keep: each running value of `steps`, each operand, each row that was hit. It gives the
//! answer as well. Who looks at what ([`reads`]) is what the worksheet of the exact executor reads, under the same conditions; where any of it
//! is in error, that executor writes the worksheet.
//!
//! What is written is, to the byte, what [`crate::worksheet::Worksheet::to_json`] writes.

mod reads;
mod rows;
mod write;

pub(super) use reads::{Read, each_read, each_read_in_steps};
pub(super) use rows::{MOST_KEPT, Rows};

use super::output::{Form, Held};
use super::program::Reg;
use crate::graph::{ListId, SpaceId};

/// A part of a worksheet's text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Piece {
    /// The same for every risk.
    Text(String),
    /// A value, as JSON writes it.
    Value(Held, Form),
    /// A number, without the quotes around it, with so many decimals at least.
    Number(Held, u32),
    /// The path of the item that a reference names, in quotes.
    Item(Held, SpaceId),
    /// The path of the item at hand, as it stands in a text.
    Path,
    /// A comma, unless it would be the first thing in its list.
    Comma,
    /// What is written where conditions are as they must be.
    When(Box<[(Held, bool)]>, Box<[Piece]>),
    /// What is written where a condition holds, and where it does not.
    Either(Held, [Box<[Piece]>; 2]),
    /// The field of a list, left out where there is nothing in it: what stands before its items, and these.
    Field(String, Box<[Piece]>),
    /// What is written for each of some lanes.
    Lanes(Lanes),
    /// The row that a look-up hit, by the number of its [`Rows`].
    Row(Held, usize),
    /// What is written in several places for one lane, by its number.
    Shared(usize),
}

/// Lanes below the one at hand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Lanes {
    pub below: Below,
    /// Whether the path at hand is theirs.
    pub is_named: bool,
    /// What is written for each, behind a comma where it is not the first.
    pub each: Box<[Piece]>,
    /// Whether nothing is written for a lane for which none of its fields has anything in it.
    pub may_be_empty: bool,
}

impl Lanes {
    /// All of them.
    pub fn new(below: Below, each: Box<[Piece]>) -> Self {
        Self {
            below,
            is_named: each.iter().any(Piece::names),
            each,
            may_be_empty: false,
        }
    }
}

/// Which lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Below {
    /// The items of a list of the lane at hand.
    List(ListId),
    /// All of a space.
    Space(SpaceId),
}

/// A worksheet with holes.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// With what all paths begin.
    pub root: String,
    pub pieces: Box<[Piece]>,
    /// What the pieces have in common: written once for each lane, and copied.
    pub shared: Vec<Shared>,
    pub rows: Vec<Rows>,
}

/// Pieces that are the same in several places: the look-ups that a vehicle's covers have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Shared {
    /// Whose lanes they are for.
    pub base: SpaceId,
    pub pieces: Box<[Piece]>,
}

impl Page {
    /// Goes through the columns that it reads.
    pub fn each_column(&mut self, each: &mut impl FnMut(&mut Reg)) {
        let shared = self.shared.iter_mut();
        let shared = shared.flat_map(|shared| &mut shared.pieces);
        let pieces = self.pieces.iter_mut().chain(shared);
        pieces.for_each(|piece| piece.each_column(each));
    }
}

impl Piece {
    /// Whether it writes the path of the item at hand.
    fn names(&self) -> bool {
        match self {
            // What is shared may.
            Self::Path | Self::Shared(_) => true,
            Self::Text(_)
            | Self::Value(..)
            | Self::Number(..)
            | Self::Item(..)
            | Self::Comma
            | Self::Row(..) => false,
            Self::When(_, pieces) | Self::Field(_, pieces) => pieces.iter().any(Self::names),
            Self::Either(_, both) => both.iter().flatten().any(Self::names),
            // There the item at hand is another.
            Self::Lanes(_) => false,
        }
    }

    fn each_column(&mut self, each: &mut impl FnMut(&mut Reg)) {
        let within = match self {
            Self::Text(_) | Self::Path | Self::Comma | Self::Shared(_) => return,
            Self::Value(held, _)
            | Self::Number(held, _)
            | Self::Item(held, _)
            | Self::Row(held, _) => return held.each_column(each),
            Self::When(conditions, pieces) => {
                for (condition, _) in conditions {
                    condition.each_column(each);
                }
                pieces
            }
            Self::Either(condition, both) => {
                condition.each_column(each);
                let pieces = both.iter_mut().flatten();
                return pieces.for_each(|piece| piece.each_column(each));
            }
            Self::Field(_, pieces) => pieces,
            Self::Lanes(lanes) => &mut lanes.each,
        };
        within.iter_mut().for_each(|piece| piece.each_column(each));
    }
}
