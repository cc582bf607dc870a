/// A text with its quotes, as an expression has it: in a test that can be pasted.
///
/// ```
/// use lutine_dsl::testing::quoted;
/// assert_eq!(quoted("a {b}, \"c\""), r#""a {{b}}, \"c\"""#);
/// ```
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '{' | '}' => quoted.extend([c, c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
