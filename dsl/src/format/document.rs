//! The document algebra: text with the places where a line may be broken, as in Wadler's "A prettier printer".
//!
//! A document knows its own width on one line when it is made, so that whether it fits is one comparison and rendering takes
//! time in proportion to the text.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

/// A piece of a page.
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub node: Node<'a>,
    /// Its width on one line; none where it must be broken.
    pub width: Option<usize>,
}

/// What a [`Document`] is.
#[derive(Debug)]
pub(super) enum Node<'a> {
    Text(Cow<'a, str>),
    /// One text where the group stands on one line, another where it is broken.
    Either {
        flat: &'static str,
        broken: &'static str,
    },
    /// Blanks; dropped at the end of a line.
    Blanks(usize),
    /// Blanks that align columns. They count for no width: a line is never broken because a neighbour is long.
    Pad {
        blanks: usize,
        /// Whether they vanish where the group stands on one line.
        only_broken: bool,
    },
    /// A blank, or a line break where the group is broken.
    Line,
    /// Nothing, or a line break where the group is broken.
    SoftLine,
    /// A line break in any case.
    HardLine,
    /// A line left blank, behind a line break.
    BlankLine,
    /// A comment; whatever follows it begins a line.
    Comment {
        text: Cow<'a, str>,
        /// Whether it stands behind something on its line.
        trailing: bool,
    },
    Join(Vec<Document<'a>>),
    /// On one line if it fits, else broken at each of its own lines.
    Group(Box<Document<'a>>),
    /// Its line breaks are indented by one level more.
    Indent(Box<Document<'a>>),
    /// What stands behind a sign: on the same line, or indented on the next.
    Hang {
        body: Box<Document<'a>>,
        hug: Hug,
    },
}

/// Where a value that does not fit behind its sign goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hug {
    /// Stays behind the sign, broken inside its braces.
    Braces,
    /// Goes to the next line if it fits there, else is broken inside its parentheses.
    Parentheses,
    /// Goes to the next line.
    Never,
}

impl<'a> Document<'a> {
    pub fn nothing() -> Self {
        Self::join(Vec::new())
    }

    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        let width = Some(text.width());
        Self {
            node: Node::Text(text),
            width,
        }
    }

    pub fn either(flat: &'static str, broken: &'static str) -> Self {
        Self {
            node: Node::Either { flat, broken },
            width: Some(flat.width()),
        }
    }

    pub fn blanks(count: usize) -> Self {
        Self {
            node: Node::Blanks(count),
            width: Some(count),
        }
    }

    pub fn pad(blanks: usize, only_broken: bool) -> Self {
        Self {
            node: Node::Pad {
                blanks,
                only_broken,
            },
            width: Some(0),
        }
    }

    pub fn line() -> Self {
        Self {
            node: Node::Line,
            width: Some(1),
        }
    }

    pub fn soft_line() -> Self {
        Self {
            node: Node::SoftLine,
            width: Some(0),
        }
    }

    pub fn hard_line() -> Self {
        Self {
            node: Node::HardLine,
            width: None,
        }
    }

    pub fn blank_line() -> Self {
        Self {
            node: Node::BlankLine,
            width: Some(0),
        }
    }

    pub fn comment(text: impl Into<Cow<'a, str>>, trailing: bool) -> Self {
        Self {
            node: Node::Comment {
                text: text.into(),
                trailing,
            },
            width: None,
        }
    }

    pub fn join(parts: Vec<Self>) -> Self {
        let width = parts
            .iter()
            .try_fold(0_usize, |sum, part| Some(sum.saturating_add(part.width?)));
        Self {
            node: Node::Join(parts),
            width,
        }
    }

    /// With one blank between any two.
    pub fn words(parts: Vec<Self>) -> Self {
        let mut joined = Vec::with_capacity(parts.len().saturating_mul(2));
        for part in parts {
            if part.is_nothing() {
                continue;
            }
            if !joined.is_empty() {
                joined.push(Self::blanks(1));
            }
            joined.push(part);
        }
        Self::join(joined)
    }

    pub fn is_nothing(&self) -> bool {
        matches!(&self.node, Node::Join(parts) if parts.is_empty())
    }

    pub fn group(self) -> Self {
        Self {
            width: self.width,
            node: Node::Group(Box::new(self)),
        }
    }

    pub fn indent(self) -> Self {
        Self {
            width: self.width,
            node: Node::Indent(Box::new(self)),
        }
    }

    pub fn hang(self, hug: Hug) -> Self {
        Self {
            width: self.width.map(|width| width.saturating_add(1)),
            node: Node::Hang {
                body: Box::new(self),
                hug,
            },
        }
    }
}
