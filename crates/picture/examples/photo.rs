//! Writes a photo as a good phone takes it, for measuring: 12 megapixels, 8.5 MB of the 10 that
//! may be sent. Nothing is on it but light and the grain of a sensor.

use std::io::{Error, Write as _, stdout};

use image::{ExtendedColorType, RgbImage, codecs::jpeg::JpegEncoder};

const WIDTH: u32 = 4_000;
const HEIGHT: u32 = 3_000;
/// Fewer bytes than the 10,000,000 that may be sent.
const MOST: usize = 9_800_000;

fn main() -> Result<(), Error> {
    let photo = photo();
    for quality in (40..=98_u8).rev() {
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, quality)
            .encode(&photo, WIDTH, HEIGHT, ExtendedColorType::Rgb8)
            .map_err(Error::other)?;
        if jpeg.len() <= MOST {
            return stdout().write_all(&jpeg);
        }
    }
    Err(Error::other("no quality is low enough"))
}

/// A slope of light, and grain on it: always the same.
fn photo() -> RgbImage {
    let mut state = 0x9e37_79b9_u32;
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let light = u8::try_from((x + y) / 40).unwrap_or(u8::MAX);
        image::Rgb([0, 1, 2].map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let [grain, ..] = state.to_le_bytes();
            light.saturating_add(grain / 16)
        }))
    })
}
