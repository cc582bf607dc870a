use lutine_dsl::source::MemorySource;
use lutine_reference::generate::Program;
fn silent(p: &Program) -> bool {
    let source = MemorySource::from_iter(p.texts().into_iter().map(|(n, t)| (n, t.into_bytes())));
    let c = lutine_dsl::check(&source).unwrap();
    c.rulebook.is_none() && !c.diagnostics.iter().any(|d| d.is_error())
}
#[test]
fn shrink() {
    let seed: u64 = std::env::var("SEED").unwrap().parse().unwrap();
    let mut p = Program::new(seed);
    assert!(silent(&p));
    while let Some(s) = { let x = p.smaller().find(silent); x } { p = s; }
    for (n, t) in p.texts() { println!("== {n}\n{t}"); }
}
