//! Risks that are none.

use super::Case;

const PATHS: [&str; 2] = [
    "/v1/rulebooks/fee/evaluations",
    "/v1/rulebooks/fee/decisions",
];

pub(crate) fn all() -> Vec<Case> {
    let texts = texts();
    let of_text = |(place, (name, body)): (usize, &(String, Vec<u8>))| {
        // Each at one of the two, and those of the worst at both.
        let both = name.starts_with("deep") || name.starts_with("huge");
        let paths: Vec<&str> = if both {
            PATHS.to_vec()
        } else {
            vec![PATHS[place % 2]]
        };
        let case = |path: &str| Case::new(format!("risk: {name}"), "POST", path).json(body.clone());
        paths.into_iter().map(case).collect::<Vec<_>>()
    };
    texts.iter().enumerate().flat_map(of_text).collect()
}

fn texts() -> Vec<(String, Vec<u8>)> {
    let mut texts: Vec<(String, Vec<u8>)> = Vec::new();
    let broken = [
        "",
        " ",
        "\n",
        "{",
        "}",
        "[",
        "]",
        "{]",
        "[}",
        "\"",
        "\"cars",
        "{\"",
        "{\"cars",
        "{\"cars\"",
        "{\"cars\":",
        "{\"cars\":}",
        "{\"cars\":2",
        "{\"cars\":2,",
        "{\"cars\":2,}",
        "{,}",
        "{\"cars\" 2}",
        "{cars: 2}",
        "{'cars': 2}",
        "{\"cars\": 2}}",
        "{\"cars\": 2} {\"cars\": 2}",
        "{\"cars\": 2} x",
        "{\"cars\": 2} // two",
        "{\"cars\": /* */ 2}",
        "tru",
        "nul",
        "{\"cars\": tru}",
        "{\"cars\": .5}",
        "{\"cars\": 5.}",
        "{\"cars\": 01}",
        "{\"cars\": +1}",
        "{\"cars\": --1}",
        "{\"cars\": 0x10}",
        "{\"cars\": 1e}",
        "{\"cars\": 1e+}",
        "{\"cars\": 1_000}",
        "{\"cars\": NaN}",
        "{\"cars\": Infinity}",
        "{\"cars\": -Infinity}",
        "{\"cars\": \"\\x\"}",
        "{\"cars\": \"\\u12\"}",
        "{\"cars\": \"\\ud800\"}",
        "{\"cars\": \"\\udc00\\ud800\"}",
        "{\"cars\": \"a\nb\"}",
        "{\"cars\": \"\t\"}",
        "\u{feff}{\"cars\": 2}",
        "{\"cars\"\u{a0}: 2}",
        "null",
        "true",
        "2",
        "\"text\"",
        "[]",
        "[{\"cars\": 2}]",
        "{}",
        "<xml/>",
        "cars=2",
    ];
    texts.extend(broken.map(|text| (format!("broken {text:?}"), text.into())));
    let values = [
        "null",
        "true",
        "\"two\"",
        "\"\"",
        "[]",
        "[2]",
        "{}",
        "2.5",
        "0",
        "5",
        "-1",
        "1e400",
        "-1e400",
        "1e-400",
        "1e99999999999",
        "99999999999999999999",
        "1000000000000000000000000000000000000000000",
        "0.0000000000000000000000000000000000001",
        "\"1e400\"",
        "\"0x2\"",
        "\" 2\"",
        "\"2 \"",
        "\"٢\"",
    ];
    texts.extend(values.map(|value| {
        (
            format!("value {value}"),
            format!("{{\"cars\": {value}}}").into(),
        )
    }));
    let fields = [
        r#"{"cars": 2, "cars": 2}"#,
        r#"{"cars": 2, "cars": 3}"#,
        r#"{"cars": 2, "\u0063ars": 3}"#,
        r#"{"cars": 2, "Cars": 3}"#,
        r#"{"cars": 2, "share": 1}"#,
        r#"{"cars": 2, "total": "1.00"}"#,
        r#"{"cars": 2, "": 1}"#,
        r#"{"cars": 2, "\u0000": 1}"#,
        r#"{"cars": 2, "__proto__": {}}"#,
        r#"{"cars": 2, "spare": 10}"#,
        r#"{"cars": 2, "spare": -0.5}"#,
        r#"{"cars": 2, "spare": "many"}"#,
        r#"{"spare": 1}"#,
    ];
    texts.extend(fields.map(|text| (format!("fields {text}"), text.into())));
    let bytes: [(&str, &[u8]); 8] = [
        ("bytes that are no UTF-8", b"{\"cars\": \"\xff\"}"),
        ("an overlong slash", b"{\"cars\": \"\xc0\xaf\"}"),
        ("half a character", b"{\"cars\": \"\xe2\x82\"}"),
        ("a surrogate as bytes", b"{\"cars\": \"\xed\xa0\x80\"}"),
        ("UTF-16", b"\xff\xfe{\0\"\0c\0"),
        ("zeros", &[0; 64]),
        ("a zero inside", b"{\"cars\": 2\0}"),
        ("gzip", b"\x1f\x8b\x08\0\0\0\0\0"),
    ];
    texts.extend(bytes.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())));
    for depth in [100, 10_000, 400_000] {
        texts.push((format!("deep {depth} lists"), "[".repeat(depth).into()));
        texts.push((
            format!("deep {depth} lists that close"),
            ["[".repeat(depth), "]".repeat(depth)].concat().into(),
        ));
        texts.push((
            format!("deep {depth} below a field"),
            format!("{{\"cars\": {}", "[".repeat(depth)).into(),
        ));
        texts.push((
            format!("deep {depth} objects"),
            "{\"cars\":"
                .repeat(depth)
                .chars()
                .take(1_000_000)
                .collect::<String>()
                .into(),
        ));
    }
    texts.push((
        "huge list".to_owned(),
        format!("{{\"cars\": [{}]}}", vec!["1"; 400_000].join(",")).into(),
    ));
    texts.push((
        "huge text".to_owned(),
        format!("{{\"cars\": \"{}\"}}", "x".repeat(900_000)).into(),
    ));
    texts.push((
        "huge number".to_owned(),
        format!("{{\"cars\": {}}}", "9".repeat(900_000)).into(),
    ));
    texts.push((
        "huge fraction".to_owned(),
        format!("{{\"cars\": 0.{}}}", "9".repeat(900_000)).into(),
    ));
    texts.push((
        "huge key".to_owned(),
        format!("{{\"{}\": 1}}", "k".repeat(900_000)).into(),
    ));
    let many: Vec<String> = (0..60_000)
        .map(|number| format!("\"f{number}\":1"))
        .collect();
    texts.push((
        "huge number of fields".to_owned(),
        format!("{{{}}}", many.join(",")).into(),
    ));
    texts.push((
        "huge number of the same field".to_owned(),
        format!("{{{}}}", vec!["\"cars\":2"; 60_000].join(",")).into(),
    ));
    texts.push(("huge body".to_owned(), vec![b' '; 3 << 20]));
    texts
}
