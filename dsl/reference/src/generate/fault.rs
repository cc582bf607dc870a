//! What can be wrong with an input.

use super::model::Model;
use super::random::Random;
use super::risk::Json;

/// The text of a risk into which a few faults have been worked.
pub fn spoiled(random: &mut Random, model: &Model, risk: &mut Json) -> String {
    let outside: Vec<String> = model
        .entities
        .iter()
        .flat_map(|e| &e.attributes)
        .filter_map(|a| a.domain.as_ref())
        .flat_map(|d| d.outside.iter().cloned())
        .collect();
    for _ in 0..random.between(1, 3) {
        let mut all = 0;
        visit(risk, &mut |_| all += 1);
        let (chosen, mut at) = (random.below(all), 0);
        visit(risk, &mut |value| {
            if at == chosen {
                spoil(random, model, &outside, value);
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

/// Every value, the outer ones first.
fn visit(value: &mut Json, with: &mut impl FnMut(&mut Json)) {
    with(value);
    match value {
        Json::Object(fields) => fields.iter_mut().for_each(|(_, value)| visit(value, with)),
        Json::List(items) => items.iter_mut().for_each(|value| visit(value, with)),
        Json::Raw(_) => {}
    }
}

fn spoil(random: &mut Random, model: &Model, outside: &[String], value: &mut Json) {
    match value {
        Json::Object(fields) => spoil_object(random, model, fields),
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
            let kinds = [
                "null",
                "true",
                "1.5",
                "\"x\"",
                "\"1\"",
                "{}",
                "[]",
                "1e-29",
                "0.001",
                "-7",
                "1e999",
                "\"2025-02-30\"",
                "\"2025-1-1\"",
                "12345678901234567890123456789012345678901234567890",
                "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaé\"",
                "\"1,000\"",
                "\" 1\"",
            ];
            *raw = match random.one_of(outside) {
                Some(outside) if random.chance(50) => outside,
                _ => random.word(&kinds),
            };
        }
    }
}

fn spoil_object(random: &mut Random, model: &Model, fields: &mut Vec<(String, Json)>) {
    let at = random.below(fields.len().max(1));
    match (random.below(6), fields.get(at).cloned()) {
        (0, Some(_)) => {
            fields.remove(at);
        }
        (1, Some((key, value))) => fields.push((key, value)),
        (2, Some((key, _))) => fields.insert(at, (format!("{key}x"), Json::List(Vec::new()))),
        (3, _) => fields.push(("no / such ~ field".to_owned(), Json::Raw("1".to_owned()))),
        _ => {
            let computed: Vec<String> = model
                .entities
                .iter()
                .flat_map(|e| &e.attributes)
                .map(|a| a.key.clone())
                .collect();
            if let Some(key) = random.one_of(&computed) {
                fields.push((key, Json::Raw(random.word(&["1", "null", "\"a\""]))));
            }
        }
    }
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
