//! Very much that is claimed, and not always proven.

use super::Large;
use super::size::{Size, before};

/// Claims of all kinds.
pub(super) fn proofs(size: Size) -> Vec<Large> {
    let policy = size.filled(
        "entity Policy { x : int 0..9, u : int, q : decimal 0..1, m : money 0..1_000, d : date, e : date, o : int?\n",
        "}\noutput { y = policy.x }\n",
    );
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large::new(name, text));
    let mut each = |name, line: &str| {
        add(
            name,
            policy.with(|n| format!("b{n} : {}\n", line.replace('#', &n.to_string()))),
        );
    };
    each("divisors that can be zero", "decimal = 10 / x");
    each("divisors that are never zero", "decimal = 10 / (x + 1)");
    each("products that overflow", "int = u * u");
    each("ranges that do not hold", "int 0..5 = x");
    each("ranges that hold", "int 0..9 = x");
    each("roots", "decimal = sqrt(q)");
    each("powers", "decimal = pow(q + #, q)");
    each("logarithms", "decimal = ln(q)");
    each("years between dates", "int = years(d to e)");
    each("days from dates", "date = d + # days");
    each("parts of a year", "decimal = day_count(d to e actual_365)");
    each("roundings", "money = round(m * q half up to 0.01)");
    each(
        "roundings to what is computed",
        "decimal = round(q up to q)",
    );
    each("conditions", "int = if x > 3 and u > # then 1 else 2");
    each("absent values", "int = if o is given then o else 0");
    each("fallbacks on numbers", "int = o ?? #");
    each("remainders", "int = u mod #");
    add(
        "powers for very many numbers",
        size.filled(
            "entity Policy { q : decimal 0..1, b : decimal = sum(1 / (pow(q, n) - 0.5) for n in 1..10_000)\n",
            "}\noutput { y = policy.b }\n",
        )
        .with(|n| format!("i{n} : int\n")),
    );
    add(
        "requirements of pairs",
        policy.with(|n| {
            format!("l{n} : int 0..99, h{n} : int 0..99\nrequire l{n} < h{n} \"r\"\nb{n} : decimal = 1 / (h{n} - l{n})\n")
        }),
    );
    add(
        "requirements of one pair",
        policy.with(|n| format!("require x < u + {n} \"r\"\n")),
    );
    add(
        "requirements of a sum",
        policy.with(|n| format!("require x + u < {n} and q > 0 or m > {n} \"r\"\n")),
    );
    add(
        "inputs that can be zero",
        policy.with(|n| format!("i{n} : int 0..{n}\nb{n} : decimal = 1 / i{n}\n")),
    );
    add(
        "products of products",
        policy.with(|n| match n {
            0 => "b0 : decimal = q\n".to_owned(),
            _ => format!("b{n} : decimal = b{} * u\n", before(n)),
        }),
    );
    add(
        "conditions of conditions",
        policy.with(|n| match n {
            0 => "b0 : bool = x > 1\n".to_owned(),
            _ => format!("b{n} : bool = x > {n} and b{}\n", before(n)),
        }),
    );
    add("conditions of many parts", {
        let many: Vec<String> = (0..900).map(|n| format!("u > {n}")).collect();
        let many = many.join(" and ");
        policy.with(|n| format!("b{n} : int = if {many} then 1 else 2\n"))
    });
    add("alternatives of many parts", {
        let many: Vec<String> = (0..900).map(|n| format!("u = {n}")).collect();
        let many = many.join(" or ");
        policy.with(|n| format!("b{n} : int = if {many} then u else 2\n"))
    });
    add("conditions of as many values", {
        let inputs = size.part(4).bytes() / 14;
        let inputs: Vec<String> = (0..inputs).map(|n| format!("i{n} : int")).collect();
        let all: Vec<String> = (0..900).map(|n| format!("i{n} > 0")).collect();
        let (inputs, all) = (inputs.join("\n"), all.join(" and "));
        size.filled(
            &format!("entity Policy {{ x : int\n{inputs}\n"),
            "}\noutput { y = policy.x }\n",
        )
        .with(|n| format!("b{n} : int = if {all} then 1 else 2\n"))
    });
    found
}
