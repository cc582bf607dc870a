//! How a test can name what is in error: every way that may do, the plainest first. Which of them does is seen by running it.

use lutine_core::answer::FieldError;
use lutine_dsl::source::SourceMap;
use lutine_dsl::testing::quoted;
use lutine_dsl::typed::{Attribute, AttributeKind, OutputValue, Rule, Rulebook, Type};

/// What the names of dimensions begin with, which no expression can say.
const DIMENSIONS: &str = "dimensions.";
/// What the paths of errors begin with that arise in the expression of a field of the output.
const OUTPUT: &str = "output.";

/// Finds names.
pub(super) struct Naming<'n> {
    pub(super) rulebook: &'n Rulebook,
    pub(super) sources: &'n SourceMap,
}

impl Naming<'_> {
    /// What a test may expect of an error; of a risk that is refused, that it is.
    pub(super) fn expectations(&self, error: &FieldError, refused: bool) -> Vec<String> {
        let (path, code) = (&*error.path, error.code.as_str());
        let root = self.rulebook.entities.get(self.rulebook.root.index());
        let values = match root {
            Some(root) if refused => vec![root.snake_name.to_string()],
            _ => {
                if let Some(rule) = self.rulebook.rules.iter().find(|r| *r.code == *path) {
                    return self.of_rule(rule, code);
                }
                match (path.strip_prefix(OUTPUT), path.strip_prefix(DIMENSIONS)) {
                    (Some(field), _) => self.of_output(field).unwrap_or_default(),
                    (_, Some(_)) => self.of_dimension(path),
                    _ => self.of_value(path).unwrap_or_default(),
                }
            }
        };
        let values = values.into_iter();
        values
            .map(|value| format!("expect {value} fails {code}"))
            .collect()
    }

    /// A rule in error is one of its outcome's reasons, or the outcome is.
    fn of_rule(&self, rule: &Rule, code: &str) -> Vec<String> {
        let outcomes = rule.effects.iter().filter_map(|effect| {
            let outcome = self.rulebook.outcomes.get(effect.outcome.index())?;
            let name = &outcome.name;
            Some(match outcome.on_error {
                Some(_) => {
                    let rule = quoted(&rule.code);
                    format!(
                        "expect any(r.code = {rule} and r.message = \"not decided: {code}\" for r in {name}.reasons)"
                    )
                }
                None => format!("expect {name}.decision fails {code}"),
            })
        });
        outcomes.collect()
    }

    /// What a dimension that is in error decides is in error too.
    fn of_dimension(&self, path: &str) -> Vec<String> {
        let is_it = |id: &lutine_dsl::typed::DefinitionId| {
            let definition = self.rulebook.definitions.get(id.index());
            definition.is_some_and(|definition| *definition.name == *path)
        };
        let variants = self.rulebook.variants.iter();
        let decided = variants.filter(|variants| variants.dimensions.iter().any(is_it));
        let named = decided.map(|variants| variants.of.to_string());
        let definitions = &self.rulebook.definitions;
        named
            .filter(|name| definitions.iter().any(|d| *d.name == **name))
            .collect()
    }

    /// The expression of a field of the output, as it is written there.
    fn of_output(&self, path: &str) -> Option<Vec<String>> {
        let mut items = self.rulebook.output.as_slice();
        let mut clauses = Vec::new();
        for (name, _) in steps(path)? {
            let item = items.iter().find(|item| *item.name == *name)?;
            match &item.value {
                OutputValue::For { clause, items: own } => {
                    let end = clause.list.span.end;
                    let head = lutine_dsl::source::Span { end, ..item.span };
                    clauses.push(behind_equals(self.sources.text(head)).to_owned());
                    items = own;
                }
                OutputValue::Value(_) => {
                    let value = one_line(behind_equals(self.sources.text(item.span)));
                    return Some(vec![match clauses.is_empty() {
                        true => format!("({value})"),
                        false => format!("collect(({value}) {})", clauses.join(" ")),
                    }]);
                }
            }
        }
        None
    }

    /// An attribute or a definition: by its path, through all items of its lists, or as what the last item carries on.
    fn of_value(&self, path: &str) -> Option<Vec<String>> {
        let (head, mut ty, rest) = self.head(path)?;
        let (mut plain, mut inner) = (head.to_owned(), head.to_owned());
        let (mut given, mut given_inner) = (Vec::new(), Vec::new());
        let mut clauses: Vec<String> = Vec::new();
        // The list whose item the way leads through last.
        let mut list: Option<String> = None;
        let mut carried = None;
        for (name, key) in steps(rest)? {
            if matches!(ty, Type::Optional(_)) {
                given.push(format!("{plain} is given"));
                given_inner.push(format!("{inner} is given"));
            }
            // What belongs to a record is told apart by its error alone.
            let Type::Entity(_) = ty.given() else {
                break;
            };
            let attribute = self.attribute(ty.given(), name)?;
            let (whole, whole_inner) = (format!("{plain}.{name}"), format!("{inner}.{name}"));
            if matches!(attribute.kind, AttributeKind::Carried { .. }) {
                carried = list.take().map(|list| format!("final({list}.{name})"));
            }
            match (key, &attribute.ty) {
                (Some(key), Type::List(item)) => {
                    let variable = format!("i{}", clauses.len().saturating_add(1));
                    clauses.push(format!("for {variable} in {whole_inner}"));
                    (plain, inner, ty) = (format!("{whole}[{key}]"), variable, (**item).clone());
                    list = Some(whole);
                }
                (_, own) => (plain, inner, ty, list) = (whole, whole_inner, own.clone(), None),
            }
        }
        let mut values = vec![match given.is_empty() {
            true => value(&plain, &ty),
            false => format!(
                "(if {} then {} else none)",
                given.join(" and "),
                value(&plain, &ty)
            ),
        }];
        values.extend(carried);
        if !clauses.is_empty() {
            let where_given = match given_inner.is_empty() {
                true => String::new(),
                false => format!(" where {}", given_inner.join(" and ")),
            };
            values.push(format!(
                "collect({} {}{where_given})",
                value(&inner, &ty),
                clauses.join(" ")
            ));
        }
        Some(values)
    }

    /// The root or the definition that a path begins with, its type, and the rest of the path.
    fn head<'p>(&self, path: &'p str) -> Option<(&'p str, Type, &'p str)> {
        let rest = |name: &str| {
            let rest = path.strip_prefix(name)?;
            let is_whole = rest.is_empty() || rest.starts_with(['.', '[']);
            is_whole.then_some((path.get(..name.len())?, rest))
        };
        let root = self.rulebook.entities.get(self.rulebook.root.index())?;
        if let Some((head, rest)) = rest(&root.snake_name) {
            return Some((head, Type::Entity(self.rulebook.root), rest));
        }
        let mut definitions = self.rulebook.definitions.iter();
        definitions.find_map(|definition| {
            let (head, rest) = rest(&definition.name)?;
            Some((head, definition.ty.clone(), rest))
        })
    }

    fn attribute(&self, entity: &Type, name: &str) -> Option<&Attribute> {
        let Type::Entity(id) = entity else {
            return None;
        };
        let declared = self.rulebook.entities.get(id.index())?;
        let mut attributes = declared.attributes.iter();
        attributes.find(|attribute| *attribute.name == *name)
    }
}

/// What a test can ask of a value of this type: an item has its place, a list of items its number.
fn value(name: &str, ty: &Type) -> String {
    match ty {
        Type::Entity(_) => format!("{name}.position"),
        Type::Optional(inner) if matches!(**inner, Type::Entity(_)) => format!("({name} is given)"),
        Type::List(item) if matches!(**item, Type::Entity(_)) => format!("count({name})"),
        _ => name.to_owned(),
    }
}

/// The steps of the rest of a path: names, with what stands in brackets behind them.
fn steps(path: &str) -> Option<Vec<(&str, Option<&str>)>> {
    let mut steps = Vec::new();
    let mut rest = path.strip_prefix('.').unwrap_or(path);
    while !rest.is_empty() {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, behind) = rest.split_at_checked(end)?;
        let mut key = None;
        rest = behind;
        if let Some(inside) = behind.strip_prefix('[') {
            let mut ends = inside.match_indices(']').map(|(at, _)| at);
            let is_end = |at: &usize| {
                let behind = inside.get(at.saturating_add(1)..).unwrap_or_default();
                behind.is_empty() || behind.starts_with('.')
            };
            let end = ends.find(is_end)?;
            key = inside.get(..end);
            rest = inside.get(end.saturating_add(1)..)?;
        }
        steps.push((name, key));
        rest = rest.strip_prefix('.').unwrap_or(rest);
    }
    Some(steps)
}

/// What stands behind the first `=` of a field of the output.
fn behind_equals(item: &str) -> &str {
    item.split_once('=').map_or(item, |(_, value)| value).trim()
}

/// A text on one line, unless a comment would swallow what follows.
fn one_line(text: &str) -> String {
    if text.contains("//") {
        return format!("{text}\n");
    }
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}
