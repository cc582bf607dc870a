//! A rulebook of which a part stands in a module: the same program, written in two folders.

use super::program::Piece;
use std::collections::BTreeSet;

/// The folder of the module, and the name under which the rulebook imports it.
const NAME: &str = "shared";

/// Moves enums, records, tables and functions into a module, as far as they need nothing that stays, and writes the names of what moved behind
/// the module's in the files that stay. Files of tables move too.
pub(super) fn written(
    files: &[(String, Vec<Piece>)],
    csv: &[(String, String)],
) -> Vec<(String, String)> {
    let all = || files.iter().flat_map(|(_, pieces)| pieces);
    let declared: BTreeSet<&str> = all().filter_map(name).collect();
    let mut moved: BTreeSet<&str> = all()
        .filter(|piece| may_move(piece))
        .filter_map(name)
        .collect();
    loop {
        let stays = |piece: &&Piece| {
            let text = text(piece);
            let mut words = words(&text);
            words.any(|word| declared.contains(word) && !moved.contains(word))
        };
        let held = all().filter(|piece| name(piece).is_some_and(|n| moved.contains(n)));
        let held: Vec<&str> = held.filter(stays).filter_map(name).collect();
        if held.is_empty() {
            break;
        }
        held.iter().for_each(|name| {
            moved.remove(name);
        });
    }
    let mut module = format!("module {NAME} version \"1\"\n");
    let mut written = Vec::new();
    for (file, pieces) in files {
        let mut own = String::new();
        for piece in pieces {
            let text = text(piece);
            match name(piece).filter(|name| moved.contains(name)) {
                Some(_) => module += &text,
                None => own += &qualified(&text, &moved),
            }
            if text.starts_with("rulebook ") {
                own += &format!("import {NAME} from \"{NAME}\"\n");
            }
        }
        written.push((file.clone(), own));
    }
    for (file, text) in csv {
        let inside = module.contains(&format!("\"{file}\""));
        let folder = if inside {
            format!("{NAME}/")
        } else {
            String::new()
        };
        written.push((format!("{folder}{file}"), text.clone()));
    }
    written.push((format!("{NAME}/{NAME}.lutine"), module));
    written
}

fn text(piece: &Piece) -> String {
    let mut text = String::new();
    piece.write(&mut text, 0);
    text
}

/// What a piece declares.
fn name(piece: &Piece) -> Option<&str> {
    let mut words = words(piece.first_line());
    words.next()?;
    words.next()
}

/// Whether a declaration is of a kind that a module has. What has variants needs the dimensions of a rulebook.
fn may_move(piece: &Piece) -> bool {
    let line = piece.first_line();
    match line.split(' ').next() {
        Some("enum" | "record") => true,
        Some("function") => line.contains(" = "),
        Some("table") => match piece {
            Piece::Text(_) => true,
            Piece::Block { pieces, .. } => {
                !pieces.iter().any(|row| row.first_line().contains(".csv\""))
            }
        },
        _ => false,
    }
}

const fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_part(c)).filter(|word| !word.is_empty())
}

/// The text with the names of what moved behind the module's.
fn qualified(text: &str, moved: &BTreeSet<&str>) -> String {
    let mut written = String::new();
    let mut word = String::new();
    for c in text.chars().chain(['\0']) {
        if is_part(c) {
            word.push(c);
            continue;
        }
        if moved.contains(word.as_str()) {
            written += &format!("{NAME}.");
        }
        written += &word;
        word.clear();
        if c != '\0' {
            written.push(c);
        }
    }
    written
}
