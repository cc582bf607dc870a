//! Plain values of the input: what each kind accepts, and what it says to anything else.

use super::fault::{Problem, shown};
use crate::answer::FaultCode;
use crate::date::Date;
use crate::graph::{Constant, Domain, Enumeration, Graph, Ty};
use crate::json::Event;
use crate::number::{Decimal, ParseError};
use std::sync::Arc;

/// What kind of value a field takes.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Bool,
    Int,
    Decimal,
    /// An amount; `places` is none where it need not lie on the currency's grid.
    Money {
        code: Arc<str>,
        places: Option<u8>,
    },
    Text,
    Date,
    Enum(Arc<Members>),
}

/// How many members are looked through one by one: most differ in their length, and nothing else is compared then.
const FEW: usize = 16;

/// The members of an enumeration.
#[derive(Debug, Clone)]
pub(super) struct Members {
    names: Vec<Arc<str>>,
    /// Names with their ordinals, by name.
    sorted: Vec<(Arc<str>, u32)>,
}

/// A plain value as it stands in the input.
#[derive(Debug, Clone, Copy)]
pub(super) enum Plain<'e> {
    Bool(bool),
    Number(Decimal),
    Text(&'e str),
    Date(Date),
    Enum(u32),
}

impl Plain<'_> {
    pub(super) fn of(constant: &Constant) -> Plain<'_> {
        match constant {
            Constant::Bool(value) => Plain::Bool(*value),
            Constant::Number(value) => Plain::Number(*value),
            Constant::Text(value) => Plain::Text(value),
            Constant::Date(value) => Plain::Date(*value),
            Constant::Enum(value) => Plain::Enum(*value),
        }
    }

    fn is_inside(self, domain: &Domain) -> bool {
        domain.contains(&match self {
            Self::Bool(value) => Constant::Bool(value),
            Self::Number(value) => Constant::Number(value),
            Self::Text(value) => Constant::Text(value.into()),
            Self::Date(value) => Constant::Date(value),
            Self::Enum(value) => Constant::Enum(value),
        })
    }
}

impl Kind {
    /// The kind of a column; nothing for items and rows, which no input gives, and for dangling ids.
    pub(super) fn new(ty: Ty, graph: &Graph, members: &[Arc<Members>]) -> Option<Self> {
        let money = |id: crate::graph::CurrencyId, on_grid: bool| {
            let currency = graph.currencies.get(id.index())?;
            Some(Self::Money {
                code: currency.code.clone(),
                places: on_grid.then_some(currency.places),
            })
        };
        match ty {
            Ty::Bool => Some(Self::Bool),
            Ty::Int => Some(Self::Int),
            Ty::Decimal => Some(Self::Decimal),
            Ty::Money(id) => money(id, true),
            Ty::Unrounded(id) => money(id, false),
            Ty::Text => Some(Self::Text),
            Ty::Date => Some(Self::Date),
            Ty::Enum(id) => Some(Self::Enum(Arc::clone(members.get(id.index())?))),
            Ty::Ref(_) | Ty::Row(_) => None,
        }
    }

    /// Whether a constant is of this kind.
    pub(super) fn holds(&self, constant: &Constant) -> bool {
        match (self, constant) {
            (Self::Bool, Constant::Bool(_))
            | (Self::Int | Self::Decimal | Self::Money { .. }, Constant::Number(_))
            | (Self::Text, Constant::Text(_))
            | (Self::Date, Constant::Date(_)) => true,
            (Self::Enum(members), Constant::Enum(ordinal)) => {
                usize::try_from(*ordinal).is_ok_and(|ordinal| ordinal < members.names.len())
            }
            _ => false,
        }
    }

    /// Whether every whole number is of this kind.
    pub(super) const fn takes_whole_numbers(&self) -> bool {
        matches!(self, Self::Int | Self::Decimal | Self::Money { .. })
    }

    /// Reads a value.
    pub(super) fn read<'e>(
        &self,
        event: Event<'e>,
        domain: Option<&Domain>,
    ) -> Result<Plain<'e>, Problem> {
        let value = match (self, event) {
            (Self::Bool, Event::Bool(value)) => Plain::Bool(value),
            (Self::Text, Event::Text(text)) => Plain::Text(text),
            (Self::Date, Event::Text(text)) => Plain::Date(date(text)?),
            (Self::Date, Event::Date(date)) => Plain::Date(date),
            (Self::Enum(members), Event::Text(text)) => Plain::Enum(members.ordinal(text)?),
            (
                Self::Int | Self::Decimal | Self::Money { .. },
                Event::Number(text) | Event::Text(text),
            ) => Plain::Number(self.number(written(text, event)?, event)?),
            (Self::Int | Self::Decimal | Self::Money { .. }, Event::Decimal(number)) => {
                Plain::Number(self.number(number, event)?)
            }
            _ => return Err(Problem::wrong_type(&self.expected(), event)),
        };
        match domain {
            Some(domain) if !value.is_inside(domain) => Err(Problem::new(
                FaultCode::OutOfRange,
                format!("{} is outside {}", shown(event), domain.text),
            )),
            _ => Ok(value),
        }
    }

    /// The number, if it is one of this kind.
    fn number(&self, number: Decimal, event: Event<'_>) -> Result<Decimal, Problem> {
        let fault = |code, what: &str| Err(misfit(code, event, what));
        match self {
            Self::Int if !number.is_integer() => {
                fault(FaultCode::NotWhole, "is not a whole number")
            }
            Self::Money {
                places: Some(places),
                ..
            } if number.scale() > u32::from(*places) => {
                let what = format!("has more than {places} decimal places");
                fault(FaultCode::NotOnGrid, &what)
            }
            _ => Ok(number),
        }
    }

    /// What a fault says was expected.
    fn expected(&self) -> String {
        match self {
            Self::Bool => "true or false".into(),
            Self::Int => "a whole number".into(),
            Self::Decimal => "a decimal number".into(),
            Self::Money { code, .. } => format!("an amount of {code}"),
            Self::Text => "text".into(),
            Self::Date => "a date such as 2025-12-31".into(),
            Self::Enum(members) => format!("one of {}", members.listed()),
        }
    }
}

/// The number that a text is.
fn written(text: &str, event: Event<'_>) -> Result<Decimal, Problem> {
    text.parse().map_err(|error| match error {
        ParseError::TooManyDigits => {
            let what = "has more digits than a decimal can hold";
            misfit(FaultCode::TooManyDigits, event, what)
        }
        _ => misfit(FaultCode::BadNumber, event, "is not a decimal number"),
    })
}

fn misfit(code: FaultCode, event: Event<'_>, what: &str) -> Problem {
    Problem::new(code, format!("{} {what}", shown(event)))
}

fn date(text: &str) -> Result<Date, Problem> {
    text.parse().map_err(|_| {
        let shown = shown(Event::Text(text));
        let message = format!("{shown} is not a date such as 2025-12-31");
        Problem::new(FaultCode::BadDate, message)
    })
}

impl Members {
    /// The members of each enumeration, to be shared by all fields of its type.
    pub(super) fn of(graph: &Graph) -> Vec<Arc<Self>> {
        let of = |enumeration: &Enumeration| {
            let members = enumeration.members.iter();
            let names: Vec<_> = members.map(|member| member.name.clone()).collect();
            let mut sorted: Vec<_> = names.iter().cloned().zip(0..).collect();
            sorted.sort();
            Arc::new(Self { names, sorted })
        };
        graph.enumerations.iter().map(of).collect()
    }

    fn ordinal(&self, text: &str) -> Result<u32, Problem> {
        let found = if self.sorted.len() > FEW {
            let place = self.sorted.binary_search_by(|(name, _)| (**name).cmp(text));
            place.ok().and_then(|place| self.sorted.get(place))
        } else {
            self.sorted.iter().find(|(name, _)| **name == *text)
        };
        match found {
            Some((_, ordinal)) => Ok(*ordinal),
            None => {
                let shown = shown(Event::Text(text));
                let message = format!("{shown} is not one of {}", self.listed());
                Err(Problem::new(FaultCode::UnknownMember, message))
            }
        }
    }

    fn listed(&self) -> String {
        self.names.join(", ")
    }
}
