//! Source text as a worksheet shows it: on one line, without comments.

/// The text with every run of blanks and comments outside quotes as one blank.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut blank = false;
    while let Some(here) = rest.next() {
        if here.is_whitespace() {
            blank = true;
            continue;
        }
        if here == '/' && rest.peek() == Some(&'/') {
            while rest.next_if(|next| *next != '\n').is_some() {}
            blank = true;
            continue;
        }
        if blank && !line.is_empty() {
            line.push(' ');
        }
        blank = false;
        line.push(here);
        if here == '"' {
            while let Some(quoted) = rest.next() {
                line.push(quoted);
                match quoted {
                    '"' => break,
                    '\\' => line.extend(rest.next()),
                    _ => {}
                }
            }
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn blanks_and_comments_are_one_blank() {
        let text = "if a // the first\n    then  b\n    else c // the other";
        assert_eq!(one_line(text), "if a then b else c");
    }

    #[test]
    fn texts_stay_as_they_are() {
        let text = "rate(\"a  //  b \\\" c\",\n  1)";
        assert_eq!(one_line(text), "rate(\"a  //  b \\\" c\", 1)");
    }

    #[test]
    fn a_division_is_no_comment() {
        assert_eq!(one_line("a /\nb"), "a / b");
    }
}
