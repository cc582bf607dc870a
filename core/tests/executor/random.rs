//! Random graphs: every operation on random operands, errors and all, in a few spaces.

use crate::build::*;
use lutine_core::graph::*;
use lutine_core::number::Mode;
use lutine_core::table::{Axis, Column, HitPolicy, KeyCell, Row, Table};

/// A stream of numbers from a seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) as usize % sides
    }
}

/// A policy with drivers, vehicles, made years and pairs, and so many random nodes; everything is answered.
pub fn graph(seed: u64, nodes: usize) -> Build {
    let mut dice = Dice::new(seed);
    let mut b = Build::new(0);
    let (drivers, driver) = b.given_list("drivers", RISK, &[]);
    let (_, vehicle) = b.given_list("vehicles", RISK, &[]);
    for list in &mut b.graph.lists {
        list.max = 3;
    }
    for space in [RISK, driver, vehicle] {
        b.input(space, D, numbers(""));
        b.input(space, D, numbers(""));
        b.input(space, Ty::Bool, bools(""));
    }
    let domain = b.domain("-3..3", &[("-3", "3")]);
    let five = b.constant(RISK, Ty::Int, Constant::Number(number("5")));
    let to = b.node(RISK, D, Op::Rem, &[five, NodeId(0)]);
    let one = b.constant(RISK, Ty::Int, Constant::Number(number("1")));
    let year = b.space(Space::Made {
        parent: RISK,
        name: "year".into(),
        each: Each::Numbers {
            from: one,
            to,
            max: 3,
        },
    });
    let years = b.list("years", RISK, year);
    b.node(year, D, Op::Key, &[]);
    let risk = b.node(RISK, Ty::Ref(RISK), Op::Own, &[]);
    let owner = b.node(vehicle, Ty::Ref(RISK), Op::Up, &[risk]);
    let pair = b.space(Space::Pairs {
        left: vehicle,
        list: drivers,
        owner,
    });
    let item = b.node(pair, Ty::Ref(driver), Op::Item, &[]);
    let keep = any(&mut b, &mut dice, vehicle, Ty::Bool);
    let value = any(&mut b, &mut dice, vehicle, D);
    let group = b.space(Space::Made {
        parent: RISK,
        name: "group".into(),
        each: Each::Values {
            from: vehicle,
            keep: Some(keep),
            values: vec![value],
            max: 2,
        },
    });
    b.list("groups", RISK, group);
    let first = b.node(group, Ty::Ref(vehicle), Op::Key, &[]);
    let key = b.node(group, D, Op::Gather, &[first, value]);
    let owner = b.node(group, Ty::Ref(RISK), Op::Up, &[risk]);
    let matching = any(&mut b, &mut dice, driver, D);
    let on = vec![
        MatchPart::OfItem(any(&mut b, &mut dice, driver, Ty::Bool)),
        MatchPart::Equal {
            left: key,
            item: matching,
        },
    ];
    let matched = b.space(Space::Matches {
        left: group,
        list: drivers,
        owner,
        on,
    });
    let driver_of = b.node(matched, Ty::Ref(driver), Op::Item, &[]);
    b.node(matched, D, Op::Gather, &[driver_of, matching]);
    let keep = any(&mut b, &mut dice, vehicle, Ty::Bool);
    let by = [true, false].map(|descending| SortKey {
        value: any(&mut b, &mut dice, vehicle, D),
        descending,
    });
    let sorted = b.space(Space::Sorted {
        parent: RISK,
        from: vehicle,
        keep: Some(keep),
        by: by.to_vec(),
    });
    let vehicle_of = b.node(sorted, Ty::Ref(vehicle), Op::Item, &[]);
    let of_vehicle = any(&mut b, &mut dice, vehicle, D);
    b.node(sorted, D, Op::Gather, &[vehicle_of, of_vehicle]);
    let fitting = fitting_rows(&mut b, &mut dice, vehicle);
    let spaces = [
        RISK, driver, vehicle, year, pair, group, matched, sorted, fitting,
    ];
    let made = [
        (RISK, drivers, driver),
        (RISK, years, year),
        (pair, drivers, driver),
    ];
    for space in spaces {
        b.node(space, Ty::Int, Op::Position, &[]);
        let text = ["0", "1.5", "-2"][dice.roll(3)];
        b.number(space, text);
    }
    for _ in 0..nodes {
        let space = spaces[dice.roll(spaces.len())];
        random_node(&mut b, &mut dice, space, domain, &made, (risk, item));
    }
    answer_everything(&mut b);
    b
}

const D: Ty = Ty::Decimal;

/// The rows of a table that fit a number and a condition of each vehicle.
fn fitting_rows(b: &mut Build, dice: &mut Dice, vehicle: SpaceId) -> SpaceId {
    let cell = |text: &str| Constant::Number(number(text));
    let up_to = |text: &str| {
        let value = cell(text);
        let high = Some(Bound {
            value,
            inclusive: true,
        });
        KeyCell::Intervals(vec![Interval { low: None, high }])
    };
    let table = TableId(b.graph.tables.len() as u32);
    let axis = |name: &str, ty| Axis {
        name: name.into(),
        ty,
        domain: None,
    };
    let row = |first, second| Row {
        keys: vec![first, second],
        line: 1,
    };
    b.graph.tables.push(Table {
        name: "loadings".into(),
        axes: vec![axis("size", D), axis("is_new", Ty::Bool)],
        columns: vec![Column {
            name: "loading".into(),
            ty: D,
            cells: vec![Some(cell("1")), None, Some(cell("-2"))],
        }],
        rows: vec![
            row(up_to("1"), KeyCell::Any),
            row(KeyCell::Any, KeyCell::One(Constant::Bool(true))),
            row(up_to("3"), KeyCell::One(Constant::Bool(false))),
        ],
        policy: HitPolicy::Collect,
        otherwise: false,
        interpolation: None,
        file: 0,
    });
    let keys = [D, Ty::Bool].map(|ty| any(b, dice, vehicle, ty));
    let fitting = b.space(Space::Made {
        parent: vehicle,
        name: "".into(),
        each: Each::Rows {
            table,
            keys: keys.to_vec(),
        },
    });
    b.list("loadings", vehicle, fitting);
    let row = b.node(fitting, Ty::Row(table), Op::Key, &[]);
    b.node(fitting, D, Op::Cell(table, 0), &[row]);
    b.node(fitting, Ty::Bool, Op::CellGiven(table, 0), &[row]);
    fitting
}

fn random_node(
    b: &mut Build,
    dice: &mut Dice,
    space: SpaceId,
    domain: DomainId,
    lists: &[(SpaceId, ListId, SpaceId)],
    (risk, item): (NodeId, NodeId),
) {
    let (x, y) = (any(b, dice, space, D), any(b, dice, space, D));
    let (p, q) = (any(b, dice, space, Ty::Bool), any(b, dice, space, Ty::Bool));
    let (ty, op, args) = match dice.roll(27) {
        26 => {
            let above = b.graph.spaces[space.index()].parent().unwrap();
            if above == UNIT {
                return;
            }
            let filtered = dice.roll(2) == 0;
            let between = any(b, dice, above, D);
            let [text, between] = [(space, x), (above, between)].map(|(space, value)| {
                let pieces = vec![Piece::Text("x".into()), Piece::Value];
                b.node(space, Ty::Text, Op::Format(pieces), &[value])
            });
            let mut args = vec![text];
            args.extend(filtered.then_some(q));
            args.push(between);
            let from = space;
            b.node(above, Ty::Text, Op::Joined { from, filtered }, &args);
            return;
        }
        25 => (D, Op::Allocate, vec![x, y, x]),
        24 => (Ty::Bool, Op::FirstOfItsValue { under: RISK }, vec![p, x, y]),
        0 => (D, Op::Add, vec![x, y]),
        1 => (D, Op::Sub, vec![x, y]),
        2 => (D, Op::Mul, vec![x, y]),
        3 => (D, Op::Div, vec![x, y]),
        4 => (D, Op::Rem, vec![x, y]),
        5 => (D, Op::Round(Mode::ALL[dice.roll(7)]), vec![x, y]),
        6 => (D, Op::Min, vec![x, y]),
        7 => (Ty::Bool, Op::Compare(Comparison::Less), vec![x, y]),
        8 => (Ty::Bool, Op::And, vec![p, q]),
        9 => (Ty::Bool, Op::Or, vec![p, q]),
        10 | 11 => (D, Op::Select, vec![p, x, y]),
        12 => (D, Op::Guard, vec![p, x]),
        13 => (D, Op::Recover, vec![x, y]),
        14 => (Ty::Bool, Op::Failed, vec![x]),
        15 => (Ty::Bool, Op::In(domain), vec![x]),
        16 => {
            let name = "x".into();
            (D, Op::Check(Check { domain, name }), vec![x])
        }
        17 => {
            let (at, list, items) = lists[dice.roll(lists.len())];
            let owner = if at == RISK {
                risk
            } else {
                b.node(at, Ty::Ref(RISK), Op::Up, &[risk])
            };
            let place = any(b, dice, at, D);
            let found = b.node(at, Ty::Ref(items), Op::At(list), &[owner, place]);
            let value = any(b, dice, items, D);
            b.node(at, D, Op::Gather, &[found, value]);
            return;
        }
        18 => {
            let pair = b.graph.nodes[item.index()].space;
            let Ty::Ref(driver) = b.graph.nodes[item.index()].ty else {
                return;
            };
            let value = any(b, dice, driver, D);
            b.node(pair, D, Op::Gather, &[item, value]);
            return;
        }
        19 => {
            let above = b.graph.spaces[space.index()].parent().unwrap();
            if above == UNIT {
                return;
            }
            let value = any(b, dice, above, D);
            (D, Op::Up, vec![value])
        }
        _ => {
            let above = b.graph.spaces[space.index()].parent().unwrap();
            if above == UNIT {
                return;
            }
            let filtered = dice.roll(2) == 0;
            let kinds = [
                (Reduction::Sum, D),
                (Reduction::Product, D),
                (Reduction::Max, D),
                (Reduction::Any, Ty::Bool),
                (Reduction::All, Ty::Bool),
            ];
            let (kind, ty) = kinds[dice.roll(kinds.len())];
            let mut args = vec![any(b, dice, space, ty)];
            args.extend(filtered.then_some(q));
            let op = Op::Reduce {
                kind,
                from: space,
                filtered,
            };
            b.node(above, ty, op, &args);
            return;
        }
    };
    let node = b.node(space, ty, op, &args);
    if dice.roll(4) == 0 {
        b.attribute(&format!("attribute_{}", node.0), node);
    }
}

/// A random column of a space, of decimals or bools.
fn any(b: &mut Build, dice: &mut Dice, space: SpaceId, ty: Ty) -> NodeId {
    let fits = |node: &Node| {
        let is_bool = node.ty == Ty::Bool;
        let is_number = matches!(node.ty, Ty::Int | Ty::Decimal);
        node.space == space && if ty == Ty::Bool { is_bool } else { is_number }
    };
    let nodes = b.graph.nodes.iter().zip(0..);
    let found: Vec<u32> = nodes.filter(|(n, _)| fits(n)).map(|(_, id)| id).collect();
    match found.as_slice() {
        [] => b.constant(space, Ty::Bool, Constant::Bool(dice.roll(2) == 0)),
        found => NodeId(found[dice.roll(found.len())]),
    }
}

/// Answers every column: those of the risks as fields, those of items in lists, strict and not.
fn answer_everything(b: &mut Build) {
    let plain = |node: &Node| matches!(node.ty, Ty::Int | Ty::Decimal | Ty::Bool | Ty::Text);
    let nodes: Vec<(NodeId, SpaceId)> = (0..)
        .map(NodeId)
        .zip(&b.graph.nodes)
        .filter(|(_, node)| plain(node) && node.space != UNIT)
        .map(|(id, node)| (id, node.space))
        .collect();
    for (node, space) in nodes {
        let name = format!("node_{}", node.0);
        if space == RISK {
            b.output(&name, Shape::One(node));
        } else {
            let one = Shape::One(node);
            b.output(&name, list_of(space, None, one.clone(), true));
            let object = record(&[("value", one)]);
            b.output(&format!("{name}_each"), list_of(space, None, object, false));
        }
    }
}

/// A random risk of these graphs.
pub fn risk(dice: &mut Dice) -> String {
    let object = |dice: &mut Dice, first: usize, lists: &str| {
        let mut number = || ["0", "1", "-2.5", "3", "0.001", "1e20"][dice.roll(6)];
        let (x, y) = (number(), number());
        let yes = dice.roll(2) == 0;
        let (second, third) = (first + 1, first + 2);
        format!(r#"{{"input_{first}":{x},"input_{second}":{y},"input_{third}":{yes}{lists}}}"#)
    };
    let items = |dice: &mut Dice, first: usize| {
        let count = dice.roll(4);
        let items: Vec<String> = (0..count).map(|_| object(dice, first, "")).collect();
        items.join(",")
    };
    let drivers = items(dice, 3);
    let vehicles = items(dice, 6);
    let lists = format!(r#","drivers":[{drivers}],"vehicles":[{vehicles}]"#);
    object(dice, 0, &lists)
}
