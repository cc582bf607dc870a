use crate::fast::program::{Place, Reg};
use crate::fast::range::Range;

/// The words of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::fast) struct Val {
    pub place: Place,
    /// Decimal places of a number.
    pub scale: u32,
    /// What they lie between, where anybody looks.
    pub range: Range,
}

/// A value, or what of it is not computed here.
pub(in crate::fast) type Made = Result<Val, &'static str>;

impl Val {
    pub const fn constant(word: i64) -> Self {
        Self {
            place: Place::Const(word),
            scale: 0,
            range: Range::one(word),
        }
    }

    pub const fn of(reg: Reg, range: Range) -> Self {
        Self {
            place: Place::Reg(reg),
            scale: 0,
            range,
        }
    }

    /// The word, if it is the same in all lanes.
    pub const fn word(&self) -> Option<i64> {
        match self.place {
            Place::Const(word) => Some(word),
            Place::Reg(_) => None,
        }
    }
}
