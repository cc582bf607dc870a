//! How large files are, and how they are filled.

use lutine_dsl::source::SOURCE_FILE_LIMIT;

/// What stands around the lines that fill a file.
pub(super) const HEAD: &str = "rulebook large\ncurrency USD\ninput Policy\n";
/// The least that a risk can be.
pub(super) const POLICY: &str = "entity Policy { x : int 0..9 }\n";
/// The least that can be answered.
pub(super) const OUTPUT: &str = "output { y = policy.x }\n";

/// How many bytes a file has at most.
#[derive(Debug, Clone, Copy)]
pub struct Size(usize);

impl Size {
    /// The largest that is read.
    pub const LARGEST: Self = Self(SOURCE_FILE_LIMIT);

    /// One of so many parts of it.
    #[must_use]
    pub const fn part(self, of: usize) -> Self {
        Self(match self.0.checked_div(of) {
            Some(part) => part,
            None => self.0,
        })
    }

    /// How many bytes that is.
    pub(super) const fn bytes(self) -> usize {
        self.0
    }

    /// As many as there are of something in a file of this size, if there are `count` in the largest.
    pub(super) const fn of(self, count: usize) -> usize {
        let scaled = count.saturating_mul(self.0);
        match scaled.checked_div(SOURCE_FILE_LIMIT) {
            Some(scaled) => scaled,
            None => count,
        }
    }

    /// What stands around lines that fill a file, behind its head.
    pub(super) const fn filled<'a>(self, before: &'a str, after: &'a str) -> Filled<'a> {
        Filled {
            size: self,
            before,
            after,
        }
    }

    /// A piece of text until the file is full, behind what stands before it.
    pub(super) fn repeated(self, before: &str, piece: &str) -> String {
        let mut text = before.to_owned();
        while text.len().saturating_add(piece.len()) <= self.0 {
            text.push_str(piece);
        }
        text
    }

    /// Lines that fill half of the file, the number of each handed to what writes it.
    pub(super) fn half(self, line: impl Fn(usize) -> String) -> String {
        let mut text = String::new();
        for number in 0_usize.. {
            text.push_str(&line(number));
            if text.len() > self.part(2).bytes() {
                break;
            }
        }
        text
    }
}

/// Lines until a file is full.
pub(super) struct Filled<'a> {
    size: Size,
    before: &'a str,
    after: &'a str,
}

impl Filled<'_> {
    /// The file, the number of each line handed to what writes it.
    pub(super) fn with(&self, line: impl FnMut(usize) -> String) -> String {
        self.ended(line, |_| String::new())
    }

    /// The same with a last line that is not like the others.
    pub(super) fn ended(
        &self,
        mut line: impl FnMut(usize) -> String,
        last: impl Fn(usize) -> String,
    ) -> String {
        let mut text = format!("{HEAD}{}", self.before);
        for number in 0_usize.. {
            let line = line(number);
            let end = last(number.saturating_add(1));
            let size = [&text, &line, &end].map(String::len);
            if size
                .into_iter()
                .fold(self.after.len(), usize::saturating_add)
                > self.size.bytes()
            {
                text.push_str(&last(number));
                break;
            }
            text.push_str(&line);
        }
        text.push_str(self.after);
        text
    }
}

/// The number of the line before, the first having itself.
pub(super) const fn before(number: usize) -> usize {
    number.saturating_sub(1)
}

/// A line for each number below, one behind the other with what stands between them.
pub(super) fn joined(count: usize, between: &str, one: impl Fn(usize) -> String) -> String {
    let all: Vec<String> = (0..count).map(one).collect();
    all.join(between)
}
