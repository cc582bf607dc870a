//! What a host allows a risk to cost.

use crate::file::{committed, motor};
use lutine_core::bundle::Limits;
use lutine_core::engine::{Cost, Engine, LoadError, Work};
use lutine_core::graph::{Graph, Node, NodeId, Op, Piece, RISK, Ty};

#[test]
fn the_committed_bundles_cost() {
    let costs = committed().into_iter().map(|bundle| {
        let Cost {
            answer,
            worksheet,
            items,
            ..
        } = Cost::of(&bundle.read().graph);
        format!(
            "{}: answer {answer}, worksheet {worksheet}, items {items}\n",
            bundle.name
        )
    });
    insta::assert_snapshot!(costs.collect::<String>());
}

#[test]
fn a_host_refuses_what_costs_more_than_it_allows() {
    let graph = motor().read().graph;
    let cost = Cost::of(&graph).operations();
    let within = |cost| {
        let limits = Limits {
            cost,
            ..Limits::default()
        };
        Engine::within(graph.clone(), limits)
    };
    assert!(within(cost).is_ok());
    let error = within(cost - 1).unwrap_err();
    assert_eq!(error.code(), "too_costly");
    insta::assert_snapshot!(error.to_string());
}

/// What a risk takes whose lists are short is less than what it may take; of lists as long as they may be it is the same.
#[test]
fn short_lists_take_less_work() {
    let graph = motor().read().graph;
    let of_lists = |items| Work::of(&graph, items).operations;
    assert!(of_lists(1) < of_lists(2));
    assert_eq!(of_lists(u32::MAX), Cost::of(&graph).answer);
    let mut powers = graph.clone();
    let node = powers.nodes.iter_mut().find(|node| node.op == Op::Mul);
    node.unwrap().op = Op::Power;
    assert_eq!(Work::of(&graph, 1).maths, 0);
    assert!(Work::of(&powers, 1).maths >= 1);
}

fn refused(change: impl FnOnce(&mut Graph)) -> bool {
    let mut graph = motor().read().graph;
    change(&mut graph);
    matches!(Engine::new(graph), Err(LoadError::TooCostly { .. }))
}

/// Text that doubles with every operation is refused before it fills the memory.
#[test]
fn text_that_grows_without_measure_is_refused() {
    let doubled = |times: usize| {
        move |graph: &mut Graph| {
            let text = |node: &Node| node.ty == Ty::Text && node.space == RISK;
            let mut last = graph.nodes.iter().rposition(text).unwrap();
            for _ in 0..times {
                let id = NodeId(last as u32);
                let node = Node {
                    op: Op::Format(vec![Piece::Value, Piece::Value]),
                    args: vec![id, id],
                    declares: None,
                    ..graph.nodes[last].clone()
                };
                graph.nodes.push(node);
                last = graph.nodes.len() - 1;
            }
        }
    };
    assert!(!refused(doubled(10)));
    assert!(refused(doubled(40)));
    assert!(refused(doubled(200)));
}

#[test]
fn lists_without_measure_are_refused() {
    assert!(!refused(|_| {}));
    assert!(refused(|graph| graph
        .lists
        .iter_mut()
        .for_each(|list| list.max = u32::MAX)));
}
