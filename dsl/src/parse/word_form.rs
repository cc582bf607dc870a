//! Calls, and the forms with words inside their parentheses.
//!
//! The grammar takes any words behind the arguments of a call; which of them belong to which form is decided here, so
//! that a wrong word gets a diagnostic that shows the form.

use std::collections::VecDeque;

use super::found::Pair;
use super::grammar::Rule;
use super::reader::{Reader, child};
use super::spelling::meant_word;
use crate::diagnostics::check::function_meant;
use crate::diagnostics::syntax::{chained_comparison, misspelt_word, word_form};
use crate::source::Span;
use crate::syntax::{
    Aggregate, AggregateKind, Allocated, DateSpan, DayCount, DayCountBasis, Expression,
    ExpressionKind, Extreme, ForClause, Name, Path, PeriodUnit, Pick, Round, Rounding,
    RoundingMode, SortKey, Sorted,
};

/// The forms, as the help of a diagnostic shows them.
fn form(word: &str) -> Option<&'static str> {
    Some(match word {
        "round" => "round(amount half up to 0.01)",
        "years" => "years(earlier to later)",
        "months" => "months(earlier to later)",
        "days" => "days(earlier to later)",
        "day_count" => "day_count(earlier to later actual_365)",
        "pick" => "pick(d in drivers where condition by greatest value)",
        "sorted" => "sorted(d in drivers by value, then by other)",
        "allocated" => "allocated(total by weight to 0.01)",
        _ => return None,
    })
}

/// The words that have a form, or clauses behind their value.
const FORMS: [&str; 14] = [
    "round", "years", "months", "days", "pick", "sum", "count", "average", "min", "max", "any",
    "all", "product", "collect",
];

/// What stands in the parentheses of a call.
struct Content<'i> {
    callee: Path,
    span: Span,
    arguments: Vec<Expression>,
    /// The words behind the arguments, in order; each is taken away by the form that it belongs to.
    clauses: VecDeque<Pair<'i>>,
}

impl<'i> Content<'i> {
    /// Takes the next clause, if it is of this kind.
    fn take(&mut self, rule: Rule) -> Option<Pair<'i>> {
        let is_next = self
            .clauses
            .front()
            .is_some_and(|clause| clause.as_rule() == rule);
        if is_next {
            self.clauses.pop_front()
        } else {
            None
        }
    }

    /// Takes the one argument that most forms have.
    fn take_argument(&mut self) -> Option<Expression> {
        if self.arguments.len() == 1 {
            self.arguments.pop()
        } else {
            None
        }
    }
}

impl Reader<'_> {
    /// `name(…)`
    pub fn call(&self, pair: &Pair<'_>) -> Option<ExpressionKind> {
        let callee = self.path(&child(pair, Rule::callee)?);
        let mut content = Content {
            span: self.span(pair),
            arguments: self.expressions(pair)?,
            clauses: pair
                .parts()
                .filter(|part| is_clause(part.as_rule()))
                .collect(),
            callee,
        };
        let Some(word) = content.callee.single().map(|name| name.text.clone()) else {
            return self.plain_call(content);
        };
        if let Some(kind) = AggregateKind::from_word(&word)
            && !content.clauses.is_empty()
        {
            return self.aggregate(kind, content);
        }
        let Some(written) = form(&word) else {
            return self.plain_call(content);
        };
        let before = self.parser.diagnostics.borrow().len();
        let found = match word.as_str() {
            "round" => self.round(&mut content),
            "pick" => self.pick(&mut content),
            "sorted" => self.sorted(&mut content),
            "allocated" => self.allocated(&mut content),
            "day_count" => self.day_count(&mut content),
            _ => self.date_span(&word, &mut content),
        };
        // A fault inside an operand, or a more exact one of the form, says enough.
        let is_silent = self.parser.diagnostics.borrow().len() == before;
        let complete = found.filter(|_| content.clauses.is_empty());
        if complete.is_none() && is_silent {
            let place = content
                .clauses
                .front()
                .map_or(content.span, |clause| self.span(clause));
            self.report(word_form(
                place,
                format!("this is not how `{word}` is written"),
                written,
            ));
        }
        complete
    }

    fn plain_call(&self, content: Content<'_>) -> Option<ExpressionKind> {
        let Content {
            callee,
            arguments,
            clauses,
            ..
        } = content;
        if let Some(clause) = clauses.front() {
            if let Some(meant) = callee
                .single()
                .and_then(|name| meant_word(&name.text, &FORMS))
            {
                self.report(misspelt_word(callee.span, &callee.text(), meant, "a call"));
                return None;
            }
            let shown = clause.as_str().trim_start_matches([',', ' ']);
            let shown = shown.split(' ').next().unwrap_or_default();
            let called = callee.text();
            let fault = match called.as_str() {
                "first" | "last" => word_form(
                    self.span(clause),
                    format!("`{shown}` cannot stand here: `{called}` takes a list"),
                    &format!("{called}(collect(v for v in values where condition))"),
                ),
                _ => word_form(
                    self.span(clause),
                    format!(
                        "`{shown}` cannot stand here: `{called}` takes its arguments with commas"
                    ),
                    &format!("{called}(first, second)"),
                ),
            };
            let meant = callee.single().and_then(|name| function_meant(&name.text));
            self.report(match meant {
                Some(mend) => fault.with_help(mend),
                None => fault,
            });
            return None;
        }
        Some(ExpressionKind::Call { callee, arguments })
    }

    fn aggregate(&self, kind: AggregateKind, mut content: Content<'_>) -> Option<ExpressionKind> {
        let mut written = format!("{}(value for v in values where condition)", kind.word());
        if kind == AggregateKind::Joined {
            written = "joined(text for v in values where condition, \", \")".to_owned();
        }
        let refuse = |span, message: String| {
            self.report(word_form(span, message, &written));
            None
        };
        let Some(value) = content.take_argument() else {
            return refuse(
                content.span,
                format!("`{} … for` has one value", kind.word()),
            );
        };
        let mut clauses = Vec::new();
        while let Some(clause) = content.take(Rule::for_clause) {
            clauses.push(self.for_clause(&clause)?);
        }
        let where_clause = content.take(Rule::where_clause);
        let mut separator = None;
        if kind == AggregateKind::Joined {
            let Some(behind) = content.take(Rule::behind) else {
                let message = "`joined` says what stands between any two texts".to_owned();
                return refuse(content.span, message);
            };
            separator = Some(self.clause_operand(&behind)?);
        }
        if let Some(clause) = content.clauses.front() {
            return refuse(
                self.span(clause),
                format!("this cannot stand in `{}`", kind.word()),
            );
        }
        if clauses.is_empty() {
            return refuse(content.span, "`where` needs a `for` before it".to_owned());
        }
        Some(ExpressionKind::Aggregate(Box::new(Aggregate {
            kind,
            kind_span: content.callee.span,
            value,
            clauses,
            condition: self.optional_operand(where_clause)?,
            separator,
        })))
    }

    /// `for v in L`, as a clause, a loop of a rule, or a part of the output.
    pub fn for_clause(&self, pair: &Pair<'_>) -> Option<ForClause> {
        Some(ForClause {
            variable: self.small_name(&child(pair, Rule::name)?, "a variable"),
            list: self.expression(&child(pair, Rule::expression)?)?,
        })
    }

    /// The expression of a clause.
    pub fn clause_operand(&self, clause: &Pair<'_>) -> Option<Expression> {
        self.expression(&child(clause, Rule::expression)?)
    }

    /// The expression of a clause that may be left out; the outer `None` is a fault.
    pub fn optional_operand(&self, clause: Option<Pair<'_>>) -> Option<Option<Expression>> {
        match clause {
            Some(clause) => self.clause_operand(&clause).map(Some),
            None => Some(None),
        }
    }

    fn round(&self, content: &mut Content<'_>) -> Option<ExpressionKind> {
        let value = content.take_argument()?;
        let Some(mode) = content.take(Rule::rounding_mode) else {
            let place = content
                .clauses
                .front()
                .map_or(content.span, |clause| self.span(clause));
            self.report(word_form(
                place,
                "a rounding says how: `half up`, `half even`, `half down`, `up`, `down`, `floor` or `ceiling`",
                "round(amount half up to 0.01)",
            ));
            return None;
        };
        let step = content.take(Rule::to_clause)?;
        Some(ExpressionKind::Round(Box::new(Round {
            value,
            rounding: Rounding {
                mode: rounding_mode(mode.as_str())?,
                mode_span: self.span(&mode),
                step: self.clause_operand(&step)?,
            },
        })))
    }

    /// `half up to 0.01` in a rule that has both in it.
    pub fn rounding(&self, pair: &Pair<'_>) -> Option<Rounding> {
        let mode = child(pair, Rule::rounding_mode)?;
        Some(Rounding {
            mode: rounding_mode(mode.as_str())?,
            mode_span: self.span(&mode),
            step: self.clause_operand(pair)?,
        })
    }

    /// `d in L`, which the grammar reads as a question.
    fn binding(&self, content: &mut Content<'_>) -> Option<(Name, Expression)> {
        let argument = content.take_argument()?;
        match argument.kind {
            ExpressionKind::In {
                value,
                negated: false,
                within,
            } if !argument.parenthesised => match value.kind {
                ExpressionKind::Name(name) if !value.parenthesised => Some((name, *within)),
                ExpressionKind::In { .. } => {
                    self.report(chained_comparison(within.span, value.span));
                    None
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// `by greatest e`: the direction, if one is written, and what is ordered by.
    fn order<'i>(&self, content: &mut Content<'i>) -> Option<(Option<Pair<'i>>, Expression)> {
        let clause = content.take(Rule::by_clause)?;
        let key = self.clause_operand(&clause)?;
        Some((child(&clause, Rule::direction), key))
    }

    fn pick(&self, content: &mut Content<'_>) -> Option<ExpressionKind> {
        let (variable, list) = self.binding(content)?;
        let condition = content.take(Rule::where_clause);
        let condition = self.optional_operand(condition)?;
        let (direction, key) = self.order(content)?;
        let extreme = match direction?.as_str() {
            "greatest" => Extreme::Greatest,
            "least" => Extreme::Least,
            _ => return None,
        };
        Some(ExpressionKind::Pick(Box::new(Pick {
            variable,
            list,
            condition,
            extreme,
            key,
        })))
    }

    fn sorted(&self, content: &mut Content<'_>) -> Option<ExpressionKind> {
        let (variable, list) = self.binding(content)?;
        let condition = content.take(Rule::where_clause);
        let condition = self.optional_operand(condition)?;
        let mut keys = vec![self.sort_key(&content.take(Rule::by_clause)?)?];
        while let Some(clause) = content.take(Rule::then_clause) {
            // In one way of writing the comma stands there.
            child(&clause, Rule::comma)?;
            keys.push(self.sort_key(&clause)?);
        }
        Some(ExpressionKind::Sorted(Box::new(Sorted {
            variable,
            list,
            condition,
            keys,
        })))
    }

    /// `by descending e`; the least first is not written.
    fn sort_key(&self, clause: &Pair<'_>) -> Option<SortKey> {
        let descending = match child(clause, Rule::direction).as_ref().map(Pair::as_str) {
            None => false,
            Some("descending") => true,
            Some(_) => return None,
        };
        let value = self.clause_operand(clause)?;
        Some(SortKey { descending, value })
    }

    fn allocated(&self, content: &mut Content<'_>) -> Option<ExpressionKind> {
        let total = content.take_argument()?;
        let (direction, weight) = self.order(content)?;
        let step = content.take(Rule::to_clause)?;
        if direction.is_some() {
            return None;
        }
        Some(ExpressionKind::Allocated(Box::new(Allocated {
            total,
            weight,
            step: self.clause_operand(&step)?,
        })))
    }

    fn date_span(&self, word: &str, content: &mut Content<'_>) -> Option<ExpressionKind> {
        let unit = match word {
            "years" => PeriodUnit::Years,
            "months" => PeriodUnit::Months,
            _ => PeriodUnit::Days,
        };
        let from = content.take_argument()?;
        let to = content.take(Rule::to_clause)?;
        let to = self.clause_operand(&to)?;
        Some(ExpressionKind::DateSpan(Box::new(DateSpan {
            unit,
            from,
            to,
        })))
    }

    fn day_count(&self, content: &mut Content<'_>) -> Option<ExpressionKind> {
        let from = content.take_argument()?;
        let to = content.take(Rule::to_clause)?;
        let to = self.clause_operand(&to)?;
        let basis = match content.take(Rule::word_clause)?.as_str() {
            "actual_365" => DayCountBasis::Actual365,
            "actual_actual" => DayCountBasis::ActualActual,
            "thirty_360" => DayCountBasis::Thirty360,
            _ => return None,
        };
        Some(ExpressionKind::DayCount(Box::new(DayCount {
            from,
            to,
            basis,
        })))
    }
}

fn is_clause(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::for_clause
            | Rule::where_clause
            | Rule::to_clause
            | Rule::by_clause
            | Rule::then_clause
            | Rule::behind
            | Rule::rounding_mode
            | Rule::word_clause
    )
}

/// The mode that words name, however many blanks stand between them.
fn rounding_mode(words: &str) -> Option<RoundingMode> {
    let words: Vec<&str> = words.split_ascii_whitespace().collect();
    Some(match words.as_slice() {
        ["half", "up"] => RoundingMode::HalfUp,
        ["half", "even"] => RoundingMode::HalfEven,
        ["half", "down"] => RoundingMode::HalfDown,
        ["up"] => RoundingMode::Up,
        ["down"] => RoundingMode::Down,
        ["floor"] => RoundingMode::Floor,
        ["ceiling"] => RoundingMode::Ceiling,
        _ => return None,
    })
}
