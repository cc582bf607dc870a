use crate::command::{Outcome, lutine, run};
use crate::new::scratch;
use insta::assert_snapshot;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

const FLEET: &str = r#"rulebook fleet version "1"
currency USD
input Policy
entity Policy {
  id    : int
  name  : text?
  since : date
  cars  : list of Car (0..3)
}
entity Car within Policy { symbol: int 1..30, value: money 0..100_000, leased: bool default false }
output {
  id    = policy.id
  name  = policy.name
  cars  = for c in policy.cars { premium = round(c.value * 1% half up to 0.01) }
  share = 100.00 / count(policy.cars)
}
"#;

/// The second has no car, so that no share of it is known; the third is at fault, with a number that stands as text, as in CSV.
const RISKS: &str = r#"{"id": 7, "name": "Ann, \"A\"", "since": "2024-02-29", "cars": [{"symbol": 3, "value": "1250.50"}, {"symbol": 4, "value": 99, "leased": true}]}
{"id": 9, "since": "2020-01-01", "cars": []}
{"id": 8, "name": "C", "since": "2020-13-01", "cars": [{"symbol": "31", "value": "0.001"}]}
{"id": 10, "name": "D", "since": "2021-01-01", "cars": [{"symbol": 1, "value": 100000}]}
"#;

const FLAT: &str = r#"id,name,since,cars[1].symbol,cars[1].value,cars[1].leased,cars[2].symbol,cars[2].value,cars[2].leased
7,"Ann, ""A""",2024-02-29,3,1250.50,,4,99,true
9,,2020-01-01,,,,,,
8,C,2020-13-01,31,0.001,,,,
10,D,2021-01-01,1,100000,,,,
"#;

const POLICIES: &str = "id,name,since\n7,\"Ann, \"\"A\"\"\",2024-02-29\n9,,2020-01-01\n8,C,2020-13-01\n10,D,2021-01-01\n";
const CARS: &str =
    "policy,symbol,value,leased\n7,3,1250.50,\n7,4,99,true\n8,31,0.001,\n10,1,100000,\n";

/// A folder with a rulebook and files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = scratch(name);
    fs::create_dir_all(&folder).expect("a folder");
    for (file, text) in files.iter().chain(&[("fleet.lutine", FLEET)]) {
        fs::write(folder.join(file), text).expect("it is written");
    }
    folder
}

/// Answers a book in the folder, which every word that names a file there stands for.
fn batch(folder: &Path, arguments: &str) -> Outcome {
    let place = folder.display().to_string();
    let mut outcome = run(&format!(
        "batch {place}/fleet.lutine {}",
        arguments.replace('@', &place)
    ));
    outcome.stderr = outcome.stderr.replace(&place, "@");
    // How fast it was is not the same twice.
    if let Some((said, _)) = outcome.stderr.clone().rsplit_once(", ")
        && outcome.stderr.ends_with(" rows/s\n")
    {
        outcome.stderr = format!("{said}\n");
    }
    outcome
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn a_book_has_the_answers_of_eval_in_whatever_layout_it_comes() {
    let files = [
        ("risks.jsonl", RISKS),
        ("flat.csv", FLAT),
        ("policies.csv", POLICIES),
        ("cars.csv", CARS),
    ];
    let folder = folder("batch_layouts", &files);
    let place = folder.display();
    let eval = run(&format!(
        "eval {place}/fleet.lutine --input {place}/risks.jsonl"
    ));
    let lines = batch(&folder, "--input @/risks.jsonl --output @/lines.jsonl");
    assert_snapshot!(format!("{lines}\n{}", read(&folder, "lines.jsonl")));
    assert_eq!(eval.stdout, read(&folder, "lines.jsonl"));
    let with_rows = eval.stdout.replace("{\"line\":", "{\"row\":");
    for (layout, input) in [
        ("flat", "--input @/flat.csv"),
        (
            "joined",
            "--input @/policies.csv --input cars=@/cars.csv --key id=policy",
        ),
    ] {
        for pieces in [
            "",
            "--threads 2 --chunk-rows 1",
            "--threads 5 --chunk-rows 3",
        ] {
            let outcome = batch(
                &folder,
                &format!("{input} --output @/{layout}.jsonl {pieces}"),
            );
            assert_eq!((outcome.status, outcome.stderr), (1, lines.stderr.clone()));
            assert_eq!(
                read(&folder, &format!("{layout}.jsonl")),
                with_rows,
                "{layout}"
            );
        }
    }
}

#[test]
fn tables_are_the_same_bytes_by_any_number_of_threads() {
    let folder = folder("batch_bytes", &[("flat.csv", FLAT), ("risks.jsonl", RISKS)]);
    for ending in ["parquet", "arrow"] {
        let mut seen = Vec::new();
        for input in ["flat.csv", "risks.jsonl"] {
            for pieces in [
                "",
                "--threads 1 --chunk-rows 1",
                "--threads 3 --chunk-rows 2",
            ] {
                let outcome = batch(
                    &folder,
                    &format!("-i @/{input} -o @/answers.{ending} {pieces}"),
                );
                assert_eq!(outcome.status, 1, "{outcome}");
                seen.push(fs::read(folder.join(format!("answers.{ending}"))).expect("it is there"));
            }
        }
        assert!(seen.iter().all(|bytes| *bytes == seen[0]), "{ending}");
    }
}

#[test]
fn answers_for_a_spreadsheet() {
    let folder = folder("batch_sheet", &[("risks.jsonl", RISKS)]);
    for pieces in ["", "--threads 3 --chunk-rows 1"] {
        let outcome = batch(
            &folder,
            &format!("-i @/risks.jsonl -o @/answers.csv {pieces}"),
        );
        assert_eq!(outcome.status, 1, "{outcome}");
        assert_snapshot!("answers_for_a_spreadsheet", read(&folder, "answers.csv"));
    }
}

#[test]
fn what_cannot_be_a_book_is_said_and_leaves_what_was_there() {
    let unsorted = "policy,symbol,value\n8,1,1\n7,3,1250.50\n";
    let files = [
        ("answers.jsonl", "what was there"),
        ("risks.jsonl", RISKS),
        ("policies.csv", POLICIES),
        ("cars.csv", CARS),
        ("unsorted.csv", unsorted),
        ("twice.csv", "id,since\n7,2020-01-01\n7,2020-01-01\n"),
        ("misspelt.csv", "id,nmae,since\n7,Ann,2020-01-01\n"),
    ];
    let folder = folder("batch_refused", &files);
    let mut said = String::new();
    for arguments in [
        "--input @/misspelt.csv",
        "--input @/missing.parquet",
        "--input @/book.xlsx",
        "--input @/policies.csv --input cars=@/cars.csv",
        "--input @/policies.csv --input cars=@/cars.csv --key policy",
        "--input @/policies.csv --input cars=@/cars.csv --key id",
        "--input @/policies.csv --input cars=@/unsorted.csv --key id=policy",
        "--input @/policies.csv --input vans=@/cars.csv --key id=policy",
        "--input @/twice.csv --input cars=@/cars.csv --key id=policy",
        "--input cars=@/cars.csv",
        "--input @/policies.csv --input @/policies.csv",
        "--input @/risks.jsonl --input cars=@/cars.csv --key id=policy",
        "--input cars=",
    ] {
        let outcome = batch(&folder, &format!("{arguments} --output @/answers.jsonl"));
        assert_eq!(outcome.status, 2, "{arguments}: {outcome}");
        let error = outcome.stderr.lines().next().unwrap_or_default();
        writeln!(said, "{arguments}\n  {error}").expect("a String");
        assert_eq!(read(&folder, "answers.jsonl"), "what was there");
        assert!(!folder.join("answers.jsonl.part").exists());
    }
    let outcome = batch(&folder, "--input @/policies.csv --output @/answers.xlsx");
    writeln!(said, "{}", outcome.stderr).expect("a String");
    assert_snapshot!(said);
}

#[test]
fn an_interrupted_run_leaves_no_half_file() {
    let mut book = "id,since\n".to_owned();
    for id in 0..300_000 {
        writeln!(book, "{id},2020-01-01").expect("a String");
    }
    let folder = folder(
        "batch_interrupted",
        &[("book.csv", &book), ("cars.csv", "id,symbol,value\n")],
    );
    let place = folder.display();
    for ending in ["parquet", "jsonl"] {
        let arguments = format!(
            "batch {place}/fleet.lutine -i {place}/book.csv -i cars={place}/cars.csv --key id -o {place}/answers.{ending}"
        );
        let mut command = lutine(&arguments);
        let mut child = command.stderr(Stdio::null()).spawn().expect("it starts");
        let began = Instant::now();
        let part = folder.join(format!("answers.{ending}.part"));
        while !part.exists() {
            assert!(began.elapsed() < Duration::from_secs(60), "it never begins");
            sleep(Duration::from_millis(2));
        }
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        assert!(
            !folder.join(format!("answers.{ending}")).exists(),
            "{ending}"
        );
    }
}
