//! What is asked about a [`Code`] by its name, and where its page stands for others to link to.

use super::Code;
use super::check::nearest;

/// Where the repository can be read, as the package says it; empty as long as it says nothing.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

impl Code {
    /// The code of this name, in capital or small letters.
    ///
    /// ```
    /// use lutine_dsl::diagnostics::Code;
    ///
    /// assert_eq!(Code::named("e0301"), Some(Code::UnroundedMoney));
    /// assert_eq!(Code::named("E9999"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        let same = |code: &&Self| code.as_str().eq_ignore_ascii_case(name);
        Self::ALL.iter().find(same).copied()
    }

    /// The code whose name is nearest to one that is none, if one is near: a letter that was forgotten, a digit that slipped.
    ///
    /// ```
    /// use lutine_dsl::diagnostics::Code;
    ///
    /// assert_eq!(Code::near("E031"), Some(Code::UnroundedMoney));
    /// assert_eq!(Code::near("rounding"), None);
    /// ```
    pub fn near(name: &str) -> Option<Self> {
        nearest(name, Self::ALL.iter().map(|code| code.as_str())).and_then(Self::named)
    }

    /// What it is about in a few words: the title of its page, without its name.
    ///
    /// ```
    /// use lutine_dsl::diagnostics::Code;
    ///
    /// assert_eq!(Code::UnroundedMoney.title(), "unrounded money where money is needed");
    /// ```
    pub fn title(self) -> &'static str {
        let line = self.page().lines().next().unwrap_or_default();
        line.split_once(": ").map_or(line, |(_, title)| title)
    }

    /// The address of its page; nothing as long as the package names no repository.
    pub fn url(self) -> Option<String> {
        url(REPOSITORY, self)
    }
}

/// The page as the release of this version has it, so that it says what this version does.
fn url(repository: &str, code: Code) -> Option<String> {
    let version = env!("CARGO_PKG_VERSION");
    let page = format!("{repository}/blob/v{version}/dsl/docs/codes/{code}.md");
    (!repository.is_empty()).then_some(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_an_address_where_the_repository_has_one() {
        let page = url("https://example.com/lutine", Code::UnroundedMoney);
        let version = env!("CARGO_PKG_VERSION");
        let wanted = format!("https://example.com/lutine/blob/v{version}/dsl/docs/codes/E0301.md");
        assert_eq!(page, Some(wanted));
        assert_eq!(url("", Code::UnroundedMoney), None);
    }

    #[test]
    fn every_code_is_found_by_its_name() {
        for code in Code::ALL {
            assert_eq!(Code::named(code.as_str()), Some(*code));
        }
        let names: std::collections::BTreeSet<_> = Code::ALL.iter().map(|c| c.as_str()).collect();
        assert_eq!(names.len(), Code::ALL.len(), "two codes have one name");
    }
}
