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

/// An item of an entity without a fault.
pub fn item(random: &mut Random, model: &Model, entity: usize) -> Json {
    let mut fields = Vec::new();
    for attribute in &model.entities[entity].attributes {
        let value = match attribute.kind {
            Kind::Made { .. } | Kind::Key | Kind::Computed => continue,
            Kind::Given { has_default: true } if random.chance(40) => absent(random),
            Kind::GivenList { min, max } => {
                let Ty::List(of) = &attribute.ty else { continue };
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
