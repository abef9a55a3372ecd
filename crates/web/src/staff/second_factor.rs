//! Setting up the second factor: the secret for an authenticator app, as a picture and as
//! text, and a first code that shows that it works.

use std::fmt::Write as _;

use app::staff::{self, Setup};
use askama::Template;
use axum::extract::State;
use qrcode::{Color, EcLevel, QrCode};

use super::{
    frame::{Frame, Place},
    login_code::{code_field, wrong_code},
    visit::{Facts, Visit},
};
use crate::{
    StaffSite,
    kit::{
        cookie::Cookie,
        door::Here,
        error::{Answer, Oops},
        field::Field,
        form::Form,
        frame::{go, show as render, show_as},
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/second_factor.html")]
pub struct Page {
    frame: Frame,
    email: String,
    /// The secret in groups of four.
    secret: String,
    picture: Picture,
    code: Field,
}

/// The picture an app reads: black squares on white, a unit each.
#[derive(Debug, Default)]
struct Picture {
    size: usize,
    /// The path of the black ones (SVG).
    path: String,
}

/// White around the picture, in squares, as the standard asks (ISO/IEC 18004).
const QUIET: usize = 4;

impl Picture {
    fn of(text: &str) -> Result<Self, Oops> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| {
            tracing::error!("a second factor's picture could not be drawn");
            Oops::Internal
        })?;
        let width = code.width();
        let mut path = String::new();
        for (place, color) in code.into_colors().into_iter().enumerate() {
            if color == Color::Dark {
                let (x, y) = (place % width + QUIET, place / width + QUIET);
                // Writing to text does not fail.
                let _ = write!(path, "M{x} {y}h1v1h-1z");
            }
        }
        Ok(Self { size: width + 2 * QUIET, path })
    }
}

/// What the picture says (the key URI format of authenticator apps).
fn uri(w: Words, setup: &Setup) -> String {
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let (issuer, email) = (encode(w.staff_second_factor_issuer()), encode(setup.email.as_str()));
    format!("otpauth://totp/{issuer}:{email}?secret={}&issuer={issuer}", setup.secret)
}

impl Page {
    fn new(frame: Frame, setup: &Setup, error: Option<String>) -> Result<Self, Oops> {
        let w = frame.w;
        let groups: Vec<String> = setup
            .secret
            .as_bytes()
            .chunks(4)
            .map(|group| String::from_utf8_lossy(group).into_owned())
            .collect();
        Ok(Self {
            email: setup.email.as_str().to_owned(),
            secret: groups.join(" "),
            picture: Picture::of(&uri(w, setup))?,
            code: code_field(w).error(error),
            frame,
        })
    }

    fn of(visit: &Visit, setup: &Setup, error: Option<String>) -> Result<Self, Oops> {
        let title = visit.words.staff_second_factor_title();
        Self::new(Frame::new(visit, Place::Elsewhere, title), setup, error)
    }

    /// For the test that renders every page.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let frame = Frame::sample(lang, Place::Elsewhere, &[], w.staff_second_factor_title());
        let email = domain::person::EmailAddress::parse("ichiro@bank.example");
        let setup = email
            .ok()
            .map(|email| Setup { secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned(), email });
        let error = Some(w.staff_code_wrong().to_owned());
        setup.and_then(|setup| Self::new(frame, &setup, error).ok()).into_iter().collect()
    }
}

/// Shows the secret.
///
/// # Errors
/// [`Oops`].
pub async fn show(State(site): State<StaffSite>, Here(visit): Here<Facts>) -> Answer {
    let setup = staff::setup(&site.app, visit.half_way()?).await?;
    render(&Page::of(&visit, &setup, None)?)
}

/// Takes a first code; whoever gives the right one is logged in.
///
/// # Errors
/// [`Oops`].
pub async fn send(State(site): State<StaffSite>, Here(visit): Here<Facts>, form: Form) -> Answer {
    let half = visit.half_way()?;
    match staff::confirm(&site.app, &visit.origin, half, form.text("code")).await {
        Ok(token) => {
            let mut response = go("/", Some("staff-welcome"));
            Cookie::Staff.set(response.headers_mut(), &token, site.secure_cookies);
            Ok(response)
        }
        Err(error) => match wrong_code(visit.words, &error) {
            Some((status, text)) => {
                let setup = staff::setup(&site.app, half).await?;
                show_as(status, &Page::of(&visit, &setup, Some(text))?)
            }
            None => Err(Oops::from(error)),
        },
    }
}
