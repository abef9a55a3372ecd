//! A picture as the bank's people see it: an SVG document that holds the JPEG, with the
//! viewer's name and the time laid across it, so that a copy that leaves the bank says whose
//! it was. It keeps nobody from cutting the mark out; it makes careless copying visible.

use std::fmt::Write as _;

use app::document::{self, Picture};
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderValue, header},
    response::IntoResponse as _,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::staff::RevealPurpose;

use super::refused;
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, path_id},
        moment,
    },
    staff::visit::Facts,
};

/// Opened alone, the document may show its own JPEG and nothing else.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; img-src data:; frame-ancestors 'none'; base-uri 'none'; sandbox",
);
const SVG: HeaderValue = HeaderValue::from_static("image/svg+xml; charset=utf-8");

/// Marks from left to right: the name is read whole even on a cut-out.
const MARKS_ACROSS: i64 = 3;

/// Shows it, for the purpose the address states; whoever works on the application needs none.
/// The look is in the audit trail before the file is opened.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let signed = visit.signed()?;
    let query = query.unwrap_or_default();
    let stated =
        query.split('&').find_map(|pair| RevealPurpose::from_code(pair.strip_prefix("purpose=")?));
    let picture = match document::look(&site.app, &signed.officer, path_id(&id)?, stated).await {
        Ok(picture) => picture,
        Err(error) => return refused::picture(&visit, error),
    };
    let at = moment::time(visit.words, site.app.clock.now());
    let mark = visit.words.staff_watermark(signed.name.as_str(), at);
    let headers = [(header::CONTENT_TYPE, SVG), (header::CONTENT_SECURITY_POLICY, POLICY)];
    Ok((headers, svg(&picture, &mark)).into_response())
}

/// The document.
fn svg(picture: &Picture, mark: &str) -> String {
    let (width, height) = picture.size;
    let mark = escaped(mark);
    // The letters' size follows from how many marks stand side by side.
    let letters = i64::try_from(mark.chars().count()).unwrap_or(i64::MAX).max(1);
    let across = width.max(height) / MARKS_ACROSS;
    let size = (across / letters).max(12);
    let (step_x, step_y) = (size * (letters + 4), size * 8);
    let mut svg = String::with_capacity(picture.jpeg.len() / 3 * 4 + 2_048);
    // Writing to text does not fail.
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\"><defs><pattern id=\"mark\" width=\"{step_x}\" \
         height=\"{step_y}\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(-24)\">\
         <g font-family=\"sans-serif\" font-size=\"{size}\" font-weight=\"bold\" fill=\"#000\" \
         fill-opacity=\"0.3\" stroke=\"#fff\" stroke-opacity=\"0.5\" stroke-width=\"{}\" \
         paint-order=\"stroke\"><text x=\"0\" y=\"{}\">{mark}</text></g></pattern></defs>\
         <image width=\"{width}\" height=\"{height}\" href=\"data:image/jpeg;base64,",
        (size / 9).max(1),
        size * 2,
    );
    STANDARD.encode_string(&picture.jpeg, &mut svg);
    let _ =
        write!(svg, "\"/><rect width=\"{width}\" height=\"{height}\" fill=\"url(#mark)\"/></svg>");
    svg
}

/// Text as XML has it; letters XML cannot have are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            control if control.is_control() => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_and_the_mark_are_in_one_document() {
        let picture = Picture { jpeg: vec![0xff, 0xd8, 0xff, 0xd9], size: (3_000, 2_000) };
        let svg = svg(&picture, "佐藤 <一郎> & \u{1}");
        assert!(svg.contains("href=\"data:image/jpeg;base64,/9j/2Q==\""), "{svg}");
        assert!(svg.contains(">佐藤 &lt;一郎&gt; &amp;  </text>"), "{svg}");
        assert!(svg.contains("viewBox=\"0 0 3000 2000\""), "{svg}");
    }
}
