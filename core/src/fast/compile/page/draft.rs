//! Putting pieces together: text that stands side by side becomes one piece, what is decided when the program is made leaves no hole.

use crate::fast::output::{Form, Held};
use crate::fast::worksheet::Piece;
use crate::json::append_text;

/// Pieces that are being put together.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pieces: Vec<Piece>,
}

impl Draft {
    pub fn text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// A text in quotes.
    pub fn quoted(&mut self, text: &str) {
        let mut quoted = String::new();
        append_text(&mut quoted, text);
        self.text(&quoted);
    }

    /// `,"name":`, and what is quoted behind it.
    pub fn field(&mut self, name: &str, value: &str) {
        self.name(name);
        self.quoted(value);
    }

    /// `,"name":`
    pub fn name(&mut self, name: &str) {
        self.text(&format!(",\"{name}\":"));
    }

    pub fn piece(&mut self, piece: Piece) {
        self.pieces.push(piece);
    }

    /// A value, the quotes of numbers being text.
    pub fn held(&mut self, held: Held, form: Form) {
        let places = match form {
            Form::Int => return self.piece(Piece::Number(held, 0)),
            Form::Decimal => 0,
            Form::Money(places) => places.into(),
            form => return self.piece(Piece::Value(held, form)),
        };
        self.text("\"");
        self.piece(Piece::Number(held, places));
        self.text("\"");
    }

    /// All of another draft.
    pub fn append(&mut self, other: Self) {
        for piece in other.pieces {
            match piece {
                Piece::Text(text) => self.text(&text),
                piece => self.piece(piece),
            }
        }
    }

    /// Fields as an object: `{` in place of the comma before the first.
    pub fn in_braces(mut self) -> Self {
        if let Some(Piece::Text(first)) = self.pieces.first_mut()
            && first.starts_with(',')
        {
            first.replace_range(..1, "{");
        }
        self.text("}");
        self
    }

    pub const fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Whether it is the same for every risk.
    pub fn is_text(&self) -> bool {
        let mut pieces = self.pieces.iter();
        pieces.all(|piece| matches!(piece, Piece::Text(_)))
    }

    pub fn done(self) -> Box<[Piece]> {
        self.pieces.into()
    }
}

/// A list that is being put together.
#[derive(Debug, Default)]
pub(super) struct ListDraft {
    items: Draft,
    /// Whether an item is there for certain.
    is_certain: bool,
    /// Whether items may stand before it.
    goes_on: bool,
}

impl ListDraft {
    /// What is written of a list for each of some lanes.
    pub fn in_lanes() -> Self {
        Self {
            goes_on: true,
            ..Self::default()
        }
    }

    /// Whether there is an item for certain.
    pub const fn is_certain(&self) -> bool {
        self.is_certain
    }

    /// An item that is there for certain.
    pub fn push(&mut self, item: Draft) {
        if self.is_certain {
            self.items.text(",");
        } else if self.goes_on || !self.items.is_empty() {
            self.items.piece(Piece::Comma);
        }
        self.items.append(item);
        self.is_certain = true;
    }

    /// An item that is there where conditions hold, or one for each of some lanes.
    pub fn push_perhaps(&mut self, items: Draft) {
        self.items.append(items);
    }

    /// The items, in brackets.
    pub fn whole(self) -> Draft {
        let mut list = Draft::default();
        list.text("[");
        list.append(self.items);
        list.text("]");
        list
    }

    /// The field of a list, left out where it is empty.
    pub fn field(self, name: &str, into: &mut Draft) {
        let before = format!(",\"{name}\":[");
        if self.is_certain {
            into.text(&before);
            into.append(self.items);
            into.text("]");
        } else if !self.items.is_empty() {
            into.piece(Piece::Field(before, self.items.done()));
        }
    }

    /// The items alone, to be written for each of some lanes.
    pub fn each(self) -> Draft {
        self.items
    }
}
