//! Tables.

use super::declaration::{Declaring, Reading};
use super::found::Pair;
use super::grammar::Rule;
use super::reader::{Reader, child, children, inner};
use crate::diagnostics::syntax::{cannot_stand_here, misplaced, table_without_rows};
use crate::layout::{Body, Separators};
use crate::source::Span;
use crate::syntax::{
    Cell, CellKind, DeclarationKind, ExpressionKind, HitPolicy, Interpolation, KeyColumn, Literal,
    Name, Outside, Row, Table, TableContent, TableKey, TablePolicy, TableResult, TableResults,
    TextLiteral, TypeExpression, Variant,
};

/// What stands before the rows of a table.
struct Head {
    name: Name,
    keys: Vec<TableKey>,
    results: TableResults,
    policy: Option<TablePolicy>,
    interpolation: Option<Interpolation>,
    file: Option<TableContent>,
    otherwise: Vec<Literal>,
}

impl Declaring<'_> {
    pub fn table(&self) -> Option<DeclarationKind> {
        let head = self.head(
            Reading::new(
                Rule::table_head,
                "a table",
                "`table name(key: type) -> type from \"rates.csv\"`",
            ),
            |reader, pair| reader.table_head(pair),
        );
        let content = self.body.map(|body| self.table_body(body));
        let head = head?;
        let content = content.or(head.file).unwrap_or_else(|| {
            self.parser.report(table_without_rows(head.name.span));
            TableContent::Missing
        });
        Some(DeclarationKind::Table(Table {
            name: head.name,
            keys: head.keys,
            results: head.results,
            policy: head.policy,
            interpolation: head.interpolation,
            content,
            otherwise: head.otherwise,
        }))
    }

    /// Rows, or variants: those have a `:`, which no cell has.
    fn table_body(&self, body: Body) -> TableContent {
        if self.parser.layout.has_at_top(body, ":") {
            let variants = self.variants(|reader, pair| reader.file_of_variant(pair));
            return match variants.as_slice() {
                [] if !self.unread.borrow().is_empty() => TableContent::Missing,
                _ => TableContent::Variants(variants),
            };
        }
        let reading = Reading::new(Rule::row, "a row of a table", "`key | result`");
        let mut rows = self
            .items(reading, Separators::Rows, |reader, pair| reader.row(pair))
            .into_iter();
        match rows.next() {
            // Without its header the first row would be taken for it.
            Some(header) if self.is_unread_before(header.span) => TableContent::Missing,
            Some(header) => TableContent::Rows {
                header: header.cells,
                rows: rows.collect(),
                complete: self.unread.borrow().is_empty(),
            },
            None => {
                if self.unread.borrow().is_empty() {
                    self.parser.report(table_without_rows(
                        self.parser.layout.span_of_token(body.open),
                    ));
                }
                TableContent::Missing
            }
        }
    }
}

impl Declaring<'_> {
    fn is_unread_before(&self, row: Span) -> bool {
        self.unread
            .borrow()
            .iter()
            .any(|unread| unread.span.start < row.start)
    }
}

impl Reader<'_> {
    fn table_head(&self, pair: &Pair<'_>) -> Option<Head> {
        let keys = child(pair, Rule::table_keys)?;
        let keys: Option<Vec<_>> = children(&keys, Rule::table_column)
            .map(|key| self.table_key(&key))
            .collect();
        let mut head = Head {
            name: self.small_name(&child(pair, Rule::name)?, "a table"),
            keys: keys?,
            results: TableResults::Nothing,
            policy: None,
            interpolation: None,
            file: None,
            otherwise: Vec::new(),
        };
        let mut reached = 0;
        for part in pair.parts() {
            match part.as_rule() {
                Rule::table_results => head.results = self.table_results(&part)?,
                Rule::hit_policy => head.policy = Some(self.hit_policy(&part)?),
                Rule::interpolation => head.interpolation = Some(self.interpolation(&part)?),
                Rule::table_file => head.file = Some(self.table_file(&part)?),
                Rule::table_otherwise => {
                    let values = children(&part, Rule::literal).map(|value| self.literal(&value));
                    head.otherwise = values.collect::<Option<Vec<_>>>()?;
                }
                _ => continue,
            }
            let place = place_of(part.as_rule());
            if place <= reached && place > 0 {
                let message = "the parts of a table stand in an order, each once";
                let order = "put them in this order: hit policy, `interpolate …`, `from \"file.csv\" where …`, `otherwise …`";
                self.report(misplaced(self.span(&part), message, order));
            }
            reached = reached.max(place);
        }
        Some(head)
    }

    fn table_key(&self, pair: &Pair<'_>) -> Option<TableKey> {
        let (name, ty) = self.column_head(pair, "a key")?;
        let mut column = KeyColumn::Own;
        for part in pair.parts() {
            let mut columns = self.columns(&part).into_iter();
            column = match (part.as_rule(), columns.next(), columns.next()) {
                (Rule::column, Some(own), _) => KeyColumn::Named(own),
                (Rule::column_up_to, Some(end), _) => KeyColumn::UpTo(end),
                (Rule::column_from, Some(start), None) => KeyColumn::From(start),
                (Rule::column_from, Some(start), Some(end)) => KeyColumn::Between(start, end),
                _ => continue,
            };
        }
        Some(TableKey { name, ty, column })
    }

    fn column_head(&self, pair: &Pair<'_>, kind: &str) -> Option<(Name, TypeExpression)> {
        let name = self.small_name(&child(pair, Rule::name)?, kind);
        Some((
            name,
            self.type_expression(&child(pair, Rule::type_expression)?)?,
        ))
    }

    /// The columns that a clause names.
    fn columns(&self, pair: &Pair<'_>) -> Vec<Name> {
        children(pair, Rule::column_name)
            .filter_map(|column| self.column_name(&column))
            .collect()
    }

    fn table_results(&self, pair: &Pair<'_>) -> Option<TableResults> {
        if let Some(ty) = child(pair, Rule::type_expression) {
            return Some(TableResults::Single(Box::new(self.type_expression(&ty)?)));
        }
        let named = child(pair, Rule::table_named_results)?;
        let results: Option<Vec<_>> = children(&named, Rule::table_column)
            .map(|it| self.table_result(&it))
            .collect();
        Some(TableResults::Named(results?))
    }

    fn table_result(&self, pair: &Pair<'_>) -> Option<TableResult> {
        let (name, ty) = self.column_head(pair, "a result")?;
        let band = child(pair, Rule::column_up_to).or_else(|| child(pair, Rule::column_from));
        if let Some(band) = band {
            let message = "a result stands in one column";
            self.report(misplaced(self.span(&band), message, "write `column name`"));
        }
        let column = child(pair, Rule::column).and_then(|column| self.columns(&column).pop());
        Some(TableResult { name, ty, column })
    }

    fn hit_policy(&self, pair: &Pair<'_>) -> Option<TablePolicy> {
        let kind = match pair.as_str() {
            "unique" => HitPolicy::Unique,
            "first" => HitPolicy::First,
            "collect" => HitPolicy::Collect,
            "exists" => HitPolicy::Exists,
            _ => return None,
        };
        Some(TablePolicy {
            kind,
            span: self.span(pair),
        })
    }

    fn interpolation(&self, pair: &Pair<'_>) -> Option<Interpolation> {
        let outside = match child(pair, Rule::outside).as_ref().map(Pair::as_str) {
            Some("clamp") => Some(Outside::Clamp),
            Some("extend") => Some(Outside::Extend),
            Some(_) => Some(Outside::Error),
            None => None,
        };
        Some(Interpolation {
            key: self.name(&child(pair, Rule::name)?),
            outside,
            span: self.span(pair),
        })
    }

    fn table_file(&self, pair: &Pair<'_>) -> Option<TableContent> {
        Some(TableContent::File {
            file: self.text_literal(&child(pair, Rule::text)?),
            filter: self.optional_operand(child(pair, Rule::where_clause))?,
        })
    }

    fn row(&self, pair: &Pair<'_>) -> Option<Row> {
        let is_otherwise = |cell: &Pair<'_>| child(cell, Rule::kw_otherwise).is_some();
        let mut cells = children(pair, Rule::cell).peekable();
        let otherwise = cells.next_if(is_otherwise).is_some();
        if let Some(second) = cells.clone().find(is_otherwise) {
            let fault = cannot_stand_here(self.span(&second), "`otherwise`", "a row of a table")
                .with_help(
                    "put `otherwise` at the start of the row: it stands for all keys at once",
                );
            self.report(fault);
            return None;
        }
        // A row may have as many cells as fit into a file.
        let mut read = Vec::with_capacity(cells.clone().count());
        for cell in cells {
            read.push(self.cell(&cell)?);
        }
        Some(Row {
            otherwise,
            cells: read,
            span: self.span(pair),
        })
    }

    fn cell(&self, pair: &Pair<'_>) -> Option<Cell> {
        let kind = match inner(pair) {
            None => CellKind::Blank,
            Some(value) => match value.as_rule() {
                Rule::any_value => CellKind::Any,
                Rule::literal_range => CellKind::Range(self.literal_range(&value)?),
                Rule::literal_set => CellKind::Set(self.literal_set(&value)?),
                _ => CellKind::Value(self.literal(&value)?),
            },
        };
        let span = inner(pair).map_or(self.span(pair).at_start(), |value| self.span(&value));
        Some(Cell { kind, span })
    }

    /// A variant of a table names another file.
    fn file_of_variant(&self, pair: &Pair<'_>) -> Option<Variant<TextLiteral>> {
        let variant = self.variant(pair)?;
        let file = match &variant.value.kind {
            ExpressionKind::Text(text) => text.literal().map(|value| TextLiteral {
                value: value.to_owned(),
                span: text.span,
            }),
            _ => None,
        };
        let Some(value) = file else {
            let fault = cannot_stand_here(variant.value.span, "this", "a variant of a table")
                .with_help("name the file with its rows, such as `\"rates_2025.csv\"`");
            self.report(fault);
            return None;
        };
        Some(Variant {
            guards: variant.guards,
            value,
            because: variant.because,
            span: variant.span,
        })
    }
}

/// The order of what stands behind the results.
fn place_of(rule: Rule) -> u8 {
    match rule {
        Rule::hit_policy => 1,
        Rule::interpolation => 2,
        Rule::table_file => 3,
        Rule::table_otherwise => 4,
        _ => 0,
    }
}
