//! Rulebooks nested as deep as the language allows, in every way that there is to nest, and one level deeper.

/// The most levels that a declaration may have.
pub const MOST_LEVELS: usize = 64;

/// A way to nest.
#[derive(Debug, Clone, Copy)]
pub struct Nest {
    /// Before the first level, in the declaration.
    before: &'static str,
    /// What opens a level.
    open: &'static str,
    /// What stands innermost.
    middle: &'static str,
    /// What closes a level.
    close: &'static str,
    /// Behind the last level.
    after: &'static str,
    /// How many levels `open` opens.
    levels: usize,
    /// How many levels `before` and `middle` take.
    own: usize,
}

impl Nest {
    /// What it nests.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.open
    }

    /// A rulebook nested this deep at most.
    #[must_use]
    pub fn rulebook(&self, levels: usize) -> String {
        let count = levels
            .saturating_sub(self.own)
            .checked_div(self.levels)
            .unwrap_or(0);
        // What does not come out even is made up for by brackets, so that the depth is this one and not one less.
        let rest = levels
            .saturating_sub(self.own)
            .saturating_sub(count.saturating_mul(self.levels));
        format!(
            "{HEAD}{}{}{}{}{}{}{}\n",
            self.before,
            self.open.repeat(count),
            "(".repeat(rest),
            self.middle,
            ")".repeat(rest),
            self.close.repeat(count),
            self.after
        )
    }
}

/// A risk that every one of these rulebooks answers.
pub const RISK: &str = r#"{"x": 1, "b": true, "d": "2024-02-29", "r": {"a": 1}, "l": [{"z": 1, "m": [{}, {}]}, {"z": 2, "m": []}]}"#;

const HEAD: &str = r#"rulebook nested
currency USD
enum E { one, two }
record R { a : int }
input Policy
entity Policy {
  x : int 0..9
  b : bool
  o : int?
  d : date
  r : R
  l : list of A (1..4)
  k : list of K for each e in E
  s : int = sum(a.z for a in l)
}
entity A { z : int 0..9, m : list of B (0..4) }
entity B { y : int = 1 }
entity K within Policy { w : int = policy.x }
function f(a: int) -> int = a
function g(a: bool) -> int = if a then 1 else 2
table t(a: int) -> int { a | v
  0.. | 1
  ..-1 | 2
}
outcome o { accept < refer } on error refer
rule R1 { when q, o refer "{policy.x}" }
output { q = q, p = p, o = o.decision, n = n }
"#;

const REST_Q: &str = "\ndefine p : int = 1\ndefine n : decimal = 1\n";
const REST_P: &str = "\ndefine q : bool = p > 0\ndefine n : decimal = 1\n";
const REST_N: &str = "\ndefine q : bool = n > 0\ndefine p : int = 1\n";

const fn int(open: &'static str, close: &'static str, levels: usize) -> Nest {
    Nest {
        before: "define p : int = ",
        open,
        middle: "policy.x",
        close,
        after: REST_P,
        levels,
        own: 0,
    }
}

const fn truth(open: &'static str, close: &'static str, levels: usize) -> Nest {
    Nest {
        before: "define q : bool = ",
        open,
        middle: "policy.b",
        close,
        after: REST_Q,
        levels,
        own: 0,
    }
}

const fn number(open: &'static str, close: &'static str, levels: usize) -> Nest {
    Nest {
        before: "define n : decimal = ",
        open,
        middle: "policy.x",
        close,
        after: REST_N,
        levels,
        own: 0,
    }
}

/// Every way to nest.
pub const NESTS: &[Nest] = &[
    int("(", ")", 1),
    int("(1 + 2 * ", ")", 1),
    int("-", "", 1),
    int("f(", ")", 1),
    int("min(1, ", ")", 1),
    int("max(3, 2, ", ", 4)", 1),
    int("abs(", ")", 1),
    int("t(", ")", 1),
    int("g(true or true and 1 = policy.o ?? 1 + 1 * g(1 = ", "))", 2),
    int(
        "g(policy.b or policy.b and 1 = policy.o ?? 1 + 1 * ",
        ")",
        1,
    ),
    int("g(not (1 + 1 * ", " in 1..2))", 3),
    int("g(policy.x + ", " in 1..2)", 1),
    int("round(1.5 * ", " up to 1)", 1),
    int("(policy.o ?? ", ")", 1),
    int("if policy.b then ", " else 2", 1),
    int("match policy.x { 1: ", ", otherwise: 2 }", 1),
    int("match policy.x { 1: 3, otherwise: ", " }", 1),
    int("match ", " { 1: 3, otherwise: 4 }", 1),
    int("match policy.o { none: ", ", otherwise: policy.o }", 1),
    int("choose { policy.b: ", ", otherwise: 2 }", 1),
    int("choose { policy.o is given: policy.o, otherwise: ", " }", 1),
    int("{ let z = 1\n ", " }", 1),
    int("{ let z = ", "\n z }", 1),
    int("{ let z : int 0..99 = ", "\n z }", 1),
    int("steps { start ", " }", 1),
    int("steps { start \"L\" 1, plus \"M\" ", " when policy.b }", 1),
    int("steps { let z = ", "\n start z }", 1),
    int("steps { start 1, at most ", ", at least 0 }", 1),
    int("steps each rounded up to 1 { start ", ", plus 1 }", 1),
    int("sum(", " for a in policy.l)", 1),
    int("sum(a.z for a in policy.l where a.z > ", ")", 1),
    int("sum(1 for a in policy.l for b in a.m where 0 < ", ")", 1),
    int("count(collect(1 for a in policy.l where a.z > ", "))", 2),
    int("sum(c for c in collect(", " for a in policy.l))", 2),
    int("sum(collect(a.z + ", " for a in policy.l))", 2),
    int("max(", " for a in policy.l)", 1),
    int("(min(", " for a in policy.l where a.z > 1) ?? 1)", 2),
    int("pick(a in policy.l by greatest ", ").z", 1),
    int(
        "count(collect(b for b in pick(a in policy.l by least ",
        ").m))",
        3,
    ),
    int("policy.l[", "].z", 1),
    int("R { a = ", " }.a", 1),
    int("policy.r with { a = ", " }.a", 1),
    int("(policy.r with { a = ", " }).a", 2),
    int("month(policy.d + (", ") months)", 2),
    int("days(policy.d to policy.d + (", ") days)", 2),
    truth("not ", "", 1),
    truth("(policy.b and ", ")", 1),
    truth("(policy.x = 1 or ", ")", 1),
    truth("if ", " then policy.b else true", 1),
    truth("choose { ", ": policy.b, otherwise: true }", 1),
    truth("match ", " { true: policy.b, false: true }", 1),
    truth("any(", " for a in policy.l)", 1),
    truth("all(a.z > 0 for a in policy.l where ", ")", 1),
    truth("(steps { start 1, plus 1 when ", " } > 0)", 2),
    truth("(policy.x > g(", "))", 2),
    number("pow(", ", 1.5)", 1),
    number("sqrt(", ")", 1),
    number("exp(1 / ", ")", 1),
    number("(1 / ", ")", 1),
    number("round(", " half even to 0.01)", 1),
    number("average(", " for a in policy.l)", 1),
    number("product(1.5 + ", " for a in policy.l)", 1),
    number(
        "steps each rounded half up to 0.001 { start ",
        ", divided by 2, times 3, less 1, note \"n\" }",
        1,
    ),
];
