//! One captured mail of a demonstration, as plain text. Links to our own pages can
//! be followed; all others stay text.

use app::captured_mail::{self, CapturedMail};
use askama::Template;
use axum::extract::{Path, State};

use crate::{
    Site,
    kit::{
        error::{Answer, Oops},
        frame::{self, Frame, Place, own_path},
        visit::Here,
        words::Lang,
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/account/mail.html")]
pub struct Page {
    frame: Frame,
    to: String,
    paragraphs: Vec<Vec<Line>>,
}

/// A line of a mail, in pieces.
type Line = Vec<Piece>;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    text: String,
    /// Where it leads, on our own site; `None` for what is only text.
    path: Option<String>,
}

impl Page {
    fn new(frame: Frame, mail: &CapturedMail, service: &str) -> Self {
        Self { frame, to: mail.to.clone(), paragraphs: paragraphs(&mail.text, service) }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let service = "https://kura.example";
        let mail = CapturedMail {
            to: "hanako@example.jp".to_owned(),
            subject: "【蔵 Kura】パスワードの再設定".to_owned(),
            text: format!("確認コード: 123456\n\n次のページ <b>:\n{service}/recover/link/abc\n"),
        };
        Self::new(Frame::sample(lang, false, &mail.subject), &mail, service)
    }
}

/// Shows a mail by its number; the oldest is 1, so that a number stays the same
/// when more mail comes.
///
/// # Errors
/// [`Oops::NotFound`] where mail is not captured or there is no such mail.
pub async fn show(State(site): State<Site>, Here(visit): Here, Path(n): Path<String>) -> Answer {
    if !site.captured_mail {
        return Err(Oops::NotFound);
    }
    let index = n.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).ok_or(Oops::NotFound)?;
    let mails = captured_mail::list(&site.app)?;
    let mail = mails.get(index).ok_or(Oops::NotFound)?;
    let frame = Frame::new(&visit, Place::Elsewhere, mail.subject.as_str());
    frame::show(&Page::new(frame, mail, &site.app.settings.public_url))
}

/// A mail's text in paragraphs of lines.
fn paragraphs(text: &str, service: &str) -> Vec<Vec<Line>> {
    let text = text.replace("\r\n", "\n");
    text.split("\n\n")
        .map(|paragraph| {
            paragraph.trim_matches('\n').lines().map(|line| pieces(line, service)).collect()
        })
        .filter(|lines: &Vec<Line>| !lines.is_empty())
        .collect()
}

/// A line parted into text and addresses of our own service.
fn pieces(line: &str, service: &str) -> Line {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((before, address, after)) = next_address(rest, service) {
        let path = address.strip_prefix(service).unwrap_or_default();
        pieces.push(Piece { text: before.to_owned(), path: None });
        pieces.push(Piece { text: address.to_owned(), path: Some(own_path(path).to_owned()) });
        rest = after;
    }
    pieces.push(Piece { text: rest.to_owned(), path: None });
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// The first address of ours in a text: what stands before it, itself, and after.
/// `https://kura.example.evil` and `http://localhost:80801` are none.
fn next_address<'t>(text: &'t str, service: &str) -> Option<(&'t str, &'t str, &'t str)> {
    text.match_indices(service).find_map(|(start, _)| {
        let (before, found) = text.split_at(start);
        let is_end = |letter: char| !letter.is_ascii_graphic() || "<>\"'()".contains(letter);
        let (address, _) = found.split_at(found.find(is_end).unwrap_or(found.len()));
        // A full stop after an address is the sentence's.
        let address = address.trim_end_matches(['.', ',']);
        let path = address.strip_prefix(service)?;
        let after = found.strip_prefix(address)?;
        (path.is_empty() || path.starts_with('/')).then_some((before, address, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVICE: &str = "http://localhost:8080";

    fn paths(line: &str) -> Vec<String> {
        pieces(line, SERVICE).into_iter().filter_map(|piece| piece.path).collect()
    }

    #[test]
    fn our_own_addresses_lead_to_their_paths() {
        assert_eq!(paths("http://localhost:8080/recover/link/a-_b"), ["/recover/link/a-_b"]);
        assert_eq!(paths("see http://localhost:8080."), ["/"]);
        assert_eq!(
            paths("（http://localhost:8080/help）と http://localhost:8080/terms"),
            ["/help", "/terms"]
        );
    }

    #[test]
    fn other_addresses_stay_text() {
        for line in [
            "https://evil.example/http",
            "http://localhost:80801/a",
            "http://localhost:8080.evil.example/",
            "http://localhost:8080@evil.example/",
            "plain",
        ] {
            assert!(paths(line).is_empty(), "{line}");
        }
        assert_eq!(paths("http://localhost:8080//evil.example"), ["/"]);
    }

    #[test]
    fn no_letter_of_a_mail_is_lost() {
        for line in ["a http://localhost:8080/b. c", "", "http://localhost:8080", "蔵 Kura"] {
            let text: String = pieces(line, SERVICE).into_iter().map(|piece| piece.text).collect();
            assert_eq!(text, line);
        }
    }

    #[test]
    fn empty_lines_part_paragraphs() {
        let parted = paragraphs("a\r\nb\r\n\r\n\r\nc\r\n", SERVICE);
        assert_eq!(parted.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    }
}
