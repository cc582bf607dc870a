//! Risks: values at the edges of what is declared.

use super::domain::{Domain, sample};
use super::model::{Kind, Model, Ty};
use super::random::Random;
use std::fmt;

/// A JSON text in pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// A plain value as it is written.
    Raw(String),
    /// An object.
    Object(Vec<(String, Json)>),
    /// A list.
    List(Vec<Json>),
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Raw(raw) => f.write_str(raw),
            Self::Object(fields) => {
                let fields: Vec<String> = fields
                    .iter()
                    .map(|(key, value)| format!("{}:{value}", text(key)))
                    .collect();
                write!(f, "{{{}}}", fields.join(","))
            }
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::to_string).collect();
                write!(f, "[{}]", items.join(","))
            }
        }
    }
}

impl Json {
    /// Takes a text apart; nothing if it is no JSON.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::of(crate::json::parse(text.as_bytes()).ok()?)
    }

    fn of(raw: &serde_json::value::RawValue) -> Option<Self> {
        Some(match crate::json::Json::of(raw).ok()? {
            crate::json::Json::Object(fields) => {
                let fields = fields
                    .into_iter()
                    .map(|(key, raw)| Some((key, Self::of(raw)?)));
                Self::Object(fields.collect::<Option<_>>()?)
            }
            crate::json::Json::List(items) => {
                Self::List(items.into_iter().map(Self::of).collect::<Option<_>>()?)
            }
            _ => Self::Raw(raw.get().to_owned()),
        })
    }

    /// The same without the fields of a key.
    #[must_use]
    pub fn without_key(&self, key: &str) -> Self {
        match self {
            Self::Object(fields) => {
                let fields = fields.iter().filter(|(name, _)| name != key);
                Self::Object(
                    fields
                        .map(|(name, value)| (name.clone(), value.without_key(key)))
                        .collect(),
                )
            }
            Self::List(items) => {
                Self::List(items.iter().map(|item| item.without_key(key)).collect())
            }
            Self::Raw(raw) => Self::Raw(raw.clone()),
        }
    }

    /// The same without one field or item, in every way; outer ones first.
    #[must_use]
    pub fn smaller(&self) -> Vec<Self> {
        match self {
            Self::Object(fields) => {
                let kept = |at: usize| {
                    let mut fields = fields.clone();
                    fields.remove(at);
                    Self::Object(fields)
                };
                let inner = |at: usize| {
                    fields[at].1.smaller().into_iter().map(move |value| {
                        let mut fields = fields.clone();
                        fields[at].1 = value;
                        Self::Object(fields)
                    })
                };
                let all = 0..fields.len();
                all.clone().map(kept).chain(all.flat_map(inner)).collect()
            }
            Self::List(items) => {
                let kept = |at: usize| {
                    let mut items = items.clone();
                    items.remove(at);
                    Self::List(items)
                };
                let inner = |at: usize| {
                    items[at].smaller().into_iter().map(move |value| {
                        let mut items = items.clone();
                        items[at] = value;
                        Self::List(items)
                    })
                };
                let all = 0..items.len();
                all.clone().map(kept).chain(all.flat_map(inner)).collect()
            }
            Self::Raw(_) => Vec::new(),
        }
    }
}

/// An item of an entity without a fault.
pub fn item(random: &mut Random, model: &Model, entity: usize) -> Json {
    let mut fields = Vec::new();
    for attribute in &model.entities[entity].attributes {
        let value = match attribute.kind {
            Kind::Made { .. } | Kind::Key | Kind::Computed | Kind::Carried => continue,
            Kind::Given { has_default: true } if random.chance(40) => absent(random),
            Kind::GivenList { min, max } => {
                let Ty::List(of) = &attribute.ty else {
                    continue;
                };
                let count = min + random.below(max - min + 1);
                let items = (0..count).map(|_| value(random, model, of, attribute.domain.as_ref()));
                Some(Json::List(items.collect()))
            }
            Kind::Given { .. } => field(random, model, &attribute.ty, attribute.domain.as_ref()),
        };
        fields.extend(value.map(|value| (attribute.key.clone(), value)));
    }
    if random.chance(20) {
        fields = random.shuffled(fields);
    }
    Json::Object(fields)
}

/// An absent value: left out or null.
fn absent(random: &mut Random) -> Option<Json> {
    random.chance(50).then(|| Json::Raw("null".to_owned()))
}

fn field(random: &mut Random, model: &Model, ty: &Ty, domain: Option<&Domain>) -> Option<Json> {
    match ty {
        Ty::Optional(_) if random.chance(40) => absent(random),
        ty => Some(value(random, model, ty.given(), domain)),
    }
}

fn value(random: &mut Random, model: &Model, ty: &Ty, domain: Option<&Domain>) -> Json {
    match ty {
        Ty::Entity(entity) => item(random, model, *entity),
        Ty::Record(record) => {
            let mut fields = Vec::new();
            for declared in &model.records[*record].fields {
                let value = field(random, model, &declared.ty, declared.domain.as_ref());
                fields.extend(value.map(|value| (declared.name.clone(), value)));
            }
            Json::Object(fields)
        }
        plain => Json::Raw(match domain {
            Some(domain) => random.pick(&domain.inside).clone(),
            None => sample(random, model, plain),
        }),
    }
}
