//! Things that are computed from themselves.

use crate::diagnostics::{Diagnostic, check as faults};
use crate::lower::order::{Task, Tasks};
use crate::source::Span;
use crate::typed::Rulebook;

/// A diagnostic for each way on which something is computed from itself; each thing is on at most one of them.
pub(crate) fn cycles(rulebook: &Rulebook) -> Vec<Diagnostic> {
    let tasks = Tasks::of(rulebook);
    let count = tasks.all.len();
    let mut states = vec![State::New; count];
    let mut found = Vec::new();
    for start in 0..count {
        // The way from the start to where the walk is, each with what it needs and has not been looked at.
        let mut way: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut next = Some(start);
        loop {
            if let Some(number) = next.take() {
                match states.get_mut(number) {
                    Some(state @ State::New) => {
                        *state = State::OnTheWay(way.len());
                        let mut needs = tasks.needs(number);
                        needs.reverse();
                        way.push((number, needs));
                    }
                    Some(state @ State::OnTheWay(_)) => {
                        let begins = match std::mem::replace(state, State::OnACycle) {
                            State::OnTheWay(at) => at,
                            _ => 0,
                        };
                        let cycle = way.iter().map(|(n, _)| *n).skip(begins);
                        let named: Vec<_> = cycle
                            .filter_map(|n| named(rulebook, *tasks.all.get(n)?))
                            .collect();
                        found.extend(faults::cycle(&named));
                    }
                    _ => {}
                }
            }
            let Some((number, open)) = way.last_mut() else {
                break;
            };
            match open.pop() {
                Some(need) => next = Some(need),
                None => {
                    if let Some(state) = states.get_mut(*number) {
                        *state = State::Done;
                    }
                    way.pop();
                }
            }
        }
    }
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// Being looked at, at this place of the way.
    OnTheWay(usize),
    /// Being looked at, and said to lead to itself.
    OnACycle,
    Done,
}

/// What a task is called and where it stands; an outcome is named by its rules.
fn named(rulebook: &Rulebook, task: Task) -> Option<(Span, String)> {
    Some(match task {
        Task::Attribute(id) | Task::Then(id) => {
            let entity = rulebook.entities.get(id.entity.index())?;
            let attribute = entity.attributes.get(usize::try_from(id.attribute).ok()?)?;
            (
                attribute.span,
                format!("{}.{}", entity.snake_name, attribute.name),
            )
        }
        Task::Order(id) => {
            let entity = rulebook.entities.get(id.index())?;
            (
                entity.order.as_ref()?.span,
                format!("the order of `{}`", entity.name),
            )
        }
        Task::Definition(id) => {
            let definition = rulebook.definitions.get(id.index())?;
            (definition.span, definition.name.to_string())
        }
        Task::Function(id) => {
            let function = rulebook.functions.get(id.index())?;
            (function.span, function.name.to_string())
        }
        Task::Rule(place) => {
            let rule = rulebook.rules.get(usize::try_from(place).ok()?)?;
            (rule.span, rule.code.to_string())
        }
        Task::Outcome(id) => {
            let outcome = rulebook.outcomes.get(id.index())?;
            (outcome.span, outcome.name.to_string())
        }
    })
}
