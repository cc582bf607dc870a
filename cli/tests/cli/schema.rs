use crate::command::run;
use serde_json::Value;

fn schema(arguments: &str) -> Value {
    let outcome = run(arguments);
    assert_eq!((outcome.status, &*outcome.stderr), (0, ""));
    serde_json::from_str(&outcome.stdout).expect("it is JSON")
}

#[test]
fn both_sides_of_a_rulebook() {
    let input = schema("schema examples/personal_auto");
    let draft = "https://json-schema.org/draft/2020-12/schema";
    assert_eq!(input["$schema"], draft);
    assert!(input.to_string().contains("annual_miles"), "{input}");
    let output = schema("schema examples/personal_auto --of output");
    assert_eq!(output["$schema"], draft);
    assert!(output["properties"]["underwriting"].is_object(), "{output}");
}
