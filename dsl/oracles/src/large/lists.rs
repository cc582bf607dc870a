//! Very much that goes through lists.

use super::Large;
use super::size::Size;

const ITEMS: &str = "enum K { a, b, c }\nentity A { z : int 0..9, k : K, m : list of B (0..4) }\nentity B { w : int 0..9 }\nentity Policy { x : int 0..9, l : list of A (0..4)\n";
const END: &str = "}\noutput { y = policy.x }\n";

/// Comprehensions of all kinds.
pub(super) fn lists(size: Size) -> Vec<Large> {
    let policy = size.filled(ITEMS, END);
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large::new(name, text));
    add(
        "clauses of a comprehension",
        size.filled(
            "entity A { z : int }\nentity Policy { x : int, l : list of A\n y : int = count(1",
            ") }\noutput { y = policy.y }\n",
        )
        .with(|n| format!(" for a{n} in l")),
    );
    let mut each = |name, line: &str| {
        add(
            name,
            policy.with(|n| format!("b{n} : {}\n", line.replace('#', &n.to_string()))),
        );
    };
    each("sums over a list", "int = sum(v.z for v in l)");
    each(
        "sums over a list with conditions",
        "int = sum(v.z for v in l where v.z > # and v.k = a)",
    );
    each(
        "sums over two lists",
        "int = sum(v.z * w.w for v in l for w in v.m)",
    );
    each(
        "sums in conditions of sums",
        "int = sum(v.z for v in l where sum(w.w for w in v.m where w.w > v.z) > 1)",
    );
    each(
        "pairs of items",
        "int = count(v for v in l for w in l where v.z = w.z)",
    );
    each("collected lists", "list of int = collect(v.z for v in l)");
    each(
        "different values",
        "list of int = distinct(v.z for v in l where v.z > 1)",
    );
    each(
        "sums over collected lists",
        "int = sum(c for c in collect(v.z for v in l))",
    );
    each("items picked", "A? = pick(v in l by greatest v.z)");
    each("items by number", "int = l[1].z");
    each("values in lists", "bool = x in collect(v.z for v in l)");
    each("averages", "decimal? = average(v.z for v in l)");
    add(
        "collected lists of collected lists",
        policy.with(|n| match n {
            0 => "b0 : list of int = collect(v.z for v in l)\n".to_owned(),
            _ => format!(
                "b{n} : list of int = collect(c for c in b{})\n",
                n.saturating_sub(1)
            ),
        }),
    );
    add(
        "different values of different values",
        policy.with(|n| match n {
            0 => "b0 : list of int = distinct(v.z for v in l)\n".to_owned(),
            _ => format!(
                "b{n} : list of int = distinct(c for c in b{})\n",
                n.saturating_sub(1)
            ),
        }),
    );
    add(
        "made lists",
        size.filled("enum K { a, b }\n", "").with(|n| match n {
            0 => "entity Policy { x : int 0..9, l0 : list of E0 for each k in K }\noutput { y = policy.x }\nentity E0 within Policy { z : int = policy.x }\n".to_owned(),
            _ => format!(
                "extend Policy {{ l{n} : list of E{n} for each k in K }}\nentity E{n} within Policy {{ z : int = policy.x }}\n"
            ),
        }),
    );
    add(
        "made lists of unknown items",
        policy.with(|n| format!("l{n} : list of F{n} for each k in K\n")),
    );
    add(
        "lists made for members of many enums",
        size.filled(ITEMS, END).with(|n| {
            format!(
                "e{n} : list of E{n} for each z in {{m{n}}}\n}}\nenum N{n} {{ m{n}, o }}\nentity E{n} within Policy {{ s : int = 1 }}\nextend Policy {{\n"
            )
        }),
    );
    add(
        "lists made for values",
        size.filled(ITEMS, END).with(|n| {
            format!(
                "e{n} : list of E{n} for each z in distinct(v.z for v in l)\n}}\nentity E{n} within Policy {{ s : int = count(v for v in policy.l where v.z = z) }}\nextend Policy {{\n"
            )
        }),
    );
    add(
        "lists of entities of their own",
        size.filled("entity Policy { x : int 0..9 }\noutput { y = policy.x }\n", "")
            .with(|n| {
                format!(
                    "extend Policy {{ l{n} : list of E{n} (0..4)\n s{n} : int = sum(v.z for v in l{n}) }}\nentity E{n} {{ z : int 0..9 }}\n"
                )
            }),
    );
    add(
        "lists of an output",
        size.filled(&format!("{ITEMS}}}\noutput {{ y = policy.x\n"), "}\n")
            .with(|n| format!("f{n} = for v in policy.l {{ z = v.z, k = v.k }}\n")),
    );
    add(
        "lists in lists of an output",
        size.filled(&format!("{ITEMS}}}\noutput {{ y = policy.x\n"), "}\n")
            .with(|n| {
                format!("f{n} = for v in policy.l {{ z = v.z, m = for w in v.m {{ w = w.w }} }}\n")
            }),
    );
    add(
        "rules over a list",
        size.filled(
            &format!("{ITEMS}}}\noutput {{ y = o.decision }}\noutcome o {{ a < b }}\n"),
            "",
        )
        .with(|n| {
            format!(
                "rule R{n} {{ for v in policy.l, when v.z > 1, o b \"item {{v.position}}\" }}\n"
            )
        }),
    );
    found
}
