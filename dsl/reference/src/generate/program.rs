use super::expression::Generator;
use super::model::{Entity, Kind, Model};
use super::random::Random;
use super::risk::{self, Json};
use lutine_dsl::diagnostics::Code;
use lutine_dsl::source::MemorySource;

/// A generated rulebook.
#[derive(Debug, Clone)]
pub struct Program {
    /// What it follows from.
    pub seed: u64,
    /// The declarations of its two files of rules.
    pub files: Vec<(String, Vec<Piece>)>,
    /// Its tables in files of their own.
    pub csv: Vec<(String, String)>,
    model: Model,
}

/// A declaration, or a line of one.
#[derive(Debug, Clone)]
pub enum Piece {
    /// As it stands.
    Text(String),
    /// Lines between an opening line and a closing brace.
    Block {
        /// With its brace.
        open: String,
        /// Its lines.
        pieces: Vec<Piece>,
    },
}

impl Piece {
    pub(super) fn first_line(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Block { open, .. } => open,
        }
    }

    pub(super) fn write(&self, into: &mut String, indent: usize) {
        let blank = "  ".repeat(indent);
        match self {
            Self::Text(text) => *into += &format!("{blank}{text}\n"),
            Self::Block { open, pieces } => {
                *into += &format!("{blank}{open}\n");
                for piece in pieces {
                    piece.write(into, indent + 1);
                }
                *into += &format!("{blank}}}\n");
            }
        }
    }
}

/// Of so many rulebooks one has a part of it in a module.
const OF_MODULES: u64 = 3;

/// How many rulebooks are made for a seed at most.
const VARIATIONS: u64 = 8;

impl Program {
    /// The rulebook of a seed. One that divides by what is always zero, or goes through a list that depends on what is carried, would be
    /// refused: another is made in its place.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let variations = (0..VARIATIONS).map(|variation| Self::variation(seed, variation));
        let mut last = None;
        for program in variations {
            if !program.is_refused() {
                return program;
            }
            last = Some(program);
        }
        last.unwrap_or_else(|| Self::variation(seed, 0))
    }

    /// Whether the checker sees a divisor that is always zero, or a list that depends on what is carried.
    fn is_refused(&self) -> bool {
        let files = self.texts().into_iter();
        let source: MemorySource = files
            .map(|(name, text)| (name, text.into_bytes()))
            .collect();
        lutine_dsl::check(&source).is_ok_and(|checked| {
            let codes = checked.diagnostics.iter().map(|found| found.code);
            codes
                .into_iter()
                .any(|code| matches!(code, Code::DivisorZero | Code::NotReached))
        })
    }

    fn variation(seed: u64, variation: u64) -> Self {
        Self {
            seed,
            ..Self::of(Random::new(seed ^ (variation << 32)))
        }
    }

    /// The rulebook of some choices, its seed 0. One that divides by what is always zero is not made anew: the checker refuses it.
    #[must_use]
    pub fn of(random: Random) -> Self {
        let mut generator = Generator {
            random,
            model: Model::default(),
        };
        let mut csv = Vec::new();
        let leap_day =
            generator
                .random
                .word(&["", "", " leap_day february_28", " leap_day march_1"]);
        let mut main = vec![
            Piece::Text(format!("rulebook generated version \"1\"{leap_day}")),
            Piece::Text("currency USD".to_owned()),
        ];
        main.extend(generator.enums());
        main.extend(generator.records());
        generator.choose_dimensions();
        let mut more = Vec::new();
        for _ in 0..generator.random.between(2, 4) {
            let (table, files) = generator.table();
            more.push(table);
            csv.extend(files);
        }
        if generator.random.chance(60) {
            more.push(generator.bands());
        }
        for _ in 0..generator.random.between(1, 3) {
            more.push(generator.function());
        }
        generator.entities();
        more.extend(generator.dimensions());
        for _ in 0..generator.random.between(8, 14) {
            match generator.random.below(10) {
                0 => more.push(generator.definition()),
                1 | 2 => generator.made(),
                3 | 4 => generator.carrying(),
                _ => {
                    let entities = generator.model.entities.len();
                    let entity = generator.random.below(entities + 2) % entities;
                    generator.computed(entity);
                }
            }
        }
        for _ in 0..generator.random.between(1, 2) {
            more.extend(generator.outcome());
        }
        if generator.random.chance(60) {
            more.push(generator.definition());
        }
        if generator.random.chance(15) {
            let entities = generator.model.entities.len();
            let entity = generator.random.below(entities);
            generator.requirement(entity);
        }
        let root = &generator.model.entities[0].name;
        main.push(Piece::Text(format!("input {root}")));
        main.extend(
            generator
                .model
                .entities
                .iter()
                .map(|e| entity(&generator.model, e)),
        );
        main.push(generator.output());
        Self {
            seed: 0,
            files: vec![
                ("main.lutine".to_owned(), main),
                ("more.lutine".to_owned(), more),
            ],
            csv,
            model: generator.model,
        }
    }

    /// The files of the rulebook with their texts.
    #[must_use]
    pub fn texts(&self) -> Vec<(String, String)> {
        if self.seed.is_multiple_of(OF_MODULES) {
            return super::module::written(&self.files, &self.csv);
        }
        let written = |pieces: &Vec<Piece>| {
            let mut text = String::new();
            for piece in pieces {
                piece.write(&mut text, 0);
            }
            text
        };
        let files = self
            .files
            .iter()
            .map(|(name, pieces)| (name.clone(), written(pieces)));
        files.chain(self.csv.iter().cloned()).collect()
    }

    /// A risk for it; most have no fault.
    #[must_use]
    pub fn risk(&self, number: u64) -> String {
        self.risk_of(&mut Random::new(
            self.seed ^ number.wrapping_mul(0xA24B_AED4_963E_E407),
        ))
    }

    /// A risk for it that follows from some choices.
    #[must_use]
    pub fn risk_of(&self, random: &mut Random) -> String {
        let mut risk = risk::item(random, &self.model, 0);
        if random.chance(15) {
            return super::fault::spoiled(random, &self.model, &mut risk);
        }
        Json::to_string(&risk)
    }

    /// The same rulebook without the declaration or line at a place, and the keys in JSON of the attributes that went; nothing where
    /// there are not so many places. An entity goes with the lists of its items.
    #[must_use]
    pub fn without(&self, place: usize) -> Option<(Self, Vec<String>)> {
        let places = self.files.iter().enumerate();
        let mut places = places.flat_map(|(file, (_, pieces))| {
            let places = all_places(pieces).into_iter();
            places.map(move |place| (file, place))
        });
        let (file, place) = places.nth(place)?;
        let mut smaller = self.clone();
        let mut removed: Vec<Piece> = remove(&mut smaller.files[file].1, &place)
            .into_iter()
            .collect();
        let opening = removed.first().map_or("", Piece::first_line);
        if let Some(entity) = opening
            .strip_prefix("entity ")
            .and_then(|o| o.split(' ').next())
        {
            let entity = entity.to_owned();
            for (_, pieces) in &mut smaller.files {
                removed.extend(remove_naming(pieces, &entity));
            }
        }
        let names: Vec<&str> = removed
            .iter()
            .filter_map(|piece| piece.first_line().split(' ').next())
            .collect();
        let attributes = self.model.entities.iter().flat_map(|e| &e.attributes);
        let gone = attributes.filter(|a| names.contains(&a.name.as_str()));
        let keys = gone.map(|a| a.key.clone()).collect();
        Some((smaller, keys))
    }
}

/// Removes the attributes whose type names an entity.
fn remove_naming(pieces: &mut [Piece], entity: &str) -> Vec<Piece> {
    let mut removed = Vec::new();
    for piece in pieces {
        if let Piece::Block { pieces, .. } = piece {
            let names_it = |piece: &mut Piece| {
                let line = piece.first_line();
                let words = line.split([' ', '?']).take(6);
                line.split(' ').nth(1) == Some(":") && words.into_iter().any(|word| word == entity)
            };
            removed.extend(pieces.extract_if(.., names_it));
        }
    }
    removed
}

/// The ways to all pieces, outer ones first.
fn all_places(pieces: &[Piece]) -> Vec<Vec<usize>> {
    let mut places: Vec<Vec<usize>> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        places.push(vec![at]);
        if let Piece::Block { pieces, .. } = piece {
            places.extend(
                all_places(pieces)
                    .into_iter()
                    .map(|inner| [vec![at], inner].concat()),
            );
        }
    }
    places
}

fn remove(pieces: &mut Vec<Piece>, place: &[usize]) -> Option<Piece> {
    match (place, pieces.get_mut(place[0])) {
        ([at], _) => Some(pieces.remove(*at)),
        ([_, rest @ ..], Some(Piece::Block { pieces, .. })) => remove(pieces, rest),
        _ => None,
    }
}

fn entity(model: &Model, entity: &Entity) -> Piece {
    let within = match entity.parent {
        Some(parent) => format!(" within {}", model.entities[parent].name),
        None => String::new(),
    };
    let order = match &entity.order {
        Some(order) => format!(" in order of {order}"),
        None => String::new(),
    };
    let attributes = entity
        .attributes
        .iter()
        .filter(|a| a.kind != Kind::Key)
        .map(|a| match a.kind {
            Kind::Carried => Piece::Text(format!("carried {} : {}", a.name, a.text)),
            _ => Piece::Text(format!("{} : {}", a.name, a.text)),
        });
    let requirements = entity.requirements.iter().cloned().map(Piece::Text);
    Piece::Block {
        open: format!("entity {}{within}{order} {{", entity.name),
        pieces: attributes.chain(requirements).collect(),
    }
}
