//! Tables as bands that stand on one another from 0 on, for `banded(x, table)`.

use lutine_core::graph::{Bound, Constant, Interval};
use lutine_core::number::Decimal;
use lutine_core::table::{HitPolicy, KeyCell, Table};

use super::super::signature::TableSignature;
use crate::syntax::KeyColumn;
use crate::typed::Type;

/// The most bands that are gone through.
const MOST_BANDS: usize = 1_000;

/// A band and its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Band {
    /// Where it begins: where the one below ends.
    pub(crate) from: Decimal,
    /// Where it ends; none: nowhere.
    pub(crate) to: Option<Decimal>,
    /// A key that hits the row.
    pub(crate) key: Decimal,
}

/// Why a table has no bands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoBands {
    /// It has another number of keys than one.
    Keys(usize),
    /// Its key is no number.
    KeyType,
    /// It has another number of results than one.
    Results(usize),
    /// Its result is no number, or may be absent.
    ResultType,
    /// It says what holds where no row fits, or is interpolated.
    Form,
    /// It has more rows than are gone through.
    TooMany,
    /// A row is no band: a set, or several rows fit one key.
    Row,
    /// Its lowest band begins elsewhere than at 0.
    Start(Decimal),
    /// Between two bands there is something.
    Gap(Decimal, Decimal),
    /// Of whole numbers, from one to the next, it cannot be told where two bands meet.
    Whole,
}

/// The bands of a table, from the lowest to the highest.
pub(crate) fn bands(signature: &TableSignature<'_>, table: &Table) -> Result<Vec<Band>, NoBands> {
    let [(_, Some(key))] = signature.keys.as_slice() else {
        return Err(NoBands::Keys(signature.keys.len()));
    };
    if !matches!(key.ty, Type::Int | Type::Decimal | Type::Money(_)) {
        return Err(NoBands::KeyType);
    }
    let [(_, Some(result))] = signature.results.as_slice() else {
        return Err(NoBands::Results(signature.results.len()));
    };
    if !matches!(result.ty, Type::Int | Type::Decimal | Type::Money(_)) {
        return Err(NoBands::ResultType);
    }
    if table.policy == HitPolicy::Collect {
        return Err(NoBands::Row);
    }
    if table.otherwise || table.interpolation.is_some() {
        return Err(NoBands::Form);
    }
    if table.rows.len() > MOST_BANDS {
        return Err(NoBands::TooMany);
    }
    let column = signature.syntax.keys.first().map(|key| &key.column);
    if key.ty == Type::Int && !matches!(column, Some(KeyColumn::From(_) | KeyColumn::UpTo(_))) {
        return Err(NoBands::Whole);
    }
    let rows = table.rows.iter().map(|row| row.keys.first());
    let bands: Option<Vec<Band>> = rows
        .map(|cell| band(interval(cell?)?, column, &key.ty))
        .collect();
    let mut bands = bands.ok_or(NoBands::Row)?;
    bands.sort_by_key(|band| band.from);
    stand_on_one_another(&bands)?;
    Ok(bands)
}

fn stand_on_one_another(bands: &[Band]) -> Result<(), NoBands> {
    if let Some(first) = bands.first().filter(|first| !first.from.is_zero()) {
        return Err(NoBands::Start(first.from));
    }
    for pair in bands.windows(2) {
        if let [below, above] = pair {
            match below.to {
                Some(to) if to == above.from => {}
                Some(to) if to < above.from => return Err(NoBands::Gap(to, above.from)),
                _ => return Err(NoBands::Row),
            }
        }
    }
    Ok(())
}

fn interval(cell: &KeyCell) -> Option<Interval> {
    match cell {
        KeyCell::Any => Some(Interval {
            low: None,
            high: None,
        }),
        KeyCell::One(value) => {
            let end = Some(Bound {
                value: value.clone(),
                inclusive: true,
            });
            Some(Interval {
                low: end.clone(),
                high: end,
            })
        }
        KeyCell::Intervals(parts) => match parts.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        },
    }
}

/// The band of a row. Ints have no ends between two of them: there it says only `from column` or `up to column` which of two neighbours is
/// the edge, and of all types how the first one of `up to` begins.
fn band(interval: Interval, column: Option<&KeyColumn>, ty: &Type) -> Option<Band> {
    let number = |bound: &Bound| match bound.value {
        Constant::Number(number) => Some(number),
        _ => None,
    };
    let (low, high) = (interval.low.as_ref(), interval.high.as_ref());
    let key = key_inside(low, high)?;
    let is_up_to = matches!(column, Some(KeyColumn::UpTo(_)));
    let from = match low {
        // What is below 0 is in no band.
        None => Decimal::ZERO,
        Some(bound) => {
            let low = number(bound)?;
            let is_least = is_up_to && bound.inclusive && low > Decimal::ZERO;
            match ty {
                Type::Int if is_least => low.sub(Decimal::ONE).ok()?,
                // One step of the grid above 0, where amounts begin.
                Type::Money(_) if is_least && low < Decimal::ONE => Decimal::ZERO,
                _ => low,
            }
        }
    };
    let to = match high {
        None => None,
        Some(bound) => {
            let high = number(bound)?;
            match ty {
                Type::Int if !is_up_to => Some(high.add(Decimal::ONE).ok()?),
                _ => Some(high),
            }
        }
    };
    Some(Band { from, to, key })
}

/// A number between two ends.
fn key_inside(low: Option<&Bound>, high: Option<&Bound>) -> Option<Decimal> {
    let number = |bound: &Bound| match bound.value {
        Constant::Number(number) => Some(number),
        _ => None,
    };
    match (low, high) {
        (_, Some(high)) if high.inclusive => number(high),
        (Some(low), _) if low.inclusive => number(low),
        (None, None) => Some(Decimal::ZERO),
        (Some(low), None) => number(low)?.add(Decimal::ONE).ok(),
        (None, Some(high)) => {
            let high = number(high)?;
            let zero = Some(Decimal::ZERO).filter(|zero| *zero < high);
            zero.or_else(|| high.sub(Decimal::ONE).ok())
        }
        (Some(low), Some(high)) => {
            let sum = number(low)?.add(number(high)?).ok()?;
            sum.div(Decimal::from(2)).ok()
        }
    }
}
