//! A drawing of how the picture of a document's side should look: all four corners, the
//! photograph, the lines to be read, and what must be covered. Made of rectangles, with
//! classes for their colours: the policy of the pages forbids styles of their own.

use askama::{Template, filters::HtmlSafe};
use domain::bank::identity_document::{Cover, DocumentKind, Side};

use crate::kit::words::Words;

/// Width of the drawing and the ground around the paper, in its own units.
const WIDTH: u32 = 320;
const GROUND: u32 = 18;
/// Heights of the paper: a card or a page of a booklet, and a sheet.
const CARD: u32 = 180;
const SHEET: u32 = 300;
/// Within the paper: its edge, a line and the next, what is covered.
const EDGE: u32 = 18;
const LINE: u32 = 10;
const LEADING: u32 = 20;
const COVER: u32 = 24;
const PHOTO: (u32, u32) = (78, 98);

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Area {
    left: u32,
    top: u32,
    width: u32,
    height: u32,
}

impl Area {
    const fn right(self) -> u32 {
        self.left + self.width
    }

    const fn bottom(self) -> u32 {
        self.top + self.height
    }

    const fn middle(self) -> u32 {
        self.left + self.width / 2
    }
}

/// The drawing.
#[derive(Debug, Template)]
#[template(path = "customer/application/drawing.html")]
pub(super) struct Drawing {
    /// What it shows, for those who cannot see it.
    label: String,
    word: &'static str,
    paper: Area,
    photo: Option<Area>,
    lines: Vec<Area>,
    covers: Vec<Area>,
}

impl HtmlSafe for Drawing {}

/// Where the photograph is on a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Photo {
    Left,
    Right,
    Nowhere,
}

const fn photo(kind: DocumentKind, side: Side) -> Photo {
    use DocumentKind as D;
    match (kind, side) {
        (D::MyNumberCard | D::Passport | D::CombinedResidenceCard, Side::Front) => Photo::Left,
        (
            D::DrivingLicence | D::DrivingRecord | D::ResidenceCard | D::SpecialPermanentResident,
            Side::Front,
        ) => Photo::Right,
        _ => Photo::Nowhere,
    }
}

impl Drawing {
    /// Of a side, with what is to be covered on it.
    pub fn of(w: Words, name: &str, (kind, side): (DocumentKind, Side), covers: &[Cover]) -> Self {
        let sheet = kind == DocumentKind::ResidenceCertificate;
        let height = if sheet { SHEET } else { CARD };
        let paper = Area { left: GROUND, top: GROUND, width: WIDTH - 2 * GROUND, height };
        let inner = Area {
            left: paper.left + EDGE,
            top: paper.top + EDGE,
            width: paper.width - 2 * EDGE,
            height: paper.height - 2 * EDGE,
        };
        let (width, height) = PHOTO;
        let photo = match photo(kind, side) {
            Photo::Left => Some(Area { left: inner.left, top: inner.top, width, height }),
            Photo::Right => {
                Some(Area { left: inner.right() - width, top: inner.top, width, height })
            }
            Photo::Nowhere => None,
        };
        let covers = covered(inner, covers.len());
        let lines = lines(inner, photo, covers.first().map_or(inner.bottom(), |area| area.top));
        let (label, word) = (w.application_drawing(name), w.application_drawing_covered());
        Self { label, word, paper, photo, lines, covers }
    }

    fn height(&self) -> u32 {
        self.paper.bottom() + GROUND
    }

    /// The four corners as angles, for a line along each.
    fn corners(&self) -> [String; 4] {
        const ARM: u32 = 16;
        let (paper, out) = (self.paper, 6);
        let (left, right) = (paper.left - out, paper.right() + out);
        let (top, bottom) = (paper.top - out, paper.bottom() + out);
        let angle = |x: u32, y: u32, along: u32, down: u32| format!("M{along} {y}H{x}V{down}");
        [
            angle(left, top, left + ARM, top + ARM),
            angle(right, top, right - ARM, top + ARM),
            angle(left, bottom, left + ARM, bottom - ARM),
            angle(right, bottom, right - ARM, bottom - ARM),
        ]
    }
}

/// What is covered, from the bottom upwards.
fn covered(inner: Area, count: usize) -> Vec<Area> {
    let count = u32::try_from(count).unwrap_or_default();
    let top = |place: u32| inner.bottom() - (count - place) * (COVER + 8) + 8;
    (0..count).map(|place| Area { top: top(place), height: COVER, ..inner }).collect()
}

/// The lines to be read, beside the photograph and above what is covered.
fn lines(inner: Area, photo: Option<Area>, bottom: u32) -> Vec<Area> {
    const SHARES: [u32; 4] = [9, 7, 10, 6];
    let tops = (0..).map(|place| inner.top + place * LEADING);
    let tops = tops.take_while(|top| top + LEADING < bottom);
    let line = |(top, share): (u32, u32)| {
        let beside = photo.filter(|photo| top < photo.bottom());
        let (left, width) = match beside {
            Some(photo) if photo.left == inner.left => {
                (photo.right() + 14, inner.width - photo.width - 14)
            }
            Some(photo) => (inner.left, inner.width - photo.width - 14),
            None => (inner.left, inner.width),
        };
        Area { left, top, width: width * share / 10, height: LINE }
    };
    tops.zip(SHARES.into_iter().cycle()).map(line).collect()
}

#[cfg(test)]
mod tests {
    use domain::bank::identity_document::accepted_on;

    use super::super::sample;
    use super::*;
    use crate::kit::words::Lang;

    #[test]
    fn every_side_that_is_asked_for_has_a_drawing_that_stays_on_its_paper() {
        for acceptance in accepted_on(sample::day()) {
            for asked in acceptance.sides {
                let shows = (acceptance.kind, asked.side);
                let drawing = Drawing::of(Words::new(Lang::Ja), "表面", shows, asked.cover);
                assert_eq!(drawing.covers.len(), asked.cover.len(), "{shows:?}");
                assert!(drawing.lines.len() >= 3, "{shows:?}");
                let parts = drawing.lines.iter().chain(&drawing.covers).chain(&drawing.photo);
                for area in parts {
                    assert!(area.left >= drawing.paper.left, "{shows:?} {area:?}");
                    assert!(area.right() <= drawing.paper.right(), "{shows:?} {area:?}");
                    assert!(area.bottom() <= drawing.paper.bottom(), "{shows:?} {area:?}");
                }
                assert!(drawing.render().unwrap().contains("role=\"img\""));
            }
        }
    }
}
