use crate::json::{Json, quoted};

/// Something wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its stable code.
    pub code: &'static str,
    /// Where in the text, as a JSON pointer.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
}

impl Fault {
    /// A fault at a place.
    pub fn new(code: &'static str, pointer: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            pointer: pointer.to_owned(),
            message: message.into(),
        }
    }

    /// The text is not JSON. Only the code and the pointer are part of the meaning; the words are serde_json's.
    pub fn not_json(error: &serde_json::Error) -> Self {
        Self::new("not_json", "", error.to_string())
    }

    /// A value of another kind.
    pub fn wrong_type(pointer: &str, expected: &str, found: &Json) -> Self {
        let found = found.kind();
        Self::new(
            "wrong_type",
            pointer,
            format!("expected {expected}, found {found}"),
        )
    }
}

/// A text of the input as a message shows it: as JSON, cut after 40 characters.
pub fn shown(text: &str) -> String {
    quoted(&cut(text))
}

/// What is left of a text of the input in a message: 40 characters.
pub fn cut(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MOST).collect();
    format!("{cut}…")
}

/// The pointer to a key of an object, or to the place in a list.
pub fn below(pointer: &str, key: &str) -> String {
    let key = key.replace('~', "~0").replace('/', "~1");
    format!("{pointer}/{key}")
}
