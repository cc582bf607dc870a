//! What other languages, spreadsheets and manuals write otherwise.
//!
//! Where the grammar stopped at such a form, what stands around the place tells what was meant. The message is the general one; the
//! mend shows the form of this language.

mod a_type;
mod line;
mod rounding;
mod row;
mod steps;
mod value;

use super::fault::Found;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::syntax::cannot_stand_here;

/// How what was meant is written, and which word is at fault.
struct Habit {
    /// Whether it is the token before the place, which could stand there by itself.
    is_before: bool,
    mend: String,
}

impl Habit {
    /// The token at the place is at fault.
    fn here(mend: impl Into<String>) -> Option<Self> {
        let (is_before, mend) = (false, mend.into());
        Some(Self { is_before, mend })
    }

    /// The token before the place is at fault.
    fn before(mend: impl Into<String>) -> Option<Self> {
        let (is_before, mend) = (true, mend.into());
        Some(Self { is_before, mend })
    }
}

/// The habit at a place, if it is a known one.
pub(super) fn habit(found: &Found<'_>) -> Option<Diagnostic> {
    let habit = row::habit(found)
        .or_else(|| a_type::habit(found))
        .or_else(|| steps::habit(found))
        .or_else(|| line::habit(found))
        .or_else(|| rounding::habit(found))
        .or_else(|| value::habit(found))?;
    let fault = if habit.is_before {
        let shown = format!("`{}`", found.before);
        cannot_stand_here(found.span_before, &shown, &found.subject)
    } else {
        found.cannot_stand()
    };
    Some(fault.with_help(habit.mend))
}

fn is_number(token: &str) -> bool {
    token.starts_with(|first: char| first.is_ascii_digit())
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_ascii_alphabetic())
}
