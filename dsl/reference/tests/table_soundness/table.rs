//! Random tables: what their rows match, and their text.

use super::cell::Cell;
use super::key::{HIGH, KINDS, Key, LOW, Span};
use lutine_reference::generate::Random;

/// The points that a row matches, for each key, and its results.
type Box = (Vec<Vec<Span>>, Vec<Option<i64>>);

/// Where the cells of a key stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placing {
    Own,
    UpTo,
    From,
    Between,
}

/// A row as core sees it.
#[derive(Debug, Clone)]
pub struct Row {
    pub keys: Vec<Vec<Span>>,
    pub results: Vec<Option<i64>>,
    /// Its line among the table's, from 0.
    pub line: usize,
}

#[derive(Debug)]
pub struct Table {
    pub name: String,
    pub keys: Vec<Key>,
    /// For each result whether it is optional.
    pub results: Vec<bool>,
    /// Whether all rows that fit count.
    pub collects: bool,
    pub rows: Vec<Row>,
    /// The lines of a grid without a result: from 0, with what their keys would match.
    blank: Vec<(usize, Vec<Vec<Span>>)>,
    /// What it is made of, for the count of what was covered.
    pub forms: Vec<&'static str>,
    /// Its declaration, header and lines.
    pub head: String,
    pub lines: Vec<String>,
    pub csv: Option<String>,
}

/// A line before it is written: the cells of its keys (of a band that says one end, that end), and the results.
struct Line {
    keys: Vec<Cell>,
    results: Vec<Option<i64>>,
}

impl Table {
    /// The lines of a grid without a result of which a key takes no value.
    pub fn blank_lines_that_fit_nothing(&self) -> impl Iterator<Item = usize> {
        let fits_nothing = |cells: &[Vec<Span>]| {
            let mut pairs = self.keys.iter().zip(cells);
            pairs.any(|(key, spans)| key.has_domain() && !key.fits(spans))
        };
        let blank = self.blank.iter();
        blank
            .filter(move |(_, cells)| fits_nothing(cells))
            .map(|(line, _)| *line)
    }

    pub fn new(random: &mut Random, number: usize) -> Self {
        let count = random.weighted(&[(3, 1), (4, 2), (3, 3), (2, 4)]);
        let keys: Vec<Key> = (0..count)
            .map(|at| {
                let kind = *random.pick(&KINDS);
                Key::new(random, kind, format!("k{at}"))
            })
            .collect();
        let single = random.chance(70);
        let optional = random.chance(25);
        let count = if single { 1 } else { 2 };
        let collects = random.chance(25);
        // The items of a list of values are given.
        let given = collects && single;
        let results = (0..count).map(|_| !given && (optional || random.chance(25)));
        let results: Vec<bool> = results.collect();
        let mut maker = Maker {
            random,
            keys,
            results,
            collects,
        };
        let is_grid = maker.keys.len() > 1 && single && maker.random.chance(25);
        if is_grid && let Some(table) = maker.grid(number) {
            return table;
        }
        maker.list(number)
    }

    /// What a look-up gives: an error without a row, unless the result is optional.
    pub fn looked_up(&self, row: Option<usize>) -> Vec<Option<Option<i64>>> {
        let results = self.results.iter().enumerate();
        let result = |(at, optional): (usize, &bool)| match row {
            Some(row) => Some(self.rows[row].results[at]),
            None if *optional => Some(None),
            None => None,
        };
        results.map(result).collect()
    }

    pub fn cells(&self, key: usize) -> impl Iterator<Item = &Vec<Span>> {
        self.rows.iter().map(move |row| &row.keys[key])
    }
}

struct Maker<'r> {
    random: &'r mut Random,
    keys: Vec<Key>,
    results: Vec<bool>,
    collects: bool,
}

impl Maker<'_> {
    fn result(&mut self) -> Vec<Option<i64>> {
        let results = self.results.clone();
        let result = |optional| match optional && self.random.chance(25) {
            true => None,
            false => Some(self.random.between(0, 2)),
        };
        results.into_iter().map(result).collect()
    }

    /// Boxes that fill the space of these keys and share nothing; along some key nothing may matter.
    fn partition(&mut self, keys: &[usize], splits: i64) -> Vec<Box> {
        let whole = vec![vec![(LOW, HIGH)]; self.keys.len()];
        let mut boxes = vec![(whole, self.result())];
        for _ in 0..splits {
            let key = *self.random.pick(keys);
            let at = self.random.below(boxes.len());
            if let Some([first, second]) = self.split(key, &boxes[at].0[key]) {
                let mut other = boxes[at].clone();
                boxes[at].0[key] = first;
                other.0[key] = second;
                other.1 = self.result();
                boxes.push(other);
            }
        }
        if self.random.chance(35) {
            // Cut along a key that then makes no difference, if it was not cut yet.
            let key = *self.random.pick(keys);
            let mut cut = Vec::new();
            for (spans, results) in boxes {
                match self.split(key, &spans[key]) {
                    Some(halves) => cut.extend(halves.map(|half| {
                        let mut spans = spans.clone();
                        spans[key] = half;
                        (spans, results.clone())
                    })),
                    None => cut.push((spans, results)),
                }
            }
            boxes = cut;
        }
        boxes
    }

    /// Two halves of some points of a key, each with a value that the key takes; none where that cannot be written.
    fn split(&mut self, key: usize, spans: &[Span]) -> Option<[Vec<Span>; 2]> {
        let key = &self.keys[key];
        let takes = |spans: &Vec<Span>| {
            let mut inside = (-20..=20).filter(|point| key.takes(*point));
            inside.any(|point| super::key::inside(spans, point))
        };
        let few = key.few();
        if let Some(few) = few.filter(|_| !key.has_ranges() || self.random.chance(40)) {
            let own = few
                .into_iter()
                .filter(|tick| super::key::inside(spans, 2 * tick));
            let (mut first, mut second) = (Vec::new(), Vec::new());
            for tick in own {
                let half = if self.random.chance(50) {
                    &mut first
                } else {
                    &mut second
                };
                half.push((2 * tick, 2 * tick));
            }
            let halves = [first, second];
            return halves.iter().all(takes).then_some(halves);
        }
        if !key.has_ranges() {
            return None;
        }
        let cut = 2 * key.tick(self.random);
        let part = |low: i64, high: i64| -> Vec<Span> {
            let cut = spans
                .iter()
                .map(|(from, to)| ((*from).max(low), (*to).min(high)));
            cut.filter(|(from, to)| from <= to).collect()
        };
        let halves = [part(LOW, cut - 1), part(cut, HIGH)];
        // What has neighbours ends at one of them.
        let ended = |spans: Vec<Span>| -> Vec<Span> {
            let end = |(from, to): Span| match to % 2 {
                0 => (from, to),
                _ if key.is_dense() => (from, to),
                _ => (from, to - 1),
            };
            spans.into_iter().map(end).collect()
        };
        let halves = halves.map(ended);
        halves.iter().all(takes).then_some(halves)
    }

    /// Lines of cells, one in some tables less, more or other than it should be.
    fn lines(&mut self, keys: &[usize]) -> Vec<Line> {
        let mode = self.random.below(10);
        let mut lines = Vec::new();
        if mode < 6 {
            let splits = self.random.between(1, 10);
            for (spans, results) in self.partition(keys, splits) {
                let cell = |at: &usize| Cell::of(self.random, &self.keys[*at], spans[*at].clone());
                let keys = keys.iter().map(cell).collect();
                lines.push(Line { keys, results });
            }
        } else if mode < 8 {
            let mut combinations: Vec<Vec<i64>> = vec![vec![]];
            for at in keys {
                let (from, to) = self.keys[*at].ticks();
                let some = self.random.some(&(from..=to).collect::<Vec<_>>());
                let longer = |c: &Vec<i64>| {
                    some.iter()
                        .take(4)
                        .map(|t| [c.clone(), vec![*t]].concat())
                        .collect::<Vec<_>>()
                };
                combinations = combinations.iter().flat_map(longer).collect();
            }
            for ticks in combinations.into_iter().take(40) {
                let cell = |(at, tick): (&usize, i64)| {
                    Cell::of(self.random, &self.keys[*at], vec![(2 * tick, 2 * tick)])
                };
                let keys = keys.iter().zip(ticks).map(cell).collect();
                let results = self.result();
                lines.push(Line { keys, results });
            }
        } else {
            for _ in 0..self.random.between(1, 6) {
                lines.push(self.any_line(keys));
            }
        }
        if mode < 8 && self.random.chance(50) {
            match self.random.below(4) {
                0 | 1 if lines.len() > 1 => {
                    lines.remove(self.random.below(lines.len()));
                }
                2 => {
                    let line = self.any_line(keys);
                    lines.push(line);
                }
                _ => {
                    let (line, key) = (
                        self.random.below(lines.len()),
                        self.random.below(keys.len()),
                    );
                    lines[line].keys[key] = Cell::random(self.random, &self.keys[keys[key]]);
                }
            }
        }
        self.random.shuffled(lines)
    }

    fn any_line(&mut self, keys: &[usize]) -> Line {
        let cell = |at: &usize| Cell::random(self.random, &self.keys[*at]);
        let keys = keys.iter().map(cell).collect();
        let results = self.result();
        Line { keys, results }
    }

    fn list(&mut self, number: usize) -> Table {
        let all: Vec<usize> = (0..self.keys.len()).collect();
        let ranged: Vec<usize> = all
            .iter()
            .copied()
            .filter(|at| self.keys[*at].has_ranges())
            .collect();
        let band = self
            .random
            .one_of(&ranged)
            .filter(|_| self.random.chance(30));
        let mut placing = vec![Placing::Own; all.len()];
        let (mut lines, mut spans);
        if let Some(band) = band {
            placing[band] = *self.random.pick(&[Placing::UpTo, Placing::From]);
            (lines, spans) = self.banded(&all, band, placing[band]);
        } else {
            lines = self.lines(&all);
            spans = lines
                .iter()
                .map(|line| line.keys.iter().map(|c| c.spans.clone()).collect())
                .collect::<Vec<Vec<_>>>();
            // Two columns say both ends.
            let between = self
                .random
                .one_of(&ranged)
                .filter(|_| self.random.chance(25));
            let ends = |line: &Line, at: usize| matches!(line.keys[at].spans.as_slice(), [(from, to)] if from % 2 == 0 && to % 2 == 0);
            if let Some(at) = between.filter(|at| lines.iter().all(|line| ends(line, *at))) {
                placing[at] = Placing::Between;
            }
        }
        lines.truncate(60);
        spans.truncate(60);
        let mut forms = vec!["list"];
        let declared = (self.keys.iter().zip(&placing)).map(|(key, placing)| {
            let (name, ty) = (&key.name, key.ty);
            match placing {
                Placing::Own => format!("{name}: {ty}"),
                Placing::UpTo => format!("{name}: {ty} up to column end"),
                Placing::From => format!("{name}: {ty} from column start"),
                Placing::Between => format!("{name}: {ty} from column start to column end"),
            }
        });
        let declared: Vec<String> = declared.collect();
        let mut header = Vec::new();
        for (key, placing) in self.keys.iter().zip(&placing) {
            header.extend(match placing {
                Placing::Own => vec![key.name.as_str()],
                Placing::UpTo => vec!["end"],
                Placing::From => vec!["start"],
                Placing::Between => vec!["start", "end"],
            });
            forms.extend(match placing {
                Placing::Own => None,
                Placing::UpTo => Some("up to column"),
                Placing::From => Some("from column"),
                Placing::Between => Some("from column to column"),
            });
        }
        let names = ["r0", "r1"];
        header.extend(&names[..self.results.len()]);
        let mut texts = vec![
            header
                .iter()
                .map(|h| ((*h).to_owned(), Some((*h).to_owned())))
                .collect::<Vec<_>>(),
        ];
        for line in &lines {
            let mut cells = Vec::new();
            for ((key, placing), cell) in self.keys.iter().zip(&placing).zip(&line.keys) {
                if *placing == Placing::Between {
                    let [(from, to)] = cell.spans.as_slice() else {
                        unreachable!()
                    };
                    for end in [*from, *to] {
                        let text = match end {
                            LOW | HIGH => "_".to_owned(),
                            end => key.value(self.random, end / 2),
                        };
                        let end = Cell {
                            spans: vec![],
                            text,
                            form: "one value",
                        };
                        cells.push((end.text.clone(), end.csv(key)));
                    }
                    continue;
                }
                if *placing == Placing::Own {
                    forms.push(cell.form);
                }
                cells.push((cell.text.clone(), cell.csv(key)));
            }
            for result in &line.results {
                let text = result.map_or(String::new(), |r| r.to_string());
                cells.push((text.clone(), Some(text)));
            }
            texts.push(cells);
        }
        let rows = lines.iter().zip(spans).enumerate();
        let rows = rows.map(|(at, (line, keys))| Row {
            keys,
            results: line.results.clone(),
            line: at,
        });
        let rows = rows.collect();
        self.table(number, &declared, &texts, rows, forms)
    }

    /// Lines that say one end each, which rise among the lines of the same other keys, and what each of them matches.
    fn banded(
        &mut self,
        all: &[usize],
        band: usize,
        placing: Placing,
    ) -> (Vec<Line>, Vec<Vec<Vec<Span>>>) {
        let others: Vec<usize> = all.iter().copied().filter(|at| *at != band).collect();
        let splits = self.random.between(0, 3);
        let groups = match others.is_empty() {
            true => vec![(vec![vec![]; all.len()], vec![])],
            false => self.partition(&others, splits),
        };
        let (from, to) = self.keys[band].ticks();
        let (mut lines, mut spans) = (Vec::new(), Vec::new());
        let least = self.keys[band]
            .domain
            .iter()
            .map(|(from, _)| *from)
            .min()
            .unwrap();
        for (group, _) in groups {
            if self.random.chance(8) && !lines.is_empty() {
                continue;
            }
            let mut ends = self.random.some(&(from..=to).collect::<Vec<_>>());
            ends.truncate(4);
            let mut ends: Vec<Option<i64>> = ends.into_iter().map(Some).collect();
            let with_last = self.random.chance(60);
            match placing {
                Placing::UpTo if with_last => ends.push(None),
                Placing::From if with_last => ends.insert(0, None),
                _ => {}
            }
            let written: Vec<Cell> = others
                .iter()
                .map(|at| Cell::of(self.random, &self.keys[*at], group[*at].clone()))
                .collect();
            for (at, end) in ends.iter().enumerate() {
                let (low, high) = match placing {
                    Placing::UpTo => {
                        let high = end.map_or(HIGH, |end| 2 * end);
                        let low = match at {
                            0 if high < least => LOW,
                            0 => least,
                            at => 2 * ends[at - 1].unwrap() + 1,
                        };
                        (low, high)
                    }
                    _ => (
                        end.map_or(LOW, |end| 2 * end),
                        ends.get(at + 1).map_or(HIGH, |next| 2 * next.unwrap() - 1),
                    ),
                };
                let mut keys = Vec::new();
                let mut own = written.iter().cloned();
                for key in all {
                    keys.push(match *key == band {
                        true => Cell {
                            spans: vec![(low, high)],
                            text: end.map_or("_".to_owned(), |end| {
                                self.keys[band].value(self.random, end)
                            }),
                            form: "one value",
                        },
                        false => own.next().unwrap(),
                    });
                }
                spans.push(keys.iter().map(|cell| cell.spans.clone()).collect());
                let results = self.result();
                lines.push(Line { keys, results });
            }
        }
        (lines, spans)
    }

    /// A table with a column for each value of its last key; none where that key cannot be cut into columns.
    fn grid(&mut self, number: usize) -> Option<Table> {
        let last = self.keys.len() - 1;
        let splits = self.random.between(2, 4);
        let columns = self.partition(&[last], splits);
        if columns.len() < 2 {
            return None;
        }
        let columns: Vec<Cell> = (columns.into_iter())
            .map(|(spans, _)| Cell::of(self.random, &self.keys[last], spans[last].clone()))
            .collect();
        let given: Vec<usize> = (0..last).collect();
        let mut lines = self.lines(&given);
        lines.truncate(12);
        let mut forms = vec!["grid"];
        let names = self.keys[..last]
            .iter()
            .map(|key| (key.name.clone(), Some(key.name.clone())));
        let headings = columns
            .iter()
            .map(|cell| (cell.text.clone(), cell.csv(&self.keys[last])));
        let mut texts = vec![names.chain(headings).collect::<Vec<_>>()];
        let (mut rows, mut blank) = (Vec::<Row>::new(), Vec::new());
        for (at, line) in lines.iter().enumerate() {
            let mut cells: Vec<_> = line
                .keys
                .iter()
                .zip(&self.keys)
                .map(|(cell, key)| (cell.text.clone(), cell.csv(key)))
                .collect();
            forms.extend(line.keys.iter().map(|cell| cell.form));
            for column in &columns {
                let is_blank = self.random.chance(6) && !rows.is_empty();
                let result = if is_blank {
                    None
                } else {
                    Some(self.random.between(0, 2))
                };
                let text = result.map_or(String::new(), |r| r.to_string());
                cells.push((text.clone(), Some(text)));
                if result.is_some() {
                    let own = line
                        .keys
                        .iter()
                        .chain([column])
                        .map(|cell| cell.spans.clone());
                    rows.push(Row {
                        keys: own.collect(),
                        results: vec![result],
                        line: at,
                    });
                }
            }
            texts.push(cells);
            if rows.last().is_none_or(|row| row.line != at) {
                let keys = line.keys.iter().map(|cell| cell.spans.clone());
                blank.push((at, keys.collect()));
            }
        }
        let declared: Vec<String> = self
            .keys
            .iter()
            .map(|key| format!("{}: {}", key.name, key.ty))
            .collect();
        let table = self.table(number, &declared, &texts, rows, forms);
        Some(Table { blank, ..table })
    }

    fn table(
        &mut self,
        number: usize,
        declared: &[String],
        texts: &[Vec<(String, Option<String>)>],
        rows: Vec<Row>,
        mut forms: Vec<&'static str>,
    ) -> Table {
        let name = format!("t{number}");
        let is_grid = forms.contains(&"grid");
        let written = |(at, optional): (usize, &bool)| {
            let ty = if *optional { "int?" } else { "int" };
            match self.results.len() {
                1 => ty.to_owned(),
                _ => format!("r{at}: {ty}"),
            }
        };
        let results: Vec<String> = self.results.iter().enumerate().map(written).collect();
        let results = match results.as_slice() {
            [one] => one.clone(),
            several => format!("({})", several.join(", ")),
        };
        let mut head = format!("table {name}({}) -> {results}", declared.join(", "));
        if self.collects {
            head.push_str(" collect");
            forms.push("collect");
        }
        let csv: Option<Vec<String>> = texts
            .iter()
            .map(|line| {
                Some(
                    line.iter()
                        .map(|(_, csv)| csv.clone())
                        .collect::<Option<Vec<_>>>()?
                        .join(","),
                )
            })
            .collect();
        let csv = csv
            .filter(|_| self.random.chance(40))
            .map(|lines| lines.join("\n") + "\n");
        forms.push(if csv.is_some() { "csv" } else { "inline" });
        if is_grid && csv.is_some() {
            forms.push("csv grid");
        }
        if self.results.iter().any(|optional| *optional) {
            forms.push("optional result");
        }
        let inline = |line: &Vec<(String, Option<String>)>| {
            let cells: Vec<&str> = line.iter().map(|(text, _)| text.as_str()).collect();
            cells.join(" | ")
        };
        Table {
            name,
            keys: std::mem::take(&mut self.keys),
            results: self.results.clone(),
            collects: self.collects,
            rows,
            blank: Vec::new(),
            forms,
            head,
            lines: texts.iter().map(inline).collect(),
            csv,
        }
    }
}
