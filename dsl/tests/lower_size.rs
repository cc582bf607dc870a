//! Large rulebooks: how deep and how long they are must not matter to a small stack, nor to the size of the graph.
#![allow(clippy::unwrap_used, clippy::panic)]

use lutine_core::graph::{Each, Graph, Space};
use lutine_dsl::lower::lower;
use lutine_dsl::render::render;
use lutine_dsl::source::MemorySource;
use std::fmt::Write;

/// The graph of a rulebook whose policy has the given attributes behind `x : decimal`, with one of them as its output, lowered on a
/// stack of 2 MiB.
fn graph(attributes: &str, rest: &str, output: &str) -> Graph {
    let text = format!(
        "rulebook large\ninput Policy\nentity Policy {{\n  x : decimal 0..1\n{attributes}}}\n{rest}\noutput {{ y = policy.{output} }}\n"
    );
    on_a_stack_of(64 << 20, || {
        let source = MemorySource::new().with("large.lutine", text);
        let checked = lutine_dsl::check(&source).unwrap();
        let faults: Vec<String> = checked
            .diagnostics
            .iter()
            .filter(|fault| fault.is_error())
            .map(|fault| render(fault, &checked.sources, false))
            .collect();
        let rulebook = checked
            .rulebook
            .unwrap_or_else(|| panic!("{}", faults.join("\n")));
        on_a_stack_of(2 << 20, || lower(&rulebook, &checked.sources))
    })
}

fn on_a_stack_of<T: Send>(bytes: usize, work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(bytes);
        thread.spawn_scoped(scope, work).unwrap().join().unwrap()
    })
}

#[test]
fn a_chain_of_attributes_backwards() {
    let mut attributes = String::new();
    for n in (1..2_000).rev() {
        writeln!(attributes, "  a{n} : decimal = a{} + x", n - 1).unwrap();
    }
    attributes.push_str("  a0 : decimal = x\n");
    let graph = graph(&attributes, "", "a1999");
    assert_eq!(graph.declarations.len(), 2_000);
}

#[test]
fn a_chain_of_operands() {
    let sum = vec!["x"; 900].join(" + ");
    let conditions = vec!["x > 0"; 400].join(" and ");
    let attributes = format!("  a : decimal = if {conditions} then {sum} else 0\n");
    let graph = graph(&attributes, "", "a");
    assert!(graph.nodes.len() < 2_000);
}

#[test]
fn a_choice_of_many_arms() {
    let mut attributes = "  a : decimal = choose {\n".to_owned();
    for n in 0..2_000 {
        writeln!(attributes, "    x > 0.{n:04}: {n}").unwrap();
    }
    attributes.push_str("    otherwise: 0\n  }\n");
    graph(&attributes, "", "a");
}

#[test]
fn many_names_in_a_block() {
    let mut attributes = "  a : decimal = {\n    let b0 = x\n".to_owned();
    for n in 1..2_000 {
        writeln!(attributes, "    let b{n} = b{0} * b{0}", n - 1).unwrap();
    }
    attributes.push_str("    b1999\n  }\n");
    let graph = graph(&attributes, "", "a");
    assert!(graph.nodes.len() < 4_000);
}

#[test]
fn brackets_in_brackets() {
    let mut nested = "x".to_owned();
    for _ in 0..60 {
        nested = format!("(x + x * {nested})");
    }
    graph(&format!("  a : decimal = {nested}\n"), "", "a");
}

#[test]
fn functions_that_call_functions_twice() {
    let mut functions = "function f0(a: decimal) -> decimal = a + 1\n".to_owned();
    for n in 1..12 {
        writeln!(
            functions,
            "function f{n}(a: decimal) -> decimal = f{0}(a) * f{0}(a)",
            n - 1
        )
        .unwrap();
    }
    let graph = graph("  a : decimal = f11(x)\n", &functions, "a");
    assert_eq!(
        graph
            .nodes
            .iter()
            .filter(|node| node.op == lutine_core::graph::Op::Add)
            .count(),
        1 << 11
    );
}

/// As deep as functions may call functions; one more is refused before it is lowered.
#[test]
fn functions_in_functions() {
    let chain = |most: usize| {
        let mut functions = "function f0(a: decimal) -> decimal = a + 1\n".to_owned();
        for n in 1..=most {
            writeln!(
                functions,
                "function f{n}(a: decimal) -> decimal = a + f{}(a)",
                n - 1
            )
            .unwrap();
        }
        functions
    };
    graph("  a : decimal = f199(x)\n", &chain(199), "a");
    let source = MemorySource::new().with(
        "deep.lutine",
        format!(
            "rulebook deep\ninput Policy\nentity Policy {{ x : decimal }}\n{}output {{ y = f200(policy.x) }}\n",
            chain(200)
        ),
    );
    let checked = on_a_stack_of(64 << 20, || lutine_dsl::check(&source).unwrap());
    assert!(checked.rulebook.is_none());
    let codes: Vec<&str> = checked
        .diagnostics
        .iter()
        .map(|fault| fault.code.as_str())
        .collect();
    assert_eq!(codes, ["E0510"]);
}

/// A range that is gone through has as many numbers as bounds of lists and declared ranges let there be, and not as many as any range may have.
#[test]
fn ranges_are_as_long_as_lists_and_dates_let_them_be() {
    let graph = graph(
        "  lines : list of Line (0..7)
  born : date 1950-01-01..2000-12-31
  today : date 2020-01-01..2030-12-31
  n : int
  a : int = sum(k for k in 1..count(lines))
  b : int = sum(k for k in 0..<max(2, min(n, count(l for l in lines for m in lines) - 1)))
  c : int = sum(k for k in 1..years(born to today))
  d : int = sum(k for k in 1..years(2030-01-01 to today) + 1)
  e : int = sum(k for k in 1..n)
  all : int = a + b + c + d + e\n",
        "entity Line within Policy { w : decimal }",
        "all",
    );
    let most: Vec<u32> = graph
        .spaces
        .iter()
        .filter_map(|space| match space {
            Space::Made {
                each: Each::Numbers { max, .. },
                ..
            } => Some(*max),
            _ => None,
        })
        .collect();
    assert_eq!(most, [7, 49, 80, 1, 10_000]);
}
