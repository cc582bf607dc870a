//! One fault, one message: what follows from a fault that has been reported is not reported again.

use super::{Code, Diagnostic};
use crate::source::{SourceMap, Span};

/// What the checker found, without what follows from faults of the text (`unread`) or repeats one of its own.
///
/// Where a text cannot be read as it stands, its reader goes on with a guess, and the checker may stumble over that guess at the same place.
/// A name that was declared with the wrong first letter is not missing where it is used with the right one. That there is no currency is
/// said once, not at every amount. And what could not be read may be what uses something.
pub(crate) fn independent(
    unread: &[Diagnostic],
    found: Vec<Diagnostic>,
    sources: &SourceMap,
) -> Vec<Diagnostic> {
    let errors = || unread.iter().filter(|fault| fault.is_error());
    let guessed: Vec<Span> = errors().map(|fault| fault.span).collect();
    let misspelt = errors().filter(|fault| fault.code == Code::LetterCase);
    let misspelt: Vec<&str> = misspelt.map(|fault| sources.text(fault.span)).collect();
    let follows = |fault: &Diagnostic| {
        let name = sources.text(fault.span);
        guessed.iter().any(|guess| at_one_place(*guess, fault.span))
            || !guessed.is_empty() && is_unused(fault.code)
            || is_unknown(fault.code) && misspelt.iter().any(|n| n.eq_ignore_ascii_case(name))
    };
    let mut without_currency = false;
    let said_once = |fault: &Diagnostic| {
        fault.code != Code::NoCurrency || !std::mem::replace(&mut without_currency, true)
    };
    let mut independent: Vec<Diagnostic> = found.into_iter().filter(|f| !follows(f)).collect();
    independent.sort_by_key(|fault| (fault.span.file, fault.span.start));
    independent.retain(said_once);
    independent
}

/// Whether a place lies within another, or begins where it does.
fn at_one_place(guess: Span, place: Span) -> bool {
    let within = guess.start <= place.start && place.end <= guess.end;
    guess.file == place.file && (within || guess.start == place.start)
}

/// Whether it says that nothing uses something.
fn is_unused(code: Code) -> bool {
    matches!(
        code,
        Code::UnusedInput | Code::UnusedIsUsed | Code::Unused | Code::UnusedLet | Code::UnusedType
    )
}

/// Whether it says that nothing of some name is declared.
fn is_unknown(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownName
            | Code::UnknownType
            | Code::UnknownFunction
            | Code::UnknownAttribute
            | Code::UnknownOutcome
    )
}
