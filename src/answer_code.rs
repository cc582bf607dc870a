//! What is asked about the codes that answers carry.

/// A code in the `errors` of an answer: what was wrong with a risk ([`FaultCode`](crate::FaultCode)) or could not be computed for it
/// ([`ErrorCode`](crate::ErrorCode)). A few codes say both, `out_of_range` for one, so that there is one page for a name.
///
/// ```
/// use lutine::AnswerCode;
///
/// let code = AnswerCode::named("no_row").expect("it is one");
/// assert_eq!(code.title(), "a table without a row for these keys");
/// assert!(code.page().contains("## Mend"));
/// assert_eq!(AnswerCode::near("no_rwo").map(AnswerCode::as_str), Some("no_row"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AnswerCode {
    name: &'static str,
    page: &'static str,
}

/// Each code with its page of the book. `tests/answer_codes.rs` holds the list to the codes of the engine.
macro_rules! answer_codes {
    ($($name:literal,)+) => {
        impl AnswerCode {
            /// Every code: first what could not be computed, then what was wrong with the input.
            pub const ALL: &'static [Self] = &[
                $(Self { name: $name, page: include_str!(concat!("../docs/src/codes/", $name, ".md")) },)+
            ];
        }
    };
}

answer_codes! {
    "overflow",
    "division_by_zero",
    "no_row",
    "several_rows",
    "no_item",
    "date_order",
    "date_out_of_range",
    "step_not_positive",
    "no_such_number",
    "not_in_steps",
    "negative_weight",
    "no_weight",
    "out_of_range",
    "too_many_items",
    "not_json",
    "unknown_field",
    "duplicate_field",
    "missing_field",
    "derived_field",
    "wrong_type",
    "bad_date",
    "unknown_member",
    "not_whole",
    "not_on_grid",
    "bad_number",
    "too_many_digits",
    "too_few_items",
    "requirement",
}

impl AnswerCode {
    /// The code of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|code| code.name == name).copied()
    }

    /// The code whose name is nearest to one that is none, if one is near.
    #[must_use]
    pub fn near(name: &str) -> Option<Self> {
        let names = Self::ALL.iter().map(|code| code.name);
        lutine_dsl::diagnostics::nearest(name, names).and_then(Self::named)
    }

    /// As answers write it: `no_row`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.name
    }

    /// Its page, in Markdown: what it means, a rulebook and a risk that show it, and the mend.
    #[must_use]
    pub const fn page(self) -> &'static str {
        self.page
    }

    /// What it is about in a few words: the title of its page, without its name.
    #[must_use]
    pub fn title(self) -> &'static str {
        let line = self.page.lines().next().unwrap_or_default();
        line.split_once(": ").map_or(line, |(_, title)| title)
    }
}
