//! Pieces of picture files, put together by hand.

use std::io::{Cursor, Write as _};

use flate2::{Compression, Crc, write::ZlibEncoder};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// What must never come out of the gate, wherever it was hidden. Not a place where anybody is.
pub const PLANTED: &[u8] = b"planted: 35.00000N 139.00000E, <script>alert(1)</script>";

/// Size of [`photo`].
pub const WIDTH: u32 = 480;
pub const HEIGHT: u32 = 360;

/// Like a card on a table: smooth shades and sharp lines.
pub fn photo() -> DynamicImage {
    let ink = |number: u32| u8::try_from(number % 256).unwrap();
    DynamicImage::ImageRgb8(RgbImage::from_fn(WIDTH, HEIGHT, |x, y| match (x / 7) % (y / 9 + 1) {
        0 => Rgb([30, 30, 40]),
        line => Rgb([ink(x / 2), ink(y / 2 + line), ink(200 + x * y / 4_000)]),
    }))
}

/// A picture as a file.
pub fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG segment: marker, length, body.
pub fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], &length[..], body].concat()
}

/// A JPEG with more segments behind its start.
pub fn jpeg_with(jpeg: &[u8], segments: &[Vec<u8>]) -> Vec<u8> {
    [&jpeg[..2], &segments.concat(), &jpeg[2..]].concat()
}

/// A JPEG that claims another size.
pub fn jpeg_claiming(jpeg: &[u8], width: u16, height: u16) -> Vec<u8> {
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    let mut lying = jpeg.to_vec();
    lying[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    lying[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    lying
}

/// A PNG chunk: length, kind, data, checksum.
pub fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut checksum = Crc::new();
    checksum.update(kind);
    checksum.update(data);
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length, &kind[..], data, &checksum.sum().to_be_bytes()].concat()
}

/// A PNG header: size, bits a channel, colour type (2 RGB, 6 RGBA).
pub fn png_header(width: u32, height: u32, depth: u8, colours: u8) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    chunk(b"IHDR", &[&size[..], &[depth, colours, 0, 0, 0]].concat())
}

/// A PNG of chunks.
pub fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    [b"\x89PNG\r\n\x1A\n", &chunks.concat()[..], &chunk(b"IEND", b"")].concat()
}

/// A PNG with more chunks behind its header.
pub fn png_with(png: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
    [&png[..33], &chunks.concat(), &png[33..]].concat()
}

/// A PNG with another header.
pub fn png_claiming(png: &[u8], header: &[u8]) -> Vec<u8> {
    [&png[..8], header, &png[33..]].concat()
}

/// The pixels of a PNG as it has them in its chunks.
pub fn png_pixels(png: &[u8]) -> Vec<u8> {
    let mut rest = &png[8..];
    let mut pixels = Vec::new();
    while let Some((length, behind)) = rest.split_first_chunk() {
        let length = u32::from_be_bytes(*length) as usize;
        if behind.starts_with(b"IDAT") {
            pixels.extend_from_slice(&behind[4..4 + length]);
        }
        rest = &behind[length + 8..];
    }
    pixels
}

/// So many zeros, packed.
pub fn zeros(count: usize) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..count / 1_000_000 {
        packed.write_all(&[0; 1_000_000]).unwrap();
    }
    packed.finish().unwrap()
}

/// A chunk of a WebP: kind, length, data, a byte more if that is odd.
pub fn riff_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_le_bytes();
    [&kind[..], &length, data, &[0][..data.len() % 2]].concat()
}

/// An extended WebP: flags, size, chunks.
pub fn webp(flags: u8, width: u32, height: u32, chunks: &[Vec<u8>]) -> Vec<u8> {
    let side = |pixels: u32| (pixels - 1).to_le_bytes()[..3].to_vec();
    let head = [vec![flags, 0, 0, 0], side(width), side(height)].concat();
    let body = [b"WEBP", &riff_chunk(b"VP8X", &head)[..], &chunks.concat()].concat();
    riff_chunk(b"RIFF", &body)
}

/// The chunk of pixels of a simple WebP.
pub fn webp_pixels(webp: &[u8]) -> Vec<u8> {
    webp[12..].to_vec()
}

/// EXIF with a description, an orientation and a place (CIPA DC-008): a TIFF of two directories.
pub fn exif(orientation: u16) -> Vec<u8> {
    let text = u32::try_from(PLANTED.len()).unwrap();
    let (description, places) = (8 + 2 + 3 * 12 + 4, 8 + 2 + 3 * 12 + 4 + text);
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()]
            .concat()
    };
    [
        b"II*\0\x08\0\0\0\x03\0",
        &entry(0x010E, 2, text, description)[..],
        &entry(0x0112, 3, 1, orientation.into()),
        &entry(0x8825, 4, 1, places),
        &[0; 4],
        PLANTED,
        &[1, 0],
        &entry(0x001B, 7, text, places + 2 + 12 + 4),
        &[0; 4],
        PLANTED,
    ]
    .concat()
}

/// A ZIP of one file that is not packed; its path leads out of the folder.
pub fn zip(content: &[u8]) -> Vec<u8> {
    const NAME: &[u8] = b"../../etc/cron.d/planted";
    let mut checksum = Crc::new();
    checksum.update(content);
    let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let facts = [
        &[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
        &checksum.sum().to_le_bytes(),
        &long(content.len()),
        &long(content.len()),
        &long(NAME.len()),
    ]
    .concat();
    let local = [b"PK\x03\x04", &facts[..], NAME, content].concat();
    let central = [b"PK\x01\x02\x14\0", &facts[..], &[0; 14], NAME].concat();
    let sizes = [long(central.len()), long(local.len())].concat();
    [&local[..], &central, b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &sizes, &[0, 0]].concat()
}

/// Whether bytes occur.
pub fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
