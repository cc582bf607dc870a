//! From the place where the grammar could not go on to a diagnostic in the reader's words.
//!
//! The grammar says where it stopped and which of its rules it tried there. The reader never sees those: they only help to
//! say whether one thing is missing or what stands there is wrong.

use std::collections::BTreeSet;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::declaration::Reading;
use super::grammar::Rule;
use super::slip::slip;
use super::spelling::meant_word;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::syntax::{
    cannot_stand_here, ends_too_early, malformed_number, missing, misspelt_word,
};
use crate::layout::{Layout, Part, TokenKind};
use crate::source::Span;

/// What stands where the grammar could not go on.
pub(super) struct Found<'a> {
    /// The token; empty at the end of an item.
    pub text: &'a str,
    pub span: Span,
    /// The token before it; empty for the first of its item.
    pub before: &'a str,
    pub span_before: Span,
    /// The token before that one, with its place.
    pub earlier: (&'a str, Span),
    /// The token behind it.
    pub next: &'a str,
    /// The first token of its item.
    pub first: &'a str,
    /// How many tokens of its item stand before it.
    pub place: usize,
    /// The rest of the file from this token on.
    pub rest: &'a str,
    /// The text of its item before it.
    pub written: &'a str,
    /// The token that carried the line before on to this one, if this is the second token of its line.
    pub carrier: Option<Span>,
    /// What would have been accepted.
    pub expected: &'a [Rule],
    /// What was being read.
    pub reading: Reading,
    /// What was being read, with its name: "an attribute `age`".
    pub subject: String,
}

impl Found<'_> {
    pub fn expects(&self, rule: Rule) -> bool {
        self.expected.contains(&rule)
    }

    pub fn touches_before(&self) -> bool {
        self.span_before.end == self.span.start
    }

    /// Whether the place is in a block of steps.
    pub fn reading_steps(&self) -> bool {
        self.open_bracket()
            .and_then(|open| self.written.get(..open))
            .is_some_and(|before| before.contains("steps"))
    }

    /// Where the innermost bracket that is open stands in what is written.
    pub fn open_bracket(&self) -> Option<usize> {
        let mut closed = 0_usize;
        for (at, byte) in self.written.bytes().enumerate().rev() {
            match byte {
                b')' | b']' | b'}' => closed = closed.saturating_add(1),
                b'(' | b'[' | b'{' if closed == 0 => return Some(at),
                b'(' | b'[' | b'{' => closed = closed.saturating_sub(1),
                _ => {}
            }
        }
        None
    }

    /// The token as a message shows it.
    pub fn shown(&self) -> String {
        let short: String = self.text.chars().take(40).collect();
        match self.text {
            "" => "the end of the line".to_owned(),
            text if short.len() < text.len() => format!("`{short}…`"),
            text => format!("`{text}`"),
        }
    }

    /// The general diagnostic, for those that say more in their help.
    pub fn cannot_stand(&self) -> Diagnostic {
        cannot_stand_here(self.span, &self.shown(), &self.subject)
    }

    /// Whether the shape of what is read is in question, and not an expression or a type in it.
    fn is_about_shape(&self) -> bool {
        let rules = [Rule::expression, Rule::operand, Rule::add, Rule::field];
        let is_in_expression = rules.into_iter().any(|rule| self.expects(rule));
        let is_head = self.reading.begins_with(self.first);
        !is_in_expression && (is_head || self.place < 3 || self.text.is_empty())
    }
}

/// The diagnostic for a part that the grammar could not read.
pub(super) fn explain(
    layout: &Layout<'_>,
    part: &Part,
    reading: Reading,
    fault: &Error<Rule>,
) -> Diagnostic {
    let within = match fault.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let at = layout.bytes(part).start.saturating_add(within);
    let expected = match &fault.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
        ErrorVariant::CustomError { .. } => &[],
    };
    let found = found_at(layout, part, at, expected, reading);
    decimal_comma(layout, part)
        .or_else(|| slip(&found))
        .or_else(|| misspelt(layout, part, reading))
        .unwrap_or_else(|| plain(&found))
}

/// The token at a place, or the end of the line.
fn found_at<'a>(
    layout: &'a Layout<'_>,
    part: &Part,
    at: usize,
    expected: &'a [Rule],
    reading: Reading,
) -> Found<'a> {
    let view = layout.view();
    let token = layout
        .tokens
        .partition_point(|token| token.end <= at)
        .max(part.tokens.start);
    let own = layout.tokens.get(token).filter(|_| token < part.tokens.end);
    let own = own.filter(|own| !own.begins_item || own.line_break.is_none_or(|end| end < at));
    let before = token
        .checked_sub(1)
        .filter(|before| *before >= part.tokens.start);
    let span_before = before
        .map(|before| layout.span_of_token(before))
        .unwrap_or_default();
    let span = match own {
        Some(_) => layout.span_of_token(token),
        None => before.map_or(layout.span_of(part).at_start(), |_| span_before.at_end()),
    };
    let earlier = before
        .and_then(|before| before.checked_sub(1))
        .filter(|earlier| *earlier >= part.tokens.start)
        .map(|earlier| (view.text(earlier), layout.span_of_token(earlier)));
    let carrier = before
        .filter(|before| {
            layout
                .tokens
                .get(*before)
                .is_some_and(|before| before.line_break.is_some())
        })
        .and_then(|before| before.checked_sub(1))
        .filter(|carrier| *carrier >= part.tokens.start && view.carries_on(*carrier))
        .map(|carrier| layout.span_of_token(carrier));
    Found {
        text: own.map_or("", |_| view.text(token)),
        span,
        before: before.map_or("", |before| view.text(before)),
        span_before,
        earlier: earlier.unwrap_or_default(),
        next: view.text(token.saturating_add(1)),
        first: view.text(part.tokens.start),
        place: token.saturating_sub(part.tokens.start),
        rest: own
            .and_then(|own| layout.source.get(own.start..))
            .unwrap_or_default(),
        written: own
            .zip(layout.tokens.get(part.tokens.start))
            .and_then(|(own, first)| layout.source.get(first.start..own.start))
            .unwrap_or_default(),
        carrier,
        expected,
        reading,
        subject: subject(layout, part, reading),
    }
}

/// What is read, with its name if it has one: "the attribute `age`".
fn subject(layout: &Layout<'_>, part: &Part, reading: Reading) -> String {
    let view = layout.view();
    let first = part.tokens.start;
    let name = match reading.rule {
        Rule::entity_item | Rule::record_item | Rule::output_item | Rule::dimension => {
            let mut words = part.tokens.clone().take(2);
            words.find(|token| matches!(view.text(token.saturating_add(1)), ":" | "="))
        }
        _ if reading.begins_with(view.text(first)) => Some(first.saturating_add(1)),
        _ => None,
    };
    let is_word = |token: &usize| {
        let own = layout.tokens.get(*token);
        *token < part.tokens.end && own.is_some_and(|own| own.kind == TokenKind::Word)
    };
    let kind = reading
        .what
        .strip_prefix("an ")
        .or_else(|| reading.what.strip_prefix("a "));
    match name.filter(is_word).zip(kind) {
        Some((name, kind)) => format!("the {kind} `{}`", view.text(name)),
        None => reading.what.to_owned(),
    }
}

/// `1,50`, which two items `1` and `50` are.
fn decimal_comma(layout: &Layout<'_>, part: &Part) -> Option<Diagnostic> {
    let second = part.tokens.start;
    let (comma, first) = (second.checked_sub(1)?, second.checked_sub(2)?);
    let token = |at: usize| layout.tokens.get(at);
    let touch =
        token(first)?.end == token(comma)?.start && token(comma)?.end == token(second)?.start;
    let are_numbers = [first, second]
        .into_iter()
        .all(|at| token(at).is_some_and(|own| own.kind == TokenKind::Number));
    if !touch || !are_numbers || layout.view().text(comma) != "," {
        return None;
    }
    let (whole, part) = (layout.view().text(first), layout.view().text(second));
    let span = layout.span_of_token(first).to(layout.span_of_token(second));
    let groups = part
        .split('.')
        .next()
        .is_some_and(|digits| digits.len() == 3);
    let help = match (groups, part.contains('.')) {
        (true, true) => format!("write `{whole}{part}`, or `{whole}_{part}`"),
        (true, false) => {
            format!("write `{whole}_{part}` for thousands, `{whole}.{part}` with a decimal point")
        }
        (false, _) => format!(
            "write `{}.{part}` with a decimal point",
            whole.replace('.', "_")
        ),
    };
    Some(malformed_number(span, &format!("{whole},{part}"), &help))
}

/// An item whose first word is nearly one of the language's.
fn misspelt(layout: &Layout<'_>, part: &Part, reading: Reading) -> Option<Diagnostic> {
    let first = part.tokens.start;
    let word = layout.view().text(first);
    let is_word = layout
        .tokens
        .get(first)
        .is_some_and(|token| token.kind == TokenKind::Word);
    let is_named = matches!(layout.view().text(first.saturating_add(1)), ":" | "=" | ".");
    let meant = meant_word(word, reading.words).filter(|_| is_word && !is_named)?;
    Some(misspelt_word(
        layout.span_of_token(first),
        word,
        meant,
        reading.what,
    ))
}

/// Where only one thing could have stood, that is missing; else what stands there is wrong.
fn plain(found: &Found<'_>) -> Diagnostic {
    let could_end = found.expects(Rule::EOI);
    let wanted: BTreeSet<&str> = found
        .expected
        .iter()
        .filter_map(|rule| wanted(*rule))
        .collect();
    let mut wanted = wanted.into_iter();
    let fault = match (wanted.next(), wanted.next()) {
        _ if found.expects(Rule::then_by) && matches!(found.text, "then" | "by") => {
            let mend = "write `, then by …` for what decides where the values before are the same";
            found.cannot_stand().with_help(mend)
        }
        (Some(only), None) if !could_end => {
            let fault = missing(found.span, only, &found.shown(), &found.subject);
            fault.with_help(format!("put {only} there"))
        }
        _ if found.text.is_empty() => ends_too_early(found.span, &found.subject),
        _ => {
            let mend = format!(
                "take {} away, or put in what is missing before it",
                found.shown()
            );
            found.cannot_stand().with_help(mend)
        }
    };
    if !found.is_about_shape() {
        return fault;
    }
    fault.with_help(format!(
        "write {} as {}",
        found.reading.what, found.reading.form
    ))
}

/// What a rule of the grammar stands for, where its absence is worth a word. Operators, commas and what else may go on
/// with something complete are not.
fn wanted(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::colon => "`:`",
        Rule::arrow => "`->`",
        Rule::assign => "`=`",
        Rule::open_paren | Rule::table_keys => "`(`",
        Rule::open_brace | Rule::record_body | Rule::literal_set => "`{`",
        Rule::name | Rule::any_name | Rule::path | Rule::column_name | Rule::target => "a name",
        Rule::text => "a text in double quotes",
        Rule::date => "a date such as `2025-01-31`",
        Rule::type_expression | Rule::base_type => "a type",
        Rule::expression
        | Rule::operand
        | Rule::variable
        | Rule::literal
        | Rule::pattern
        | Rule::cell => "a value",
        Rule::not
        | Rule::negate
        | Rule::range_from_start
        | Rule::number
        | Rule::boolean
        | Rule::none => "a value",
        Rule::range_low | Rule::range_high | Rule::literal_range | Rule::set_member => "a value",
        Rule::rounding_mode => "a rounding mode such as `half up`",
        Rule::step_line | Rule::step_operand => "a line such as `times \"Label\" value`",
        Rule::match_arm => "a case such as `A: value`",
        Rule::choose_arm => "a case such as `condition: value`",
        Rule::guard => "a guard such as `any`, `state TX` or `from 2025-01-31`",
        Rule::signature => "a function's name with its parameters",
        Rule::output_field => "a field such as `total = policy.total`",
        Rule::kw_column => "`column`",
        Rule::kw_each => "`each`",
        Rule::kw_error => "`error`",
        Rule::kw_from => "`from`",
        Rule::kw_function => "`function`",
        Rule::kw_in => "`in`",
        Rule::kw_linear => "`linear`",
        Rule::kw_of => "`of`",
        Rule::kw_on => "`on`",
        Rule::kw_order => "`order`",
        Rule::kw_rounded => "`rounded`",
        Rule::kw_start => "`start`",
        Rule::kw_to => "`to`",
        _ => return None,
    })
}
