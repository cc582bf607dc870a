use crate::command::run;
use insta::assert_snapshot;
use std::path::PathBuf;

const DRAWN: &str = "cli/tests/rulebooks/drawn.lutine";

/// The texts as they were drawn by Graphviz and read by Mermaid.
#[test]
fn a_picture_in_both_languages() {
    assert_snapshot!("graph_dot", run(&format!("graph {DRAWN}")));
    assert_snapshot!(
        "graph_mermaid",
        run(&format!("graph {DRAWN} --format mermaid"))
    );
}

#[test]
fn only_what_one_thing_needs() {
    let of = |path: &str| run(&format!("graph {DRAWN} --of {path}"));
    let part = of("policy.cars[2].parts[damage].premium");
    assert_snapshot!("graph_of", part);
    assert_eq!(part.stdout, of("part.premium").stdout);
    let rule = of("R01_DEAR").stdout;
    assert!(rule.contains("\"car.value\" -> \"R01_DEAR\""), "{rule}");
    assert!(!rule.contains("total"), "{rule}");
    let unknown = of("policy.cars[1].parts[damage].premum");
    assert_eq!(unknown.status, 2);
    assert_eq!(
        unknown.stderr,
        "error: nothing in the rulebook is called `policy.cars[1].parts[damage].premum`; did you mean `part.premium`?\n"
    );
}

#[test]
fn a_bundle_has_the_same_picture_if_it_has_its_source() {
    let bundle = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("drawn.lutineb");
    let bundle = bundle.display();
    assert_eq!(run(&format!("build {DRAWN} --output {bundle}")).status, 0);
    let (source, built) = (
        run(&format!("graph {DRAWN}")),
        run(&format!("graph {bundle}")),
    );
    assert_eq!((source.status, source.stdout), (0, built.stdout));
    assert_eq!(
        run(&format!("build {DRAWN} --output {bundle} --no-source")).status,
        0
    );
    let outcome = run(&format!("graph {bundle}"));
    assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""));
    assert!(
        outcome.stderr.contains("without its source"),
        "{}",
        outcome.stderr
    );
}
