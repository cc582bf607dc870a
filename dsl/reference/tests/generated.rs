use lutine_dsl::source::MemorySource;
use lutine_reference::generate::Program;

#[test]
fn probe() {
    let first: u64 = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(0);
    let count: u64 = std::env::var("COUNT").ok().and_then(|s| s.parse().ok()).unwrap_or(200);
    let risks: u64 = std::env::var("RISKS").ok().and_then(|s| s.parse().ok()).unwrap_or(10);
    let show = std::env::var("SHOW").is_ok();
    let mut census = lutine_reference::census::Census::default();
    let mut refused = 0;
    for seed in first..first + count {
        let program = Program::new(seed);
        let texts = program.texts(); if std::env::var("TRACE").is_ok() { eprintln!("seed {seed}"); }
        if show { for (n, t) in &texts { println!("== {n}\n{t}"); } }
        let source = MemorySource::from_iter(texts.iter().map(|(n, t)| (n.clone(), t.clone().into_bytes())));
        let checked = lutine_dsl::check(&source).unwrap();
        let Some(rulebook) = &checked.rulebook else {
            refused += 1;
            println!("seed {seed}");
            for d in checked.diagnostics.iter().filter(|d| d.is_error()).take(2) {
                let at = checked.sources.line_column(d.span);
                let file = checked.sources.file(d.span.file).unwrap();
                let line = file.text().lines().nth(at.line as usize - 1).unwrap_or("");
                println!("  {:?} {} {}:{}:{}\n     {}\n     [{}]", d.code, d.message, file.name(), at.line, at.column, line, checked.sources.text(d.span));
            }
            continue;
        };
        for n in 0..risks {
            let risk = program.risk(n);
            let answer = lutine_reference::evaluate_counted(rulebook, &checked.sources, risk.as_bytes(), &mut census);
            if show { println!("{risk}\n  {answer}"); }
        }
    }
    println!("{census}\nrefused {refused} of {count}");
}
