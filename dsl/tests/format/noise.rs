//! Sources with comments, blank lines and line breaks put in, and lines joined, wherever chance will have it.

/// A small generator of numbers, the same on every machine.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % limit
    }

    fn one_in(&mut self, limit: usize) -> bool {
        self.below(limit) == 0
    }
}

/// What a character stands in.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Code,
    Text,
    Comment,
}

/// The text with noise at about one place of `rarity`.
pub fn noisy(text: &str, dice: &mut Dice, rarity: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() * 2);
    let (mut place, mut open) = (Place::Code, Vec::new());
    let mut at = 0;
    while at < chars.len() {
        let (own, next) = (chars[at], chars.get(at + 1).copied());
        match (place, own) {
            (Place::Code, '"') => place = Place::Text,
            (Place::Text, '\\') => {
                out.push(own);
                at += 1;
            }
            (Place::Text, '"') => place = Place::Code,
            (Place::Code, '/') if next == Some('/') => place = Place::Comment,
            (Place::Comment, '\n') => place = Place::Code,
            (Place::Code, '(' | '[' | '{') => open.push(own),
            (Place::Code, ')' | ']' | '}') => {
                open.pop();
            }
            _ => {}
        }
        let had_comment = out.rsplit('\n').next().unwrap().contains("//");
        match own {
            '\n' if place == Place::Code && dice.one_in(rarity) => {
                at_line_end(&mut out, dice, open.last(), had_comment)
            }
            ' ' if place == Place::Code
                && dice.one_in(rarity)
                && may_break(&chars, at, open.last()) =>
            {
                at_blank(&mut out, dice);
            }
            '(' | '[' | '{' if place == Place::Code && dice.one_in(rarity) => {
                out.push(own);
                at_blank(&mut out, dice);
            }
            ')' | ']' | '}' if place == Place::Code && dice.one_in(rarity) && !had_comment => {
                at_blank(&mut out, dice);
                out.push(own);
            }
            _ => out.push(chars[at]),
        }
        at += 1;
    }
    out
}

fn comment(dice: &mut Dice) -> String {
    let marker = ["//", "///", "// ", "/// ", "////", "//!"][dice.below(6)];
    format!("{marker}c{}", dice.below(1000))
}

fn at_line_end(out: &mut String, dice: &mut Dice, open: Option<&char>, had_comment: bool) {
    match dice.below(6) {
        0 if !had_comment => *out += &format!(" {}\n", comment(dice)),
        1 => *out += &format!("\n  {}\n", comment(dice)),
        2 => *out += &format!("\n\n {}\n\n\n", comment(dice)),
        3 => *out += "\n\n\n",
        4 if !had_comment && open == Some(&'{') => *out += ", ",
        5 if !had_comment => *out += "\t\r\n",
        _ => out.push('\n'),
    }
}

fn at_blank(out: &mut String, dice: &mut Dice) {
    match dice.below(4) {
        0 => *out += "\n  ",
        1 => *out += &format!(" {}\n  ", comment(dice)),
        2 => *out += &format!("\n {}\n\n   ", comment(dice)),
        _ => *out += "\t  ",
    }
}

/// Whether a blank may become a line break: inside parentheses, or beside something that carries a line on.
fn may_break(chars: &[char], at: usize, open: Option<&char>) -> bool {
    if matches!(open, Some('(' | '[')) {
        return true;
    }
    let word = |text: String| {
        matches!(
            text.as_str(),
            "and"
                | "or"
                | "mod"
                | "then"
                | "else"
                | "in"
                | "when"
                | "="
                | "+"
                | "-"
                | "*"
                | "/"
                | "??"
                | ">"
                | "<="
                | ","
                | ":"
                | "->"
        )
    };
    let behind: String = chars[at + 1..]
        .iter()
        .take_while(|own| !own.is_whitespace())
        .collect();
    let before: String = chars[..at]
        .iter()
        .rev()
        .take_while(|own| !own.is_whitespace())
        .collect();
    word(behind) || before != "when" && before != "in" && word(before.chars().rev().collect())
}
