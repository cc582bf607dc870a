//! What is carried from item to item.

use crate::build::*;
use lutine_core::graph::*;

const D: Ty = Ty::Decimal;

/// Three risks with lists of three, no and four lines. Each uses up what it is carried: left is what the line before left over, and what
/// is taken of it is at most 5.
struct Ledger {
    b: Build,
    line: SpaceId,
    left: NodeId,
    paid: NodeId,
    rest: NodeId,
}

fn ledger(loss: (&str, &str), order: Option<(&str, &str)>) -> Ledger {
    let mut b = Build::new(3);
    let (_, line) = b.given_list("lines", RISK, &[3, 0, 4]);
    let loss = b.failing(line, D, numbers(loss.0), loss.1);
    let order = order.map(|(keys, marks)| b.failing(line, D, numbers(keys), marks));
    let limit = b.input(RISK, D, numbers("10 20 8"));
    let start = b.node(line, D, Op::Up, &[limit]);
    let five = b.number(line, "5");
    let left = b.node(line, D, Op::Carried, &[start]);
    let most = b.node(line, D, Op::Min, &[left, five]);
    let paid = b.node(line, D, Op::Min, &[loss, most]);
    let rest = b.node(line, D, Op::Sub, &[left, paid]);
    b.graph.scans.push(Scan {
        space: line,
        order,
        first: left,
        last: rest,
        carries: vec![Carry {
            node: left,
            then: rest,
        }],
    });
    Ledger {
        b,
        line,
        left,
        paid,
        rest,
    }
}

const NONE: &str = ". . . . . . .";

#[test]
fn an_item_gets_what_the_one_before_left() {
    let ledger = ledger(("4 9 9 1 2 3 4", NONE), None);
    assert_eq!(
        ledger.b.lanes(ledger.left),
        r#""10" "6" "1" "8" "7" "5" "2""#
    );
    assert_eq!(
        ledger.b.lanes(ledger.paid),
        r#""4" "5" "1" "1" "2" "3" "2""#
    );
    assert_eq!(
        ledger.b.lanes(ledger.rest),
        r#""6" "1" "0" "7" "5" "2" "0""#
    );
}

#[test]
fn items_come_in_the_stated_order_and_ties_as_they_stand() {
    let ledger = ledger(("4 9 9 1 2 3 4", NONE), Some(("3 1 2 7 5 7 6", NONE)));
    assert_eq!(
        ledger.b.lanes(ledger.left),
        r#""0" "10" "5" "2" "8" "1" "6""#
    );
    assert_eq!(
        ledger.b.lanes(ledger.paid),
        r#""0" "5" "5" "1" "2" "1" "4""#
    );
}

#[test]
fn an_error_goes_on_to_the_items_behind_it() {
    let ledger = ledger(("4 9 9 1 2 3 4", ". x . . . . x"), None);
    let error = format!("out_of_range@{}", ledger.left.0 - 6);
    let b = &ledger.b;
    assert_eq!(
        b.lanes(ledger.left),
        format!(r#""10" "6" {error} "8" "7" "5" "2""#)
    );
    assert_eq!(
        b.lanes(ledger.rest),
        format!(r#""6" {error} {error} "7" "5" "2" {error}"#)
    );
}

#[test]
fn without_an_order_nothing_is_carried() {
    let ledger = ledger(
        ("4 9 9 1 2 3 4", NONE),
        Some(("3 1 2 7 5 7 6", ". x . . . . .")),
    );
    let b = &ledger.b;
    let left = b.lanes(ledger.left);
    let error = left.split(' ').next().unwrap();
    assert!(error.starts_with("out_of_range@"));
    assert_eq!(left, format!(r#"{error} {error} {error} "2" "8" "1" "6""#));
}

/// Each line has covers that carry on with what the line was carried; what the last of them leaves is what the next line gets.
#[test]
fn a_scan_runs_inside_another() {
    let mut b = Build::new(2);
    let (_, line) = b.given_list("lines", RISK, &[2, 2]);
    let (_, cover) = b.given_list("covers", line, &[2, 1, 0, 3]);
    let taken = b.input(cover, D, numbers("1 2 3 4 5 6"));
    let limit = b.input(RISK, D, numbers("10 100"));
    let start = b.node(line, D, Op::Up, &[limit]);
    let left = b.node(line, D, Op::Carried, &[start]);
    let left_here = b.node(cover, D, Op::Up, &[left]);
    let inner = b.node(cover, D, Op::Carried, &[left_here]);
    let inner_rest = b.node(cover, D, Op::Sub, &[inner, taken]);
    let from = cover;
    let pick = Op::Pick {
        choice: Choice::Last,
        from,
        filtered: false,
    };
    let last = b.node(line, Ty::Ref(cover), pick, &[]);
    let some = Op::Reduce {
        kind: Reduction::NonEmpty,
        from,
        filtered: false,
    };
    let some = b.node(line, Ty::Bool, some, &[]);
    let of_last = b.node(line, D, Op::Gather, &[last, inner_rest]);
    let rest = b.node(line, D, Op::Select, &[some, of_last, left]);
    let scan = |space, first, last, node, then| Scan {
        space,
        order: None,
        first,
        last,
        carries: vec![Carry { node, then }],
    };
    b.graph.scans.push(scan(line, left, rest, left, rest));
    b.graph
        .scans
        .push(scan(cover, inner, inner_rest, inner, inner_rest));
    assert_eq!(b.lanes(left), r#""10" "7" "100" "100""#);
    assert_eq!(b.lanes(inner), r#""10" "9" "7" "100" "96" "91""#);
    assert_eq!(b.lanes(rest), r#""7" "4" "100" "85""#);
}

#[test]
fn what_is_carried_is_known_to_a_path() {
    let ledger = ledger(("4 9 9 1 2 3 4", ". x . . . . ."), None);
    let mut b = ledger.b;
    b.attribute("left", ledger.left);
    b.attribute("paid", ledger.paid);
    let total = b.fold(RISK, ledger.line, Reduction::Sum, D, ledger.paid);
    b.output("total", Shape::One(total));
    let answer = b.answers().remove(0).to_json();
    assert!(
        answer.contains(r#""path":"policy.lines[2].paid""#),
        "{answer}"
    );
}

#[test]
fn a_text_that_grows_with_every_item_is_refused() {
    for (piece, fits) in [(Piece::Value, false), (Piece::Text("x".into()), true)] {
        let mut b = Build::new(1);
        let (_, line) = b.given_list("lines", RISK, &[2]);
        let start = b.constant(line, Ty::Text, Constant::Text("a".into()));
        let left = b.node(line, Ty::Text, Op::Carried, &[start]);
        let twice = Op::Format(vec![piece.clone(), piece]);
        let args = if fits { vec![] } else { vec![left, left] };
        let then = b.node(line, Ty::Text, twice, &args);
        b.graph.scans.push(Scan {
            space: line,
            order: None,
            first: left,
            last: left.max(if fits { left } else { then }),
            carries: vec![Carry { node: left, then }],
        });
        if fits {
            // What depends on nothing comes before the region.
            b.graph.nodes.swap(left.index(), then.index());
            let scan = &mut b.graph.scans[0];
            (scan.first, scan.last) = (then, then);
            scan.carries[0] = Carry {
                node: then,
                then: left,
            };
        }
        let loaded = lutine_core::engine::Engine::new(b.graph.clone());
        assert_eq!(loaded.is_ok(), fits, "{loaded:?}");
        if fits {
            assert_eq!(b.lanes(then), r#""a" "xx""#);
        }
    }
}

/// What a claim has left is handed out over its lines; of the lines themselves nothing can be that are gone through.
#[test]
fn shares_are_computed_below_the_items_that_are_gone_through() {
    for inside in [true, false] {
        let mut b = Build::new(1);
        let (_, claim) = b.given_list("claims", RISK, &[2]);
        let (_, line) = b.given_list("lines", claim, &[2, 3]);
        let (at, limit) = if inside { (claim, "10") } else { (line, "10") };
        let weight = b.input(line, D, numbers("1 2 1 1 1"));
        let one = b.number(line, "1");
        let start = b.number(at, limit);
        let left = b.node(at, D, Op::Carried, &[start]);
        let left_here = if inside {
            b.node(line, D, Op::Up, &[left])
        } else {
            left
        };
        let share = b.node(line, D, Op::Allocate, &[left_here, weight, one]);
        let then = if inside {
            let most = b.fold(claim, line, Reduction::Max, D, share);
            b.node(claim, D, Op::Sub, &[left, most])
        } else {
            b.node(line, D, Op::Sub, &[left, share])
        };
        b.graph.scans.push(Scan {
            space: at,
            order: None,
            first: left,
            last: then,
            carries: vec![Carry { node: left, then }],
        });
        let loaded = lutine_core::engine::Engine::new(b.graph.clone());
        assert_eq!(loaded.is_ok(), inside, "{loaded:?}");
        if inside {
            // 10 by 1 and 2: 3.33 and 6.67; what is left, 3, by thirds.
            assert_eq!(b.lanes(share), r#""3" "7" "1" "1" "1""#);
        }
    }
}
