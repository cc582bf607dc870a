//! Which variant applies: to each risk that the input accepts one, and each to some.

use lutine_core::graph::{Bound, Constant, Interval, Ty};
use lutine_core::table::{Finding, KeyCell, KeySpace, TableError, Units};

use super::claim::{About, Claim, ClaimKind, Status};
use super::fact::Fact;
use crate::check::table::core_ty;
use crate::check::variants::PREFIX;
use crate::check::variants::order::{Relation, relation, rows, table};
use crate::diagnostics::{Diagnostic, check as faults};
use crate::testing::quoted;
use crate::typed::{AttributeKind, DefinitionId, Expr, ExprKind, Rulebook, VariantArm, Variants};
use std::sync::Arc;

/// How many pairs of variants that tie are looked at; a rulebook without fault has few.
const MOST_TIES: usize = 2_000;
/// How many risks that two variants claim are shown of one declaration.
const MOST_SHOWN: usize = 3;

/// What came of all that has variants: claims that hold, and what is wrong.
pub(super) fn prove(rulebook: &Rulebook, definitions: &[Fact]) -> (Vec<Claim>, Vec<Diagnostic>) {
    let (mut claims, mut found) = (Vec::new(), Vec::new());
    for of in &rulebook.variants {
        match Dimensions::of(rulebook, definitions, of) {
            Some(dimensions) if dimensions.axes.iter().any(is_empty) => {
                // No risk has a value of the dimension: it is always in error.
            }
            Some(dimensions) => match dimensions.faults() {
                Ok(faults) => found.extend(faults),
                Err(why) => found.push(faults::too_many_variants(of.span, &of.of, &why)),
            },
            None => continue,
        }
        for kind in [ClaimKind::VariantOne, ClaimKind::VariantAny] {
            claims.push(Claim {
                kind,
                span: of.span,
                at: of.span,
                about: About::Named(Arc::clone(&of.of)),
                status: Status::Proven,
            });
        }
    }
    (claims, found)
}

/// What a risk is given to which the variant of a table applies that a claim is about, where the dimensions are fields of the input.
pub(super) fn given(
    rulebook: &Rulebook,
    definitions: &[Fact],
    subject: &str,
) -> Option<Vec<Arc<str>>> {
    let is_of = |of: &Variants, arm: &VariantArm| {
        let file = arm.value.trim_matches('"');
        subject == format!("{} ({file})", of.of)
    };
    let mut variants = rulebook.variants.iter();
    let (of, row) = variants.find_map(|of| {
        let row = of.arms.iter().position(|arm| is_of(of, arm))?;
        Some((of, row))
    })?;
    let dimensions = Dimensions::of(rulebook, definitions, of)?;
    let risk = dimensions.applies(row)?;
    let lines = dimensions.lines(&risk)?;
    Some(lines.into_iter().map(Arc::from).collect())
}

fn is_empty((_, values): &Axis) -> bool {
    values.as_ref().is_some_and(Vec::is_empty)
}

/// A dimension: its type, and which values it can have, if not all.
type Axis = (Ty, Option<Vec<Interval>>);

struct Dimensions<'p> {
    rulebook: &'p Rulebook,
    of: &'p Variants,
    axes: Vec<Axis>,
    rows: Vec<Vec<KeyCell>>,
}

impl<'p> Dimensions<'p> {
    fn of(rulebook: &'p Rulebook, definitions: &[Fact], of: &'p Variants) -> Option<Self> {
        let axis = |id: &DefinitionId| {
            let definition = rulebook.definitions.get(id.index())?;
            let fact = definitions.get(id.index());
            Some((core_ty(&definition.ty)?, fact.and_then(values)))
        };
        let axes = of.dimensions.iter().map(axis).collect::<Option<Vec<_>>>()?;
        Some(Self {
            rulebook,
            of,
            rows: rows(&of.arms, axes.len()),
            axes,
        })
    }

    fn units(&self) -> Units<'p> {
        Units {
            enumerations: &self.rulebook.enumerations,
            currencies: &self.rulebook.currencies,
        }
    }

    /// The risks that two variants claim, those that none does, and variants that are never the one.
    fn faults(&self) -> Result<Vec<Diagnostic>, String> {
        let everything: Vec<Axis> = self.axes.iter().map(|(ty, _)| (*ty, None)).collect();
        let all = table(&everything, self.rows.clone());
        let space = KeySpace::new(&all, self.units()).map_err(worded)?;
        let count = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        // The others that win over each.
        let mut above: Vec<Vec<u32>> = vec![Vec::new(); self.rows.len()];
        let mut ties = Vec::new();
        for later in 0..count {
            for before in 0..later {
                let (winner, loser) = match relation(&space, self.axes.len(), before, later) {
                    Relation::Wins => (before, later),
                    Relation::Loses => (later, before),
                    Relation::Ties if ties.len() < MOST_TIES => {
                        ties.push((before, later));
                        continue;
                    }
                    Relation::Ties => {
                        return Err(format!("more than {MOST_TIES} pairs of them meet"));
                    }
                    Relation::Apart => continue,
                };
                if let Some(above) = above.get_mut(loser as usize) {
                    above.push(winner);
                }
            }
        }
        let mut found = self.ties(&ties, &above)?;
        let every = self.rows.iter().collect();
        if let Some(risk) = self.left(&self.axes, every)? {
            let (words, test) = (self.words(&risk), self.test("no variant", &risk));
            let (span, of) = (self.of.span, &self.of.of);
            found.push(faults::variant_gap(span, of, &words, test.as_deref()));
        }
        for (row, above) in above.iter().enumerate() {
            // `any` is what is left, be it nothing yet.
            if self
                .of
                .arms
                .get(row)
                .is_none_or(|arm| arm.guards.is_empty())
            {
                continue;
            }
            let own = self.within(&[row]);
            let never = own.iter().any(is_empty) || self.left(&own, self.those(above))?.is_none();
            if let (true, Some(arm)) = (never, self.of.arms.get(row)) {
                found.push(faults::variant_never_applies(arm.span, &self.of.of));
            }
        }
        Ok(found)
    }

    /// The smallest risk to which a variant applies.
    fn applies(&self, row: usize) -> Option<Vec<Constant>> {
        let everything: Vec<Axis> = self.axes.iter().map(|(ty, _)| (*ty, None)).collect();
        let all = table(&everything, self.rows.clone());
        let space = KeySpace::new(&all, self.units()).ok()?;
        let own = u32::try_from(row).ok()?;
        let others = (0..u32::try_from(self.rows.len()).ok()?).filter(|other| *other != own);
        let above =
            others.filter(|other| relation(&space, self.axes.len(), *other, own) == Relation::Wins);
        let above: Vec<u32> = above.collect();
        let within = self.within(&[row]);
        if within.iter().any(is_empty) {
            return None;
        }
        self.left(&within, self.those(&above)).ok()?
    }

    /// The risks of pairs that tie and over which no third wins.
    fn ties(&self, ties: &[(u32, u32)], above: &[Vec<u32>]) -> Result<Vec<Diagnostic>, String> {
        let mut found: Vec<Diagnostic> = Vec::new();
        for (first, second) in ties {
            let (first, second) = (*first as usize, *second as usize);
            let shared = self.within(&[first, second]);
            let empty = Vec::new();
            let over = [first, second].map(|row| above.get(row).unwrap_or(&empty));
            let over: Vec<u32> = over.into_iter().flatten().copied().collect();
            if shared.iter().any(is_empty) {
                continue;
            }
            let Some(risk) = self.left(&shared, self.those(&over))? else {
                continue;
            };
            let arms = [first, second].map(|row| self.of.arms.get(row));
            let [Some(one), Some(other)] = arms else {
                continue;
            };
            // What stands lower is the one to look at.
            let (one, other) = if place(one) < place(other) {
                (one, other)
            } else {
                (other, one)
            };
            let (words, test) = (self.words(&risk), self.test("two variants", &risk));
            let of = &self.of.of;
            found.push(faults::variants_tie(
                other.span,
                one.span,
                of,
                &words,
                test.as_deref(),
            ));
            if found.len() >= MOST_SHOWN {
                break;
            }
        }
        Ok(found)
    }

    /// The smallest risk within these axes that none of the rows fits.
    fn left(
        &self,
        axes: &[Axis],
        rows: Vec<&Vec<KeyCell>>,
    ) -> Result<Option<Vec<Constant>>, String> {
        let rows = table(axes, rows.into_iter().cloned().collect());
        let space = KeySpace::new(&rows, self.units()).map_err(worded)?;
        match space.hole() {
            Finding::None => Ok(None),
            Finding::Found(risk) => Ok(Some(risk)),
            Finding::NotProven(_) => Err("their guards cut each other into too many pieces".into()),
        }
    }

    fn those(&self, rows: &[u32]) -> Vec<&Vec<KeyCell>> {
        let rows = rows.iter();
        rows.filter_map(|row| self.rows.get(*row as usize))
            .collect()
    }

    /// The values of the dimensions that all of some rows fit.
    fn within(&self, rows: &[usize]) -> Vec<Axis> {
        let mut axes = self.axes.clone();
        for row in rows.iter().filter_map(|row| self.rows.get(*row)) {
            for ((_, values), cell) in axes.iter_mut().zip(row) {
                let KeyCell::Intervals(own) = cell else {
                    continue;
                };
                *values = Some(match values {
                    None => own.clone(),
                    Some(before) => {
                        let both = before.iter().flat_map(|a| own.iter().map(|b| a.and(b)));
                        both.filter(|both| !is_turned(both)).collect()
                    }
                });
            }
        }
        axes
    }

    /// `state TX, effective 2026-07-01`
    fn words(&self, risk: &[Constant]) -> String {
        let dimension = |(id, value): (&DefinitionId, &Constant)| {
            let definition = self.rulebook.definitions.get(id.index())?;
            let text = written(self.rulebook, &definition.ty, value);
            let name = definition.name.strip_prefix(PREFIX)?;
            Some(format!("{name} {text}"))
        };
        let all = self.of.dimensions.iter().zip(risk).filter_map(dimension);
        all.collect::<Vec<_>>().join(", ")
    }

    /// A test with such a risk, where the dimensions are fields of the input.
    fn test(&self, name: &str, risk: &[Constant]) -> Option<String> {
        let lines = self.lines(risk)?;
        let lines: Vec<String> = lines.iter().map(|line| format!("with {line}")).collect();
        Some(format!("test \"{name}\" {{ {} }}", lines.join(", "))).filter(|_| !lines.is_empty())
    }

    /// `policy.state = TX`, for each dimension, where they are fields of the input.
    fn lines(&self, risk: &[Constant]) -> Option<Vec<String>> {
        let dimensions = self.of.dimensions.iter().zip(risk);
        let line = |(id, value): (&DefinitionId, &Constant)| {
            let definition = self.rulebook.definitions.get(id.index())?;
            let path = input_path(self.rulebook, &definition.value)?;
            let text = written(self.rulebook, &definition.ty, value);
            Some(format!("{path} = {text}"))
        };
        dimensions.map(line).collect()
    }
}

const fn place(arm: &VariantArm) -> u32 {
    arm.place
}

/// Whether the ends of an interval are the wrong way round.
fn is_turned(interval: &Interval) -> bool {
    match (&interval.low, &interval.high) {
        (Some(low), Some(high)) => {
            high.value < low.value
                || (high.value == low.value && !(low.inclusive && high.inclusive))
        }
        _ => false,
    }
}

fn worded(fault: TableError) -> String {
    fault.to_string()
}

/// `policy.state`, where the value is a field of the input.
fn input_path(rulebook: &Rulebook, value: &Expr) -> Option<String> {
    let ExprKind::Attribute { of, attribute } = &value.kind else {
        return None;
    };
    let ExprKind::Item(root) = of.kind else {
        return None;
    };
    let entity = rulebook.entities.get(root.index())?;
    let declared = entity.attributes.get(attribute.attribute as usize)?;
    let given = matches!(declared.kind, AttributeKind::Input { .. });
    given.then(|| format!("{}.{}", entity.snake_name, declared.name))
}

/// A value as a test has it.
fn written(rulebook: &Rulebook, ty: &crate::typed::Type, value: &Constant) -> String {
    match (value, ty) {
        (Constant::Enum(member), crate::typed::Type::Enum(id)) => {
            let members = rulebook.enumerations.get(id.index()).map(|e| &e.members);
            let name = members.and_then(|all| all.get(*member as usize));
            let name = name.map_or("", |member| &member.name);
            if crate::check::literal::is_identifier(name) {
                name.to_owned()
            } else {
                quoted(name)
            }
        }
        (Constant::Text(text), _) => quoted(text),
        (Constant::Bool(value), _) => value.to_string(),
        (Constant::Number(value), _) => value.to_string(),
        (Constant::Date(value), _) => value.to_string(),
        (Constant::Enum(_), _) => String::new(),
    }
}

/// The values that a fact leaves; nothing where it leaves all.
fn values(fact: &Fact) -> Option<Vec<Interval>> {
    let between = |low: Option<Constant>, high: Option<Constant>| {
        let bound = |value| Bound {
            value,
            inclusive: true,
        };
        vec![Interval {
            low: low.map(bound),
            high: high.map(bound),
        }]
    };
    match fact {
        Fact::Never => Some(Vec::new()),
        Fact::Bool { yes, no } => {
            let both = [(*no, false), (*yes, true)].into_iter();
            let values = both.filter(|(can, _)| *can);
            Some(
                values
                    .map(|(_, value)| Interval::one(Constant::Bool(value)))
                    .collect(),
            )
        }
        Fact::Members(members) => {
            let members = members.iter().map(|member| Constant::Enum(*member));
            Some(members.map(Interval::one).collect())
        }
        Fact::Amounts(amounts) => {
            let amounts = amounts.iter().map(|amount| Constant::Number(*amount));
            Some(amounts.map(Interval::one).collect())
        }
        Fact::Number(numbers) => {
            let all = lutine_core::facts::Numbers::all(28);
            let low = Some(numbers.low()).filter(|low| *low > all.low());
            let high = Some(numbers.high()).filter(|high| *high < all.high());
            Some(between(
                low.map(Constant::Number),
                high.map(Constant::Number),
            ))
        }
        Fact::Date(dates) => {
            let all = lutine_core::facts::Dates::all();
            let low = Some(dates.low()).filter(|low| *low > all.low());
            let high = Some(dates.high()).filter(|high| *high < all.high());
            Some(between(low.map(Constant::Date), high.map(Constant::Date)))
        }
        _ => None,
    }
}
