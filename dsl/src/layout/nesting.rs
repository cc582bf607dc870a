//! How deep a declaration is nested.
//!
//! Counted before the grammar runs, because everything behind it recurses: the grammar, the tree and every walk over it.
//! Brackets alone do not bound the recursion: `if a then if a then …`, `not not not …` and `list of list of …` nest too.

/// The most levels that a declaration may have.
pub(crate) const NESTING_LIMIT: usize = 64;

/// What the tokens since the last separator, inside one pair of brackets, add to the depth.
#[derive(Default)]
struct Frame {
    /// `if`, `match` and the like, which hold until the next separator.
    held: usize,
    /// How many of those are a `match` or `steps each` that still waits for its `{`, which then stands for it.
    awaiting_brace: usize,
    /// `not`, `-`, `..` and `list of`, which hold until their operand is read.
    prefixes: usize,
}

/// The depth at the tokens read so far.
pub(crate) struct Nesting {
    /// The declaration itself and each open bracket.
    frames: Vec<Frame>,
    depth: usize,
}

/// What a token means for the depth.
pub(crate) enum Step {
    /// `{ ( [`
    Open {
        /// Whether it is `{`.
        brace: bool,
    },
    /// `} ) ]`
    Close,
    /// A comma, a colon, or a line break that ends an item.
    Separator,
    /// `if`, not directly behind `else`.
    If,
    /// `match`, or `steps` before `each`.
    AwaitsBrace,
    /// `not`, and `-` and `..` with nothing before them; `list` before `of`.
    Prefix,
    /// A value.
    Operand,
    /// An operator between two values, and whatever else changes nothing.
    Other,
}

impl Nesting {
    pub fn new() -> Self {
        Self {
            frames: vec![Frame::default()],
            depth: 0,
        }
    }

    /// The depth at which the next token would stand.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Takes one token into account.
    pub fn step(&mut self, step: Step) {
        match step {
            Step::Open { brace } => {
                if brace {
                    self.meet_brace();
                }
                self.frames.push(Frame::default());
                self.depth = self.depth.saturating_add(1);
            }
            Step::Close => {
                self.release(true);
                if self.frames.len() > 1 {
                    self.frames.pop();
                    self.depth = self.depth.saturating_sub(1);
                }
                self.release(false);
            }
            Step::Separator => self.release(true),
            Step::Operand => self.release(false),
            Step::If => self.hold(0),
            Step::AwaitsBrace => self.hold(1),
            Step::Prefix => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.prefixes = frame.prefixes.saturating_add(1);
                    self.depth = self.depth.saturating_add(1);
                }
            }
            Step::Other => {}
        }
    }

    fn hold(&mut self, awaiting_brace: usize) {
        if let Some(frame) = self.frames.last_mut() {
            frame.held = frame.held.saturating_add(frame.prefixes).saturating_add(1);
            frame.prefixes = 0;
            frame.awaiting_brace = frame.awaiting_brace.saturating_add(awaiting_brace);
            self.depth = self.depth.saturating_add(1);
        }
    }

    fn meet_brace(&mut self) {
        if let Some(frame) = self.frames.last_mut()
            && frame.awaiting_brace > 0
        {
            frame.awaiting_brace = frame.awaiting_brace.saturating_sub(1);
            frame.held = frame.held.saturating_sub(1);
            self.depth = self.depth.saturating_sub(1);
        }
    }

    /// Forgets what was counted in the innermost brackets: prefixes, and `all` else.
    fn release(&mut self, all: bool) {
        if let Some(frame) = self.frames.last_mut() {
            let mut released = std::mem::take(&mut frame.prefixes);
            if all {
                released = released.saturating_add(std::mem::take(&mut frame.held));
                frame.awaiting_brace = 0;
            }
            self.depth = self.depth.saturating_sub(released);
        }
    }
}
