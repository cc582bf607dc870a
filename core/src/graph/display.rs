//! A graph as text: a line for each space, list, node and declaration, for people and for tests that compare.

use super::{
    Bound, Carry, Constant, Declaration, DeclarationKind, Domain, Each, Graph, List, LookupNote,
    MatchPart, NamedShape, Node, NodeId, OnlyIf, Op, Operand, Piece, Requirement, Scan, Shape,
    SiteId, Space, SpaceId, StepLine, Ty, VariantNote,
};
use std::fmt::{self, Display, Formatter, Write};

impl Display for NodeId {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "n{}", self.0)
    }
}

impl Display for SpaceId {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "s{}", self.0)
    }
}

/// Spaces, lists, nodes with their places, declarations with what they read, requirements and output, each by its number.
///
/// ```text
/// s2 = items vehicle in s1
/// l0 = vehicles of s1: s2, 1..4
/// n7 s2 money = mul n5 n6 @4:20 (total)
/// ```
impl Display for Graph {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (id, space) in (0..).map(SpaceId).zip(&self.spaces) {
            write!(f, "{id} = ")?;
            write_space(f, space)?;
        }
        for (id, list) in self.lists.iter().enumerate() {
            write!(f, "l{id} = ")?;
            write_list(f, list)?;
        }
        for (id, node) in (0..).map(NodeId).zip(&self.nodes) {
            write!(f, "{id} ")?;
            self.write_node(f, node)?;
        }
        for declaration in &self.declarations {
            self.write_declaration(f, declaration)?;
        }
        for scan in &self.scans {
            write_scan(f, scan)?;
        }
        for requirement in &self.requirements {
            self.write_requirement(f, requirement)?;
        }
        f.write_str("output\n")?;
        for field in &self.output {
            writeln!(f, "  {}", Named(field))?;
        }
        Ok(())
    }
}

fn write_space(f: &mut Formatter<'_>, space: &Space) -> fmt::Result {
    match space {
        Space::Unit => writeln!(f, "unit"),
        Space::Risk => writeln!(f, "risk"),
        Space::Items { parent, name } => writeln!(f, "items {name} in {parent}"),
        Space::Made { parent, name, each } => match each {
            Each::Members(members) => writeln!(f, "made {name} in {parent} for {members:?}"),
            Each::Numbers { from, to, max } => {
                writeln!(f, "made {name} in {parent} for {from}..{to}, at most {max}")
            }
            Each::Values {
                from,
                keep,
                values,
                max,
            } => {
                write!(f, "made {name} in {parent} for the values of {from}")?;
                values.iter().try_for_each(|value| write!(f, " {value}"))?;
                if let Some(keep) = keep {
                    write!(f, " if {keep}")?;
                }
                writeln!(f, ", at most {max}")
            }
            Each::Rows { table, keys } => {
                write!(f, "made {name} in {parent} for the rows of t{}", table.0)?;
                keys.iter().try_for_each(|key| write!(f, " {key}"))?;
                writeln!(f)
            }
        },
        Space::Pairs { left, list, owner } => {
            writeln!(f, "pairs of {left} with l{} of {owner}", list.0)
        }
        Space::Matches {
            left,
            list,
            owner,
            on,
        } => {
            write!(f, "matches of {left} with l{} of {owner}", list.0)?;
            for part in on {
                match part {
                    MatchPart::OfItem(node) | MatchPart::OfLeft(node) => write!(f, " where {node}"),
                    MatchPart::Equal { left, item } => write!(f, " where {left} = {item}"),
                }?;
            }
            writeln!(f)
        }
        Space::Join { parent, parts } => {
            write!(f, "join in {parent} of")?;
            parts.iter().try_for_each(|part| write!(f, " {part}"))?;
            writeln!(f)
        }
        Space::Sorted {
            parent,
            from,
            keep,
            by,
        } => {
            write!(f, "sorted {from} in {parent}")?;
            for (place, key) in by.iter().enumerate() {
                let word = if place == 0 { "by" } else { "then" };
                let order = if key.descending { " descending" } else { "" };
                write!(f, " {word}{order} {}", key.value)?;
            }
            if let Some(keep) = keep {
                write!(f, " if {keep}")?;
            }
            writeln!(f)
        }
    }
}

fn write_scan(f: &mut Formatter<'_>, scan: &Scan) -> fmt::Result {
    let Scan {
        space, first, last, ..
    } = scan;
    write!(f, "scan of {space}")?;
    if let Some(order) = scan.order {
        write!(f, " in order of {order}")?;
    }
    write!(f, ": {first}..{last}, carries")?;
    for Carry { node, then } in &scan.carries {
        write!(f, " {node} from {then}")?;
    }
    writeln!(f)
}

fn write_list(f: &mut Formatter<'_>, list: &List) -> fmt::Result {
    let List {
        name,
        owner,
        items,
        min,
        max,
        single,
    } = list;
    let single = if *single { ", single" } else { "" };
    writeln!(f, "{name} of {owner}: {items}, {min}..{max}{single}")
}

impl Graph {
    fn write_node(&self, f: &mut Formatter<'_>, node: &Node) -> fmt::Result {
        write!(f, "{} ", node.space)?;
        self.write_type(f, node.ty)?;
        f.write_str(" = ")?;
        self.write_operation(f, &node.op)?;
        node.args.iter().try_for_each(|arg| write!(f, " {arg}"))?;
        self.write_site(f, node.site)?;
        let declared = node
            .declares
            .and_then(|id| self.declarations.get(id.index()));
        match declared {
            Some(declaration) => writeln!(f, " ({})", declaration.name),
            None => writeln!(f),
        }
    }

    fn write_site(&self, f: &mut Formatter<'_>, site: SiteId) -> fmt::Result {
        match self.sites.get(site.index()) {
            Some(site) => write!(f, " @{}:{}", site.line, site.column),
            None => Ok(()),
        }
    }

    fn write_type(&self, f: &mut Formatter<'_>, ty: Ty) -> fmt::Result {
        match ty {
            Ty::Bool => f.write_str("bool"),
            Ty::Int => f.write_str("int"),
            Ty::Decimal => f.write_str("decimal"),
            Ty::Money(_) => f.write_str("money"),
            Ty::Unrounded(_) => f.write_str("unrounded"),
            Ty::Text => f.write_str("text"),
            Ty::Date => f.write_str("date"),
            Ty::Enum(id) => match self.enumerations.get(id.index()) {
                Some(of) => f.write_str(&of.name),
                None => f.write_str("enum"),
            },
            Ty::Ref(space) => write!(f, "ref {space}"),
            Ty::Row(_) => f.write_str("row"),
        }
    }

    fn write_operation(&self, f: &mut Formatter<'_>, op: &Op) -> fmt::Result {
        let table = |id: super::TableId| self.tables.get(id.index());
        match op {
            Op::Constant(constant) => write_constant(f, constant),
            Op::In(id) => write!(f, "in {}", self.domain_text(*id)),
            Op::Check(check) => write!(f, "check {}", self.domain_text(check.domain)),
            Op::Row(id) => write!(f, "row of {}", table(*id).map_or("", |table| &table.name)),
            Op::RowAbove(id) => {
                write!(
                    f,
                    "row above of {}",
                    table(*id).map_or("", |table| &table.name)
                )
            }
            Op::Interpolated(id, column) => {
                let column = table(*id).and_then(|table| table.columns.get(*column as usize));
                write!(
                    f,
                    "interpolated {}",
                    column.map_or("", |column| &column.name)
                )
            }
            Op::Cell(id, column) | Op::CellGiven(id, column) => {
                let column = table(*id).and_then(|table| table.columns.get(*column as usize));
                let given = matches!(op, Op::CellGiven(..));
                f.write_str(if given { "given " } else { "cell " })?;
                f.write_str(column.map_or("", |column| &column.name))
            }
            Op::Format(pieces) => {
                f.write_str("format \"")?;
                pieces.iter().try_for_each(|piece| match piece {
                    Piece::Text(text) => f.write_str(text),
                    Piece::Value => f.write_str("{}"),
                })?;
                f.write_char('"')
            }
            Op::Reduce { kind, from, .. } => write!(f, "{} of {from}", lower(&kind)),
            Op::Pick { choice, from, .. } => write!(f, "pick {} of {from}", lower(&choice)),
            Op::Joined { from, .. } => write!(f, "joined of {from}"),
            Op::FirstOfItsValue { under } => write!(f, "first of its value in {under}"),
            Op::Round(mode) => write!(f, "round {mode}"),
            Op::Compare(comparison) => f.write_str(&lower(comparison)),
            Op::DatePart(part) => f.write_str(&lower(part)),
            Op::Maths(function) => f.write_str(function.name()),
            Op::DayCount(basis) => write!(f, "daycount {}", basis.name()),
            Op::Input(id) => write!(f, "input {}", id.0),
            Op::InputGiven(id) => write!(f, "given input {}", id.0),
            Op::At(list) => write!(f, "item of l{}", list.0),
            Op::AtKey(list) => write!(f, "item for key of l{}", list.0),
            other => f.write_str(&lower(other)),
        }
    }

    fn domain_text(&self, id: super::DomainId) -> String {
        match self.domains.get(id.index()) {
            Some(domain) if domain.text.is_empty() => interval_text(domain),
            Some(domain) => domain.text.to_string(),
            None => String::new(),
        }
    }

    fn write_declaration(&self, f: &mut Formatter<'_>, of: &Declaration) -> fmt::Result {
        let kind = match of.kind {
            DeclarationKind::Attribute => "attribute",
            DeclarationKind::Definition => "definition",
            DeclarationKind::Rule => "rule",
        };
        write!(
            f,
            "{kind} {} in {}: {}",
            of.name,
            of.space,
            Shaped(&of.value)
        )?;
        writeln!(f, " = {}", of.formula)?;
        write_reads(f, "  ", &of.operands, &of.lookups)?;
        write_variants(f, "  ", &of.variants)?;
        for steps in &of.steps {
            match &steps.each_rounded {
                Some(rounding) => writeln!(f, "  steps each rounded {rounding}")?,
                None => writeln!(f, "  steps")?,
            }
            for line in &steps.lines {
                write_line(f, line)?;
            }
        }
        Ok(())
    }

    fn write_requirement(&self, f: &mut Formatter<'_>, of: &Requirement) -> fmt::Result {
        write!(
            f,
            "require {} in {}: {}",
            of.condition, of.space, of.message
        )?;
        self.write_site(f, of.site)?;
        writeln!(f)
    }
}

fn write_line(f: &mut Formatter<'_>, line: &StepLine) -> fmt::Result {
    write!(f, "    {}", line.kind.as_str())?;
    if let Some(label) = &line.label {
        write!(f, " {label:?}")?;
    }
    write!(f, " {}", line.formula)?;
    if let Some(operand) = line.operand {
        write!(f, ": {operand}")?;
    }
    if let Some(when) = line.when {
        write!(f, " when {when}")?;
    }
    writeln!(f, " -> {}", line.running)?;
    write_reads(f, "      ", &line.operands, &line.lookups)?;
    write_variants(f, "      ", &line.variants)
}

fn write_reads(
    f: &mut Formatter<'_>,
    indent: &str,
    operands: &[Operand],
    lookups: &[LookupNote],
) -> fmt::Result {
    for operand in operands {
        writeln!(
            f,
            "{indent}reads {}: {}",
            operand.text,
            Shaped(&operand.value)
        )?;
    }
    lookups.iter().try_for_each(|one| {
        writeln!(
            f,
            "{indent}looks up {}{}",
            one.row,
            Conditions(&one.only_if)
        )
    })
}

/// ` when n1, not n2`
struct Conditions<'c>(&'c [OnlyIf]);

impl fmt::Display for Conditions<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut before = " when ";
        for only in self.0 {
            let not = if only.holds { "" } else { "not " };
            write!(f, "{before}{not}{}", only.condition)?;
            before = ", ";
        }
        Ok(())
    }
}

fn write_variants(f: &mut Formatter<'_>, indent: &str, variants: &[VariantNote]) -> fmt::Result {
    variants.iter().try_for_each(|variant| {
        let VariantNote {
            of,
            guards,
            only_if,
            ..
        } = variant;
        writeln!(
            f,
            "{indent}variant of {of}: {guards}{}",
            Conditions(only_if)
        )
    })
}

fn write_constant(f: &mut Formatter<'_>, constant: &Constant) -> fmt::Result {
    match constant {
        Constant::Bool(value) => write!(f, "{value}"),
        Constant::Number(value) => write!(f, "{value}"),
        Constant::Text(value) => write!(f, "{value:?}"),
        Constant::Date(value) => write!(f, "{value}"),
        Constant::Enum(value) => write!(f, "member {value}"),
    }
}

/// The ends of a domain that was not written in the rulebook.
fn interval_text(domain: &Domain) -> String {
    let mut text = String::new();
    for interval in &domain.intervals {
        let end = |bound: &Option<Bound>| {
            let value = bound.as_ref().map(|bound| format!("{:?}", bound.value));
            value.unwrap_or_default()
        };
        // Writing to a string cannot fail.
        let _ = write!(text, "[{}..{}]", end(&interval.low), end(&interval.high));
    }
    text
}

/// The name of an operation in small letters: `GreaterOrEqual` as `greater or equal`.
fn lower(named: &dyn fmt::Debug) -> String {
    let mut words = String::new();
    for (place, letter) in format!("{named:?}").chars().enumerate() {
        if letter.is_uppercase() && place > 0 {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

struct Shaped<'a>(&'a Shape);

struct Named<'a>(&'a NamedShape);

impl Display for Named<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.0.name, Shaped(&self.0.shape))
    }
}

impl Display for Shaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Shape::One(node) => write!(f, "{node}"),
            Shape::Optional { given, value } => write!(f, "{} if {given}", Self(value)),
            Shape::Record(fields) => {
                f.write_str("{")?;
                for (place, field) in fields.iter().enumerate() {
                    let before = if place == 0 { " " } else { ", " };
                    write!(f, "{before}{}", Named(field))?;
                }
                f.write_str(" }")
            }
            Shape::List {
                space,
                keep,
                item,
                strict,
            } => {
                let each = if *strict { "all" } else { "each" };
                write!(f, "{each} of {space}")?;
                if let Some(keep) = keep {
                    write!(f, " where {keep}")?;
                }
                write!(f, ": {}", Self(item))
            }
        }
    }
}
