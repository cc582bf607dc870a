//! A risk has the same answer alone, in any company and in any place of a batch; every error can be walked back.

use crate::random::{Dice, graph, risk};
use lutine_core::answer::Answer;
use lutine_core::graph::{NodeId, RISK};
use lutine_core::risk::Risk;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_risk_has_the_same_answer_alone_and_in_a_batch(seed: u64) {
        let b = graph(seed, 60);
        let engine = b.engine();
        let mut dice = Dice::new(seed ^ 1);
        let mut risks: Vec<String> = (0..40).map(|_| risk(&mut dice)).collect();
        risks.insert(7, "{\"unknown\":1}".to_owned());
        let texts: Vec<Risk<'_>> = risks.iter().map(Risk::from).collect();
        let together: Vec<String> = engine.answer_all(&texts).iter().map(Answer::to_json).collect();
        prop_assert_eq!(together.len(), texts.len());
        for (text, together) in texts.iter().zip(&together) {
            let alone = engine.answer(*text).to_json();
            prop_assert_eq!(&alone, together);
            let explained = engine.explain(*text);
            prop_assert_eq!(&explained.answer.to_json(), together);
            let refused = together.contains("\"pointer\"");
            prop_assert_eq!(explained.worksheet.is_none(), refused);
        }
    }

    #[test]
    fn every_error_has_an_origin(seed: u64) {
        let b = graph(seed, 60);
        let engine = b.engine();
        let mut dice = Dice::new(seed ^ 2);
        let risks: Vec<String> = (0..20).map(|_| risk(&mut dice)).collect();
        let texts: Vec<Risk<'_>> = risks.iter().map(Risk::from).collect();
        let decoded = engine.decoder().decode_risks(texts.iter().copied());
        let execution = engine.execute(&decoded.batch);
        let mut errors = 0;
        for id in (0..b.graph.nodes.len() as u32).map(NodeId) {
            let column = execution.column(id).unwrap();
            let lanes = execution.lanes(b.graph.nodes[id.index()].space).count;
            prop_assert_eq!(column.values.len(), lanes as usize);
            for lane in 0..lanes {
                let failure = column.failure(lane);
                let origin = execution.trace(id, lane);
                prop_assert_eq!(failure.is_some(), origin.is_some());
                let Some(origin) = origin else { continue };
                errors += 1;
                prop_assert_eq!(origin.node, failure.node());
                // It arose there: no operand of the origin is to blame.
                let arisen = execution.column(origin.node).unwrap().failure(origin.lane);
                prop_assert_eq!(arisen, failure);
                // And in the same risk, unless it is the rulebook's.
                let risk = |node: NodeId, lane: u32| {
                    let up = execution.up(b.graph.nodes[node.index()].space, RISK);
                    up.get(lane as usize).copied()
                };
                let (arose_in, shown_in) = (risk(origin.node, origin.lane), risk(id, lane));
                prop_assert!(arose_in.is_none() || arose_in == shown_in);
            }
        }
        prop_assert!(errors > 0);
    }
}

/// Enough risks for several chunks, with answers that differ, in their order.
#[test]
fn many_chunks_keep_their_order() {
    let b = graph(11, 10);
    let engine = b.engine();
    let mut dice = Dice::new(5);
    let risks: Vec<String> = (0..3_000).map(|_| risk(&mut dice)).collect();
    let texts: Vec<Risk<'_>> = risks.iter().map(Risk::from).collect();
    let together = engine.answer_all(&texts);
    assert_eq!(together.len(), 3_000);
    for (text, together) in texts.iter().zip(&together).step_by(97) {
        assert_eq!(&engine.answer(*text), together);
    }
    assert!(engine.answer_all(&[]).is_empty());
}
