//! Which operator binds tighter, shown with brackets.

use lutine_dsl::parse_file;
use lutine_dsl::source::FileId;
use lutine_dsl::syntax::{AccessStep, Body, DeclarationKind, Expression, ExpressionKind};

/// The expression with every operator before its operands: `(+ a b)`.
fn bracketed(value: &Expression) -> String {
    let listed = |operator: &str, operands: &[Expression]| {
        let operands: Vec<String> = operands.iter().map(bracketed).collect();
        format!("({operator} {})", operands.join(" "))
    };
    match &value.kind {
        ExpressionKind::Name(name) => name.text.clone(),
        ExpressionKind::Number(number) => number.digits.clone(),
        ExpressionKind::Or(operands) => listed("or", operands),
        ExpressionKind::And(operands) => listed("and", operands),
        ExpressionKind::FirstGiven(operands) => listed("??", operands),
        ExpressionKind::Set(members) => listed("set", members),
        ExpressionKind::Not(operand) => format!("(not {})", bracketed(operand)),
        ExpressionKind::Negate(operand) => format!("(- {})", bracketed(operand)),
        ExpressionKind::Compare {
            left,
            operator,
            right,
            ..
        } => {
            format!(
                "({} {} {})",
                operator.symbol(),
                bracketed(left),
                bracketed(right)
            )
        }
        ExpressionKind::In {
            value,
            negated,
            within,
        } => {
            let operator = if *negated { "not-in" } else { "in" };
            format!("({operator} {} {})", bracketed(value), bracketed(within))
        }
        ExpressionKind::IsGiven { value, negated } => {
            let operator = if *negated { "missing" } else { "given" };
            format!("({operator} {})", bracketed(value))
        }
        ExpressionKind::Range(range) => {
            let end = |end: &Option<Expression>| end.as_ref().map_or("_".to_owned(), bracketed);
            let operator = if range.excludes_high { "..<" } else { ".." };
            format!("({operator} {} {})", end(&range.low), end(&range.high))
        }
        ExpressionKind::Arithmetic(list) => {
            let mut text = bracketed(&list.first);
            for operand in &list.rest {
                text = format!(
                    "({} {text} {})",
                    operand.operator.symbol(),
                    bracketed(&operand.operand)
                );
            }
            text
        }
        ExpressionKind::Access { base, steps } => {
            steps.iter().fold(bracketed(base), |text, step| match step {
                AccessStep::Field(name) => format!("{text}.{}", name.text),
                AccessStep::Index { index, .. } => format!("{text}[{}]", bracketed(index)),
                AccessStep::With { fields, .. } => format!("{text} with {}", fields.len()),
            })
        }
        ExpressionKind::Period { count, unit } => format!("({unit:?} {})", bracketed(count)),
        ExpressionKind::If(decision) => format!("(if {})", decision.branches.len()),
        other => format!("{other:?}"),
    }
}

fn parsed(text: &str) -> String {
    let text = format!("define x : int = {text}");
    let (tree, faults) = parse_file(FileId(0), &text);
    assert_eq!(faults, [], "{text}");
    match tree
        .declarations
        .first()
        .map(|declaration| &declaration.kind)
    {
        Some(DeclarationKind::Define(define)) => match &define.body {
            Body::Expression(value) => bracketed(value),
            Body::Variants(_) => String::new(),
        },
        _ => String::new(),
    }
}

#[test]
fn every_operator_has_its_place() {
    for (text, expected) in [
        ("a or b and c or d", "(or a (and b c) d)"),
        ("(a or b) and c", "(and (or a b) c)"),
        ("(a or b) or c", "(or (or a b) c)"),
        ("not a and not b = c", "(and (not a) (not (= b c)))"),
        ("not not a", "(not (not a))"),
        (
            "not a is given or b is not given",
            "(or (not (given a)) (missing b))",
        ),
        ("a = b", "(= a b)"),
        ("a != b + 1", "(!= a (+ b 1))"),
        ("a < b and b <= c", "(and (< a b) (<= b c))"),
        ("a > b or b >= c", "(or (> a b) (>= b c))"),
        (
            "a in {1, 2..3} and b not in c",
            "(and (in a (set 1 (.. 2 3))) (not-in b c))",
        ),
        ("a in b + 1..c * 2", "(in a (.. (+ b 1) (* c 2)))"),
        ("a in 1..<b and c", "(and (in a (..< 1 b)) c)"),
        ("a in 16.. and b", "(and (in a (.. 16 _)) b)"),
        (
            "a in ..5 or b in ..<c",
            "(or (in a (.. _ 5)) (in b (..< _ c)))",
        ),
        ("a in -5..-1", "(in a (.. (- 5) (- 1)))"),
        ("a ?? b ?? c + d", "(?? a b (+ c d))"),
        ("a ?? b = c", "(= (?? a b) c)"),
        (
            "a + b - c * d / e mod f",
            "(- (+ a b) (mod (/ (* c d) e) f))",
        ),
        ("a - (b - c)", "(- a (- b c))"),
        ("(a + b) + c", "(+ (+ a b) c)"),
        ("-a * b", "(* (- a) b)"),
        ("a - -b", "(- a (- b))"),
        ("-a.b[1].c", "(- a.b[1].c)"),
        ("a + 6 months", "(+ a (Months 6))"),
        (
            "-b days + (c + d) years",
            "(+ (- (Days b)) (Years (+ c d)))",
        ),
        ("a with { b = 1 }.c", "a with 1.c"),
        ("a + if b then c else d + e", "(+ a (if 1))"),
        ("a.in.or = b.is", "(= a.in.or b.is)"),
    ] {
        assert_eq!(parsed(text), expected, "{text}");
    }
}
