//! What was seen at the places that can fail.

use std::collections::BTreeMap;

use super::claim::ClaimKind;
use crate::source::Span;

/// A place of the text that can fail in one way. What begins at the same character is one place: an error of a risk says where its
/// expression begins, and no more.
#[derive(Debug, Clone)]
pub(super) struct Site {
    /// Where it begins.
    pub(super) at: Span,
    /// What is shown of it.
    pub(super) span: Span,
    /// Whether it can fail, for all that is known.
    pub(super) can_fail: bool,
    /// Whether nothing but failing is possible, however it is reached.
    pub(super) must_fail: bool,
    /// Why it may fail.
    pub(super) reason: String,
}

/// A condition, or the question whether an arm is taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decision {
    pub(super) span: Span,
    pub(super) yes: bool,
    pub(super) no: bool,
}

/// All places that were looked at.
#[derive(Debug, Default)]
pub(super) struct Sites {
    pub(super) failing: BTreeMap<(Place, ClaimKind), Site>,
    pub(super) conditions: BTreeMap<Place, Decision>,
    pub(super) arms: BTreeMap<Place, Decision>,
}

/// File and first character.
pub(super) type Place = (u32, u32);

pub(super) const fn place(span: Span) -> Place {
    (span.file.0, span.start)
}

impl Sites {
    /// Notes what is possible at a place; of several views of it (a function that is called with other arguments) the worst counts.
    pub(super) fn note(
        &mut self,
        kind: ClaimKind,
        at: Span,
        shown: Span,
        (can_fail, must_fail): (bool, bool),
        reason: impl FnOnce() -> String,
    ) {
        let found = self.failing.entry((place(at), kind));
        let site = found.or_insert_with(|| Site {
            at,
            span: shown,
            can_fail: false,
            must_fail: true,
            reason: String::new(),
        });
        if can_fail && (!site.can_fail || must_fail) {
            site.reason = reason();
            site.span = shown;
        } else if !site.can_fail && shown.end > site.span.end {
            site.span = shown;
        }
        site.can_fail |= can_fail;
        site.must_fail &= must_fail;
    }

    pub(super) fn note_condition(&mut self, span: Span, (yes, no): (bool, bool)) {
        decided(&mut self.conditions, span, yes, no);
    }

    pub(super) fn note_arm(&mut self, span: Span, taken: bool) {
        decided(&mut self.arms, span, taken, false);
    }
}

fn decided(all: &mut BTreeMap<Place, Decision>, span: Span, yes: bool, no: bool) {
    let seen = all.entry(place(span)).or_insert(Decision {
        span,
        yes: false,
        no: false,
    });
    seen.yes |= yes;
    seen.no |= no;
}
