//! Tables declared by hand, read, and shown as text: the rows, or what is wrong with them.

mod band;
mod cells;
mod csv_text;
mod declared;
mod header;
mod large;
mod shown;

use std::sync::Arc;

use lutine_core::graph::{Currency, CurrencyId, Domain, EnumId, Enumeration, Member};
use lutine_core::table::Table;

use super::bare::Bare;
use super::{Files, TableReader, read};
use crate::check::literal;
use crate::check::signature::{Declared, Signatures, TableSignature};
use crate::diagnostics::Diagnostic;
use crate::source::{FileId, MemorySource, SourceMap, Span};
use crate::syntax::{
    self, BaseType, Cell, CellKind, Constraint, Expression, ExpressionKind, KeyColumn, Literal,
    LiteralKind, Name, Path, Row, SetMember, TableContent, TableKey, TableResult, TableResults,
    TextLiteral, TypeExpression,
};
use crate::typed::{TableId, Type};

const COVERAGE: Type = Type::Enum(EnumId(0));
const MARITAL: Type = Type::Enum(EnumId(1));
const GRADE: Type = Type::Enum(EnumId(2));
const LIMIT: Type = Type::Enum(EnumId(3));
const USD: Type = Type::Money(CurrencyId(0));

/// `Coverage { BI, PD, COMP, COLL }`, `Marital { single, married }`, `Grade { low < mid < high }`,
/// `Limit { "1M", "10M", "a..b", "_" }`, and `currency USD`.
fn signatures<'a>() -> Signatures<'a> {
    let enumeration = |name: &str, members: &[&str], ordered| Enumeration {
        name: name.into(),
        members: members
            .iter()
            .map(|member| Member {
                name: (*member).into(),
                label: None,
            })
            .collect(),
        ordered,
    };
    Signatures {
        currencies: vec![Currency {
            code: "USD".into(),
            places: 2,
        }],
        enumerations: vec![
            enumeration("Coverage", &["BI", "PD", "COMP", "COLL"], false),
            enumeration("Marital", &["single", "married"], false),
            enumeration("Grade", &["low", "mid", "high"], true),
            enumeration("Limit", &["1M", "10M", "a..b", "_"], false),
        ],
        ..Signatures::default()
    }
}

/// A table to be read.
struct Sample {
    text: String,
    keys: Vec<(Name, Declared, KeyColumn)>,
    results: Vec<(Option<Name>, Declared, Option<Name>)>,
    content: Rows,
    filter: Option<Expression>,
    files: MemorySource,
    syntax: fn(&mut syntax::Table),
}

enum Rows {
    File(String),
    Written(String),
}

/// A table `t` without keys and results.
fn sample() -> Sample {
    Sample {
        text: "table t\n".to_owned(),
        keys: Vec::new(),
        results: Vec::new(),
        content: Rows::Written(String::new()),
        filter: None,
        files: MemorySource::new(),
        syntax: |_| {},
    }
}

fn optional(ty: Type) -> Type {
    Type::Optional(Box::new(ty))
}

impl Sample {
    /// A name that stands on a line of its own in the rulebook.
    fn name(&mut self, text: &str) -> Name {
        let start = self.text.len();
        self.text.push_str(text);
        let span = span(0, start, self.text.len());
        self.text.push('\n');
        Name {
            text: text.to_owned(),
            span,
        }
    }

    /// A key in the column of its name; `domain` is what stands behind the type, such as `0..120`.
    fn key(self, name: &str, ty: Type, domain: &str) -> Self {
        self.key_in(name, ty, domain, |_| KeyColumn::Own)
    }

    fn key_in(
        mut self,
        name: &str,
        ty: Type,
        domain: &str,
        column: impl FnOnce(&mut Self) -> KeyColumn,
    ) -> Self {
        let name = self.name(name);
        let column = column(&mut self);
        self.keys.push((name, declared(ty, domain), column));
        self
    }

    fn key_from(self, name: &str, ty: Type, domain: &str, column: &str) -> Self {
        self.key_in(name, ty, domain, |s| KeyColumn::From(s.name(column)))
    }

    fn key_up_to(self, name: &str, ty: Type, domain: &str, column: &str) -> Self {
        self.key_in(name, ty, domain, |s| KeyColumn::UpTo(s.name(column)))
    }

    fn key_between(self, name: &str, ty: Type, domain: &str, from: &str, to: &str) -> Self {
        self.key_in(name, ty, domain, |s| {
            KeyColumn::Between(s.name(from), s.name(to))
        })
    }

    /// The one result, without a name.
    fn gives(mut self, ty: Type) -> Self {
        self.results.push((None, declared(ty, ""), None));
        self
    }

    /// A result with a name.
    fn result(mut self, name: &str, ty: Type, domain: &str) -> Self {
        let name = self.name(name);
        self.results.push((Some(name), declared(ty, domain), None));
        self
    }

    fn csv(mut self, text: &str) -> Self {
        self.files = self.files.with("t.csv", text);
        self.content = Rows::File("t.csv".to_owned());
        self
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        self.files = self.files.with("t.csv", bytes);
        self.content = Rows::File("t.csv".to_owned());
        self
    }

    /// Rows in the rulebook, a line each, cells divided by `|`.
    fn written(mut self, text: &str) -> Self {
        self.content = Rows::Written(text.to_owned());
        self
    }

    fn filtered(mut self, filter: Expression) -> Self {
        self.filter = Some(filter);
        self
    }

    /// With a declaration that is changed before it is read.
    fn but(mut self, change: fn(&mut syntax::Table)) -> Self {
        self.syntax = change;
        self
    }

    /// The table as text, followed by what is said about it.
    fn read(self) -> String {
        let (table, diagnostics, sources) = self.outcome();
        let mut lines: Vec<String> = diagnostics
            .iter()
            .map(|d| shown::diagnostic(d, &sources))
            .collect();
        if let Some(table) = table {
            lines.splice(0..0, shown::rows(&table));
        } else {
            assert!(
                diagnostics.iter().any(Diagnostic::is_error),
                "no table and no error"
            );
        }
        lines.join("\n")
    }

    fn outcome(mut self) -> (Option<Table>, Vec<Diagnostic>, SourceMap) {
        let content = self.content();
        let mut table = syntax::Table {
            name: Name {
                text: "t".to_owned(),
                span: span(0, 6, 7),
            },
            keys: Vec::new(),
            results: TableResults::Nothing,
            policy: None,
            interpolation: None,
            content,
            otherwise: Vec::new(),
        };
        let any_type = |name: &Name| TypeExpression {
            base: BaseType::Int,
            base_span: name.span,
            constraint: None,
            optional: false,
            span: name.span,
        };
        let own = table.name.clone();
        let mut signature_keys = Vec::new();
        for (name, declared, column) in std::mem::take(&mut self.keys) {
            signature_keys.push((Arc::from(name.text.as_str()), Some(declared)));
            table.keys.push(TableKey {
                ty: any_type(&name),
                name,
                column,
            });
        }
        let mut signature_results = Vec::new();
        let mut named = Vec::new();
        for (name, declared, column) in std::mem::take(&mut self.results) {
            let shown = name.as_ref().unwrap_or(&own);
            signature_results.push((Arc::from(shown.text.as_str()), Some(declared)));
            match name {
                None => table.results = TableResults::Single(Box::new(any_type(&own))),
                Some(name) => named.push(TableResult {
                    ty: any_type(&name),
                    name,
                    column,
                }),
            }
        }
        if !named.is_empty() {
            table.results = TableResults::Named(named);
        }
        (self.syntax)(&mut table);
        let signatures = Signatures {
            tables: vec![TableSignature {
                name: "t".into(),
                span: span(0, 6, 7),
                syntax: &table,
                keys: signature_keys,
                results: signature_results,
                record: None,
            }],
            ..signatures()
        };
        let mut sources = SourceMap::default();
        sources.add("rates.lutine", self.text);
        let mut diagnostics = Vec::new();
        let table = read(
            &mut TableReader {
                signatures: &signatures,
                sources: &mut sources,
                source: &self.files,
                diagnostics: &mut diagnostics,
                files: &mut Files::default(),
            },
            TableId(0),
        );
        (table, diagnostics, sources)
    }

    fn content(&mut self) -> TableContent {
        match &self.content {
            Rows::File(file) => {
                let file = file.clone();
                let name = self.name(&file);
                TableContent::File {
                    file: TextLiteral {
                        value: file,
                        span: name.span,
                    },
                    filter: self.filter.take(),
                }
            }
            Rows::Written(text) => {
                let text = text.clone();
                let types: Vec<Type> = self
                    .keys
                    .iter()
                    .map(|(_, declared, _)| declared.ty.clone())
                    .collect();
                let start = self.text.len();
                self.text.push_str(&text);
                let mut lines = written_lines(&text, start, &types);
                if lines.is_empty() {
                    return TableContent::Rows {
                        header: Vec::new(),
                        rows: Vec::new(),
                    };
                }
                let header = lines.remove(0).cells;
                TableContent::Rows {
                    header,
                    rows: lines,
                }
            }
        }
    }
}

fn span(file: u32, start: usize, end: usize) -> Span {
    Span::new(
        FileId(file),
        u32::try_from(start).unwrap(),
        u32::try_from(end).unwrap(),
    )
}

/// The lines of a written table. The parser is not asked: a cell of the header is a name or a number, and another one
/// what its column's type makes of it, a result an amount.
fn written_lines(text: &str, start: usize, types: &[Type]) -> Vec<Row> {
    let signatures = signatures();
    let mut rows = Vec::new();
    let mut at = start;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            let mut cells = Vec::new();
            let mut from = at;
            for (column, cell) in line.trim_end_matches('\n').split('|').enumerate() {
                let blanks = cell.len() - cell.trim_start().len();
                let own = cell.trim();
                let span = span(0, from + blanks, from + blanks + own.len());
                let ty = types.get(column).unwrap_or(&USD);
                let is_name = literal::is_identifier(own) && own != "_";
                let kind = if is_name {
                    CellKind::Value(Literal {
                        kind: match own {
                            "none" => LiteralKind::None,
                            name => LiteralKind::Name(Path {
                                names: vec![Name {
                                    text: name.to_owned(),
                                    span,
                                }],
                                span,
                            }),
                        },
                        span,
                    })
                } else {
                    let signatures = &signatures;
                    let ty = if rows.is_empty() { &Type::Int } else { ty };
                    Bare {
                        signatures,
                        ty,
                        span,
                    }
                    .cell(own)
                    .unwrap()
                };
                cells.push(Cell { kind, span });
                from += cell.len() + 1;
            }
            rows.push(Row {
                otherwise: false,
                cells,
                span: span(0, at, at + line.trim_end().len()),
            });
        }
        at += line.len();
    }
    rows
}

fn declared(ty: Type, domain: &str) -> Declared {
    let signatures = signatures();
    let span = Span::default();
    let domain = (!domain.is_empty()).then(|| {
        let given = ty.given().clone();
        let bare = Bare {
            signatures: &signatures,
            ty: &given,
            span,
        };
        let constraint = match bare.cell(domain).unwrap() {
            CellKind::Range(range) => Constraint::Range(range),
            CellKind::Set(members) => Constraint::Set { members, span },
            CellKind::Value(value) => Constraint::Set {
                members: vec![SetMember::Value(value)],
                span,
            },
            other => panic!("no domain: {other:?}"),
        };
        let domain: Domain =
            literal::domain(&signatures, &constraint, &given, domain, span).unwrap();
        domain
    });
    Declared { ty, domain }
}

/// `column = value`, where the value is a number if it looks like one, and else a text.
fn equals(column: &str, value: &str) -> Expression {
    let span = Span::default();
    let expression = |kind| Expression {
        kind,
        parenthesised: false,
        span,
    };
    let right = if value.starts_with(|c: char| c.is_ascii_digit()) {
        ExpressionKind::Number(syntax::Number {
            digits: value.to_owned(),
            percent: false,
            currency: None,
            span,
        })
    } else {
        ExpressionKind::Text(syntax::Text {
            pieces: vec![syntax::TextPiece::Literal(value.to_owned())],
            span,
        })
    };
    expression(ExpressionKind::Compare {
        left: Box::new(expression(ExpressionKind::Name(Name {
            text: column.to_owned(),
            span,
        }))),
        operator: syntax::Comparison::Equal,
        operator_span: span,
        right: Box::new(expression(right)),
    })
}

fn both(left: Expression, right: Expression) -> Expression {
    Expression {
        kind: ExpressionKind::And(vec![left, right]),
        parenthesised: false,
        span: Span::default(),
    }
}
