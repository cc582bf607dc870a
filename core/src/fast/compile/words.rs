//! Values of the rulebook itself as words, and what words a type has.

use super::{Compiler, Made, NO_OPERANDS, Val};
use crate::column::Values;
use crate::date::Date;
use crate::execute::Execution;
use crate::fast::range::Range;
use crate::graph::{Constant, Graph, NodeId, Ty};
use crate::table::WholeGrid;

/// The most decimal places that a word is held with.
pub(super) const MOST_PLACES: u32 = 18;

/// What is assumed of a decimal that says nothing of its places; what has more is trouble.
pub(super) const USUAL_PLACES: u32 = 9;

/// What is assumed of the size of amounts, and of other numbers, that say nothing of it.
pub(super) const USUAL_AMOUNT: i64 = 1_000_000_000_000;
pub(super) const USUAL_NUMBER: i64 = 1_000_000_000;

/// The range of a word that a type brings along.
pub(super) fn whole(graph: &Graph, ty: Ty) -> Range {
    let below = |count: usize| Range {
        low: 0,
        high: i64::try_from(count).unwrap_or(i64::MAX),
    };
    match ty {
        Ty::Bool => Range::BOOL,
        Ty::Enum(id) => {
            let members = graph.enumerations.get(id.index());
            below(members.map_or(0, |own| own.members.len().saturating_sub(1)))
        }
        Ty::Date => Range {
            low: i64::from(Date::MIN.days()),
            high: i64::from(Date::MAX.days()),
        },
        Ty::Ref(_) | Ty::Text => below(u32::MAX as usize),
        Ty::Row(id) => Range {
            low: WholeGrid::SEVERAL,
            high: below(graph.table(id).map_or(0, |table| table.rows.len())).high,
        },
        Ty::Int | Ty::Decimal | Ty::Money(_) | Ty::Unrounded(_) => Range::ALL,
    }
}

impl Compiler<'_> {
    /// The value of a node of the rulebook itself.
    pub(super) fn known(&mut self, constants: &Execution<'_>, id: NodeId) -> Made {
        let column = constants.column(id).ok_or(NO_OPERANDS)?;
        if column.failure(0).is_some() {
            return Err("a constant in error");
        }
        match (column.values.constant(0), column.values.lanes().first()) {
            (Some(constant), _) => self.constant(&constant),
            (None, Some(&Values::NO_ROW)) => Ok(Val::constant(WholeGrid::NONE)),
            (None, Some(lane)) => Ok(Val::constant(i64::from(*lane))),
            (None, None) => Err(NO_OPERANDS),
        }
    }

    fn constant(&mut self, constant: &Constant) -> Made {
        Ok(match constant {
            Constant::Bool(value) => Val::constant(i64::from(*value)),
            Constant::Number(number) => {
                let scale = number.scale();
                let word = number.at_scale(scale).filter(|_| scale <= MOST_PLACES);
                let word = word.ok_or("a number of many digits")?;
                Val {
                    scale,
                    ..Val::constant(word)
                }
            }
            Constant::Text(text) => Val::constant(self.texts.number(text)),
            Constant::Date(date) => Val::constant(i64::from(date.days())),
            Constant::Enum(ordinal) => Val::constant(i64::from(*ordinal)),
        })
    }
}
