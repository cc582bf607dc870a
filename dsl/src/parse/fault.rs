//! From the place where the grammar could not go on to a diagnostic in the reader's words.

use std::collections::BTreeSet;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::declaration::Reading;
use super::grammar::Rule;
use super::slip::{Found, meant_word, shown, slip};
use crate::diagnostics::{Diagnostic, cannot_stand_here, missing, misspelt_word};
use crate::layout::{Layout, Part, TokenKind};

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
    let found = found_at(layout, part, at, expected, reading.what);
    slip(&found)
        .or_else(|| misspelt(layout, part, reading))
        .unwrap_or_else(|| plain(&found))
}

/// The token at a place, or the end of the line.
fn found_at<'a>(
    layout: &'a Layout<'_>,
    part: &Part,
    at: usize,
    expected: &'a [Rule],
    what: &'static str,
) -> Found<'a> {
    let view = layout.view();
    let token = layout
        .tokens
        .partition_point(|token| token.end <= at)
        .max(part.tokens.start);
    let own = layout.tokens.get(token).filter(|_| token < part.tokens.end);
    let ends_line =
        own.is_none_or(|own| own.begins_item && own.line_break.is_some_and(|end| at <= end));
    let before = token
        .checked_sub(1)
        .filter(|before| *before >= part.tokens.start);
    let span_before = before
        .map(|before| layout.span_of_token(before))
        .unwrap_or_default();
    let span = if ends_line {
        before.map_or(layout.span_of(part).at_start(), |_| span_before.at_end())
    } else {
        layout.span_of_token(token)
    };
    Found {
        text: if ends_line { "" } else { view.text(token) },
        span,
        before: before.map_or("", |before| view.text(before)),
        span_before,
        next: view.text(token.saturating_add(1)),
        rest: own
            .filter(|_| !ends_line)
            .and_then(|own| layout.source.get(own.start..))
            .unwrap_or_default(),
        expected,
        what,
    }
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
    let could_end = found.expected.contains(&Rule::EOI);
    let wanted: BTreeSet<&str> = found
        .expected
        .iter()
        .filter_map(|rule| wanted(*rule))
        .collect();
    let mut wanted = wanted.into_iter();
    match (wanted.next(), wanted.next()) {
        (Some(only), None) if !could_end => {
            missing(found.span, only, &shown(found.text), found.what)
        }
        _ => cannot_stand_here(found.span, &shown(found.text), found.what),
    }
}

/// What a rule of the grammar stands for, where its absence is worth a word. Operators, commas and what else may go on
/// with something complete are not.
fn wanted(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::colon => "`:`",
        Rule::arrow => "`->`",
        Rule::assign => "`=`",
        Rule::open_paren => "`(`",
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
        Rule::table_keys => "`(`",
        Rule::output_field => "a field such as `total = policy.total`",
        _ => return keyword(rule),
    })
}

fn keyword(rule: Rule) -> Option<&'static str> {
    Some(match rule {
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
