//! What is meaning, and what is not.

use crate::file::motor;
use lutine_core::bundle::{Bundle, Hash};
use lutine_core::graph::{Constant, Graph, Site, SiteId};

fn hash(change: impl FnOnce(&mut Graph)) -> Hash {
    let mut bundle = motor().read();
    change(&mut bundle.graph);
    let bytes = bundle.write().unwrap();
    let read = Bundle::read(&bytes).unwrap();
    assert_eq!(read.write().unwrap(), bytes);
    read.meaning_hash().unwrap()
}

#[test]
fn names_labels_comments_and_places_are_no_meaning() {
    let meaning = hash(|_| {});
    assert_eq!(hash(|g| g.name = "other".into()), meaning);
    assert_eq!(hash(|g| g.version = None), meaning);
    assert_eq!(hash(|g| g.files[0] = "other.lutine".into()), meaning);
    assert_eq!(hash(|g| g.files.push("more.lutine".into())), meaning);
    assert_eq!(
        hash(|g| g.sites.iter_mut().for_each(|s| s.line += 100)),
        meaning
    );
    assert_eq!(hash(|g| g.enumerations[0].members[0].label = None), meaning);
    assert_eq!(hash(|g| g.schema.objects[0].doc = None), meaning);
    assert_eq!(
        hash(|g| g.schema.objects[0].fields[0].doc = Some("x".into())),
        meaning
    );
    assert_eq!(hash(|g| g.output[0].doc = Some("x".into())), meaning);
    assert_eq!(
        hash(|g| g.declarations[0].label = Some("x".into())),
        meaning
    );
    assert_eq!(hash(|g| g.declarations[0].formula = "x".into()), meaning);
    assert_eq!(hash(|g| g.tables[0].rows[0].line += 1), meaning);
    assert_eq!(
        hash(|g| g.declarations.iter_mut().for_each(|d| d.steps.clear())),
        meaning
    );
}

#[test]
fn how_places_are_numbered_is_no_meaning() {
    let backwards = |g: &mut Graph| {
        g.sites.reverse();
        let last = g.sites.len() as u32 - 1;
        let turn = |site: &mut SiteId| site.0 = last - site.0;
        g.nodes.iter_mut().for_each(|node| turn(&mut node.site));
        for declaration in &mut g.declarations {
            turn(&mut declaration.site);
            let lines = declaration.steps.iter_mut().flat_map(|s| &mut s.lines);
            lines.for_each(|line| turn(&mut line.site));
        }
        g.requirements.iter_mut().for_each(|r| turn(&mut r.site));
        g.sites.push(Site {
            file: 0,
            line: 9_999,
            column: 1,
        });
    };
    assert_eq!(hash(backwards), hash(|_| {}));
}

#[test]
fn what_answers_are_made_of_is_meaning() {
    let meaning = hash(|_| {});
    let differs = |change: fn(&mut Graph)| assert_ne!(hash(change), meaning);
    differs(|g| g.output.swap(0, 1));
    differs(|g| g.output[0].name = "decision".into());
    differs(|g| g.enumerations[0].members.swap(0, 1));
    differs(|g| g.schema.objects[0].fields.swap(0, 1));
    differs(|g| g.lists[0].max += 1);
    differs(|g| g.tables[0].rows.swap(0, 1));
    differs(|g| g.tables[0].columns[0].cells[0] = None);
    differs(|g| g.tables[0].name = "other".into());
    differs(|g| g.domains[0].text = "other".into());
    differs(|g| g.declarations[0].name = "other".into());
    differs(|g| {
        let constant = g.nodes.iter_mut().find_map(|node| match &mut node.op {
            lutine_core::graph::Op::Constant(Constant::Number(number)) => Some(number),
            _ => None,
        });
        *constant.unwrap() = "77".parse().unwrap();
    });
    // Two errors of one place are answered once, of two places twice.
    differs(|g| {
        let (a, b) = (g.nodes[0].site, g.nodes[g.nodes.len() - 1].site);
        assert_ne!(a, b);
        g.sites[b.index()] = g.sites[a.index()];
    });
}
