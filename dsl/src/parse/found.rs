//! What the grammar found in a part, as a tree that is walked over without counting and without a heap.
//!
//! The parser's own pairs count their children and share two counted pointers whenever they are looked into, which is done several times for
//! each: a sixth of the time that reading takes.

use pest::Token;
use pest::iterators::Pairs;

use super::grammar::Rule;

/// What a rule matched.
#[derive(Clone, Copy)]
struct Node {
    rule: Rule,
    start: u32,
    end: u32,
    /// How many nodes behind this one are inside it.
    inside: u32,
}

/// All that the grammar found in a part, each rule before those that are inside it.
pub(super) struct Found<'i> {
    nodes: Vec<Node>,
    text: &'i str,
}

impl<'i> Found<'i> {
    /// Takes what the grammar found in a text.
    pub fn new(pairs: Pairs<'i, Rule>, text: &'i str) -> Self {
        let tokens = pairs.tokens();
        let mut nodes: Vec<Node> = Vec::with_capacity(tokens.len().div_ceil(2));
        let mut open = Vec::new();
        for token in tokens {
            match token {
                Token::Start { rule, pos } => {
                    open.push(nodes.len());
                    let start = small(pos.pos());
                    nodes.push(Node {
                        rule,
                        start,
                        end: start,
                        inside: 0,
                    });
                }
                Token::End { pos, .. } => {
                    let last = nodes.len().saturating_sub(1);
                    let Some(at) = open.pop() else { continue };
                    if let Some(node) = nodes.get_mut(at) {
                        node.end = small(pos.pos());
                        node.inside = small(last.saturating_sub(at));
                    }
                }
            }
        }
        Self { nodes, text }
    }

    /// The rule that the part was read by.
    pub fn whole(&self) -> Option<Pair<'_>> {
        let text = self.text;
        Parts {
            rest: &self.nodes,
            text,
        }
        .next()
    }
}

/// What a rule matched, with what is inside it.
#[derive(Clone, Copy)]
pub(super) struct Pair<'i> {
    node: Node,
    inside: &'i [Node],
    text: &'i str,
}

impl<'i> Pair<'i> {
    /// The rule.
    pub fn as_rule(&self) -> Rule {
        self.node.rule
    }

    /// Where it begins in the part.
    pub fn start(&self) -> usize {
        self.node.start as usize
    }

    /// The text that it matched.
    pub fn as_str(&self) -> &'i str {
        let end = self.node.end as usize;
        let matched = self.text.get(self.start()..end);
        matched.unwrap_or_default()
    }

    /// What is directly inside it.
    pub fn parts(&self) -> Parts<'i> {
        Parts {
            rest: self.inside,
            text: self.text,
        }
    }
}

/// Rules that stand side by side.
#[derive(Clone)]
pub(super) struct Parts<'i> {
    rest: &'i [Node],
    text: &'i str,
}

impl<'i> Iterator for Parts<'i> {
    type Item = Pair<'i>;

    fn next(&mut self) -> Option<Pair<'i>> {
        let (node, behind) = self.rest.split_first()?;
        let (inside, rest) = behind.split_at_checked(node.inside as usize)?;
        self.rest = rest;
        Some(Pair {
            node: *node,
            inside,
            text: self.text,
        })
    }
}

/// A place in a part, or a count of its nodes: files are far smaller than 4 GiB.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
