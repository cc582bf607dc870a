//! Test reports as JUnit XML, which CI systems read.
//!
//! A file of tests is a `testsuite`, a test a `testcase`. No clock reaches a result, so every time is 0.

use super::{TestFailure, TestReport, TestResult};
use quick_xml::Writer;
use quick_xml::events::BytesText;
use std::collections::BTreeMap;
use std::io;

type Xml = Writer<Vec<u8>>;

impl TestReport {
    /// The report as JUnit XML; `name` is that of all tests together, such as the rulebook's.
    ///
    /// ```
    /// let rulebook = lutine::Rulebook::load("examples/homeowners")?;
    /// let junit = rulebook.test_matching("a family home")?.to_junit(rulebook.name());
    /// assert!(junit.contains(r#"<testcase name="a family home is bound" classname="tests.lutine""#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_junit(&self, name: &str) -> String {
        let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
        // Writing to memory does not fail.
        let _ = self.write_all(&mut xml, name);
        let text = String::from_utf8(xml.into_inner()).unwrap_or_default();
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}\n")
    }

    fn write_all(&self, xml: &mut Xml, name: &str) -> io::Result<()> {
        let mut files: BTreeMap<&str, Vec<&TestResult>> = BTreeMap::new();
        for test in &self.tests {
            files.entry(&test.file).or_default().push(test);
        }
        let (name, all, failed) = (valid(name), self.tests.len(), self.failed());
        xml.create_element("testsuites")
            .with_attributes(counts(&name, all, failed).iter().map(pair))
            .write_inner_content(|xml| {
                for (file, tests) in &files {
                    write_file(xml, file, tests)?;
                }
                Ok(())
            })?;
        Ok(())
    }
}

fn write_file(xml: &mut Xml, file: &str, tests: &[&TestResult]) -> io::Result<()> {
    let failed = tests.iter().filter(|test| !test.passed()).count();
    xml.create_element("testsuite")
        .with_attributes(counts(&valid(file), tests.len(), failed).iter().map(pair))
        .write_inner_content(|xml| tests.iter().try_for_each(|test| write_test(xml, test)))?;
    Ok(())
}

fn write_test(xml: &mut Xml, test: &TestResult) -> io::Result<()> {
    let (name, file) = (valid(&test.name), valid(&test.file));
    let line = test.line.to_string();
    let element = xml.create_element("testcase").with_attributes([
        ("name", name.as_str()),
        ("classname", &file),
        ("file", &file),
        ("line", &line),
        ("time", "0"),
    ]);
    if test.passed() {
        element.write_empty()?;
        return Ok(());
    }
    element.write_inner_content(|xml| {
        test.failures
            .iter()
            .try_for_each(|failure| write_failure(xml, failure))
    })?;
    Ok(())
}

fn write_failure(xml: &mut Xml, failure: &TestFailure) -> io::Result<()> {
    let text = valid(&failure.to_string());
    let message: Vec<&str> = text.lines().take(3).map(str::trim).collect();
    xml.create_element("failure")
        .with_attributes([("message", &*message.join("; ")), ("type", failure.code())])
        .write_text_content(BytesText::new(&text))?;
    Ok(())
}

fn counts(name: &str, tests: usize, failures: usize) -> [(&'static str, String); 5] {
    [
        ("name", name.to_owned()),
        ("tests", tests.to_string()),
        ("failures", failures.to_string()),
        ("errors", "0".to_owned()),
        ("time", "0".to_owned()),
    ]
}

fn pair<'p>((name, value): &'p (&'static str, String)) -> (&'p str, &'p str) {
    (name, value)
}

/// A text without the characters that XML cannot hold.
fn valid(text: &str) -> String {
    let is_valid = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars()
        .map(|c| if is_valid(c) { c } else { '\u{fffd}' })
        .collect()
}
