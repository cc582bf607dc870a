//! Which line breaks end something.

use lutine_dsl::parse_file;
use lutine_dsl::source::FileId;
use lutine_dsl::syntax::{DeclarationKind, EntityItem, TableContent};

/// The names of the attributes in a body that must parse.
fn attributes(body: &str) -> Vec<String> {
    let text = format!("entity A {{{body}}}");
    let (tree, faults) = parse_file(FileId(0), &text);
    assert_eq!(faults, [], "{text}");
    let mut names = Vec::new();
    for declaration in tree.declarations {
        if let DeclarationKind::Entity(entity) = declaration.kind {
            names.extend(entity.items.into_iter().map(|item| match item {
                EntityItem::Attribute(attribute) => attribute.name.text,
                EntityItem::Carried(carried) => carried.name.text,
                EntityItem::Require(_) => "require".to_owned(),
            }));
        }
    }
    names
}

#[test]
fn a_line_break_ends_an_item() {
    for body in [
        "\n a : int\n b : int\n",
        " a : int, b : int ",
        " a : int\n\n\n // comment\n\n b : int // more\n",
        "\r\n a : int\r\n b : int,\r\n",
        "\t a : int = 1\n\t b : int",
        " a : int\n , b : int",
        " a : int 0..\n b : int",
        " a : int?\n b : int",
        " a : decimal = 5%\n b : int",
        " a : bool = x is given\n b : int",
        " a : int = x.in\n b : int",
        " a : int = sum(\n x\n for y in z\n )\n b : int",
        " a : int = x[\n1\n]\n b : int",
        " a : int = match x {\n A:\n 1\n otherwise: 2\n }\n b : int",
    ] {
        assert_eq!(attributes(body), ["a", "b"], "{body:?}");
    }
}

#[test]
fn operators_carry_a_line_on() {
    for operator in [
        "=", "!=", "<", "<=", ">", ">=", "+", "*", "/", "??", "and", "or", "in", "mod", "- ",
    ] {
        for body in [
            format!(" a : int = x {operator}\n y"),
            format!(" a : int = x\n {operator} y"),
        ] {
            assert_eq!(attributes(&body), ["a"], "{body:?}");
        }
    }
    for body in [
        " a\n : int",
        " a :\n int",
        " a : int\n = 1",
        " a : int =\n 1",
        " a : bool = x\n is given",
        " a : bool = x is\n given",
        " a : bool = not\n b",
        " a : int = if\n x\n then\n 1\n else\n 2",
        " a : int = if x\n then 1\n else 2",
        " a : int = steps { start 1\n when b\n }",
        " a : bool = x not\n in {1,\n 2\n }",
    ] {
        assert_eq!(attributes(body), ["a"], "{body:?}");
    }
}

#[test]
fn words_that_carry_on_may_be_names() {
    assert_eq!(
        attributes("\n a : int\n when : int\n because : int\n"),
        ["a", "when", "because"]
    );
    assert_eq!(
        attributes("\n rule : text\n test : bool = a\n input : int\n"),
        ["rule", "test", "input"]
    );
}

#[test]
fn a_minus_without_a_blank_begins_a_row() {
    let text = "table t(a: int) -> int {\n a | b\n -5 | -1\n -4 | 1\n}";
    let (tree, faults) = parse_file(FileId(0), text);
    assert_eq!(faults, []);
    let rows = tree
        .declarations
        .iter()
        .find_map(|declaration| match &declaration.kind {
            DeclarationKind::Table(table) => match &table.content {
                TableContent::Rows { rows, .. } => Some(rows.len()),
                _ => None,
            },
            _ => None,
        });
    assert_eq!(rows, Some(2));
}

/// How many declarations a file has that must parse.
fn declarations(text: &str) -> usize {
    let (tree, faults) = parse_file(FileId(0), text);
    assert_eq!(faults, [], "{text}");
    tree.declarations.len()
}

#[test]
fn a_declaration_goes_on_until_the_next_begins() {
    for text in [
        "define a : int = 1\ndefine b : int = 2",
        "define a : int = 1\n  define b : int = 2",
        "define a : int\n = 1\n+ 2\n\n\ndefine b : int =\n 2",
        "entity A\n{\n}\nentity B\nwithin A\n{\n}",
        "table a(\nb: int\n)\n-> int\nfirst\nfrom \"x.csv\"\nwhere c = 1\nand d = 2\ninput A",
        "outcome a { b\n < c }\non error c\nrule R { when x, a c }",
        "test \"a\"\nfor each case in \"x.csv\"\ntest \"b\" { expect x }",
        "define a : int = rule\ndefine b : int = test",
        "plugin a from \"a.wasm\" {\nfunction b() -> int\nfunction c() -> int\n}\ninput A",
    ] {
        assert_eq!(declarations(text), 2, "{text}");
    }
}
