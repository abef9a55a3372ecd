//! A picture is drawn anew: its pixels, and nothing else of the file.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageReader, Limits, Rgb, RgbImage, Rgba, RgbaImage,
    codecs::jpeg::JpegEncoder, imageops::thumbnail,
};

use super::kind::kind;
use crate::{LEAST_SIDE, LONGEST_SIDE, MOST_BYTES, MOST_PIXELS, MOST_REDRAWN, Refusal};

/// The most bytes of decoded pixels: the most pixels at 4 bytes. Deeper colours, which no camera
/// of a phone gives, are taken in smaller pictures only.
const MOST_DECODED: u64 = MOST_PIXELS * 4;

/// The most bytes a decoder may take beside the pixels: for lines, and for what is packed into a
/// PNG besides, such as a profile of 9 GB in as many MB.
const MOST_BESIDE: u64 = 16 * 1024 * 1024;

/// JPEG qualities tried in turn, until the picture fits into [`MOST_REDRAWN`]. Twelve megapixels
/// fit at the first; fifty may not fit at all, and are then drawn at half their width and height,
/// which is still finer than a document's print.
const FINE: u8 = 88;
const COARSE: u8 = 75;

/// The picture as a baseline JPEG: upright, opaque, in RGB, with nothing but pixels. Colours are
/// taken as sRGB, for their profile is gone; of a film, the first picture.
///
/// # Errors
/// A [`Refusal`]. A decoder that panics or runs out of memory ends the process instead.
pub(super) fn redraw(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    if bytes.len() > MOST_BYTES {
        return Err(Refusal::TooLarge);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind(bytes)?);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BESIDE);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    judge_size(decoder.dimensions())?;
    if decoder.total_bytes() > MOST_DECODED {
        return Err(Refusal::TooHard);
    }
    let orientation = decoder.orientation()?;
    // Flattened before it is turned, while nothing is held twice but RGB.
    let mut picture = DynamicImage::ImageRgb8(flat(DynamicImage::from_decoder(decoder)?));
    picture.apply_orientation(orientation);
    encode(&picture.into_rgb8())
}

impl From<ImageError> for Refusal {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooHard,
            _ => Self::Undecodable,
        }
    }
}

fn judge_size((width, height): (u32, u32)) -> Result<(), Refusal> {
    let longer = width.max(height);
    if u64::from(width) * u64::from(height) > MOST_PIXELS || longer > LONGEST_SIDE {
        return Err(Refusal::TooManyPixels);
    }
    if longer < LEAST_SIDE {
        return Err(Refusal::TooSmall);
    }
    Ok(())
}

/// Without transparency: what can be seen through lies on white paper.
fn flat(picture: DynamicImage) -> RgbImage {
    if picture.color().has_alpha() { on_white(&picture.into_rgba8()) } else { picture.into_rgb8() }
}

fn on_white(picture: &RgbaImage) -> RgbImage {
    let mut flat = RgbImage::new(picture.width(), picture.height());
    for (to, Rgba([red, green, blue, alpha])) in flat.pixels_mut().zip(picture.pixels()) {
        *to = Rgb([*red, *green, *blue].map(|ink| blend(ink, *alpha)));
    }
    flat
}

/// Ink of an opacity (255 covers) on white, to the nearest.
fn blend(ink: u8, opacity: u8) -> u8 {
    let (ink, opacity) = (u32::from(ink), u32::from(opacity));
    let mixed = (ink * opacity + 255 * (255 - opacity) + 127) / 255;
    u8::try_from(mixed).unwrap_or(u8::MAX)
}

fn encode(picture: &RgbImage) -> Result<Vec<u8>, Refusal> {
    for quality in [FINE, COARSE] {
        if let Some(jpeg) = draw(picture, quality)? {
            return Ok(jpeg);
        }
    }
    let half = thumbnail(picture, picture.width().div_ceil(2), picture.height().div_ceil(2));
    draw(&half, COARSE)?.ok_or(Refusal::TooHard)
}

/// The picture as a JPEG; `None` if that has more than [`MOST_REDRAWN`] bytes.
fn draw(picture: &RgbImage, quality: u8) -> Result<Option<Vec<u8>>, Refusal> {
    // Paper of a fixed size: a picture that does not fit ends the drawing early.
    let mut paper = Cursor::new(vec![0; MOST_REDRAWN].into_boxed_slice());
    match JpegEncoder::new_with_quality(&mut paper, quality).encode_image(picture) {
        Ok(()) => Ok(Some(drawn(paper))),
        Err(ImageError::IoError(_)) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

fn drawn(paper: Cursor<Box<[u8]>>) -> Vec<u8> {
    let end = usize::try_from(paper.position()).unwrap_or(MOST_REDRAWN);
    let mut bytes = paper.into_inner().into_vec();
    bytes.truncate(end);
    bytes
}

#[cfg(test)]
#[path = "redraw_tests.rs"]
mod tests;
