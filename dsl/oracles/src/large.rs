//! Files of the largest size a file may have, each made to be slow in its own way.

use lutine_dsl::source::SOURCE_FILE_LIMIT;
use std::fmt::Write;

/// What stands around the lines that fill a file.
const HEAD: &str = "rulebook large\ncurrency USD\ninput Policy\n";

/// A file and what is special about it.
pub struct Large {
    /// What it is full of.
    pub name: &'static str,
    /// Its text.
    pub text: String,
}

/// Pieces of text that fill a file by repetition, behind what stands before them.
const REPEATED: &[(&str, &str, &str)] = &[
    ("open parentheses", "define a : int = ", "("),
    ("closed parentheses", "", ")"),
    ("open braces", "", "{"),
    ("open brackets", "define a : int = ", "["),
    ("mixed brackets", "define a : int = ", "({["),
    ("quotes", "", "\""),
    ("quotes on lines", "", "\"\n"),
    ("backslashes", "", "\\"),
    ("backslashes in a text", "define a : text = \"", "\\"),
    ("comments", "", "// c\n"),
    ("doc comments", "", "/// d\n"),
    ("doc comments behind something", "", "a /// d\n"),
    ("file comments", "", "//! d\n"),
    ("commas", "", ","),
    ("bars", "", "|"),
    ("digits", "define a : int = ", "1"),
    ("digits alone", "", "1"),
    ("underscores", "", "_"),
    ("letters", "", "a"),
    ("words", "", "a "),
    ("words on lines", "", "a\n"),
    ("accents", "", "é"),
    ("line breaks", "", "\n"),
    ("blanks", "", " "),
    ("carriage returns", "", "\r"),
    ("zeros", "", "\0"),
    ("minus signs", "define a : int = ", "-"),
    ("not", "define a : bool = ", "not "),
    ("if", "define a : int = ", "if "),
    ("if a then", "define a : int = ", "if a then "),
    (
        "else if",
        "define a : int = if a then 1 ",
        "else if a then 1 ",
    ),
    ("match", "define a : int = ", "match "),
    ("match x {", "define a : int = ", "match x { A: "),
    ("choose", "define a : int = ", "choose { "),
    ("list of", "define a : ", "list of "),
    ("let", "define a : int = ", "{ let a = "),
    ("lets", "define a : int = { ", "let a = 1\n"),
    ("sums", "define a : int = 1", " + 1"),
    ("ands", "define a : bool = b", " and b"),
    ("steps of a path", "define a : int = b", ".c"),
    ("items of an item", "define a : int = b", "[1]"),
    ("with", "define a : int = b", " with { c = 1 }"),
    ("comprehensions", "define a : int = ", "sum(a for a in "),
    ("for", "define a : int = sum(1", " for b in c"),
    ("insertions", "define a : text = \"", "{b}"),
    ("insertions of insertions", "define a : text = \"", "{b "),
    ("arguments", "define a : int = f(1", ", 1"),
    ("arms", "define a : int = match x { ", "A: 1, "),
    ("patterns", "define a : int = match x { A", ", A"),
    ("set", "define a : bool = x in {1", ", 1"),
    ("declaration words", "", "define "),
    ("declaration words on lines", "", "define\n"),
    ("entities", "", "entity A {}\n"),
    ("entities never closed", "", "entity A {\n"),
    ("headers", "", "rulebook a\n"),
    ("outputs", "", "output { a = 1 }\n"),
    ("inputs", "", "input A\n"),
    ("imports", "", "import a from \"b\"\n"),
    ("rules", "", "rule A {\n when a\n b c\n}\n"),
    (
        "tests",
        "",
        "test \"a\" { given A from \"b.json\" expect a = 1 }\n",
    ),
    ("tables", "", "table a(b: int) -> int { b | c\n 1 | 2\n }\n"),
    (
        "tables of a file",
        "",
        "table a(b: int) -> int from \"x.csv\"\n",
    ),
    ("signs", "", "a == b\n"),
    ("currencies", "currency USD", ", USD"),
    ("members", "enum A { a", ", a"),
    ("period", "define a : period = 1", " months"),
    ("questions", "define a : int", "?"),
    ("ranges", "define a : int", " 1.."),
    ("fallbacks", "define a : int = b", " ?? b"),
];

fn repeated(before: &str, piece: &str) -> String {
    let mut text = before.to_owned();
    while text.len().saturating_add(piece.len()) <= SOURCE_FILE_LIMIT {
        text.push_str(piece);
    }
    text
}

/// Lines until a file is full, the number of each handed to what writes it.
struct Filled<'a> {
    before: &'a str,
    after: &'a str,
}

impl Filled<'_> {
    fn with(&self, mut line: impl FnMut(usize) -> String) -> String {
        let mut text = format!("{HEAD}{}", self.before);
        for number in 0_usize.. {
            let line = line(number);
            let size = text.len().saturating_add(line.len());
            if size.saturating_add(self.after.len()) > SOURCE_FILE_LIMIT {
                break;
            }
            text.push_str(&line);
        }
        text.push_str(self.after);
        text
    }
}

const fn filled<'a>(before: &'a str, after: &'a str) -> Filled<'a> {
    Filled { before, after }
}

/// The number of the line before, the first having itself.
const fn before(number: usize) -> usize {
    number.saturating_sub(1)
}

const POLICY: &str = "entity Policy { x : int 0..9 }\n";
const OUTPUT: &str = "output { y = policy.x }\n";

/// Every file.
pub fn all() -> Vec<Large> {
    let mut all: Vec<Large> = REPEATED
        .iter()
        .map(|(name, before, piece)| Large {
            name,
            text: repeated(before, piece),
        })
        .collect();
    all.extend(declarations());
    all.extend(expressions());
    all.extend(misspelt());
    all
}

/// Very many declarations of a kind, right ones.
fn declarations() -> Vec<Large> {
    let top = format!("{POLICY}{OUTPUT}");
    let top = filled(&top, "");
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large { name, text });
    let policy = filled(
        "entity Policy {\n  a0 : int\n",
        "}\noutput { y = policy.a0 }\n",
    );
    add(
        "inputs of an entity",
        policy.with(|n| format!("  b{n} : int\n")),
    );
    add(
        "attributes that read one",
        policy.with(|n| format!("  b{n} : int = a0 + 1\n")),
    );
    add(
        "chain of attributes",
        policy.with(|n| match n {
            0 => "b0 : int = a0\n".to_owned(),
            _ => format!("b{n} : int = b{} + 1\n", before(n)),
        }),
    );
    add(
        "chain of attributes backwards",
        policy.with(|n| format!("b{n} : int = b{} + 1\n", n.saturating_add(1))),
    );
    add("attributes that read all before", {
        let mut names = String::new();
        policy.with(|n| {
            let line = format!("b{n} : int = a0{names}\n");
            if n < 500 {
                let _ = write!(names, " + b{n}");
            }
            line
        })
    });
    add(
        "requirements",
        policy.with(|_| "require a0 > 0 \"a\"\n".to_owned()),
    );
    add(
        "definitions",
        top.with(|n| format!("define d{n} : int = 1\n")),
    );
    add(
        "chain of definitions",
        top.with(|n| match n {
            0 => "define d0 : int = policy.x\n".to_owned(),
            _ => format!("define d{n} : int = d{}\n", before(n)),
        }),
    );
    add(
        "cycle of definitions",
        top.with(|n| match n {
            0 => "define d0 : int = d30000\n".to_owned(),
            _ => format!("define d{n} : int = d{} + d0\n", before(n)),
        }),
    );
    add(
        "functions",
        top.with(|n| format!("function f{n}(a: int) -> int = a\n")),
    );
    add(
        "functions that double",
        top.with(|n| match n {
            0 => "function f0(a: int) -> int = a + 1\ndefine z : int = f40(1)\n".to_owned(),
            _ => format!(
                "function f{n}(a: int) -> int = f{0}(a) + f{0}(a)\n",
                before(n)
            ),
        }),
    );
    add(
        "chain of functions",
        top.with(|n| match n {
            0 => "function f0(a: int) -> int = a + 1\n".to_owned(),
            _ => format!("function f{n}(a: int) -> int = f{}(a)\n", before(n)),
        }),
    );
    add(
        "function of itself",
        top.with(|n| format!("function f{n}(a: int) -> int = f{n}(a) + f0(a)\n")),
    );
    add("calls of a large function", {
        let sum = vec!["a"; 900].join(" + ");
        let top = format!("{POLICY}{OUTPUT}function f(a: int) -> int = {sum}\n");
        filled(&top, "").with(|n| format!("define d{n} : int = f(policy.x)\n"))
    });
    add(
        "records",
        top.with(|n| format!("record R{n} {{ a : int }}\n")),
    );
    add(
        "records in records",
        top.with(|n| match n {
            0 => "record R0 { a : int }\n".to_owned(),
            _ => format!("record R{n} {{ a : R{} }}\n", before(n)),
        }),
    );
    add(
        "records twice in records",
        top.with(|n| match n {
            0 => "record R0 { a : int }\n".to_owned(),
            _ => format!("record R{n} {{ a : R{0}, b : R{0} }}\n", before(n)),
        }),
    );
    add("values of records twice in records", {
        let mut text = format!("{HEAD}{OUTPUT}record R0 {{ a : int }}\n");
        for n in 1..40 {
            let _ = writeln!(text, "record R{n} {{ a : R{0}, b : R{0} }}", before(n));
        }
        text.push_str("entity Policy { x : int\n r : R39 }\n");
        text
    });
    add("table of records twice in records", {
        let mut text = format!("{HEAD}{OUTPUT}{POLICY}record R0 {{ a : int }}\n");
        for n in 1..40 {
            let _ = writeln!(text, "record R{n} {{ a : R{0}, b : R{0} }}", before(n));
        }
        text.push_str("define d : R39? = none\n");
        text
    });
    add(
        "fields of a record",
        filled(&format!("{POLICY}{OUTPUT}record R {{ z : int\n"), "}\n")
            .with(|n| format!("a{n} : int\n")),
    );
    add(
        "entities in entities",
        filled(
            "entity Policy { x : int, e0 : list of E0 }\noutput { y = policy.x }\n",
            "",
        )
        .with(|n| format!("entity E{n} {{ e : list of E{} }}\n", n.saturating_add(1))),
    );
    add("entities within entities", filled("entity Policy { x : int, e0 : list of E0 }\nentity E0 within Policy { e : list of E1 }\noutput { y = policy.x }\n", "").with(|n| {
        format!("entity E{} within E{n} {{ e : list of E{} }}\n", n.saturating_add(1), n.saturating_add(2))
    }));
    add(
        "entities nowhere",
        top.with(|n| format!("entity E{n} {{ x : int }}\n")),
    );
    add(
        "lists of one entity",
        filled(
            "entity A { x : int }\nentity Policy { x : int\n",
            "}\noutput { y = policy.x }\n",
        )
        .with(|n| format!("l{n} : list of A\n")),
    );
    add("enums", top.with(|n| format!("enum E{n} {{ a, b }}\n")));
    add(
        "members of an enum",
        filled(&format!("{POLICY}{OUTPUT}enum E {{ z"), " }\n").with(|n| format!(", a{n}")),
    );
    add(
        "ordered members",
        filled(&format!("{POLICY}{OUTPUT}enum E {{ z"), " }\n").with(|n| format!(" < a{n}")),
    );
    add("members matched", {
        let members: Vec<String> = (0..50_000).map(|n| format!("a{n}")).collect();
        let arms: Vec<String> = (0..50_000).map(|n| format!("a{n}: 1")).collect();
        format!(
            "{HEAD}enum E {{ {} }}\nentity Policy {{ x : E\n y : int = match x {{ {} }} }}\noutput {{ y = policy.y }}\n",
            members.join(", "),
            arms.join(", ")
        )
    });
    add(
        "numbers matched",
        filled(
            "entity Policy { x : int\n y : int = match x { ",
            " otherwise: 1 } }\noutput { y = policy.y }\n",
        )
        .with(|n| format!("{n}: 1, ")),
    );
    add("set of members", {
        let members: Vec<String> = (0..60_000).map(|n| format!("a{n}")).collect();
        let members = members.join(",");
        format!(
            "{HEAD}enum E {{ {members} }}\nentity Policy {{ x : E {{ {members} }} }}\noutput {{ y = policy.x }}\n"
        )
    });
    add("made list of members", {
        let members: Vec<String> = (0..50_000).map(|n| format!("a{n}")).collect();
        format!(
            "{HEAD}enum E {{ {} }}\nentity A {{ y : int = 1 }}\nentity Policy {{ x : list of A for each e in E }}\noutput {{ y = count(policy.x) }}\n",
            members.join(", ")
        )
    });
    add(
        "levels of an outcome",
        filled(&format!("{POLICY}{OUTPUT}outcome o {{ z"), " }\n").with(|n| format!(" < a{n}")),
    );
    add(
        "outcomes",
        top.with(|n| format!("outcome o{n} {{ a < b }}\n")),
    );
    add(
        "rules of an outcome",
        filled(
            &format!("{POLICY}output {{ y = o.decision }}\noutcome o {{ a < b }}\n"),
            "",
        )
        .with(|n| format!("rule R{n} {{ when policy.x > 1, o b }}\n")),
    );
    add(
        "a rule an outcome",
        top.with(|n| {
            format!("outcome o{n} {{ a < b }}\nrule R{n} {{ when policy.x > 1, o{n} b }}\n")
        }),
    );
    add("effects of a rule", filled(&format!("{POLICY}output {{ y = o.decision }}\noutcome o {{ a < b }}\nrule R {{ when policy.x > 1\n"), "}\n").with(|_| "o b \"x {policy.x}\"\n".to_owned()));
    add("effects behind lets of a rule", {
        let mut text =
            format!("{POLICY}output {{ y = o.decision }}\noutcome o {{ a < b }}\nrule R {{ \n");
        for n in 0..20_000 {
            let _ = writeln!(text, "let l{n} = policy.x");
        }
        text.push_str("when policy.x > 1\n");
        filled(&text, "}\n").with(|_| "o b \"x {policy.x}\"\n".to_owned())
    });
    add("fields behind lets of an output", {
        let mut text = "entity A { z : int }\nentity Policy { x : int, l : list of A }\noutput { y = for a in policy.l { \n".to_owned();
        for n in 0..20_000 {
            let _ = writeln!(text, "let l{n} = a.z");
        }
        filled(&text, "} }\n").with(|n| format!("b{n} = a.z\n"))
    });
    add(
        "fields of an output",
        filled(&format!("{POLICY}output {{ y = policy.x\n"), "}\n")
            .with(|n| format!("a{n} = policy.x\n")),
    );
    add(
        "tests of a rulebook",
        top.with(|_| "test \"a\" { given Policy { x = 1 }\nexpect policy.x = 1 }\n".to_owned()),
    );
    add(
        "expectations of a test",
        filled(
            &format!("{POLICY}{OUTPUT}test \"a\" {{ given Policy {{ x = 1 }}\n"),
            "}\n",
        )
        .with(|_| "expect policy.x = 1\n".to_owned()),
    );
    add(
        "tables",
        top.with(|n| format!("table t{n}(b: int) -> int {{ b | c\n 1 | 2\n }}\n")),
    );
    add(
        "rows of a table",
        filled(
            &format!("{POLICY}{OUTPUT}table t(b: int) -> int {{ b | c\n"),
            "}\n",
        )
        .with(|n| format!("{n} | 2\n")),
    );
    add(
        "ranges of a table",
        filled(
            &format!("{POLICY}{OUTPUT}table t(b: int) -> int {{ b | c\n"),
            "}\n",
        )
        .with(|n| format!("{n}..{n} | 2\n")),
    );
    add(
        "overlapping ranges",
        filled(
            &format!("{POLICY}{OUTPUT}table t(b: int) -> int {{ b | c\n"),
            "}\n",
        )
        .with(|n| format!("{n}.. | 2\n")),
    );
    add(
        "overlapping ranges of two keys",
        filled(
            &format!("{POLICY}{OUTPUT}table t(a: int, b: int) -> int {{ a | b | c\n"),
            "}\n",
        )
        .with(|n| format!("..{n} | {n}.. | 2\n")),
    );
    add(
        "ranges of three keys",
        filled(
            &format!(
                "{POLICY}{OUTPUT}table t(a: int, b: int, d: int) -> int first {{ a | b | d | c\n"
            ),
            "}\n",
        )
        .with(|n| format!("..{n} | {n}.. | {n} | 2\n")),
    );
    add(
        "same rows",
        filled(
            &format!("{POLICY}{OUTPUT}table t(b: int) -> int {{ b | c\n"),
            "}\n",
        )
        .with(|_| "1 | 2\n".to_owned()),
    );
    add(
        "bad cells",
        filled(
            &format!("{POLICY}{OUTPUT}table t(b: int) -> int {{ b | c\n"),
            "}\n",
        )
        .with(|_| "x | y\n".to_owned()),
    );
    add("columns of a table", {
        let names: Vec<String> = (0..40_000).map(|n| format!("k{n}: int")).collect();
        let header: Vec<String> = (0..40_000).map(|n| format!("k{n}")).collect();
        format!(
            "{HEAD}{POLICY}{OUTPUT}table t({}) -> int {{ {} | c\n }}\n",
            names.join(", "),
            header.join(" | ")
        )
    });
    add("headings of a grid", {
        let header: Vec<String> = (0..60_000).map(|n| n.to_string()).collect();
        let cells = vec!["1"; 60_000];
        format!(
            "{HEAD}{POLICY}{OUTPUT}table t(a: int, b: int) -> int {{ a | {}\n 1 | {}\n }}\n",
            header.join(" | "),
            cells.join(" | ")
        )
    });
    add(
        "sets of a table",
        filled(
            &format!("{POLICY}{OUTPUT}table t(b: int) -> int {{ b | c\n {{0"),
            "} | 1\n }\n",
        )
        .with(|n| format!(", {n}")),
    );
    found
}

/// Very large expressions.
fn expressions() -> Vec<Large> {
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large { name, text });
    let one = |open: &str| format!("entity Policy {{ x : int\n y : int = {open}");
    let end = " }\noutput { y = policy.y }\n";
    add(
        "arms of a choose",
        filled(&one("choose { "), &format!("otherwise: 1 }}{end}"))
            .with(|n| format!("x > {n}: {n}, ")),
    );
    add(
        "guards of a choose",
        filled(
            "entity Policy { x : int?\n y : int = choose { ",
            &format!("otherwise: 1 }}{end}"),
        )
        .with(|n| format!("x is given and x > {n}: {n}, ")),
    );
    add(
        "refusals of a choose",
        filled(
            "entity Policy { x : int?\n y : int = choose { ",
            &format!("otherwise: 1 }}{end}"),
        )
        .with(|n| format!("x is not given: {n}, ")),
    );
    add(
        "chain of else if",
        filled(&one(""), &format!(" 1 {end}")).with(|n| format!("if x > {n} then {n} else ")),
    );
    add(
        "chain of lets",
        filled(&one("{ let a0 = x\n"), &format!(" x }}{end}"))
            .with(|n| format!("let a{} = a{n}\n", n.saturating_add(1))),
    );
    add(
        "long chain of with",
        filled(
            "record R { a : int }\nentity Policy { x : int\n y : R = R { a = x }",
            end,
        )
        .with(|_| " with { a = 1 }".to_owned()),
    );
    add(
        "path through itself",
        filled(
            "entity Policy { x : int\n y : Policy = policy",
            &format!("\n{end}"),
        )
        .with(|_| ".y".to_owned()),
    );
    add(
        "lines of steps",
        filled(&one("steps { start 1\n"), &format!("}}{end}")).with(|_| "plus x\n".to_owned()),
    );
    add(
        "lines of steps with when",
        filled(&one("steps { start 1\n"), &format!("}}{end}"))
            .with(|_| "plus x when x > 1\n".to_owned()),
    );
    add(
        "arguments of max",
        filled(&one("max(x"), &format!("){end}")).with(|_| ", x".to_owned()),
    );
    add(
        "insertions of a text",
        filled(
            "entity Policy { x : int\n y : text = \"",
            &format!("\"{end}"),
        )
        .with(|_| "{x}".to_owned()),
    );
    add(
        "clauses of a comprehension",
        filled(
            "entity A { z : int }\nentity Policy { x : int, l : list of A\n y : int = count(1",
            &format!("){end}"),
        )
        .with(|n| format!(" for a{n} in l")),
    );
    add("fields of a record literal", {
        let fields: Vec<String> = (0..40_000).map(|n| format!("a{n} : int")).collect();
        let values: Vec<String> = (0..40_000).map(|n| format!("a{n} = x")).collect();
        format!(
            "{HEAD}record R {{ {} }}\nentity Policy {{ x : int\n y : R = R {{ {} }} {end}",
            fields.join(", "),
            values.join(", ")
        )
    });
    add(
        "set of numbers",
        filled(
            "entity Policy { x : int\n y : bool = x in {0",
            &format!("}}{end}"),
        )
        .with(|n| format!(", {n}")),
    );
    add(
        "numbers of a domain",
        filled("entity Policy { y : int {0", &format!("}} {end}")).with(|n| format!(", {n}")),
    );
    add("large domain read often", {
        let numbers: Vec<String> = (0..60_000).map(|n| n.to_string()).collect();
        filled(
            &format!(
                "function f(a: int {{{}}}) -> int = a\nentity Policy {{ x : int, y : int = x\n",
                numbers.join(", ")
            ),
            end,
        )
        .with(|n| format!("b{n} : int = f(x)\n"))
    });
    add("sums of 1,000", {
        let sum = vec!["x"; 1_000].join(" + ");
        filled("entity Policy { x : int, y : int = x\n", end)
            .with(|n| format!("b{n} : int = {sum}\n"))
    });
    add("sums of sums", {
        let sum = vec!["x"; 1_000].join(" + ");
        filled("entity Policy { x : int, y : int = x", end).with(|n| {
            if n < 990 {
                format!(" + ({sum})")
            } else {
                " ".repeat(5_000)
            }
        })
    });
    add("conditions in sums in conditions", {
        let mut inner = "x".to_owned();
        for _ in 0..20 {
            inner = format!("(x + x * (if x > 0 then {inner} else {inner}))");
            if inner.len() > 400_000 {
                break;
            }
        }
        format!("{HEAD}{}{inner}{end}", one(""))
    });
    add("deep sums of literals", {
        let sum = format!("{}1{}", "(1 + ".repeat(60), ")".repeat(60));
        filled("entity Policy { x : int, y : int = x\n", end)
            .with(|n| format!("b{n} : int = {sum}\n"))
    });
    add("deep decisions of literals", {
        let deep = format!("{}1{}", "if x > 1 then (".repeat(30), ") else 2".repeat(30));
        filled("entity Policy { x : int, y : int = x\n", end)
            .with(|n| format!("b{n} : int = {deep}\n"))
    });
    found
}

/// Names that are not known, each near to very many that are.
fn misspelt() -> Vec<Large> {
    let long = "a".repeat(100);
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large { name, text });
    let half = SOURCE_FILE_LIMIT / 2;
    let names = |line: &dyn Fn(usize) -> String| {
        let mut text = String::new();
        for n in 0_usize.. {
            text.push_str(&line(n));
            if text.len() > half {
                break;
            }
        }
        text
    };
    add(
        "unknown names",
        filled(POLICY, "").with(|n| format!("define d{n} : int = e{n}\n")),
    );
    add("unknown attributes", {
        let known = names(&|n| format!("  attribute{n} : int\n"));
        filled(
            &format!("entity Policy {{\n{known}}}\noutput {{ y = 1\n"),
            "}\n",
        )
        .with(|n| format!("a{n} = policy.attribut{n}x\n"))
    });
    add("unknown own attributes", {
        let known = names(&|n| format!("  attribute{n} : int\n"));
        filled(
            &format!("output {{ y = 1 }}\nentity Policy {{\n{known}"),
            "}\n",
        )
        .with(|n| format!("b{n} : int = attribut{n}x\n"))
    });
    add("unknown long names", {
        let known = names(&|n| format!("  {long}{n} : int\n"));
        filled(
            &format!("output {{ y = 1 }}\nentity Policy {{\n{known}"),
            "}\n",
        )
        .with(|n| format!("b{n} : int = {long}x{n}\n"))
    });
    add("one very long name unknown", {
        let long = "a".repeat(200_000);
        format!("{HEAD}output {{ y = 1 }}\nentity Policy {{ {long}b : int\n y : int = {long}c }}\n")
    });
    add("unknown members", {
        let known = names(&|n| format!(", member{n}"));
        filled(
            &format!("enum E {{ z{known} }}\nentity Policy {{ x : E\n"),
            "}\noutput { y = 1 }\n",
        )
        .with(|n| format!("b{n} : E = membr{n}x\n"))
    });
    add("members without their enum", {
        let known = names(&|n| format!(", member{n}"));
        filled(
            &format!("enum E {{ z{known} }}\nentity Policy {{ x : E\n"),
            "}\noutput { y = 1 }\n",
        )
        .with(|n| format!("b{n} : int = member{n}\n"))
    });
    add("unknown members of a table", {
        let known = names(&|n| format!(", member{n}"));
        filled(
            &format!("{POLICY}{OUTPUT}enum E {{ z{known} }}\ntable t(a: E) -> int {{ a | b\n"),
            "}\n",
        )
        .with(|n| format!("membr{n}x | 1\n"))
    });
    add("unknown types", {
        let known = names(&|n| format!("record Record{n} {{ a : int }}\n"));
        filled(&format!("{POLICY}{OUTPUT}{known}"), "")
            .with(|n| format!("define d{n} : Recrd{n}x = 1\n"))
    });
    add("unknown functions", {
        let known = names(&|n| format!("function function{n}(a: int) -> int = a\n"));
        filled(&format!("{POLICY}{OUTPUT}{known}"), "")
            .with(|n| format!("define d{n} : int = functin{n}x(1)\n"))
    });
    add("unknown fields", {
        let known = names(&|n| format!("  field{n} : int\n"));
        filled(
            &format!(
                "{POLICY}{OUTPUT}record R {{\n{known}}}\nfunction f(r: R) -> int = r.field1\n"
            ),
            "",
        )
        .with(|n| format!("function f{n}(r: R) -> int = r.fild{n}x\n"))
    });
    add("unknown outcomes", {
        let known = names(&|n| format!("outcome outcome{n} {{ a < b }}\n"));
        filled(&format!("{POLICY}{OUTPUT}{known}"), "")
            .with(|n| format!("rule R{n} {{ when policy.x > 1, outcme{n}x b }}\n"))
    });
    add("unknown levels", {
        let known = names(&|n| format!(" < level{n}"));
        filled(&format!("{POLICY}{OUTPUT}outcome o {{ a{known} }}\n"), "")
            .with(|n| format!("rule R{n} {{ when policy.x > 1, o levl{n}x }}\n"))
    });
    add(
        "wrong types",
        filled("entity Policy { x : int\n", "}\noutput { y = 1 }\n")
            .with(|n| format!("b{n} : text = x\n")),
    );
    add(
        "faults on one line",
        filled("entity Policy { x : int, ", "}\noutput { y = 1 }\n")
            .with(|n| format!("b{n} : text = x, ")),
    );
    add(
        "names declared twice",
        filled("entity Policy { x : int\n", "}\noutput { y = 1 }\n")
            .with(|_| "b : int\n".to_owned()),
    );
    add(
        "declarations twice",
        filled(POLICY, "output { y = 1 }\n").with(|_| "define d : int = 1\n".to_owned()),
    );
    add(
        "rules twice",
        filled(&format!("{POLICY}{OUTPUT}outcome o {{ a < b }}\n"), "")
            .with(|_| "rule R { when policy.x > 1, o b }\n".to_owned()),
    );
    found
}
