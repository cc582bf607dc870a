//! What is computed: instructions over columns of words.

use super::divisor::Divisor;
use super::flat::Flat;
use super::lookup::Lookup;
use super::output::Output;
use super::quotient::Quotient;
use super::range::Range;
use super::worksheet::Page;
use crate::graph::{Choice, InputId, ListId, SpaceId};
use std::collections::BTreeMap;
use std::ops;
use std::sync::Arc;

/// A column: a word for each lane of a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Reg {
    pub space: SpaceId,
    /// Its place among the columns of the space; in the instructions of a run where it begins in its memory.
    pub slot: u32,
}

/// One instruction.
#[derive(Debug, Clone)]
pub(super) struct Instr {
    pub op: Op,
    /// What it fills.
    pub into: Reg,
    pub watch: Watch,
}

/// What is done with a lane in which an operation cannot be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Watch {
    /// There is none, or it does not matter.
    Never,
    /// Its risk is troubled.
    Mark,
    /// It is noted in this column, for somebody may look at it.
    Note(Reg),
}

/// What an instruction does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Op {
    /// Lays out a space, whose columns can be filled from now on.
    Layout(SpaceId),
    /// Marks the risks of the lanes that are 0.
    Require(Reg),
    /// Marks the risks of the lanes that are noted, or of all, where conditions hold or do not; then nothing is noted any more.
    Trouble(Option<Reg>, Box<[(Reg, bool)]>),
    /// A column of the input, of numbers with so many places; those that are expected lie between two ends.
    Input(InputId, u32, Range),
    /// Whether an input that may be left out was given.
    Given(InputId),
    /// The place of the item in its list, from 1.
    Position,
    /// The lane itself.
    Own,
    /// What an item was made for.
    Key,
    /// The item of a pair.
    Item,
    /// Of the lane above, by the number of a [`Climb`].
    Up(Reg, u32),
    /// Of the lane that a reference names.
    Gather(Reg, Reg),
    /// Parts side by side.
    Merge(Box<[Reg]>),
    /// Of the columns of a space the words of each lane, one behind the other: the lanes of a list with an item for each column.
    SideBySide(Box<[Reg]>),
    /// The n-th item of an owner's list.
    At(ListId, Reg, Reg),
    /// The item that an owner has for a member.
    AtMember(ListId, Reg, Reg),
    One(One, Reg),
    Two(Two, Reg, Reg),
    /// Times 10ⁿ.
    Scale(Reg, i64),
    /// The second where the first is true, else the third.
    Select(Reg, Reg, Reg),
    /// To multiples of a divisor, which has so many units of the result.
    Round(Reg, Divisor, i64),
    /// A product, rounded likewise.
    Product(Reg, Reg, Divisor, i64),
    /// The same where the last is true, else the first factor.
    ProductIf(Reg, Reg, Divisor, Reg),
    /// Products one after the other, each rounded; those with a condition where it is true.
    Chain(Reg, Box<[Factor]>),
    /// A date moved by years, months and days.
    Shift(Reg, [Reg; 3]),
    /// A quotient, rounded likewise.
    Quotient(Reg, Reg, Quotient, i64),
    /// Whether it is in a set of ranges.
    In(Reg, Arc<[(i64, i64)]>),
    /// Itself, if it is in a set of ranges.
    Within(Reg, Arc<[(i64, i64)]>),
    /// The row that keys hit, by the number of a [`Lookup`]; below 0 none.
    Row(u32, Box<[Reg]>),
    /// The cell that keys hit, by the number of a [`Flat`].
    Flat(u32, Box<[Reg]>),
    /// The cell in a row, by the number of a column of cells.
    Cell(u32, Reg),
    /// Whether there is no such cell.
    Blank(u32, Reg),
    /// A fold over the lanes of a space below, by the number of a [`Climb`] from there: the value, and which lanes count.
    Fold(Fold, u32, Option<Reg>, Option<Reg>),
    /// A fold over parts that stand side by side, each a column of the same space.
    Across(Fold, Box<[Part]>),
    /// The lane below that is chosen: by its value, among those that count.
    Pick(Choice, u32, Option<Reg>, Option<Reg>),
}

/// A part of what is folded across.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Part {
    pub value: Reg,
    /// Whether it counts; without it always.
    pub keep: Option<Reg>,
}

/// A factor of a chain of products.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Factor {
    pub factor: Reg,
    /// What the product is rounded by.
    pub divisor: Divisor,
    /// Under which condition it counts.
    pub condition: Option<Reg>,
}

/// Operations on one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum One {
    Not,
    Neg,
    Abs,
    /// Of a day its [`super::kernel::calendar`], so that what asks for years takes each day apart once.
    Calendar,
    /// Of that the year.
    Year,
    Month,
    Day,
}

/// Operations on two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Two {
    Add,
    Sub,
    Mul,
    Rem,
    Min,
    Max,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    And,
    Or,
    /// Completed years between two calendars.
    Years,
    YearsByFebruary28,
    Months,
    Days,
}

/// Folds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Fold {
    Sum,
    Count,
    Least,
    Greatest,
    Any,
    All,
}

/// The way from the lanes of a space up to those of one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Climb {
    pub from: SpaceId,
    pub to: SpaceId,
    /// Whether that is one step.
    pub is_to_parent: bool,
}

/// Where an answer reads a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Source {
    One(Place),
    /// Of parts that stand side by side: the column of each, in the lanes above.
    Aside(Box<[Reg]>),
}

impl Source {
    /// The columns that are read.
    pub fn columns(&mut self) -> Vec<&mut Reg> {
        match self {
            Self::One(Place::Const(_)) => Vec::new(),
            Self::One(Place::Reg(reg)) => vec![reg],
            Self::Aside(parts) => parts.iter_mut().collect(),
        }
    }
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Const(i64),
    Reg(Reg),
}

/// What a program is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Answers alone.
    Answers,
    /// Answers, and worksheets with them.
    Worksheets,
}

/// A rulebook's fast plan.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(super) instrs: Vec<Instr>,
    /// Instructions one after the other that fill columns of one space; the layout of a space is one of its own.
    pub(super) stretches: Vec<ops::Range<usize>>,
    /// By space: how many columns, and which of them hold one value in all lanes.
    pub(super) columns: Vec<u32>,
    pub(super) constants: Vec<Vec<(u32, i64)>>,
    pub(super) climbs: Vec<Climb>,
    /// By space the numbers of those that begin there.
    pub(super) climbs_from: Vec<Vec<u32>>,
    pub(super) lookups: Vec<Lookup>,
    /// Columns of cells, [`super::lookup::BLANK`] where there is none.
    pub(super) cells: Vec<Vec<i64>>,
    pub(super) flats: Vec<Flat>,
    /// The texts that the rulebook knows, by number.
    pub(super) texts: Vec<Arc<str>>,
    /// What answers are made of.
    pub(super) output: Output,
    /// What worksheets are made of, in a program that has them.
    pub(super) page: Page,
    /// Whether some text comes from the input.
    pub(super) reads_texts: bool,
    /// For made ranges of numbers the columns of their ends, by space.
    pub(super) ends: BTreeMap<SpaceId, (Place, Place, u32)>,
    /// For pairs the column of the owner, by space.
    pub(super) owners: BTreeMap<SpaceId, Place>,
}

impl Op {
    /// Whether it fills a column.
    pub const fn has_column(&self) -> bool {
        !matches!(self, Self::Layout(_) | Self::Require(_) | Self::Trouble(..))
    }

    /// Goes through the columns that it reads.
    pub fn each_operand(&mut self, mut each: impl FnMut(&mut Reg)) {
        match self {
            Self::Layout(_)
            | Self::Input(..)
            | Self::Given(_)
            | Self::Position
            | Self::Own
            | Self::Key
            | Self::Item => {}
            Self::Trouble(noted, conditions) => {
                let conditions = conditions.iter_mut().map(|(condition, _)| condition);
                noted.iter_mut().chain(conditions).for_each(each);
            }
            Self::Require(a)
            | Self::Up(a, _)
            | Self::One(_, a)
            | Self::Scale(a, _)
            | Self::Round(a, ..)
            | Self::In(a, _)
            | Self::Within(a, _)
            | Self::Cell(_, a)
            | Self::Blank(_, a) => each(a),
            Self::Gather(a, b)
            | Self::At(_, a, b)
            | Self::AtMember(_, a, b)
            | Self::Two(_, a, b)
            | Self::Product(a, b, ..)
            | Self::Quotient(a, b, ..) => [a, b].into_iter().for_each(each),
            Self::Select(a, b, c) | Self::ProductIf(a, b, _, c) => {
                [a, b, c].into_iter().for_each(each);
            }
            Self::Chain(a, factors) => {
                each(a);
                for one in factors {
                    each(&mut one.factor);
                    one.condition.iter_mut().for_each(&mut each);
                }
            }
            Self::Across(_, parts) => {
                for one in parts {
                    each(&mut one.value);
                    one.keep.iter_mut().for_each(&mut each);
                }
            }
            Self::Shift(a, by) => [a].into_iter().chain(by).for_each(each),
            Self::Merge(parts)
            | Self::SideBySide(parts)
            | Self::Row(_, parts)
            | Self::Flat(_, parts) => parts.iter_mut().for_each(each),
            Self::Fold(_, _, a, b) | Self::Pick(_, _, a, b) => {
                a.iter_mut().chain(b).for_each(each);
            }
        }
    }
}
