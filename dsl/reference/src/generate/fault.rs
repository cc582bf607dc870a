//! What can be wrong with an input.

use super::domain::Domain;
use super::model::{Kind, Model, Ty};
use super::random::Random;
use super::risk::Json;

/// What is declared of a value.
#[derive(Debug, Clone, Copy)]
struct Declared<'m> {
    ty: &'m Ty,
    domain: Option<&'m Domain>,
}

/// The text of a risk into which a few faults have been worked.
pub fn spoiled(random: &mut Random, model: &Model, risk: &mut Json) -> String {
    let root = Ty::Entity(0);
    let root = Declared {
        ty: &root,
        domain: None,
    };
    for _ in 0..random.between(1, 3) {
        let mut all = 0;
        visit(model, Some(root), risk, &mut |_, _| all += 1);
        let (chosen, mut at) = (random.below(all), 0);
        visit(model, Some(root), risk, &mut |declared, value| {
            if at == chosen {
                spoil(random, model, declared, value);
            }
            at += 1;
        });
    }
    let text = risk.to_string();
    if random.chance(8) {
        return broken(random, &text);
    }
    text
}

/// Every value with what is declared of it, the outer ones first.
fn visit<'m>(
    model: &'m Model,
    declared: Option<Declared<'m>>,
    value: &mut Json,
    with: &mut impl FnMut(Option<Declared<'m>>, &mut Json),
) {
    with(declared, value);
    match value {
        Json::Object(fields) => {
            for (key, value) in fields {
                let inner = declared.and_then(|declared| field(model, declared.ty, key));
                visit(model, inner, value, with);
            }
        }
        Json::List(items) => {
            let inner = match declared {
                Some(Declared {
                    ty: Ty::List(ty),
                    domain,
                }) => Some(Declared { ty, domain }),
                _ => None,
            };
            for item in items {
                visit(model, inner, item, with);
            }
        }
        Json::Raw(_) => {}
    }
}

/// What is declared of a field of an entity or a record.
fn field<'m>(model: &'m Model, of: &Ty, key: &str) -> Option<Declared<'m>> {
    match of.given() {
        Ty::Entity(entity) => {
            let mut attributes = model.entities[*entity].attributes.iter();
            let attribute = attributes.find(|attribute| attribute.key == key)?;
            Some(Declared {
                ty: &attribute.ty,
                domain: attribute.domain.as_ref(),
            })
        }
        Ty::Record(record) => {
            let mut fields = model.records[*record].fields.iter();
            let field = fields.find(|field| field.name == key)?;
            Some(Declared {
                ty: &field.ty,
                domain: field.domain.as_ref(),
            })
        }
        _ => None,
    }
}

fn spoil(random: &mut Random, model: &Model, declared: Option<Declared<'_>>, value: &mut Json) {
    match value {
        Json::Object(fields) => spoil_object(random, model, declared, fields),
        Json::List(items) => match random.below(3) {
            0 => items.clear(),
            1 => items.push(Json::Raw("null".to_owned())),
            _ => {
                let again = items.clone();
                items.extend(again.iter().cloned());
                items.extend(again);
            }
        },
        Json::Raw(raw) => {
            let outside = declared.and_then(|declared| declared.domain);
            let outside = outside.and_then(|domain| random.one_of(&domain.outside));
            *raw = match (outside, declared) {
                (Some(outside), _) if random.chance(40) => outside,
                (_, Some(declared)) if random.chance(60) => wrong(random, declared.ty.given()),
                _ => random.word(&[
                    "null",
                    "true",
                    "1.5",
                    "\"x\"",
                    "\"1\"",
                    "{}",
                    "[]",
                    "1e-29",
                    "-7",
                    "1e999",
                    "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaé\"",
                ]),
            };
        }
    }
}

/// What comes near to a value of a type and is none.
fn wrong(random: &mut Random, ty: &Ty) -> String {
    const LONG: &str = "12345678901234567890123456789012345678901234567890";
    random.word(match ty {
        Ty::Int => &["1.5", "\"2.5\"", "1e-1", "\"one\"", "\" 1\"", "1e29", LONG],
        Ty::Decimal => &[
            "\"1,5\"",
            "\"\"",
            "\".5\"",
            "0.12345678901234567890123456789",
            "1e-29",
            "1e29",
            LONG,
        ],
        Ty::Money => &[
            "0.001",
            "12.345",
            "\"-0.005\"",
            "1e-3",
            "1e27",
            "\"1,000\"",
            "\"5 USD\"",
        ],
        Ty::Date => &[
            "\"2025-02-30\"",
            "\"1900-02-29\"",
            "\"2025-1-1\"",
            "\"0000-12-31\"",
            "\"10000-01-01\"",
            "\"today\"",
            "20250101",
        ],
        Ty::Enum(_) => &["\"M\"", "\"\"", "\"m1\"", "0"],
        Ty::Bool => &["0", "\"true\"", "\"\""],
        Ty::Text => &["1", "true", "[\"a\"]"],
        _ => &["null", "1", "\"\"", "[]", "{}"],
    })
}

fn spoil_object(
    random: &mut Random,
    model: &Model,
    declared: Option<Declared<'_>>,
    fields: &mut Vec<(String, Json)>,
) {
    let at = random.below(fields.len().max(1));
    match (random.below(6), fields.get(at).cloned()) {
        (0, Some(_)) => {
            fields.remove(at);
        }
        (1, Some((key, value))) => fields.push((key, value)),
        (2, Some((key, _))) => fields.insert(at, (format!("{key}x"), Json::List(Vec::new()))),
        (3, _) => fields.push(("no / such ~ field".to_owned(), Json::Raw("1".to_owned()))),
        _ => {
            let keys = computed_keys(random, model, declared);
            if let Some(key) = random.one_of(&keys) {
                fields.push((key, Json::Raw(random.word(&["1", "null", "\"a\""]))));
            }
        }
    }
}

/// Keys that an object cannot have: those of its own entity that are computed, or those of all entities.
fn computed_keys(
    random: &mut Random,
    model: &Model,
    declared: Option<Declared<'_>>,
) -> Vec<String> {
    let own = match declared.map(|declared| declared.ty.given()) {
        Some(Ty::Entity(entity)) if random.chance(70) => Some(*entity),
        _ => None,
    };
    let entities = model.entities.iter().enumerate();
    let chosen = entities.filter(|(id, _)| own.is_none_or(|own| own == *id));
    let attributes = chosen.flat_map(|(_, entity)| &entity.attributes);
    let wanted = attributes
        .filter(|a| own.is_none() || matches!(a.kind, Kind::Made { .. } | Kind::Computed));
    wanted.map(|a| a.key.clone()).collect()
}

/// A text that is perhaps no JSON.
fn broken(random: &mut Random, text: &str) -> String {
    match random.below(5) {
        0 => text.chars().take(random.below(text.len())).collect(),
        1 => format!("{text}{text}"),
        2 => text.replacen(':', "", 1),
        3 => text.replacen('"', "\"\\ud800", 1),
        _ => format!(" {text}\n\t "),
    }
}
