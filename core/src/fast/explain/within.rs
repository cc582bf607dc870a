//! What the values of a column lie within, as a reader of rulebooks writes them.

use super::Within;
use super::doubt::is_number;
use crate::fast::compile::{Val, decimal};
use crate::fast::kernel::day;
use crate::fast::range::Range;
use crate::graph::{Graph, Ty};

/// What the values of a node lie within: those of all members together.
pub(super) fn within(graph: &Graph, ty: Ty, vals: &[Val]) -> Within {
    match ty {
        Ty::Text => return Within::Texts,
        Ty::Ref(_) | Ty::Row(_) => return Within::Items,
        _ => {}
    }
    if is_number(ty) {
        return numbers(vals, matches!(ty, Ty::Money(_) | Ty::Unrounded(_)));
    }
    let word = |word: i64| match ty {
        Ty::Bool => (word != 0).to_string(),
        Ty::Date => day(word).map(|day| day.to_string()).unwrap_or_default(),
        _ => {
            let ordinal = u32::try_from(word).ok();
            let member = ordinal.and_then(|ordinal| graph.member(ty, ordinal));
            member
                .map(|member| member.name.to_string())
                .unwrap_or_default()
        }
    };
    let low = vals.iter().map(|val| val.range.low).min();
    let high = vals.iter().map(|val| val.range.high).max();
    Within::Ordered {
        low: low.map(word).unwrap_or_default(),
        high: high.map(word).unwrap_or_default(),
    }
}

fn numbers(vals: &[Val], of_money: bool) -> Within {
    let places = vals.iter().map(|val| val.scale).max().unwrap_or(0);
    let all = |val: &Val| val.range == Range::ALL;
    if vals.iter().any(all) {
        return Within::AnyWord { places };
    }
    let low = vals.iter().map(|val| decimal(val.range.low, val.scale));
    let high = vals.iter().map(|val| decimal(val.range.high, val.scale));
    let written = |number: crate::number::Decimal| {
        // An amount is written with all its places, a factor without zeros at its end.
        let places = u8::try_from(places).ok().filter(|_| of_money).unwrap_or(0);
        grouped(&number.fixed(places).to_string())
    };
    Within::Numbers {
        low: written(low.min().unwrap_or_default()),
        high: written(high.max().unwrap_or_default()),
        places,
    }
}

/// `1234567.50` as `1,234,567.50`.
fn grouped(digits: &str) -> String {
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut text = String::with_capacity(digits.len().saturating_mul(2));
    let mut left = whole.chars().filter(char::is_ascii_digit).count();
    for c in whole.chars() {
        text.push(c);
        if c.is_ascii_digit() {
            left = left.saturating_sub(1);
            if left > 0 && left.checked_rem(3) == Some(0) {
                text.push(',');
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_stand_in_threes() {
        for (digits, text) in [
            ("0.00", "0.00"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-100000.5000", "-100,000.5000"),
            ("1234567.25", "1,234,567.25"),
        ] {
            assert_eq!(grouped(digits), text);
        }
    }
}
