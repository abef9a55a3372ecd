//! What the part of an address after `?` asks for, and pages of long lists.

/// A value in a path's query; `None` when it is not there.
pub(super) fn asked(path: &str, name: &str) -> Option<String> {
    let (_, query) = path.split_once('?')?;
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
}

/// One page of a long list.
#[derive(Debug, Clone)]
pub struct Pages {
    /// The address without a query.
    pub path: String,
    /// This page, counted from 1.
    pub here: usize,
    /// How many there are, at least 1.
    pub count: usize,
}

impl Pages {
    /// Rows on one page.
    const ROWS: usize = 100;

    /// The page asked for of `rows` rows; a page that is not there is the nearest one.
    pub(super) fn of(path: &str, rows: usize) -> Self {
        let count = rows.div_ceil(Self::ROWS).max(1);
        let here = asked(path, "page").and_then(|page| page.parse().ok()).unwrap_or(1);
        let path = path.split('?').next().unwrap_or_default().to_owned();
        Self { path, here: here.clamp(1, count), count }
    }

    /// The rows of this page.
    pub(super) fn take<T>(&self, rows: impl Iterator<Item = T>) -> Vec<T> {
        rows.skip((self.here - 1) * Self::ROWS).take(Self::ROWS).collect()
    }

    /// The page before, if there is one.
    pub fn before(&self) -> Option<usize> {
        (self.here > 1).then(|| self.here - 1)
    }

    /// The page after, if there is one.
    pub fn after(&self) -> Option<usize> {
        (self.here < self.count).then(|| self.here + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_and_decoded() {
        assert_eq!(asked("/holdings?a=1&by=wrapper", "by").as_deref(), Some("wrapper"));
        assert_eq!(asked("/holdings?by=a%26b", "by").as_deref(), Some("a&b"));
        assert_eq!(asked("/holdings", "by"), None);
    }

    #[test]
    fn a_page_that_is_not_there_is_the_nearest() {
        let here = |page: &str| Pages::of(&format!("/rates?page={page}"), 250).here;
        assert_eq!([here("2"), here("0"), here("9"), here("x")], [2, 1, 3, 1]);
        assert_eq!(Pages::of("/rates?page=3", 250).take(0..250), (200..250).collect::<Vec<_>>());
        assert_eq!(Pages::of("/rates", 0).count, 1);
    }
}
