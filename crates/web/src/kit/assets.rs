//! Style, script and mark: built into the program, named by their content, kept by
//! browsers for a year.

use std::{io::Write as _, sync::LazyLock};

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

const CSS: [&str; 11] = [
    include_str!("../../assets/css/10-base.css"),
    include_str!("../../assets/css/20-layout.css"),
    include_str!("../../assets/css/30-form.css"),
    include_str!("../../assets/css/40-table.css"),
    include_str!("../../assets/css/50-chart.css"),
    include_str!("../../assets/css/60-page.css"),
    include_str!("../../assets/css/65-application.css"),
    include_str!("../../assets/css/70-staff.css"),
    include_str!("../../assets/css/75-desk.css"),
    include_str!("../../assets/css/80-counter.css"),
    include_str!("../../assets/css/90-print.css"),
];

/// A file, plain and compressed.
struct Asset {
    path: String,
    media_type: &'static str,
    plain: Vec<u8>,
    gzip: Vec<u8>,
    immutable: bool,
}

static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::named("kura", "css", "text/css; charset=utf-8", CSS.concat().as_bytes())
});
static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let script = include_bytes!("../../assets/kura.js");
    Asset::named("kura", "js", "text/javascript; charset=utf-8", script)
});
/// Zooms, turns and contrasts the pictures of the staff's site.
static VIEWER: LazyLock<Asset> = LazyLock::new(|| {
    let script = include_bytes!("../../assets/viewer.js");
    Asset::named("viewer", "js", "text/javascript; charset=utf-8", script)
});
/// Asked for by browsers under a name of their own making, so it keeps one.
static MARK: LazyLock<Asset> = LazyLock::new(|| Asset {
    path: "/assets/favicon.svg".to_owned(),
    immutable: false,
    ..Asset::named("favicon", "svg", "image/svg+xml", include_bytes!("../../assets/favicon.svg"))
});

impl Asset {
    fn named(name: &str, extension: &str, media_type: &'static str, content: &[u8]) -> Self {
        let path = format!("/assets/{name}-{:016x}.{extension}", fingerprint(content));
        // An asset that cannot be compressed is served plain.
        let gzip = gzip(content).unwrap_or_default();
        Self { path, media_type, plain: content.to_vec(), gzip, immutable: true }
    }
}

/// FNV-1a: names a version of a file, guards nothing.
fn fingerprint(content: &[u8]) -> u64 {
    content.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn gzip(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(content)?;
    out.finish()
}

/// The style sheet's address.
pub fn style_path() -> &'static str {
    &STYLE.path
}

/// The script's address.
pub fn script_path() -> &'static str {
    &SCRIPT.path
}

/// The address of the script for pictures.
pub fn viewer_path() -> &'static str {
    &VIEWER.path
}

/// Serves a file.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let path = format!("/assets/{name}");
    let assets: [&'static Asset; 4] = [&STYLE, &SCRIPT, &VIEWER, &MARK];
    let Some(asset) = assets.into_iter().find(|asset| asset.path == path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let gzip = accepts.is_some_and(|text| text.contains("gzip")) && !asset.gzip.is_empty();
    let content: &'static [u8] = if gzip { &asset.gzip } else { &asset.plain };
    let mut response = content.into_response();
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let kept = if asset.immutable {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=86400"
    };
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    if gzip {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}
