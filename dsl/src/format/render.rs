//! From a document to text: which groups are broken, and where blanks and comments end up.

use super::document::{Document, Hug, Node};
use super::trailing::align_trailing_comments;
use super::{INDENT, WIDTH};

/// A document on a page of [`WIDTH`] characters.
pub(super) fn render(document: &Document<'_>) -> String {
    let mut renderer = Renderer {
        stack: vec![Frame {
            indent: 0,
            broken: true,
            document,
        }],
        page: Page::default(),
    };
    renderer.run();
    renderer.page.finish()
}

/// What is still to be rendered, and how.
#[derive(Clone, Copy)]
struct Frame<'d, 'a> {
    indent: usize,
    /// Whether the lines directly in it are broken.
    broken: bool,
    document: &'d Document<'a>,
}

struct Renderer<'d, 'a> {
    stack: Vec<Frame<'d, 'a>>,
    page: Page,
}

impl<'d, 'a> Renderer<'d, 'a> {
    fn run(&mut self) {
        while let Some(frame) = self.stack.pop() {
            self.step(frame);
        }
    }

    fn step(&mut self, frame: Frame<'d, 'a>) {
        let Frame { indent, broken, .. } = frame;
        match &frame.document.node {
            Node::Text(text) => {
                let width = frame.document.width.unwrap_or_default();
                self.page.text(text, width, indent);
            }
            Node::Either {
                flat,
                broken: other,
            } => {
                let text = if broken { other } else { flat };
                if !text.is_empty() {
                    self.page.text(text, text.len(), indent);
                }
            }
            Node::Blanks(count) => self.page.blanks(*count, *count),
            Node::Pad {
                blanks,
                only_broken,
            } => {
                if broken || !only_broken {
                    self.page.blanks(*blanks, 0);
                }
            }
            Node::Line | Node::SoftLine if broken => self.page.line_break(indent),
            Node::Line => self.page.blanks(1, 1),
            Node::SoftLine => {}
            Node::HardLine => self.page.line_break(indent),
            Node::BlankLine => self.page.blank_line(),
            Node::Comment { text, trailing } => self.page.comment(text, *trailing, indent),
            Node::Join(parts) => {
                let frames = parts
                    .iter()
                    .rev()
                    .map(|document| Frame { document, ..frame });
                self.stack.extend(frames);
            }
            Node::Group(body) => {
                let broken = !self.fits(body.width);
                self.stack.push(Frame {
                    indent,
                    broken,
                    document: body,
                });
            }
            Node::Indent(body) => self.stack.push(Frame {
                indent: indent.saturating_add(INDENT),
                broken,
                document: body,
            }),
            Node::Hang { body, hug } => self.hang(frame, body, *hug),
        }
    }

    /// Decides where a value goes that stands behind a sign.
    fn hang(&mut self, frame: Frame<'d, 'a>, body: &'d Document<'a>, hug: Hug) {
        let deeper = frame.indent.saturating_add(INDENT);
        let stays_whole =
            !frame.broken || self.fits(body.width.map(|width| width.saturating_add(1)));
        let fits_below = body
            .width
            .is_some_and(|width| deeper.saturating_add(width) <= WIDTH);
        let stays = stays_whole
            || match hug {
                Hug::Braces => true,
                Hug::Parentheses => !fits_below,
                Hug::Never => false,
            };
        let indent = if stays {
            self.page.blanks(1, 1);
            frame.indent
        } else {
            self.page.line_break(deeper);
            deeper
        };
        self.stack.push(Frame {
            indent,
            broken: !(stays_whole || fits_below && !stays),
            document: body,
        });
    }

    /// Whether something of this width fits on the line, with what must stand behind it.
    fn fits(&self, width: Option<usize>) -> bool {
        let Some(width) = width else { return false };
        let left = WIDTH
            .checked_sub(self.page.column)
            .and_then(|left| left.checked_sub(width));
        left.is_some_and(|left| self.rest_fits(left))
    }

    /// Whether what follows, up to where a line can be broken, fits into `left`.
    fn rest_fits(&self, mut left: usize) -> bool {
        for frame in self.stack.iter().rev() {
            let mut open = vec![std::slice::from_ref(frame.document).iter()];
            while let Some(parts) = open.last_mut() {
                let Some(part) = parts.next() else {
                    open.pop();
                    continue;
                };
                let needed = match &part.node {
                    Node::Text(_) | Node::Blanks(_) => part.width.unwrap_or_default(),
                    Node::Either { flat, broken } => {
                        if frame.broken {
                            broken.len()
                        } else {
                            flat.len()
                        }
                    }
                    Node::Line | Node::SoftLine | Node::Hang { .. } if frame.broken => return true,
                    Node::Line => 1,
                    Node::HardLine | Node::Comment { .. } => return true,
                    Node::SoftLine | Node::Pad { .. } | Node::BlankLine => 0,
                    Node::Join(parts) => {
                        open.push(parts.iter());
                        0
                    }
                    Node::Group(body) | Node::Indent(body) => {
                        open.push(std::slice::from_ref(&**body).iter());
                        0
                    }
                    Node::Hang { body, .. } => {
                        open.push(std::slice::from_ref(&**body).iter());
                        1
                    }
                };
                match left.checked_sub(needed) {
                    Some(rest) => left = rest,
                    None => return false,
                }
            }
        }
        true
    }
}

/// The text so far. Blanks and line breaks wait until something follows them, so that none stands at the end of a line
/// and a comment can still go behind what it stood behind.
#[derive(Default)]
struct Page {
    text: String,
    /// Where the next character goes, padding not counted.
    column: usize,
    /// A line break that waits, and its indentation.
    line_break: Option<usize>,
    /// Whether a blank line waits with it.
    blank_line: bool,
    /// Blanks that wait.
    blanks: usize,
    /// Where the next line must begin at the latest, after a comment.
    after_comment: Option<AfterComment>,
    /// Where the comments begin that stand behind something.
    trailing: Vec<usize>,
}

#[derive(Clone, Copy)]
enum AfterComment {
    /// One level deeper than what it stands in.
    Trailing,
    /// Below the comment.
    Below(usize),
}

impl Page {
    fn text(&mut self, text: &str, width: usize, indent: usize) {
        if let Some(after) = self.after_comment.take()
            && self.line_break.is_none()
        {
            self.line_break(match after {
                AfterComment::Trailing => indent.saturating_add(INDENT),
                AfterComment::Below(column) => column,
            });
        }
        self.flush();
        self.text.push_str(text);
        self.column = self.column.saturating_add(width);
    }

    fn flush(&mut self) {
        if let Some(indent) = self.line_break.take()
            && !self.text.is_empty()
        {
            self.text.push('\n');
            if self.blank_line {
                self.text.push('\n');
            }
            self.push_blanks(indent);
        }
        self.blank_line = false;
        let blanks = std::mem::take(&mut self.blanks);
        self.push_blanks(blanks);
    }

    fn push_blanks(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n(' ', count));
    }

    fn blanks(&mut self, count: usize, counted: usize) {
        self.blanks = self.blanks.saturating_add(count);
        self.column = self.column.saturating_add(counted);
    }

    fn line_break(&mut self, indent: usize) {
        self.line_break = Some(indent);
        self.blanks = 0;
        self.column = indent;
    }

    fn blank_line(&mut self) {
        self.blank_line = self.line_break.is_some();
    }

    fn comment(&mut self, text: &str, trailing: bool, indent: usize) {
        if trailing && !self.text.is_empty() {
            self.text.push_str("  ");
            self.trailing.push(self.text.len());
            self.text.push_str(text);
            if self.line_break.is_none() {
                self.blanks = 0;
            }
            self.after_comment = Some(AfterComment::Trailing);
            return;
        }
        if self.line_break.is_none() && !self.text.is_empty() {
            let below = match self.after_comment {
                Some(AfterComment::Below(column)) => column,
                _ => indent.saturating_add(INDENT),
            };
            self.line_break(below);
        }
        let column = self.line_break.unwrap_or_default();
        self.blanks = 0;
        self.flush();
        self.text.push_str(text);
        self.after_comment = Some(AfterComment::Below(column));
    }

    fn finish(self) -> String {
        let mut text = align_trailing_comments(&self.text, &self.trailing);
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }
}
