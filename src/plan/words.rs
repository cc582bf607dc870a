//! What is said of a step, in words.

use lutine_core::fast::{Computed, NeededBy, PlannedValue, Rounded, Rounding, SourcePlace, Within};

/// Where a step is computed.
pub(super) const fn computed(computed: Computed) -> &'static str {
    match computed {
        Computed::Constant => "constant",
        Computed::Words => "integer",
        Computed::InItsRounding => "rounded at once",
        Computed::WordsOrDecimals => "integer or decimal",
        Computed::Decimals => "decimal",
        _ => "not needed",
    }
}

/// `2 places`, for numbers that have any.
pub(super) fn places(value: &PlannedValue) -> String {
    match &value.within {
        Within::Numbers { places, .. } | Within::AnyWord { places } => match places {
            0 => String::new(),
            1 => "1 place".to_owned(),
            places => format!("{places} places"),
        },
        _ => String::new(),
    }
}

/// `0.00..12,345.67`
pub(super) fn within(value: &PlannedValue) -> String {
    match &value.within {
        Within::Numbers { low, high, .. } if low == high => low.clone(),
        Within::Numbers { low, high, .. } => format!("{low}..{high}"),
        Within::AnyWord { .. } => "any that fits".to_owned(),
        Within::Ordered { low, high } if low == high => low.clone(),
        Within::Ordered { low, high } if low == "false" => format!("{low}, {high}"),
        Within::Ordered { low, high } => format!("{low}..{high}"),
        Within::Texts => "text".to_owned(),
        _ => "an item".to_owned(),
    }
}

/// `for each of 4 members`
pub(super) fn members(value: &PlannedValue) -> String {
    let members = value.members;
    members.map_or_else(String::new, |members| format!("for each of {members}"))
}

/// `14 products in one go, each rounded by one multiplication`
pub(super) fn rounding(rounding: Rounding) -> String {
    let how = if rounding.is_one_multiplication {
        "by one multiplication"
    } else {
        "in the general way"
    };
    match rounding.of {
        Rounded::Products(1) => format!("product, rounded {how}"),
        Rounded::Products(count) => format!("{count} products in one go, each rounded {how}"),
        Rounded::InTheNext => "rounded in the product that it is used in".to_owned(),
        Rounded::Quotient => "quotient, rounded by division".to_owned(),
        _ => format!("rounded {how}"),
    }
}

/// Which risks need something.
pub(super) fn needed(needed: &NeededBy) -> String {
    match needed {
        NeededBy::Every => "needed by every risk".to_owned(),
        NeededBy::Some(conditions) => {
            let mut words: Vec<String> = Vec::new();
            for (place, holds) in conditions {
                let holds = if *holds { "holds" } else { "does not hold" };
                let word = format!("the condition at {} {holds}", self::place(place));
                if !words.contains(&word) {
                    words.push(word);
                }
            }
            match words.as_slice() {
                [] => "needed by some risks".to_owned(),
                words => format!("needed where {}", words.join(" and ")),
            }
        }
        _ => "in which it stands".to_owned(),
    }
}

/// `motor.lutine:12`
pub(super) fn place(place: &SourcePlace) -> String {
    format!("{}:{}", place.file, place.line)
}
