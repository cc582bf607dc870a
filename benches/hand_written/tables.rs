//! The rating tables as arrays, read from the CSV files of the example.

use super::Number;
use std::path::Path;

/// The tables in one kind of number.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "named as in the rulebook")]
pub struct Tables<N> {
    pub base_rate: [[N; 4]; 6],
    pub territory: Vec<[N; 4]>,
    /// Exclusive upper ends of the bands.
    pub ages: Vec<i32>,
    pub driver_class: Vec<[N; 2]>,
    pub points: Vec<N>,
    pub symbol: Vec<[N; 2]>,
    pub vehicle_ages: Vec<i32>,
    pub vehicle_age: Vec<[N; 2]>,
    pub miles: Vec<i32>,
    pub mileage: Vec<N>,
    pub used: Vec<N>,
    pub limit: Vec<[N; 2]>,
    pub deductible: Vec<[N; 2]>,
    pub credit: Vec<[N; 6]>,
    pub policy_fee: [N; 6],
    pub minimum_premium: [N; 6],
    pub good_student: N,
    pub no_prior_insurance: N,
    pub multi_car: N,
    pub one: N,
    pub none: N,
}

impl<N: Number> Tables<N> {
    /// Reads them from the example's folder.
    ///
    /// # Panics
    /// Where a file is not there or not what it was.
    #[must_use]
    pub fn read(folder: &Path) -> Self {
        let rows = |name: &str| -> Vec<Vec<String>> {
            let file = folder.join("tables").join(name).with_extension("csv");
            let text = std::fs::read_to_string(file).expect("a table of the example");
            let lines = text.lines().skip(1);
            lines
                .map(|line| line.split(',').map(str::to_owned).collect())
                .collect()
        };
        let factor = |cell: &String| N::factor(units(cell, 3));
        let money = |cell: &String| N::money(units(cell, 2));
        let ends = |name| -> Vec<i32> { rows(name).iter().map(|row| end(&row[0])).collect() };
        let column = |name| -> Vec<N> { rows(name).iter().map(|row| factor(&row[1])).collect() };
        let charges = rows("state");
        let state = |at: usize| money_of_states(&charges, at, money);
        Self {
            base_rate: fixed(wide(&rows("base_rate"), money)),
            territory: wide(&rows("territory"), factor),
            ages: ends("driver_class"),
            driver_class: wide(&rows("driver_class"), factor),
            points: column("points"),
            symbol: wide(&rows("symbol"), factor),
            vehicle_ages: ends("vehicle_age"),
            vehicle_age: wide(&rows("vehicle_age"), factor),
            miles: ends("mileage"),
            mileage: column("mileage"),
            used: column("use"),
            limit: wide(&rows("limit"), factor),
            deductible: wide(&rows("deductible"), factor),
            credit: wide(&rows("credit"), factor),
            policy_fee: state(1),
            minimum_premium: state(2),
            good_student: N::factor(900),
            no_prior_insurance: N::factor(1150),
            multi_car: N::factor(900),
            one: N::factor(1000),
            none: N::money(0),
        }
    }
}

fn money_of_states<N: Number>(
    rows: &[Vec<String>],
    at: usize,
    money: impl Fn(&String) -> N,
) -> [N; 6] {
    fixed(rows.iter().map(|row| money(&row[at])).collect())
}

fn wide<N, const W: usize>(rows: &[Vec<String>], cell: impl Fn(&String) -> N) -> Vec<[N; W]> {
    let row = |row: &Vec<String>| fixed(row[1..].iter().map(&cell).collect());
    rows.iter().map(row).collect()
}

fn fixed<T, const W: usize>(items: Vec<T>) -> [T; W] {
    items.try_into().ok().expect("a table as wide as it was")
}

/// The coefficient of a cell at a scale.
fn units(cell: &str, places: usize) -> i64 {
    let (whole, part) = cell.split_once('.').unwrap_or((cell, ""));
    format!("{whole}{part:0<places$}")
        .parse()
        .expect("a number")
}

/// The exclusive upper end of a range as it is written: `18..20`, `20000..`.
fn end(cell: &str) -> i32 {
    match cell.split_once("..") {
        Some((_, "")) => i32::MAX,
        Some((_, last)) => last.parse::<i32>().expect("an end") + 1,
        None => panic!("a range"),
    }
}
