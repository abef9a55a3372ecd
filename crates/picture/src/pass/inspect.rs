//! The parent looks at what the child drew. A child that reads hostile bytes may have been taken
//! over, so its answer is judged like a stranger's: a plain JPEG from the first byte to the last.

/// Markers of ITU-T T.81, table B.1.
const START: [u8; 2] = [0xFF, 0xD8];
const END: [u8; 2] = [0xFF, 0xD9];
const BASELINE_FRAME: u8 = 0xC0;
const HUFFMAN_TABLES: u8 = 0xC4;
const SCAN: u8 = 0xDA;
const QUANTIZATION_TABLES: u8 = 0xDB;
const APPLICATION_0: u8 = 0xE0;

/// The header every JFIF file begins with (ITU-T T.871, 10.1): version, density, no thumbnail.
const JFIF: &[u8] = b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0";

/// Width and height in pixels, if this is a JPEG of one scan that holds its tables, its pixels and
/// nothing else: no other header, no comment, no byte behind its end.
pub(super) fn plain_jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(&START)?;
    let mut size = None;
    loop {
        let (&[0xFF, marker, high, low], behind) = rest.split_first_chunk()? else { return None };
        let length = usize::from(u16::from_be_bytes([high, low])).checked_sub(2)?;
        let (body, behind) = behind.split_at_checked(length)?;
        match marker {
            APPLICATION_0 if body == JFIF => {}
            QUANTIZATION_TABLES | HUFFMAN_TABLES => {}
            BASELINE_FRAME if size.is_none() => size = Some(frame_size(body)?),
            SCAN if ends_with_its_scan(behind) => return size,
            _ => return None,
        }
        rest = behind;
    }
}

/// Width and height of a frame header: precision, lines, samples per line (T.81, B.2.2).
fn frame_size(frame: &[u8]) -> Option<(u32, u32)> {
    let [8, height_high, height_low, width_high, width_low, ..] = *frame else { return None };
    let side = |high, low| u32::from(u16::from_be_bytes([high, low]));
    Some((side(width_high, width_low), side(height_high, height_low)))
}

/// Whether coded pixels go on to the end mark, and that is the end of the file. Among them each FF
/// is followed by 00 (T.81, B.1.1.5), so no marker hides there.
fn ends_with_its_scan(rest: &[u8]) -> bool {
    rest.strip_suffix(&END).is_some_and(|coded| {
        coded.split(|byte| *byte == 0xFF).skip(1).all(|after| after.first() == Some(&0))
    })
}

#[cfg(test)]
mod tests {
    use image::{RgbImage, codecs::jpeg::JpegEncoder};

    use super::*;

    fn drawn() -> Vec<u8> {
        let picture = RgbImage::from_fn(40, 30, |x, y| {
            image::Rgb([x, y, x * y].map(|ink| u8::try_from(ink % 251).unwrap()))
        });
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 88).encode_image(&picture).unwrap();
        bytes
    }

    /// With other bytes put in at a place.
    fn with(bytes: &[u8], at: usize, more: &[u8]) -> Vec<u8> {
        [&bytes[..at], more, &bytes[at..]].concat()
    }

    #[test]
    fn what_the_gate_draws_is_plain_and_tells_its_size() {
        assert_eq!(plain_jpeg(&drawn()), Some((40, 30)));
    }

    #[test]
    fn anything_put_in_before_behind_or_between_is_seen() {
        let plain = drawn();
        let comment = b"\xFF\xFE\x00\x06note";
        for at in [0, 2, 20, plain.len() - 2, plain.len()] {
            assert_eq!(plain_jpeg(&with(&plain, at, comment)), None, "a comment at {at}");
        }
        assert_eq!(plain_jpeg(&with(&plain, 2, b"\xFF\xE1\x00\x08Exif\0\0")), None);
        assert_eq!(plain_jpeg(&with(&plain, plain.len(), b"\0")), None);
        assert_eq!(plain_jpeg(&with(&plain, plain.len(), &plain)), None);
    }

    #[test]
    fn a_jpeg_cut_anywhere_is_none() {
        let plain = drawn();
        for length in 0..plain.len() {
            assert_eq!(plain_jpeg(&plain[..length]), None, "cut at {length}");
        }
    }
}
