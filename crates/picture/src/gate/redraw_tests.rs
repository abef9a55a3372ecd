//! Pictures drawn anew, in this process: the harmless ones.

use image::{ExtendedColorType, ImageEncoder, ImageFormat, codecs::png::PngEncoder};

use super::*;

const RED: Rgb<u8> = Rgb([220, 20, 30]);
const BLUE: Rgb<u8> = Rgb([20, 40, 200]);

/// Blue, with a red corner where the first pixel is.
fn card(width: u32, height: u32) -> RgbImage {
    let red = |x, y| x < width / 4 && y < height / 4;
    RgbImage::from_fn(width, height, |x, y| if red(x, y) { RED } else { BLUE })
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn decoded(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).unwrap().into_rgb8()
}

/// Whether two colours look alike, JPEG being what it is.
fn alike(one: Rgb<u8>, other: Rgb<u8>) -> bool {
    one.0.iter().zip(other.0).all(|(one, other)| one.abs_diff(other) < 12)
}

/// EXIF that tells nothing but an orientation (CIPA DC-008, 4.6.4): a TIFF of one entry.
fn orientation(value: u8) -> Vec<u8> {
    let entry = [0x12, 0x01, 3, 0, 1, 0, 0, 0, value, 0, 0, 0];
    [b"II*\0\x08\0\0\0\x01\0", &entry[..], &[0; 4]].concat()
}

#[test]
fn a_photo_of_each_kind_comes_out_as_a_jpeg_of_the_same_size_and_colours() {
    let card = DynamicImage::ImageRgb8(card(400, 300));
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let drawn = decoded(&redraw(&encoded(&card, format)).unwrap());
        assert_eq!(drawn.dimensions(), (400, 300), "{format:?}");
        assert!(alike(*drawn.get_pixel(20, 20), RED), "{format:?}");
        assert!(alike(*drawn.get_pixel(390, 290), BLUE), "{format:?}");
    }
}

#[test]
fn a_photo_taken_with_the_phone_held_in_any_way_is_turned_upright() {
    // Where the first pixel's corner is to be seen (CIPA DC-008, 4.6.4 A).
    let corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0), (1, 0), (1, 1), (0, 1)];
    for (value, (right, below)) in (1..).zip(corners) {
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
        encoder.set_exif_metadata(orientation(value)).unwrap();
        encoder.encode_image(&card(400, 300)).unwrap();
        let drawn = decoded(&redraw(&bytes).unwrap());
        let turned = value >= 5;
        assert_eq!(drawn.dimensions(), if turned { (300, 400) } else { (400, 300) });
        let corner = drawn.get_pixel(right * (drawn.width() - 1), below * (drawn.height() - 1));
        assert!(alike(*corner, RED), "orientation {value}: {corner:?}");
    }
}

#[test]
fn a_picture_one_can_see_through_lies_on_white_paper() {
    let ink = [0, 128, 255].map(|alpha| Rgba([0, 0, 0, alpha]));
    let picture = RgbaImage::from_fn(300, 300, |x, _| ink[(x / 100) as usize]);
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let bytes = encoded(&DynamicImage::ImageRgba8(picture.clone()), format);
        let drawn = decoded(&redraw(&bytes).unwrap());
        for (x, grey) in [(50, 255), (150, 127), (250, 0)] {
            assert!(alike(*drawn.get_pixel(x, 150), Rgb([grey; 3])), "{format:?} at {x}");
        }
    }
}

#[test]
fn grey_deep_and_half_transparent_pictures_are_taken_too() {
    let card = DynamicImage::ImageRgb8(card(400, 300));
    for other in [
        DynamicImage::ImageLuma8(card.to_luma8()),
        DynamicImage::ImageLumaA8(card.to_luma_alpha8()),
        DynamicImage::ImageRgb16(card.to_rgb16()),
        DynamicImage::ImageRgba16(card.to_rgba16()),
    ] {
        let drawn = redraw(&encoded(&other, ImageFormat::Png)).unwrap();
        assert_eq!(decoded(&drawn).dimensions(), (400, 300), "{:?}", other.color());
    }
}

#[test]
fn a_picture_must_be_large_enough_to_read_and_small_enough_to_hold() {
    assert_eq!(judge_size((300, 1)), Ok(()));
    assert_eq!(judge_size((299, 299)), Err(Refusal::TooSmall));
    assert_eq!(judge_size((0, 0)), Err(Refusal::TooSmall));
    assert_eq!(judge_size((8_000, 6_250)), Ok(()));
    assert_eq!(judge_size((8_000, 6_251)), Err(Refusal::TooManyPixels));
    assert_eq!(judge_size((65_535, 700)), Ok(()));
    assert_eq!(judge_size((65_536, 700)), Err(Refusal::TooManyPixels));
    assert_eq!(judge_size((u32::MAX, u32::MAX)), Err(Refusal::TooManyPixels));
}

#[test]
fn a_small_picture_is_refused_whatever_its_form() {
    let stamp = DynamicImage::ImageRgb8(card(40, 30));
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        assert_eq!(redraw(&encoded(&stamp, format)), Err(Refusal::TooSmall), "{format:?}");
    }
}

#[test]
fn a_file_with_nothing_behind_its_first_bytes_cannot_be_read() {
    for bytes in [&b"\xFF\xD8\xFF"[..], b"\x89PNG\r\n\x1A\n", b"RIFF\0\0\0\0WEBP"] {
        assert_eq!(redraw(bytes), Err(Refusal::Undecodable), "{bytes:?}");
    }
}

/// Noise, the same each time: nothing that a camera takes is richer.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 1_u32;
    RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgb(state.to_be_bytes().first_chunk().copied().unwrap())
    })
}

#[test]
fn a_picture_too_rich_to_be_drawn_finely_is_drawn_coarser() {
    let noise = noise(3_600, 2_400);
    assert_eq!(draw(&noise, FINE), Ok(None));
    let drawn = encode(&noise).unwrap();
    assert!(drawn.len() <= MOST_REDRAWN, "{} bytes", drawn.len());
    assert_eq!(decoded(&drawn).dimensions(), (3_600, 2_400));
}

#[test]
fn and_one_too_rich_for_that_is_drawn_at_half_its_size() {
    let noise = noise(5_001, 3_001);
    assert_eq!(draw(&noise, COARSE), Ok(None));
    let drawn = encode(&noise).unwrap();
    assert!(drawn.len() <= MOST_REDRAWN, "{} bytes", drawn.len());
    assert_eq!(decoded(&drawn).dimensions(), (2_501, 1_501));
}

#[test]
fn nothing_of_a_colour_profile_or_exif_is_left() {
    let secret = b"taken at 35.68N 139.76E by nobody";
    let (card, mut bytes) = (card(400, 300), Vec::new());
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(secret.to_vec()).unwrap();
    encoder.set_exif_metadata([&orientation(1), &secret[..]].concat()).unwrap();
    encoder.write_image(&card, 400, 300, ExtendedColorType::Rgb8).unwrap();
    let plain = redraw(&encoded(&DynamicImage::ImageRgb8(card), ImageFormat::Png)).unwrap();
    assert_eq!(redraw(&bytes), Ok(plain), "the same, byte for byte, as without");
}
