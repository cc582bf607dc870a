//! What is said of how a rulebook is computed.

#![allow(clippy::expect_used)]

use insta::assert_snapshot;
use lutine::{Computed, Doubt, NeededBy, Plan, Rulebook};
use lutine_core::risk::Risk;

fn plan(text: &str) -> Plan {
    Rulebook::from_text(text).expect("it compiles").plan()
}

/// How a step is computed.
fn computed(plan: &Plan, name: &str) -> Computed {
    let step = plan.steps.iter().find(|step| step.name == name);
    step.expect("there is such a step").computed
}

#[test]
fn each_step_of_the_personal_auto_example() {
    let rulebook = Rulebook::load("examples/personal_auto").expect("it compiles");
    let plan = rulebook.plan();
    assert!(plan.is_in_integers() && !plan.is_certain());
    assert_snapshot!(plan.to_text());
}

const WATCHED: &str = r#"rulebook fleet version "1"
currency USD
input Policy
entity Policy {
  vehicles : list of Vehicle (1..4)
  total    : money = sum(v.exposure for v in vehicles)
}
entity Vehicle within Policy {
  value    : money 0..1_000_000_000
  miles    : int 0..40_000_000
  factor   : decimal
  exposure : money = value * miles
  rated    : money = round(value * rate(miles) half up to 0.01)
}
table rate(miles: int) -> decimal {
  miles       | rate
  0..9_999    | 0.9
  10_000..    | 1.1
}
output { total = policy.total, rated = sum(v.rated for v in policy.vehicles) }
"#;

#[test]
fn a_sum_that_may_not_fit_is_watched_and_says_why() {
    let plan = plan(WATCHED);
    assert_snapshot!(plan.to_text());
    let sum = plan.steps.iter().find(|step| step.name == "policy.total");
    let watched = &sum.expect("a sum").watched;
    assert_eq!(
        watched.first().map(|one| one.doubt),
        Some(Doubt::DoesNotFit)
    );
}

const QUOTIENT: &str = r#"rulebook shared version "1"
input Policy
entity Policy {
  cars    : int 1..4
  drivers : int 1..4
  share   : decimal = drivers / cars
  rounded : decimal = round(drivers / cars half up to 0.01)
  half    : decimal = rounded * 0.5
  unasked : decimal = 1 / drivers
}
output { share = policy.share, half = policy.half }
"#;

#[test]
fn a_quotient_that_is_not_rounded_stops_the_rulebook_and_has_a_mend() {
    let plan = plan(QUOTIENT);
    assert!(!plan.is_in_integers());
    assert_snapshot!(plan.to_text());
    assert_eq!(computed(&plan, "policy.unasked"), Computed::Unneeded);
    assert_eq!(computed(&plan, "policy.half"), Computed::Words);
    // What is said of the whole is what the engine does.
    let rounded = QUOTIENT.replace("= drivers / cars\n", "= rounded\n");
    assert!(self::plan(&rounded).is_in_integers());
}

#[test]
fn a_division_by_a_number_whose_reciprocal_ends_is_a_multiplication() {
    let text = |rated: &str| {
        format!(
            "rulebook rated version \"1\"\ninput Policy\nentity Policy {{\n  cars : int 1..400\n  \
             rated : decimal = round({rated} * 1.7 half up to 0.01)\n}}\noutput {{ rated = policy.rated }}\n"
        )
    };
    let thirds = plan(&text("cars / 7"));
    let (stop, steps) = thirds.stops().next().expect("it is stopped");
    assert_eq!(steps, ["policy.rated"]);
    let mend = stop.mend.expect("a mend");
    assert!(mend.starts_with("where the manual rounds the quotient"));
    assert!(plan(&text("cars / 80")).is_certain());
    assert!(plan(&text("cars * 0.0125")).is_certain());
    let answer = |rated: &str| {
        let rulebook = Rulebook::from_text(&text(rated)).expect("it compiles");
        (1..=400)
            .map(|cars| rulebook.evaluate_to_json(&format!(r#"{{"cars": {cars}}}"#)))
            .collect::<Vec<String>>()
    };
    assert_eq!(answer("cars / 80"), answer("cars * 0.0125"));
}

const SEVERAL: &str = r#"rulebook several version "1"
currency USD
input Policy
entity Policy {
  cars     : int 1..4
  discount : decimal = if cars > 2 then sqrt(cars) else 1
  claims   : list of Claim (0..4)
  largest  : list of Claim = collect(c for c in sorted(c in claims by descending c.amount) where c.amount > 0)
  worst    : money = if count(claims) > 3 then sum(c.amount for c in largest) else 0
  name     : text = "{cars} cars"
  fixed    : int = 3
}
entity Claim within Policy {
  amount : money 0..1_000_000
}
output {
  discount = policy.discount
  worst    = policy.worst
  name     = if policy.cars = 4 then policy.name else "few"
  fixed    = policy.fixed
}
"#;

#[test]
fn what_some_risks_need_is_left_to_decimals_for_these() {
    let rulebook = Rulebook::from_text(SEVERAL).expect("it compiles");
    let plan = rulebook.plan();
    assert_snapshot!(plan.to_text());
    assert!(plan.is_in_integers() && !plan.is_certain());
    assert_eq!(
        computed(&plan, "policy.discount"),
        Computed::WordsOrDecimals
    );
    assert_eq!(computed(&plan, "policy.fixed"), Computed::Constant);
    // A risk for which the conditions do not hold is computed in integers, one for which one does is not.
    let bundle = rulebook.bundle().expect("bytes");
    let bundle = lutine_core::bundle::Bundle::read(&bundle).expect("a bundle");
    let engine = bundle.into_engine().expect("it loads");
    let has_integers = |risk: &str| {
        let decoded = engine
            .decoder()
            .decode_risks(std::iter::once(Risk::from(risk)));
        let answers = engine.evaluate_in_integers(&decoded.batch);
        answers.expect("a plan").iter().all(Option::is_some)
    };
    assert!(has_integers(r#"{"cars": 2, "claims": [{"amount": 5}]}"#));
    assert!(!has_integers(r#"{"cars": 3, "claims": []}"#));
    let four =
        r#"{"cars": 1, "claims": [{"amount": 1}, {"amount": 1}, {"amount": 1}, {"amount": 1}]}"#;
    assert!(!has_integers(four));
}

#[test]
fn a_bundle_has_the_same_plan_and_without_its_source_the_places() {
    let rulebook = Rulebook::from_text(QUOTIENT).expect("it compiles");
    let text = rulebook.plan().to_text();
    let with = Rulebook::from_bundle(&rulebook.bundle().expect("bytes")).expect("it loads");
    assert_eq!(with.plan().to_text(), text);
    let without = rulebook.bundle_without_source().expect("bytes");
    let without = Rulebook::from_bundle(&without).expect("it loads").plan();
    assert_eq!(without.steps, rulebook.plan().steps);
    let shorter = without.to_text();
    assert!(shorter.contains(" --> rulebook.lutine:6:"), "{shorter}");
    assert!(!shorter.contains("drivers / cars"), "{shorter}");
}

#[test]
fn only_what_one_thing_needs() {
    let plan = Rulebook::load("examples/personal_auto")
        .expect("it compiles")
        .plan();
    let names = |path: &str| -> Vec<String> {
        let part = plan.needed_by(path).expect("there is such a thing");
        part.steps.iter().map(|step| step.name.clone()).collect()
    };
    let age = ["policy.effective", "driver.birth_date", "driver.age"];
    assert_eq!(names("policy.drivers[1].age"), age);
    assert_eq!(names("driver.age"), age);
    assert_eq!(names("policy.vehicles[2].driver.age"), age);
    let near = plan.needed_by("policy.drivers[1].aeg");
    assert_eq!(near, Err(Some("driver.age".to_owned())));
}

/// What the plan says of the whole holds of what the engine does, in all examples.
#[test]
fn a_rulebook_has_a_fast_plan_where_nothing_stops_it() {
    for entry in std::fs::read_dir("examples").expect("examples") {
        let path = entry.expect("an example").path();
        if !path.is_dir() {
            continue;
        }
        let rulebook = Rulebook::load(&path).expect("it compiles");
        let bundle = rulebook.bundle().expect("bytes");
        let bundle = lutine_core::bundle::Bundle::read(&bundle).expect("a bundle");
        let engine = bundle.into_engine().expect("it loads");
        let plan = rulebook.plan();
        let unplanned = engine.unplanned().map(|unplanned| unplanned.reason);
        assert_eq!(
            plan.is_in_integers(),
            unplanned.is_none(),
            "{}",
            path.display()
        );
        // Each step that is needed by every risk and not computed has something to say.
        for step in &plan.steps {
            let every = step.missing.iter().any(|one| one.needed == NeededBy::Every);
            let is_left = step.computed == Computed::Decimals;
            let reads = step.reads.iter().filter_map(|read| plan.steps.get(*read));
            let mut left = reads.filter(|step| step.computed != Computed::Words);
            let says = every || !step.missing.is_empty() || left.next().is_some();
            assert!(!is_left || says, "{}: {}", path.display(), step.name);
        }
    }
}
