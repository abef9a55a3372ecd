//! Texts people wrote, as pages show them.

/// The lines of a text, without those that say nothing.
pub fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_says_nothing_is_none() {
        let found: Vec<String> = lines(" 一行目\r\n\n \t\n二行目 ").collect();
        assert_eq!(found, ["一行目", "二行目"]);
        assert_eq!(lines(" \n").count(), 0);
    }
}
