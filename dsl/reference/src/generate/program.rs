use super::expression::Generator;
use super::model::{Entity, Kind, Model};
use super::random::Random;
use super::risk::{self, Json};

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
    fn write(&self, into: &mut String, indent: usize) {
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

impl Program {
    /// The rulebook of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut generator = Generator {
            random: Random::new(seed),
            model: Model::default(),
        };
        let mut csv = Vec::new();
        let mut main = vec![
            Piece::Text("rulebook generated version \"1\"".to_owned()),
            Piece::Text("currency USD".to_owned()),
        ];
        main.extend(generator.enums());
        main.extend(generator.records());
        let mut more = Vec::new();
        for _ in 0..generator.random.between(2, 4) {
            let (table, file) = generator.table();
            more.push(table);
            csv.extend(file);
        }
        for _ in 0..generator.random.between(1, 3) {
            more.push(generator.function());
        }
        generator.entities();
        for _ in 0..generator.random.between(8, 14) {
            match generator.random.below(10) {
                0 => more.push(generator.definition()),
                1 | 2 => generator.made(),
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
        main.extend(generator.model.entities.iter().map(|e| entity(&generator.model, e)));
        main.push(generator.output());
        Self {
            seed,
            files: vec![("main.lutine".to_owned(), main), ("more.lutine".to_owned(), more)],
            csv,
            model: generator.model,
        }
    }

    /// The files of the rulebook with their texts.
    #[must_use]
    pub fn texts(&self) -> Vec<(String, String)> {
        let written = |pieces: &Vec<Piece>| {
            let mut text = String::new();
            for piece in pieces {
                piece.write(&mut text, 0);
            }
            text
        };
        let files = self.files.iter().map(|(name, pieces)| (name.clone(), written(pieces)));
        files.chain(self.csv.iter().cloned()).collect()
    }

    /// A risk for it; most have no fault.
    #[must_use]
    pub fn risk(&self, number: u64) -> String {
        let mut random = Random::new(self.seed ^ number.wrapping_mul(0xA24B_AED4_963E_E407));
        let mut risk = risk::item(&mut random, &self.model, 0);
        if random.chance(15) {
            return super::fault::spoiled(&mut random, &self.model, &mut risk);
        }
        Json::to_string(&risk)
    }

    /// The same rulebook with one declaration or line less, in every way.
    pub fn smaller(&self) -> impl Iterator<Item = Self> + '_ {
        let places = self.files.iter().enumerate();
        let places = places.flat_map(|(file, (_, pieces))| {
            all_places(pieces).into_iter().map(move |place| (file, place))
        });
        places.map(|(file, place)| {
            let mut smaller = self.clone();
            remove(&mut smaller.files[file].1, &place);
            smaller
        })
    }
}

/// The ways to all pieces, outer ones first.
fn all_places(pieces: &[Piece]) -> Vec<Vec<usize>> {
    let mut places: Vec<Vec<usize>> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        places.push(vec![at]);
        if let Piece::Block { pieces, .. } = piece {
            places.extend(all_places(pieces).into_iter().map(|inner| [vec![at], inner].concat()));
        }
    }
    places
}

fn remove(pieces: &mut Vec<Piece>, place: &[usize]) {
    match (place, pieces.get_mut(place[0])) {
        ([at], _) => {
            pieces.remove(*at);
        }
        ([_, rest @ ..], Some(Piece::Block { pieces, .. })) => remove(pieces, rest),
        _ => {}
    }
}

fn entity(model: &Model, entity: &Entity) -> Piece {
    let within = match entity.parent {
        Some(parent) => format!(" within {}", model.entities[parent].name),
        None => String::new(),
    };
    let attributes = entity
        .attributes
        .iter()
        .filter(|a| a.kind != Kind::Key)
        .map(|a| Piece::Text(format!("{} : {}", a.name, a.text)));
    let requirements = entity.requirements.iter().cloned().map(Piece::Text);
    Piece::Block {
        open: format!("entity {}{within} {{", entity.name),
        pieces: attributes.chain(requirements).collect(),
    }
}
