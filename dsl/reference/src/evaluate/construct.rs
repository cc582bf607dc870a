//! What the census calls an expression.

use lutine_core::graph::{Choice, Comparison, DatePart};
use lutine_core::table::HitPolicy;
use lutine_dsl::typed::{
    Aggregation, Arithmetic, AttributeKind, Expr, ExprKind, Part, Pattern, Rulebook, Type,
};

/// The constructs that an expression is an example of; those that can only have a value have none.
pub fn of(rulebook: &Rulebook, expr: &Expr) -> Vec<String> {
    let name = match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Item(_) => return Vec::new(),
        ExprKind::Attribute { attribute, .. } => {
            let entity = &rulebook.entities[attribute.entity.index()];
            attribute_kind(&entity.attributes[attribute.attribute as usize].kind)
        }
        ExprKind::Variable(_) => "variable",
        ExprKind::Position(_) => "position",
        ExprKind::Field { .. } => "field of a record",
        ExprKind::Definition(_) => "definition",
        ExprKind::Call { .. } => "function call",
        ExprKind::Lookup { table, .. } => return look_up(rulebook, *table),
        ExprKind::Negate(_) => "negation",
        ExprKind::Not(_) => "not",
        ExprKind::Arithmetic { operation, .. } => arithmetic(*operation),
        ExprKind::Shift { back: false, .. } => "date + period",
        ExprKind::Shift { back: true, .. } => "date - period",
        ExprKind::Period { .. } => "period",
        ExprKind::Compare {
            comparison, left, ..
        } => return compare(*comparison, &left.ty),
        ExprKind::And(..) => "and",
        ExprKind::Or(..) => "or",
        ExprKind::In { .. } => "in a set or range",
        ExprKind::InRange { .. } => "in a computed range",
        ExprKind::InList { .. } => "in a list",
        ExprKind::IsGiven(_) => "is given",
        ExprKind::Coalesce(..) => "??",
        ExprKind::Wrap(_) => "widening to an optional",
        ExprKind::Unwrap(_) => "narrowing by a guard",
        ExprKind::Widen(_) => "widening of a number",
        ExprKind::Check { .. } => "declared range",
        ExprKind::If { .. } => "if",
        ExprKind::Match { arms, .. } if arms.iter().any(|arm| fits_none(&arm.pattern)) => {
            return vec!["match".to_owned(), "match none".to_owned()];
        }
        ExprKind::Match { .. } => "match",
        ExprKind::Variants { values, .. } => match values.first().map(|value| &value.kind) {
            Some(ExprKind::Lookup { .. }) => "variants of a table",
            _ => "variants",
        },
        ExprKind::Let { .. } => "let",
        ExprKind::Aggregate {
            kind,
            clauses,
            condition,
            ..
        } => return aggregate(*kind, clauses.len(), condition.is_some()),
        ExprKind::Pick {
            choice, condition, ..
        } => return with_where(choice_name(*choice), condition.is_some()),
        ExprKind::Sorted { condition, by, .. } => {
            let mut names = with_where("sorted", condition.is_some());
            if by.len() > 1 {
                names.push("sorted then by".to_owned());
            }
            if by.iter().any(|key| key.descending) {
                names.push("sorted descending".to_owned());
            }
            return names;
        }
        ExprKind::Place(_) => "place",
        ExprKind::Joined { .. } => "joined",
        ExprKind::Rows(_) => "rows of a table",
        ExprKind::Fitting { value: None, .. } => "look-up of all rows",
        ExprKind::Fitting { .. } => "look-up of all values",
        ExprKind::Numbers { .. } => "range gone through",
        ExprKind::Index { list, .. } if !is_declared_list(rulebook, list) => {
            "computed list[number]"
        }
        ExprKind::Index { .. } => "list[number]",
        ExprKind::ItemFor { .. } => "list[key]",
        ExprKind::Final { .. } => "final",
        ExprKind::Allocated { .. } => "allocated",
        ExprKind::Round { mode, .. } => {
            return vec![format!("round {}", mode.words())];
        }
        ExprKind::Absolute(_) => "abs",
        ExprKind::Maths { function, .. } => function.name(),
        ExprKind::Least(_) => "min of several",
        ExprKind::Greatest(_) => "max of several",
        ExprKind::DatePart { part, .. } => match part {
            DatePart::Year => "year of a date",
            DatePart::Month => "month of a date",
            DatePart::Day => "day of a date",
        },
        ExprKind::Between { unit, .. } => match unit {
            Part::Years => "years between",
            Part::Months => "months between",
            Part::Days => "days between",
            Part::YearsByFebruary28 => "years between, by 28 February",
            Part::OfYear(basis) => return vec![format!("day_count {}", basis.name())],
        },
        ExprKind::Steps {
            each_rounded: None, ..
        } => "steps",
        ExprKind::Steps { .. } => "steps each rounded",
        ExprKind::Record { .. } => "record",
        ExprKind::With { .. } => "record with",
        ExprKind::Format(_) => "text with values",
        ExprKind::Decision(_) => "decision",
        ExprKind::Reasons(_) => "reasons",
    };
    vec![name.to_owned()]
}

fn attribute_kind(kind: &AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Input { .. } => "attribute given",
        AttributeKind::GivenList { .. } => "list given",
        AttributeKind::MadeList(_) => "list made",
        AttributeKind::Key => "attribute made for",
        AttributeKind::Derived(_) => "attribute computed",
        AttributeKind::Carried { start, .. } => match start.ty {
            Type::Optional(_) => "attribute carried, perhaps absent",
            Type::Record(_) => "attribute carried, a record",
            _ => "attribute carried",
        },
    }
}

/// Whether an expression names a given or made list.
fn is_declared_list(rulebook: &Rulebook, list: &Expr) -> bool {
    let ExprKind::Attribute { attribute, .. } = &list.kind else {
        return false;
    };
    let entity = &rulebook.entities[attribute.entity.index()];
    let kind = &entity.attributes[attribute.attribute as usize].kind;
    matches!(
        kind,
        AttributeKind::GivenList { .. } | AttributeKind::MadeList(_)
    )
}

fn look_up(rulebook: &Rulebook, table: lutine_dsl::typed::TableId) -> Vec<String> {
    let table = &rulebook.tables[table.index()];
    let mut names = vec!["look-up".to_owned()];
    if table.record.is_some() {
        names.push("look-up of several results".to_owned());
    }
    if table.data.policy == HitPolicy::First {
        names.push("look-up of a first row".to_owned());
    }
    if table.data.interpolation.is_some() {
        names.push("look-up between nodes".to_owned());
    }
    if table.data.otherwise {
        names.push("look-up with otherwise".to_owned());
    }
    if table
        .columns
        .iter()
        .any(|ty| matches!(ty, Type::Optional(_)))
    {
        names.push("look-up of an optional".to_owned());
    }
    names
}

fn arithmetic(operation: Arithmetic) -> &'static str {
    match operation {
        Arithmetic::Add => "a + b",
        Arithmetic::Subtract => "a - b",
        Arithmetic::Multiply => "a * b",
        Arithmetic::Divide => "a / b",
        Arithmetic::Remainder => "a mod b",
        Arithmetic::Power => "pow",
    }
}

fn compare(comparison: Comparison, of: &Type) -> Vec<String> {
    let symbol = match comparison {
        Comparison::Equal => "a = b",
        Comparison::NotEqual => "a != b",
        Comparison::Less => "a < b",
        Comparison::LessOrEqual => "a <= b",
        Comparison::Greater => "a > b",
        Comparison::GreaterOrEqual => "a >= b",
    };
    let of = match of.given() {
        Type::Bool => "comparison of bools",
        Type::Text => "comparison of texts",
        Type::Date => "comparison of dates",
        Type::Enum(_) => "comparison of members",
        _ => "comparison of numbers",
    };
    vec![symbol.to_owned(), of.to_owned()]
}

fn fits_none(pattern: &Pattern) -> bool {
    matches!(pattern, Pattern::None | Pattern::NoneOr(_))
}

fn aggregate(kind: Aggregation, clauses: usize, filtered: bool) -> Vec<String> {
    let name = match kind {
        Aggregation::Sum => "sum",
        Aggregation::Product => "product",
        Aggregation::Count => "count",
        Aggregation::Min => "min of a list",
        Aggregation::Max => "max of a list",
        Aggregation::Average => "average",
        Aggregation::Any => "any",
        Aggregation::All => "all",
        Aggregation::Collect => "collect",
        Aggregation::Distinct => "distinct",
    };
    let mut names = with_where(name, filtered);
    if clauses > 1 {
        names.push("nested for".to_owned());
    }
    names
}

fn with_where(name: &str, filtered: bool) -> Vec<String> {
    if filtered {
        vec![name.to_owned(), format!("{name} where")]
    } else {
        vec![name.to_owned()]
    }
}

fn choice_name(choice: Choice) -> &'static str {
    match choice {
        Choice::Greatest => "pick by greatest",
        Choice::Least => "pick by least",
        Choice::First => "first",
        Choice::Last => "last",
    }
}
