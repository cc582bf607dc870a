//! Answers as JSON text straight out of columns of words: what [`crate::answer::Answer::to_json`] writes, with no answer in between.

use super::digits::{append_digits, append_whole};
use super::kernel::day;
use super::output::{Form, Held, Output};
use super::run::Machine;
use crate::graph::{RISK, SpaceId};
use crate::json::append_text;
use std::fmt::Write;
use std::sync::Arc;

impl Machine<'_> {
    /// Appends the answer to a risk of the batch that is not troubled.
    pub(crate) fn write(&self, risk: u32, out: &mut String) {
        self.write_value(&self.program.output, (RISK, risk as usize), out);
    }

    fn write_value(&self, output: &Output, at: (SpaceId, usize), out: &mut String) {
        match output {
            Output::One(held, form) => self.write_one(held, form, at, out),
            Output::Optional(given, value) => {
                if self.word(given, at) != 0 {
                    self.write_value(value, at, out);
                } else {
                    out.push_str("null");
                }
            }
            Output::Record(fields) => {
                for field in fields {
                    out.push_str(&field.before);
                    self.write_value(&field.value, at, out);
                }
                out.push_str(if fields.is_empty() { "{}" } else { "}" });
            }
            Output::List { space, keep, item } => {
                out.push('[');
                for (place, lane) in self.items_of(*space, keep.as_ref(), at).enumerate() {
                    if place > 0 {
                        out.push(',');
                    }
                    self.write_value(item, (*space, lane), out);
                }
                out.push(']');
            }
        }
    }

    fn write_one(&self, held: &Held, form: &Form, at: (SpaceId, usize), out: &mut String) {
        self.write_word(self.word(held, at), held.scale, form, out);
    }

    /// Appends the value that a word stands for.
    pub(super) fn write_word(&self, word: i64, scale: u32, form: &Form, out: &mut String) {
        match form {
            Form::Text => append_word(out, word, scale, form, &self.warm.texts.borrow().all),
            _ => append_word(out, word, scale, form, &[]),
        }
    }
}

/// Appends the value that a word stands for, with the texts that there are.
pub(super) fn append_word(
    out: &mut String,
    word: i64,
    scale: u32,
    form: &Form,
    texts: &[Arc<str>],
) {
    match form {
        Form::Bool => out.push_str(if word == 0 { "false" } else { "true" }),
        Form::Int => append_number(out, word, scale, 0),
        Form::Decimal => quoted(out, |out| append_number(out, word, scale, 0)),
        Form::Money(places) => {
            quoted(out, |out| {
                append_number(out, word, scale, u32::from(*places))
            });
        }
        Form::Text => {
            let text = usize::try_from(word).ok().and_then(|word| texts.get(word));
            match text {
                Some(text) => append_text(out, text),
                None => out.push_str("null"),
            }
        }
        Form::Date => match day(word) {
            // Writing to a String cannot fail.
            Some(date) => quoted(out, |out| _ = write!(out, "{date}")),
            None => out.push_str("null"),
        },
        Form::Enum(members) => {
            let member = usize::try_from(word)
                .ok()
                .and_then(|word| members.get(word));
            out.push_str(member.map_or("null", |member| &member.quoted));
        }
        Form::Nothing => out.push_str("null"),
    }
}

fn quoted(out: &mut String, write: impl FnOnce(&mut String)) {
    out.push('"');
    write(out);
    out.push('"');
}

/// Appends word·10^−scale as [`crate::number::Decimal`] shows it: without zeros at its end, but with `places` decimals at least.
#[inline]
pub(super) fn append_number(out: &mut String, word: i64, scale: u32, places: u32) {
    let mut rest = word.unsigned_abs();
    let mut decimals = if rest == 0 { scale.min(places) } else { scale };
    while decimals > places && rest.is_multiple_of(10) {
        rest /= 10;
        decimals = decimals.wrapping_sub(1);
    }
    if word < 0 {
        out.push('-');
    }
    // Division by what is known beforehand is a multiplication.
    let (whole, fraction) = match decimals {
        0 => (rest, 0),
        1 => (rest / 10, rest % 10),
        2 => (rest / 100, rest % 100),
        3 => (rest / 1_000, rest % 1_000),
        _ => {
            // A word has 19 digits at most, and no more places than a word can hold.
            let unit = 10_u64.checked_pow(decimals).unwrap_or(u64::MAX);
            let whole = rest.checked_div(unit).unwrap_or(0);
            (whole, rest.checked_rem(unit).unwrap_or(0))
        }
    };
    append_whole(out, whole);
    if decimals.max(places) > 0 {
        out.push('.');
        append_digits(out, fraction, decimals);
        for _ in decimals..places {
            out.push('0');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::append_number;
    use crate::number::Decimal;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_written_as_decimals_are(
            word in prop_oneof![any::<i64>(), -100_000_i64..100_000, (-9_i64..9, 0_u32..18).prop_map(|(n, zeros)| n * 10_i64.pow(zeros))],
            scale in 0_u32..19,
            places in 0_u8..6,
        ) {
            let number = Decimal::new(word.into(), scale).unwrap();
            let mut written = String::new();
            append_number(&mut written, word, scale, places.into());
            prop_assert_eq!(written, number.fixed(places).to_string());
        }
    }
}
