//! What kind of file it is, told by its first bytes. Names and content types are whatever the
//! sender says.

use image::ImageFormat;

use crate::Refusal;

/// Brands of HEIC (ISO/IEC 23008-12, annexes B and E) and AVIF (the AVIF specification, 6.2 and
/// 6.3), and the structural ones of HEIF that stand for both.
const HEIF_BRANDS: [&[u8]; 12] = [
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1",
    b"avif", b"avis",
];

/// How many brands of a file are looked at; real ones name about five.
const BRANDS: usize = 32;

/// The form a file is to be decoded as.
///
/// # Errors
/// [`Refusal::Heif`], or [`Refusal::NotAPicture`] for everything else that is not taken.
pub(super) fn kind(bytes: &[u8]) -> Result<ImageFormat, Refusal> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Ok(ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Ok(ImageFormat::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(ImageFormat::WebP),
        _ if is_heif(bytes) => Err(Refusal::Heif),
        _ => Err(Refusal::NotAPicture),
    }
}

/// Whether a file begins with a box `ftyp` (ISO/IEC 14496-12, 4.3) that names one of the brands:
/// length, `ftyp`, major brand, minor version, then brands it is compatible with.
fn is_heif(bytes: &[u8]) -> bool {
    let Some((length, rest)) = bytes.split_first_chunk() else { return false };
    let Some(brands) = rest.strip_prefix(b"ftyp") else { return false };
    let named = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    let named = (named.saturating_sub(8) / 4).min(BRANDS);
    brands.chunks_exact(4).take(named).any(|brand| HEIF_BRANDS.contains(&brand))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_brands(brands: &[u8]) -> Vec<u8> {
        let length = u32::try_from(8 + brands.len()).unwrap().to_be_bytes();
        [&length, &b"ftyp"[..], brands, b"\0\0\0\x08meta"].concat()
    }

    #[test]
    fn the_three_kinds_taken_are_told_by_their_first_bytes() {
        assert_eq!(kind(b"\xFF\xD8\xFF\xE0"), Ok(ImageFormat::Jpeg));
        assert_eq!(kind(b"\x89PNG\r\n\x1A\n"), Ok(ImageFormat::Png));
        assert_eq!(kind(b"RIFF\0\0\0\0WEBPVP8 "), Ok(ImageFormat::WebP));
    }

    #[test]
    fn a_photo_of_a_phone_in_heic_or_avif_has_a_reason_of_its_own() {
        for brands in [
            &b"heic\0\0\0\0mif1heic"[..],
            b"mif1\0\0\0\0heicmiaf",
            b"avif\0\0\0\0avifmif1miafMA1B",
            b"isom\0\0\x02\0heix",
        ] {
            assert_eq!(kind(&with_brands(brands)), Err(Refusal::Heif));
        }
    }

    #[test]
    fn a_film_is_no_picture_even_if_the_word_heic_stands_behind_its_brands() {
        let mut film = with_brands(b"isom\0\0\x02\0isommp42");
        film.extend(b"heicheic");
        assert_eq!(kind(&film), Err(Refusal::NotAPicture));
    }

    #[test]
    fn everything_else_is_not_a_picture_we_take() {
        for bytes in [
            &b""[..],
            b"\xFF",
            b"\xFF\xD8",
            b"GIF89a",
            b"BM\0\0",
            b"II*\0",
            b"\0\0\x01\0",
            b"%PDF-1.7",
            b"PK\x03\x04",
            b"<svg xmlns='http://www.w3.org/2000/svg'>",
            b"<!DOCTYPE html>",
            b"\xEF\xBB\xBF<html>",
            b"RIFF\0\0\0\0WAVE",
            b"\0\0\0\0ftyp",
            b" \xFF\xD8\xFF",
        ] {
            assert_eq!(kind(bytes), Err(Refusal::NotAPicture), "{bytes:?}");
        }
    }
}
