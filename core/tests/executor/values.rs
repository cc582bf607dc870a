//! Lists by their values: the first of each value, lists made for values, and pairs that a condition tells beforehand.

use crate::build::*;
use crate::random::Dice;
use lutine_core::column::Values;
use lutine_core::engine::Cost;
use lutine_core::graph::*;
use proptest::prelude::*;

const D: Ty = Ty::Decimal;

#[test]
fn the_first_of_each_value() {
    let mut b = Build::new(3);
    let (_, driver) = b.given_list("drivers", RISK, &[5, 1, 3]);
    let keep = b.failing(
        driver,
        Ty::Bool,
        bools("t f t t t t t t t"),
        ". . . . . . . x .",
    );
    let x = b.failing(
        driver,
        D,
        numbers("1 2 1.0 2 1 1 3 4 3"),
        ". x . . . . . . .",
    );
    let y = b.input(driver, LETTER, members("A A A A B A A A A"));
    let one = Op::FirstOfItsValue { under: RISK };
    let first = b.node(driver, Ty::Bool, one.clone(), &[keep, x]);
    let both = b.node(driver, Ty::Bool, one, &[keep, x, y]);
    let error = format!("out_of_range@{}", keep.0 - 1);
    assert_eq!(
        b.lanes(first),
        format!("true false false true false true true {error} false")
    );
    assert_eq!(
        b.lanes(both),
        format!("true false false true true true true {error} false")
    );
    let own = Op::FirstOfItsValue { under: driver };
    let own = b.node(driver, Ty::Bool, own, &[keep, y]);
    assert_eq!(
        b.lanes(own),
        format!("true false true true true true true {error} true")
    );
}

/// Letters made for the drivers of each risk: what each has, if it is kept.
fn letters(most: u32) -> (Build, ListId, SpaceId, NodeId, NodeId) {
    let mut b = Build::new(4);
    let (_, driver) = b.given_list("drivers", RISK, &[4, 0, 2, 2]);
    let keep = b.failing(
        driver,
        Ty::Bool,
        bools("t t f t t t t t"),
        ". . . . . . . .",
    );
    let letter = b.failing(
        driver,
        LETTER,
        members("B A C B A A C A"),
        ". . x . . x . .",
    );
    let made = b.space(Space::Made {
        parent: RISK,
        name: "letter".into(),
        each: Each::Values {
            from: driver,
            keep: Some(keep),
            values: vec![letter],
            max: most,
        },
    });
    let list = b.list("letters", RISK, made);
    let key = b.node(made, Ty::Ref(driver), Op::Key, &[]);
    (b, list, made, key, letter)
}

#[test]
fn a_list_made_for_values() {
    let (mut b, list, made, key, letter) = letters(9);
    let error = format!("out_of_range@{}", letter.0 - 1);
    assert_eq!(b.lanes(key), format!("#0 #1 {error} #6 #7"));
    let value = b.node(made, LETTER, Op::Gather, &[key, letter]);
    assert_eq!(b.lanes(value), format!(r#""B" "A" {error} "C" "A""#));
    let risk = b.node(RISK, Ty::Ref(RISK), Op::Own, &[]);
    let wanted = b.failing(RISK, LETTER, members("A A A A"), ". . . .");
    let item = b.node(RISK, Ty::Ref(made), Op::AtKey(list), &[risk, wanted]);
    assert_eq!(b.lanes(item), format!("#1 no_item@{} {error} #4", item.0));
    let place = b.node(made, Ty::Int, Op::Position, &[]);
    assert_eq!(b.lanes(place), format!(r#"1 2 {} 1 2"#, 1));
}

#[test]
fn a_list_with_more_values_than_it_may_have_is_in_error() {
    let (mut b, _, made, key, letter) = letters(1);
    let error = format!("out_of_range@{}", letter.0 - 1);
    let many = format!("too_many_items@{}", key.0);
    assert_eq!(b.lanes(key), format!("{many} {error} {many}"));
    let one = b.node(made, Ty::Bool, Op::Known, &[key]);
    b.output("letters", list_of(made, None, Shape::One(one), true));
    insta::assert_snapshot!(b.json());
}

/// A word for a random failure of a lane.
fn mark(dice: &mut Dice) -> &'static str {
    ["x", ".", ".", ".", ".", "."][dice.roll(6)]
}

/// Random columns: letters or bools, some lanes in error.
fn column(b: &mut Build, dice: &mut Dice, space: SpaceId, lanes: usize, ty: Ty) -> NodeId {
    let marks: Vec<&str> = (0..lanes).map(|_| mark(dice)).collect();
    let values: Vec<&str> = (0..lanes)
        .map(|_| match ty {
            Ty::Bool => ["t", "t", "f"][dice.roll(3)],
            Ty::Decimal => ["1", "2", "3"][dice.roll(3)],
            _ => ["A", "B"][dice.roll(2)],
        })
        .collect();
    let values: Values = match ty {
        Ty::Bool => bools(&values.join(" ")),
        Ty::Decimal => numbers(&values.join(" ")),
        _ => members(&values.join(" ")),
    };
    b.failing(space, ty, values, &marks.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// The pairs that a condition tells beforehand give every fold what all pairs give it, errors included.
    #[test]
    fn matches_fold_as_all_pairs_do(seed: u64) {
        let mut dice = Dice::new(seed);
        let mut b = Build::new(2);
        let counts: Vec<u32> = (0..2).map(|_| dice.roll(6) as u32).collect();
        let (drivers, driver) = b.given_list("drivers", RISK, &counts);
        let (_, vehicle) = b.given_list("vehicles", RISK, &[3, 2]);
        let items = counts.iter().sum::<u32>() as usize;
        let risk = b.node(RISK, Ty::Ref(RISK), Op::Own, &[]);
        let owner = b.node(vehicle, Ty::Ref(RISK), Op::Up, &[risk]);
        let bad = column(&mut b, &mut dice, vehicle, 5, Ty::Bool);
        let owner = match dice.roll(3) {
            0 => b.node(vehicle, Ty::Ref(RISK), Op::Guard, &[bad, owner]),
            _ => owner,
        };
        let parts = 1 + dice.roll(4);
        let mut on = Vec::new();
        for _ in 0..parts {
            on.push(match dice.roll(4) {
                0 => MatchPart::OfItem(column(&mut b, &mut dice, driver, items, Ty::Bool)),
                1 => MatchPart::OfLeft(column(&mut b, &mut dice, vehicle, 5, Ty::Bool)),
                _ => MatchPart::Equal {
                    left: column(&mut b, &mut dice, vehicle, 5, LETTER),
                    item: column(&mut b, &mut dice, driver, items, LETTER),
                },
            });
        }
        let number = column(&mut b, &mut dice, driver, items, D);
        let bool = column(&mut b, &mut dice, driver, items, Ty::Bool);
        let pairs = b.space(Space::Pairs { left: vehicle, list: drivers, owner });
        let matches = b.space(Space::Matches { left: vehicle, list: drivers, owner, on: on.clone() });
        let mut folded = Vec::new();
        for space in [pairs, matches] {
            let item = b.node(space, Ty::Ref(driver), Op::Item, &[]);
            let mut keep = b.node(space, Ty::Bool, Op::Known, &[item]);
            for part in &on {
                let part = match *part {
                    MatchPart::OfItem(node) => b.node(space, Ty::Bool, Op::Gather, &[item, node]),
                    MatchPart::OfLeft(node) => b.node(space, Ty::Bool, Op::Up, &[node]),
                    MatchPart::Equal { left, item: of } => {
                        let left = b.node(space, LETTER, Op::Up, &[left]);
                        let of = b.node(space, LETTER, Op::Gather, &[item, of]);
                        b.node(space, Ty::Bool, Op::Compare(Comparison::Equal), &[left, of])
                    }
                };
                keep = b.node(space, Ty::Bool, Op::And, &[keep, part]);
            }
            let number = b.node(space, D, Op::Gather, &[item, number]);
            let bool = b.node(space, Ty::Bool, Op::Gather, &[item, bool]);
            let fold = |b: &mut Build, kind, ty, args: &[NodeId]| {
                let op = Op::Reduce { kind, from: space, filtered: true };
                b.node(vehicle, ty, op, args)
            };
            let folds = [
                fold(&mut b, Reduction::Sum, D, &[number, keep]),
                fold(&mut b, Reduction::Any, Ty::Bool, &[bool, keep]),
                fold(&mut b, Reduction::All, Ty::Bool, &[bool, keep]),
                fold(&mut b, Reduction::Count, Ty::Int, &[keep]),
                fold(&mut b, Reduction::NonEmpty, Ty::Bool, &[number, keep]),
            ];
            folded.push(folds.map(|fold| b.lanes(fold)));
        }
        prop_assert_eq!(&folded[0], &folded[1]);
        let engine = b.engine();
        let execution = engine.execute(&b.batch);
        let lanes = |space| execution.lanes(space).count;
        prop_assert!(lanes(matches) <= lanes(pairs));
    }
}

/// Zones of a long list, each looking for its own items: the items count once, not once for each zone.
#[test]
fn what_is_looked_for_by_the_key_of_a_made_list_counts_once() {
    let mut b = Build::new(1);
    let (vehicles, vehicle) = b.given_list("vehicles", RISK, &[0]);
    b.graph.lists[0].max = 50_000;
    let zone = b.input(vehicle, D, numbers(""));
    let value = b.input(vehicle, D, numbers(""));
    let made = b.space(Space::Made {
        parent: RISK,
        name: "zone".into(),
        each: Each::Values {
            from: vehicle,
            keep: None,
            values: vec![zone],
            max: u32::MAX,
        },
    });
    b.list("zones", RISK, made);
    let key = b.node(made, Ty::Ref(vehicle), Op::Key, &[]);
    let of_zone = b.node(made, D, Op::Gather, &[key, zone]);
    let risk = b.node(RISK, Ty::Ref(RISK), Op::Own, &[]);
    let owner = b.node(made, Ty::Ref(RISK), Op::Up, &[risk]);
    let cost = |left: NodeId| {
        let mut graph = b.graph.clone();
        graph.spaces.push(Space::Matches {
            left: made,
            list: vehicles,
            owner,
            on: vec![MatchPart::Equal { left, item: zone }],
        });
        Cost::of(&graph).answer
    };
    // Vehicles, zones, what is looked for, and the lanes of the nodes.
    assert!(cost(of_zone) < 1_000_000, "{}", cost(of_zone));
    // Another value of the zone could be that of all of them.
    let other = b.node(made, D, Op::Gather, &[key, value]);
    let mut graph = b.graph.clone();
    graph.spaces.push(Space::Matches {
        left: made,
        list: vehicles,
        owner,
        on: vec![MatchPart::Equal {
            left: other,
            item: zone,
        }],
    });
    assert!(Cost::of(&graph).answer > 2_000_000_000);
}
