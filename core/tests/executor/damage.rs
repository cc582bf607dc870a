//! Damaged graphs: each gives an error when it is loaded, or runs; none panics.

use crate::build::*;
use crate::random::{Dice, graph, risk};
use lutine_core::engine::{Engine, LoadError};
use lutine_core::graph::*;
use lutine_core::risk::Risk;
use proptest::prelude::*;

/// Damages one place of a graph.
fn damage(graph: &mut Graph, dice: &mut Dice) {
    let nodes = graph.nodes.len();
    let any_node = NodeId(dice.roll(nodes + 2) as u32);
    let any_space = SpaceId(dice.roll(graph.spaces.len() + 1) as u32);
    let any_list = ListId(dice.roll(graph.lists.len() + 1) as u32);
    let place = dice.roll(nodes);
    let at = dice.roll(graph.spaces.len());
    let types = [
        Ty::Bool,
        Ty::Int,
        Ty::Text,
        Ty::Date,
        LETTER,
        Ty::Enum(EnumId(9)),
        Ty::Ref(any_space),
        Ty::Row(TableId(0)),
        Ty::Money(CurrencyId(7)),
    ];
    match dice.roll(14) {
        0 => graph.nodes[place].space = any_space,
        1 => graph.nodes[place].ty = types[dice.roll(types.len())],
        2 | 3 => {
            let args = &mut graph.nodes[place].args;
            if !args.is_empty() {
                let arg = dice.roll(args.len());
                args[arg] = any_node;
            }
        }
        4 => drop(graph.nodes[place].args.pop()),
        5 => graph.nodes[place].args.push(any_node),
        6 => graph.nodes[place].op = graph.nodes[dice.roll(nodes)].op.clone(),
        7 => drop(graph.nodes.remove(place)),
        8 => {
            let list = dice.roll(graph.lists.len());
            graph.lists[list].items = any_space;
        }
        9 => {
            let list = dice.roll(graph.lists.len());
            graph.lists[list].owner = any_space;
        }
        10 => match &mut graph.spaces[at] {
            Space::Made { parent, each, .. } => match each {
                Each::Numbers { to, .. } => (*parent, *to) = (any_space, any_node),
                Each::Values {
                    from, keep, values, ..
                } => match dice.roll(5) {
                    0 => *parent = any_space,
                    1 => *from = any_space,
                    2 => *keep = Some(any_node),
                    3 => values[0] = any_node,
                    _ => values.push(any_node),
                },
                Each::Members(_) => *parent = any_space,
                Each::Rows { table, keys } => match dice.roll(4) {
                    0 => *parent = any_space,
                    1 => *table = TableId(1),
                    2 => keys[0] = any_node,
                    _ => keys.push(any_node),
                },
            },
            Space::Matches {
                left,
                list,
                owner,
                on,
            } => match dice.roll(6) {
                0 => *left = any_space,
                1 => *list = any_list,
                2 => *owner = any_node,
                3 => on[0] = MatchPart::OfItem(any_node),
                4 => on.push(MatchPart::OfLeft(any_node)),
                _ => {
                    on[1] = MatchPart::Equal {
                        left: any_node,
                        item: any_node,
                    };
                }
            },
            Space::Pairs { left, list, owner } => match dice.roll(3) {
                0 => *left = any_space,
                1 => *list = any_list,
                _ => *owner = any_node,
            },
            Space::Sorted {
                parent,
                from,
                keep,
                by,
            } => match dice.roll(5) {
                0 => *parent = any_space,
                1 => *from = any_space,
                2 => *keep = Some(any_node),
                3 => by[0].value = any_node,
                _ => by.clear(),
            },
            Space::Items { parent, .. } => *parent = any_space,
            other => *other = Space::Risk,
        },
        11 => graph.nodes[place].op = Op::At(any_list),
        12 => {
            let input = InputId(dice.roll(12) as u32);
            graph.nodes[place].op = Op::Input(input);
        }
        _ => {
            let output = dice.roll(graph.output.len());
            graph.output[output].shape = Shape::One(any_node);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_damaged_graph_is_refused_or_runs(seed: u64) {
        let mut dice = Dice::new(seed);
        let mut graph = graph(seed % 16, 40).graph;
        for _ in 0..=dice.roll(2) {
            damage(&mut graph, &mut dice);
        }
        if let Ok(engine) = Engine::new(graph) {
            let risks: Vec<String> = (0..3).map(|_| risk(&mut dice)).collect();
            let texts: Vec<Risk<'_>> = risks.iter().map(Risk::from).collect();
            prop_assert_eq!(engine.answer_all(&texts).len(), 3);
            let explained = engine.explain(texts[0]);
            if let Some(worksheet) = explained.worksheet {
                prop_assert!(!worksheet.to_text().is_empty());
            }
        }
    }
}

/// What is wrong with a small graph after a change.
fn problem(change: impl FnOnce(&mut Build)) -> String {
    let mut b = Build::new(1);
    let (_, vehicle) = b.given_list("vehicles", RISK, &[1]);
    let x = b.input(RISK, Ty::Int, numbers("1"));
    let y = b.input(vehicle, Ty::Bool, bools("t"));
    b.node(RISK, Ty::Int, Op::Neg, &[x]);
    b.node(vehicle, Ty::Bool, Op::Not, &[y]);
    change(&mut b);
    match Engine::new(b.graph) {
        Ok(_) => "none".to_owned(),
        Err(error) => {
            assert!(matches!(error, LoadError::Damaged { .. }));
            assert_eq!(error.code(), "damaged_rulebook");
            error.to_string()
        }
    }
}

#[test]
fn what_is_wrong_is_said() {
    let mut said = String::new();
    let mut say = |change: &dyn Fn(&mut Build)| {
        said.push_str(&problem(change));
        said.push('\n');
    };
    say(&|_| {});
    say(&|b| b.graph.nodes[2].args = vec![NodeId(2)]);
    say(&|b| b.graph.nodes[2].args = vec![]);
    say(&|b| b.graph.nodes[2].args = vec![NodeId(1)]);
    say(&|b| b.graph.nodes[3].op = Op::Neg);
    say(&|b| b.graph.nodes[2].ty = Ty::Text);
    say(&|b| b.graph.nodes[2].ty = Ty::Enum(EnumId(5)));
    say(&|b| b.graph.nodes[2].site = SiteId(99));
    say(&|b| b.graph.nodes[2].declares = Some(DeclarationId(0)));
    say(&|b| b.graph.nodes[2].space = SpaceId(9));
    say(&|b| b.graph.nodes[2].op = Op::Key);
    say(&|b| b.graph.spaces.truncate(1));
    say(&|b| b.graph.spaces[2] = Space::Unit);
    say(&|b| b.graph.lists[0].items = RISK);
    say(&|b| b.graph.files.clear());
    say(&|b| b.output("x", Shape::One(NodeId(3))));
    say(&|b| {
        let deep = (0..100).fold(Shape::One(NodeId(0)), |shape, _| record(&[("x", shape)]));
        b.output("x", deep);
    });
    say(&|b| {
        b.graph.requirements.push(Requirement {
            space: RISK,
            condition: NodeId(0),
            message: "x".into(),
            site: SiteId(0),
        });
    });
    say(&|b| {
        let mut parent = RISK;
        for _ in 0..100 {
            parent = b.space(Space::Join {
                parent,
                parts: vec![],
            });
        }
    });
    insta::assert_snapshot!(said);
}
