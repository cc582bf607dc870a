//! The bundles of each version of the format: they load and answer as they always did.

use crate::file::{committed, forge, motor, sections};
use lutine_core::bundle::{Bundle, Hash, Identity, Limits};
use lutine_core::risk::Risk;
use std::collections::BTreeSet;

#[test]
fn committed_bundles_give_their_answers() {
    let all = committed();
    assert!(all.len() >= 10);
    for bundle in all {
        let engine = bundle.read().into_engine().unwrap();
        let risks: Vec<Risk<'_>> = bundle
            .cases
            .iter()
            .map(|(risk, _)| Risk::from(risk))
            .collect();
        for ((_, expected), answer) in bundle.cases.iter().zip(engine.answer_all(&risks)) {
            assert_eq!(answer.to_json(), *expected, "{}", bundle.name);
        }
    }
}

#[test]
fn what_was_read_is_written_to_the_bit() {
    for bundle in committed() {
        let read = bundle.read();
        assert_eq!(read.write().unwrap(), bundle.bytes, "{}", bundle.name);
        assert_eq!(forge(&sections(&bundle.bytes)), bundle.bytes);
        let identity = Identity::of(&bundle.bytes).unwrap();
        assert_eq!(identity.meaning_hash, read.meaning_hash().unwrap());
        assert_eq!(identity.bundle_hash, Hash::of(&bundle.bytes));
        assert!(!read.source.unwrap().is_empty());
    }
}

/// An operation that no committed bundle has could change its number unseen.
#[test]
fn committed_bundles_have_every_operation() {
    let mut used = BTreeSet::new();
    for bundle in committed() {
        for node in &bundle.read().graph.nodes {
            let name = format!("{:?}", node.op);
            let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap();
            used.insert(name.to_owned());
        }
    }
    insta::assert_snapshot!(used.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_people_read_comes_back() {
    let bundle = motor();
    let read = bundle.read();
    let graph = &read.graph;
    assert_eq!(
        (&*graph.name, graph.version.as_deref()),
        ("motor", Some("2026.1"))
    );
    let label = graph.enumerations[0].members[0].label.as_deref();
    assert_eq!(label, Some("Pleasure and commuting"));
    let policy = &graph.schema.objects[0];
    assert_eq!(policy.doc.as_deref(), Some("What is insured."));
    assert_eq!(
        policy.fields[1].doc.as_deref(),
        Some("What the car is worth.")
    );
    let engine = read.into_engine().unwrap();
    let explained = engine.explain(Risk::from(&bundle.cases[0].0));
    insta::assert_snapshot!(explained.worksheet.unwrap().to_text());
}

#[test]
fn a_bundle_without_source_is_the_same_but_for_it() {
    let bundle = motor();
    let mut without = bundle.read();
    without.source = None;
    let bytes = without.write().unwrap();
    assert!(bytes.len() < bundle.bytes.len());
    let read = Bundle::read(&bytes).unwrap();
    assert_eq!(read.source, None);
    assert_eq!(read.graph, bundle.read().graph);
    let (a, b) = (
        Identity::of(&bytes).unwrap(),
        Identity::of(&bundle.bytes).unwrap(),
    );
    assert_eq!(a.meaning_hash, b.meaning_hash);
    assert_ne!(a.bundle_hash, b.bundle_hash);
}

#[test]
fn a_host_limits_size() {
    let bundle = motor();
    let limits = |bytes| Limits {
        bytes,
        ..Limits::default()
    };
    let size = bundle.bytes.len() as u64;
    assert!(Bundle::read_within(&bundle.bytes, limits(size)).is_ok());
    let error = Bundle::read_within(&bundle.bytes, limits(size - 1)).unwrap_err();
    assert_eq!(error.code(), "bundle_too_large");
}
