//! Worksheets out of columns of words.

use super::{Below, Lanes, Piece};
use crate::batch::{Batch, Segment};
use crate::fast::memory::Lane;
use crate::fast::output::Held;
use crate::fast::program::{Place, Source};
use crate::fast::run::Machine;
use crate::fast::write::append_number;
use crate::graph::{Graph, RISK, Space, SpaceId, Ty, UNIT};
use std::fmt::Write;
use std::ops::Range;

/// More levels than a risk can have: the input's nesting is limited, and so is that of spaces.
const MOST_STEPS: u32 = 1_000;

/// A lane of a space.
type At = (SpaceId, usize);

impl Machine<'_> {
    /// The worksheet of a risk of the batch that is not troubled, as JSON text.
    pub(crate) fn worksheet(&self, batch: &Batch, risk: u32) -> String {
        let longest = &self.warm.longest;
        let mut out = String::with_capacity(longest.get());
        let mut writer = Writer {
            machine: self,
            graph: &self.plan.graph,
            batch,
            lanes: vec![Lane::default(); self.plan.graph.spaces.len()],
            entered: vec![0; self.plan.graph.spaces.len()],
            count: 0,
            written: vec![Written::default(); self.program.page.shared.len()],
            path: String::new(),
            out: &mut out,
        };
        writer.enter((RISK, risk as usize), UNIT);
        writer.all(&self.program.page.pieces, (RISK, risk as usize));
        longest.set(longest.get().max(out.len()));
        out
    }
}

/// Where something that is shared was written, and for which lane.
#[derive(Debug, Clone, Default)]
struct Written {
    entered: u32,
    text: Range<usize>,
}

/// Where a worksheet is written.
struct Writer<'a, 'p> {
    machine: &'a Machine<'p>,
    graph: &'a Graph,
    batch: &'a Batch,
    /// By space the lane at hand, of those at hand and above.
    lanes: Vec<Lane>,
    /// By space the number of the lane at hand among all that were.
    entered: Vec<u32>,
    count: u32,
    /// Where what is shared was written last.
    written: Vec<Written>,
    /// The path of the item at hand.
    path: String,
    out: &'a mut String,
}

impl Writer<'_, '_> {
    /// Writes pieces for a lane. Whether the field of some list among them had anything in it.
    fn all(&mut self, pieces: &[Piece], at: At) -> bool {
        let mut is_filled = false;
        for piece in pieces {
            match piece {
                Piece::Text(text) => self.out.push_str(text),
                Piece::Value(held, form) => {
                    let word = self.word(held, at);
                    self.machine.write_word(word, held.scale, form, self.out);
                }
                Piece::Number(held, places) => {
                    append_number(self.out, self.word(held, at), held.scale, *places);
                }
                Piece::Item(held, space) => {
                    let item = self.word(held, at);
                    self.out.push('"');
                    if let Ok(item) = usize::try_from(item) {
                        let item = (*space, item);
                        self.machine
                            .append_path(self.batch, item, MOST_STEPS, self.out);
                    }
                    self.out.push('"');
                }
                Piece::Path => self.out.push_str(&self.path),
                Piece::Comma => {
                    if self.out.as_bytes().last() != Some(&b'[') {
                        self.out.push(',');
                    }
                }
                Piece::When(conditions, pieces) => {
                    if self.hold(conditions, at) {
                        self.all(pieces, at);
                    }
                }
                Piece::Either(condition, [then, otherwise]) => {
                    let holds = self.word(condition, at) != 0;
                    self.all(if holds { then } else { otherwise }, at);
                }
                Piece::Field(before, pieces) => {
                    let start = self.out.len();
                    self.out.push_str(before);
                    let empty = self.out.len();
                    self.all(pieces, at);
                    if self.out.len() == empty {
                        self.out.truncate(start);
                    } else {
                        self.out.push(']');
                        is_filled = true;
                    }
                }
                Piece::Lanes(lanes) => self.lanes(lanes, at),
                Piece::Row(held, rows) => {
                    let row = self.word(held, at);
                    if let Some(rows) = self.machine.program.page.rows.get(*rows) {
                        rows.append(self.graph, row, self.out);
                    }
                }
                Piece::Shared(number) => self.shared(*number, at),
            }
        }
        is_filled
    }

    /// Writes what is shared, or copies it.
    fn shared(&mut self, number: usize, at: At) {
        let Some(shared) = self.machine.program.page.shared.get(number) else {
            return;
        };
        let entered = self.entered.get(shared.base.index()).copied();
        if let Some(written) = self.written.get(number)
            && Some(written.entered) == entered
            && self.out.get(written.text.clone()).is_some()
        {
            return self.out.extend_from_within(written.text.clone());
        }
        let start = self.out.len();
        self.all(&shared.pieces, at);
        if let (Some(written), Some(entered)) = (self.written.get_mut(number), entered) {
            *written = Written {
                entered,
                text: start..self.out.len(),
            };
        }
    }

    /// The word of a value for the lane at hand.
    #[inline]
    fn word(&self, held: &Held, at: At) -> i64 {
        match &held.at {
            Source::One(Place::Const(word)) => *word,
            Source::One(Place::Reg(reg)) => {
                let lane = self.lanes.get(reg.space.index());
                lane.map_or(0, |lane| {
                    self.machine.warm.spaces.memory.of_lane(*lane, reg.slot)
                })
            }
            Source::Aside(_) => self.machine.word(held, at),
        }
    }

    /// Notes that a lane is at hand, and with it those above up to a space.
    fn enter(&mut self, (space, lane): At, up_to: SpaceId) {
        let (mut space, mut lane) = (space, lane);
        self.count = self.count.saturating_add(1);
        if let Some(entered) = self.entered.get_mut(space.index()) {
            *entered = self.count;
        }
        while space != up_to {
            if let Some(at_hand) = self.lanes.get_mut(space.index()) {
                *at_hand = self.machine.warm.spaces.memory.lane(space, lane);
            }
            let Some(parent) = self.graph.space(space).and_then(Space::parent) else {
                break;
            };
            let above = self.machine.warm.spaces.get(space);
            let above = above.and_then(|lanes| lanes.parent.get(lane));
            lane = above.copied().unwrap_or(0) as usize;
            space = parent;
        }
    }

    fn hold(&self, conditions: &[(Held, bool)], at: At) -> bool {
        conditions
            .iter()
            .all(|(held, wanted)| (self.word(held, at) != 0) == *wanted)
    }

    fn lanes(&mut self, lanes: &Lanes, at: At) {
        let (space, within) = match lanes.below {
            Below::Space(space) => (space, self.machine.lanes_below(space, at)),
            Below::List(list) => {
                let owner = u32::try_from(at.1).unwrap_or(u32::MAX);
                let spaces = &self.machine.warm.spaces;
                let Segment { start, len } = spaces.items(self.graph, self.batch, list, owner);
                let items = self.graph.list(list).map_or(at.0, |list| list.items);
                (items, start as usize..start.saturating_add(len) as usize)
            }
        };
        let above = lanes.is_named.then(|| std::mem::take(&mut self.path));
        for lane in within {
            if lanes.is_named {
                let mut path = std::mem::take(&mut self.path);
                path.clear();
                let item = (space, lane);
                self.machine
                    .append_path(self.batch, item, MOST_STEPS, &mut path);
                self.path = path;
            }
            self.enter((space, lane), at.0);
            let start = self.out.len();
            let is_filled = self.all(&lanes.each, (space, lane));
            if lanes.may_be_empty && !is_filled {
                self.out.truncate(start);
            }
        }
        if let Some(above) = above {
            self.path = above;
        }
    }
}

impl Machine<'_> {
    /// Appends where the item of a lane stands, as [`crate::execute::ItemPath`] is written.
    fn append_path(&self, batch: &Batch, (space, lane): At, levels: u32, out: &mut String) {
        let Some(above) = levels.checked_sub(1) else {
            return;
        };
        let graph = &self.plan.graph;
        let lanes = self.warm.spaces.get(space);
        let of_lane = |lanes: &[u32]| lanes.get(lane).map(|lane| *lane as usize);
        let parent = || of_lane(&lanes?.parent);
        match graph.space(space) {
            Some(Space::Items { .. }) => {
                self.append_given(batch, (space, lane), above, out);
            }
            Some(Space::Made { parent: owner, .. }) => {
                if let Some(parent) = parent() {
                    self.append_path(batch, (*owner, parent), above, out);
                }
                self.append_made((space, lane), out);
            }
            Some(Space::Pairs { list, .. }) => {
                let item = lanes.and_then(|lanes| of_lane(&lanes.items));
                if let Some((list, item)) = graph.list(*list).zip(item) {
                    self.append_path(batch, (list.items, item), above, out);
                }
            }
            Some(Space::Join { parent: owner, .. }) => {
                if let Some(parent) = parent() {
                    self.append_path(batch, (*owner, parent), above, out);
                }
            }
            // The last two are never laid out here.
            Some(Space::Unit | Space::Risk | Space::Matches { .. } | Space::Sorted { .. })
            | None => out.push_str(&self.program.page.root),
        }
    }

    fn append_given(&self, batch: &Batch, (space, lane): At, levels: u32, out: &mut String) {
        let known = || {
            let items = batch.items.get(space.index())?;
            let list = self.plan.graph.list(*items.list.get(lane)?)?;
            Some((list, *items.owner.get(lane)?, *items.position.get(lane)?))
        };
        if let Some((list, owner, position)) = known() {
            self.append_path(batch, (list.owner, owner as usize), levels, out);
            out.push('.');
            out.push_str(&list.name);
            if !list.single {
                out.push('[');
                out.push_str(itoa::Buffer::new().format(position));
                out.push(']');
            }
        }
    }

    /// `.covers[BI]`, and nothing for numbers that are gone through, which are no items.
    fn append_made(&self, (space, lane): At, out: &mut String) {
        let graph = &self.plan.graph;
        let list = self.plan.list_of(space).and_then(|list| graph.list(list));
        let lanes = self.warm.spaces.get(space);
        let key = lanes.and_then(|lanes| lanes.keys.get(lane).copied());
        let (Some(list), Some(key)) = (list, key) else {
            return;
        };
        let node = self.plan.key_of(space).and_then(|key| graph.node(key));
        let ty = node.map_or(Ty::Int, |node| node.ty);
        let ordinal = u32::try_from(key).ok();
        // Writing to a String cannot fail.
        _ = match ordinal.and_then(|ordinal| graph.member(ty, ordinal)) {
            Some(member) => write!(out, ".{}[{}]", list.name, member.name),
            None => write!(out, ".{}[{key}]", list.name),
        };
    }
}
