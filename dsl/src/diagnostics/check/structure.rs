//! Faults of how a rulebook is put together.

use super::worded;
use crate::check::Signatures;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::{Name, Path};
use crate::typed::Type;

pub(crate) fn no_header(span: Span) -> Diagnostic {
    Diagnostic::error(Code::Header, span, "no file says which rulebook this is")
        .with_help("begin one file with `rulebook name version \"1\"`")
}

pub(crate) fn second_header(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Header,
        span,
        "a rulebook has one header, and this is the second",
    )
    .with_related(first, "the first is here")
    .with_help("take it away; the files of a folder are one rulebook")
}

pub(crate) fn no_input(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Input,
        span,
        "the rulebook does not say what it is given",
    )
    .with_help("name the entity that a risk is: `input Policy`")
}

pub(crate) fn second_input(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Input,
        span,
        "a rulebook has one `input`, and this is the second",
    )
    .with_related(first, "the first is here")
    .with_help("take one of them away")
}

pub(crate) fn no_output(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Output,
        span,
        "the rulebook does not say what it answers",
    )
    .with_help("list the fields of the answer: `output { total = policy.total }`")
}

pub(crate) fn second_output(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Output,
        span,
        "a rulebook has one `output`, and this is the second",
    )
    .with_related(first, "the first is here")
    .with_help("take one of them away, or put the fields of both into one")
}

pub(crate) fn output_name(span: Span, name: &str, reserved: bool) -> Diagnostic {
    if reserved {
        return Diagnostic::error(
            Code::Output,
            span,
            "`errors` is the name under which an answer reports its errors",
        )
        .with_help("choose another name");
    }
    Diagnostic::error(
        Code::Output,
        span,
        format!("the answer has two fields `{name}`"),
    )
    .with_help("give one of them another name")
}

pub(crate) fn unrounded_output(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(Code::UnroundedMoney, span, "an unrounded amount is answered")
        .with_help(format!("round it, `round(… half up to 0.01)`, or say that it is meant: `{name} : unrounded money = …`"))
}

pub(crate) fn cannot_output(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::Output,
        span,
        format!("{} cannot be answered as it is", worded(signatures, ty)),
    )
    .with_help("answer its attributes: `vehicles = for v in policy.vehicles { total = v.total }`")
}

pub(crate) fn within_other(path: &Path) -> Diagnostic {
    Diagnostic::error(
        Code::Placement,
        path.span,
        format!("`{}` is not an entity", path.text()),
    )
    .with_help("name an entity behind `within`, or take `within` away")
}

pub(crate) fn within_itself(span: Span) -> Diagnostic {
    Diagnostic::error(Code::Placement, span, "this entity stands within itself")
        .with_help("take `within` away from one of them")
}

pub(crate) fn holds_itself(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Placement,
        span,
        "this holds an entity that it stands in, without end",
    )
    .with_help("take this away, or name another entity in it")
}

pub(crate) fn nowhere(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Placement,
        span,
        format!("nothing that the input leads to has a `{name}`"),
    )
    .with_help("add a list of it where it stands, or take the entity away")
}

pub(crate) fn root_within(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Input,
        span,
        "the input cannot stand within another entity",
    )
    .with_help("take `within` away, or name the outermost entity behind `input`")
}

pub(crate) fn root_as_item(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Placement,
        span,
        "the risk itself cannot stand in a part of it",
    )
    .with_help("take this away, and name the risk where its values are needed: `policy.state`")
}

pub(crate) fn stands_elsewhere(span: Span, name: &str, wanted: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Placement,
        span,
        format!("a `{name}` stands within a `{wanted}`, not here"),
    )
    .with_help(format!(
        "declare it without `within`, or put the list into `{wanted}`"
    ))
}

pub(crate) fn made_and_given(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Placement,
        span,
        format!("a `{name}` is made by the rulebook, and cannot be given as well"),
    )
    .with_help("take the list away, or the `for each` that makes it")
}

pub(crate) fn made_twice(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(Code::Placement, span, format!("two lists make a `{name}`"))
        .with_help("declare an entity for each list")
}

pub(crate) fn made_from_other(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "a list is made for the values of an enum, the numbers of a range or the values of a list",
    )
    .with_help(
        "write `for each coverage in Coverage`, `for each year in 1..term` or `for each zone in distinct(v.zone for v in vehicles)`",
    )
}

/// `field` is that of a record which is no plain value.
pub(crate) fn made_from_items(
    signatures: &Signatures<'_>,
    span: Span,
    item: &Type,
    field: Option<&str>,
) -> Diagnostic {
    if let Some(field) = field {
        let record = worded(signatures, item);
        return Diagnostic::error(
            Code::AttributeForm,
            span,
            format!("a list is made for records of plain values, and in {record} `{field}` may be absent or is none"),
        )
        .with_help(
            "take what tells them apart: `for each name in collect(r.name for r in rows of program)`",
        );
    }
    Diagnostic::error(
        Code::AttributeForm,
        span,
        format!(
            "a list is made for plain values, of which {} is none",
            worded(signatures, item)
        ),
    )
    .with_help("take a value of each item: `for each zone in distinct(v.zone for v in vehicles)`")
}

pub(crate) fn made_from_itself(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Cycle,
        span,
        "these values are read from the items that are made for them",
    )
    .with_help("take the values from a list that is there without them")
}

pub(crate) fn open_made_range(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "a made list needs a first and a last number",
    )
    .with_help("write both: `for each year in 1..term`")
}

pub(crate) fn made_of_other(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "only items of an entity can be made",
    )
    .with_help("name an entity behind `list of`")
}

pub(crate) fn made_with_value(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "a made list has no value or default of its own",
    )
    .with_help("take the value away: the items compute their attributes themselves")
}

pub(crate) fn input_in_made(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        format!("a `{name}` is made, so that nobody can give it a value"),
    )
    .with_help("compute the attribute: `name : type = …`")
}

pub(crate) fn list_bounds(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "a list has from 0 to a whole number of items",
    )
    .with_help("write the least first: `(1..4)`")
}

pub(crate) fn default_of_optional(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "a value with a default is never absent",
    )
    .with_help("take the `?` or the default away")
}

pub(crate) fn default_outside(span: Span, domain: &str) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        format!("the default lies outside {domain}"),
    )
    .with_help("give a default within the range, or widen the range")
}

pub(crate) fn period_input(span: Span) -> Diagnostic {
    Diagnostic::error(Code::AttributeForm, span, "a period cannot be given")
        .with_help("give a number, and make the period of it: `term months`")
}

pub(crate) fn record_field_type(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "a field of a record is a plain value or a record",
    )
    .with_help("declare an entity in place of the record: its attributes may be lists")
}

pub(crate) fn record_in_itself(name: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::Cycle,
        name.span,
        format!("`{}` holds itself, without end", name.text),
    )
    .with_help("take the field away that leads back to it")
}

pub(crate) fn leap_day(span: Span, found: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Header,
        span,
        format!("`{found}` is no day on which a year that begins on 29 February can be complete"),
    )
    .with_help(
        "write `leap_day february_28`, or `leap_day march_1`, which holds where nothing is said",
    )
}

pub(crate) fn table_type(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TableHeader,
        span,
        "keys and results of a table are plain values, and keys are never absent",
    )
    .with_help("take the `?` of a key away; name numbers, amounts, dates, texts, enums or `bool`")
}

/// The most things of a cycle that are named.
const MOST_NAMED: usize = 12;

/// Something that is computed from itself, by way of the named things.
pub(crate) fn cycle(way: &[(Span, String)]) -> Option<Diagnostic> {
    let (span, first) = way.first()?;
    let left_out = way.len().saturating_sub(MOST_NAMED);
    let more = (left_out > 0).then(|| format!("{left_out} more"));
    let named = way.iter().take(MOST_NAMED);
    let names: Vec<&str> = named
        .map(|(_, name)| name.as_str())
        .chain(more.as_deref())
        .chain([first.as_str()])
        .collect();
    let fault = Diagnostic::error(
        Code::Cycle,
        *span,
        format!("`{first}` is computed from itself: {}", names.join(" → ")),
    );
    let fault = fault
        .with_help("compute one of them without the next: solve for the value that is looked for");
    let related = way.iter().take(MOST_NAMED).skip(1);
    Some(related.fold(fault, |fault, (span, name)| {
        fault.with_related(*span, format!("by way of `{name}`"))
    }))
}

/// The place at which a rulebook has become too large, its functions written out where they are called.
pub(crate) fn too_large(span: Span, most: u64) -> Diagnostic {
    Diagnostic::error(
        Code::TooLarge,
        span,
        format!(
            "with this, and functions written out where they are called, the rulebook has more than {most} operations"
        ),
    )
    .with_help("give what a function computes several times a name with `let`, or a table or an attribute of its own")
}

/// Functions in the bodies of functions, deeper than they may be.
pub(crate) fn called_too_deep(span: Span, name: &str, most: u32) -> Diagnostic {
    Diagnostic::error(
        Code::TooLarge,
        span,
        format!("`{name}`, with the functions that it calls written out, is nested deeper than {most} levels"),
    )
    .with_help("give a part of what is computed an attribute or a definition of its own")
}

/// A list of which there can be so many items that one risk takes more than a host allows.
pub(crate) fn too_costly(
    span: Span,
    list: &str,
    items: u64,
    (cost, most): (u64, u64),
) -> Diagnostic {
    Diagnostic::error(
        Code::TooCostly,
        span,
        format!(
            "one risk can take {cost} operations, of which {most} are the most: there can be {items} items of `{list}` in it"
        ),
    )
    .with_help(
        "say how many items there can be at most, here and in the lists around it, as in `list of Vehicle (1..20)`; \
         for the numbers of a made list give what its range ends with a declared range",
    )
}
/// A rulebook that cannot be used and in which no fault was found.
pub(crate) fn unexplained(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Unexplained,
        span,
        "this rulebook cannot be read, and Lutine does not know why: that is a defect of Lutine",
    )
    .with_help(
        "report it together with the rulebook, and meanwhile take back what was changed last",
    )
}

/// An entity within very many others.
pub(crate) fn within_too_deep(span: Span, most: usize) -> Diagnostic {
    Diagnostic::error(
        Code::TooLarge,
        span,
        format!("this stands within more than {most} other entities"),
    )
    .with_help("name one of those further out behind `within`")
}

/// A comprehension that goes through very many lists at once.
pub(crate) fn too_many_clauses(span: Span, most: usize) -> Diagnostic {
    Diagnostic::error(
        Code::TooLarge,
        span,
        format!("this goes through more than {most} lists at once"),
    )
    .with_help("give what is collected from the first lists an attribute of its own")
}

/// A record that holds very many values, those of records in it included.
pub(crate) fn record_too_large(span: Span, name: &str, most: u64, levels: u64) -> Diagnostic {
    Diagnostic::error(
        Code::TooLarge,
        span,
        format!("`{name}`, with the records in it, has more than {most} fields or {levels} levels"),
    )
    .with_help("divide it into several records")
}
