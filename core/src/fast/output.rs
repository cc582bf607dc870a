//! What an answer is made of: the shape of the output, with the places of its values and all that can be written beforehand.
//!
//! Whoever wants answers in another form than [`crate::answer::Answer`] goes through it, as columns of a book do.

use super::program::{Reg, Source};
use crate::graph::{Graph, SpaceId, Ty};
use crate::json::append_text;
use std::sync::Arc;

/// A value of an answer, as a word in each lane.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Held {
    pub(super) at: Source,
    /// Decimal places of a number.
    pub(super) scale: u32,
    /// Where the node stands that has it.
    pub(super) space: SpaceId,
}

/// A part of an answer.
///
/// Lanes are what values stand in: the risks of a batch, the items of a list below them.
#[derive(Debug, Clone)]
pub enum Output {
    /// A plain value.
    One(Held, Form),
    /// A value that is there where the first is true.
    Optional(Held, Box<Self>),
    /// Fields, in the order of the output.
    Record(Vec<Field>),
    /// A list: the lanes of a space.
    List {
        /// Where its items stand.
        space: SpaceId,
        /// Which lanes are items.
        keep: Option<Held>,
        /// The item.
        item: Box<Self>,
    },
}

/// A field of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: Arc<str>,
    /// What JSON writes before the value: the bracket or the comma, the name, the colon.
    pub(super) before: Box<str>,
    /// Its value.
    pub value: Output,
}

impl Field {
    pub(super) fn new(place: usize, name: &Arc<str>, value: Output) -> Self {
        let mut before = String::from(if place == 0 { "{" } else { "," });
        append_text(&mut before, name);
        before.push(':');
        Self {
            name: Arc::clone(name),
            before: before.into(),
            value,
        }
    }
}

/// A member of an enumeration, and as JSON writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Member {
    /// Its name.
    pub name: Arc<str>,
    pub(super) quoted: Box<str>,
}

/// What a word stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Form {
    /// 1 is true.
    Bool,
    /// A whole number.
    Int,
    /// A decimal number.
    Decimal,
    /// An amount of a currency with so many places.
    Money(u8),
    /// The number of a text.
    Text,
    /// Days after 1970-01-01.
    Date,
    /// The place of a member.
    Enum(Arc<[Member]>),
    /// Items and rows are no values of an answer.
    Nothing,
}

impl Member {
    fn new(name: &Arc<str>) -> Self {
        let mut quoted = String::with_capacity(name.len().saturating_add(2));
        append_text(&mut quoted, name);
        Self {
            name: Arc::clone(name),
            quoted: quoted.into(),
        }
    }
}

impl Form {
    pub(super) fn of(graph: &Graph, ty: Ty) -> Self {
        match ty {
            Ty::Bool => Self::Bool,
            Ty::Int => Self::Int,
            Ty::Decimal => Self::Decimal,
            Ty::Money(_) | Ty::Unrounded(_) => Self::Money(graph.places(ty).unwrap_or(0)),
            Ty::Text => Self::Text,
            Ty::Date => Self::Date,
            Ty::Enum(_) => {
                let members = (0..).map_while(|ordinal| graph.member(ty, ordinal));
                Self::Enum(members.map(|member| Member::new(&member.name)).collect())
            }
            Ty::Ref(_) | Ty::Row(_) => Self::Nothing,
        }
    }
}

impl Output {
    /// Goes through the columns that it reads.
    pub(super) fn each_column(&mut self, each: &mut impl FnMut(&mut Reg)) {
        match self {
            Self::One(held, _) => held.each_column(each),
            Self::Optional(given, value) => {
                given.each_column(each);
                value.each_column(each);
            }
            Self::Record(fields) => {
                for field in fields {
                    field.value.each_column(each);
                }
            }
            Self::List { keep, item, .. } => {
                if let Some(keep) = keep {
                    keep.each_column(each);
                }
                item.each_column(each);
            }
        }
    }
}

impl Held {
    /// With how many decimal places a number is held.
    #[must_use]
    pub const fn scale(&self) -> u32 {
        self.scale
    }

    pub(super) fn each_column(&mut self, each: &mut impl FnMut(&mut Reg)) {
        self.at.columns().into_iter().for_each(each);
    }
}
