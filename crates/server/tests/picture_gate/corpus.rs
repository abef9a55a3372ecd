//! Files that mean harm, or that had an accident; the same ones every time.

use image::ImageFormat;
use outside::dice::Dice;
use picture::{MOST_BYTES, Refusal};

use super::forge::{
    HEIGHT, PLANTED, WIDTH, chunk, exif, file, jpeg_claiming, jpeg_with, photo, png, png_claiming,
    png_header, png_pixels, png_with, riff_chunk, segment, webp, webp_pixels, zeros, zip,
};

const SEED: u64 = 20_260_403;
/// How many of the cases are made by dice.
pub const MUTATIONS: usize = 300;

/// A file, and what the gate must make of it.
#[derive(Debug)]
pub struct Case {
    pub name: String,
    pub bytes: Vec<u8>,
    pub expected: Expected,
}

#[derive(Debug, Clone, Copy)]
pub enum Expected {
    Refused(Refusal),
    Redrawn,
    /// Either will do: a damaged picture may still be one.
    Judged,
}

use Expected::{Judged, Redrawn, Refused};

fn case(name: impl Into<String>, bytes: impl Into<Vec<u8>>, expected: Expected) -> Case {
    Case { name: name.into(), bytes: bytes.into(), expected }
}

/// A good picture in the three kinds.
pub struct Good {
    pub jpeg: Vec<u8>,
    pub png: Vec<u8>,
    pub webp: Vec<u8>,
}

impl Good {
    pub fn new() -> Self {
        let photo = photo();
        let [jpeg, png, webp] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP]
            .map(|format| file(&photo, format));
        Self { jpeg, png, webp }
    }

    fn named(&self) -> [(&'static str, &[u8]); 3] {
        [("JPEG", &self.jpeg), ("PNG", &self.png), ("WebP", &self.webp)]
    }
}

/// All of them.
pub fn corpus(good: &Good) -> Vec<Case> {
    let mut all = disguised(good);
    all.extend(bombs(good));
    all.extend(liars(good));
    all.extend(polyglots(good));
    all.extend(talkative(good));
    all.extend(films(good));
    all.extend(truncated(good));
    all.extend(mutated(good));
    all
}

/// Other things than pictures, and pictures of other kinds.
fn disguised(good: &Good) -> Vec<Case> {
    let svg = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
         <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"400\"><text>&x;</text>\
         <script>{}</script></svg>",
        String::from_utf8_lossy(PLANTED)
    );
    let heif = |brands: &[u8]| [b"\0\0\0\x1Cftyp", brands, b"\0\0\0\x08meta", PLANTED].concat();
    let ico = [b"\0\0\x01\0\x01\0\0\0\0\0\x01\0\x20\0\0\0\0\0\x16\0\0\0", &good.png[..]].concat();
    let bmp = [b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", &[0x40, 1, 0, 0][..], &[0; 900]].concat();
    let mut cases: Vec<Case> = [
        ("nothing", Vec::new()),
        ("one byte", vec![0xFF]),
        ("one zero", vec![0]),
        ("text", b"not a picture at all, in spite of its name".to_vec()),
        (
            "GIF",
            b"GIF89a\x90\x01\x90\x01\0\0\0,\0\0\0\0\x90\x01\x90\x01\0\x02\x02D\x01\0;".to_vec(),
        ),
        ("GIF that is a script", b"GIF89a/*\x01\0*/=1;alert(document.cookie)//;".to_vec()),
        ("SVG with a script and an entity", svg.clone().into_bytes()),
        ("SVG behind a mark", [b"\xEF\xBB\xBF", svg.as_bytes()].concat()),
        ("HTML", [b"<!DOCTYPE html><html><body>", PLANTED].concat()),
        ("PDF", [b"%PDF-1.7\n", PLANTED].concat()),
        ("ZIP", zip(PLANTED)),
        ("ZIP that is a bomb", zip(&zeros(100_000_000))),
        ("packed zeros", zeros(100_000_000)),
        ("BMP", bmp),
        ("TIFF", exif(1)),
        ("ICO with a PNG inside", ico),
        ("JPEG behind a space", [b" ", &good.jpeg[..]].concat()),
        ("PNG with its line ends changed", [b"\x89PNG\n\x1A\n", &good.png[8..]].concat()),
        ("film", heif(b"isom\0\0\x02\0isommp41mp42")),
    ]
    .into_iter()
    .map(|(name, bytes)| case(name, bytes, Refused(Refusal::NotAPicture)))
    .collect();
    for (name, brands) in [
        ("HEIC", &b"heic\0\0\0\0mif1heicmiaf"[..]),
        ("HEIC by its second brand", b"mif1\0\0\0\0heicmif1miaf"),
        ("HEIC, several", b"msf1\0\0\0\0hevcmsf1miaf"),
        ("AVIF", b"avif\0\0\0\0avifmif1miaf"),
        ("AVIF, several", b"avis\0\0\0\0avismsf1miaf"),
    ] {
        cases.push(case(name, heif(brands), Refused(Refusal::Heif)));
    }
    cases
}

/// Small files that want much memory or time. Of these alone a child may be ended by its limits.
pub fn bombs(good: &Good) -> Vec<Case> {
    let fifty = png(&[png_header(50_000, 50_000, 8, 2), chunk(b"IDAT", &zeros(100_000_000))]);
    let text = [b"Comment\0\0", &zeros(50_000_000)[..]].concat();
    let profile = [b"profile\0\0", &zeros(200_000_000)[..]].concat();
    let narrow = png(&[png_header(1, 4_000_000_000, 8, 2), chunk(b"IDAT", &zeros(50_000_000))]);
    let deep = png(&[png_header(6_000, 5_000, 16, 6), chunk(b"IDAT", &zeros(50_000_000))]);
    let flood = [&good.jpeg[..], &vec![0; MOST_BYTES]].concat();
    let scans = good.jpeg.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    let many_tables: Vec<_> = (0..2_000).map(|_| segment(0xDB, &[1; 65])).collect();
    vec![
        case("PNG of 50,000 × 50,000", fifty, Refused(Refusal::TooManyPixels)),
        case("PNG of one column", narrow, Refused(Refusal::TooManyPixels)),
        case("PNG too deep", deep, Refused(Refusal::TooHard)),
        case(
            "PNG with a packed text of 50 MB",
            png_with(&good.png, &[chunk(b"zTXt", &text)]),
            Judged,
        ),
        case(
            "PNG with a packed profile of 200 MB",
            png_with(&good.png, &[chunk(b"iCCP", &profile)]),
            Judged,
        ),
        case("JPEG with 10 MB behind it", flood, Refused(Refusal::TooLarge)),
        case("10 MB of zeros and one", vec![0; MOST_BYTES + 1], Refused(Refusal::TooLarge)),
        case(
            "JPEG whose scan comes 50 times",
            [&good.jpeg[..scans], &good.jpeg[scans..good.jpeg.len() - 2].repeat(50), b"\xFF\xD9"]
                .concat(),
            Judged,
        ),
        case("JPEG with 2,000 tables", jpeg_with(&good.jpeg, &many_tables), Judged),
        case("JPEG of 9 MB of start marks", b"\xFF\xD8\xFF".repeat(3_000_000), Judged),
        case(
            "PNG of 800,000 empty chunks",
            png_with(&good.png, &vec![chunk(b"zzZz", b""); 800_000]),
            Judged,
        ),
        case(
            "WebP of 1,000,000 empty chunks",
            webp(0, WIDTH, HEIGHT, &vec![riff_chunk(b"ZZZZ", b""); 1_000_000]),
            Judged,
        ),
    ]
}

/// Headers that do not tell the truth.
fn liars(good: &Good) -> Vec<Case> {
    let png_of = |width, height| png_claiming(&good.png, &png_header(width, height, 8, 2));
    let pixels = [webp_pixels(&good.webp)];
    vec![
        case("PNG ten times as large", png_of(4_800, 3_600), Judged),
        case("PNG smaller", png_of(400, 200), Judged),
        case("PNG without a side", png_of(0, 360), Judged),
        case(
            "PNG in other colours",
            png_claiming(&good.png, &png_header(WIDTH, HEIGHT, 16, 6)),
            Judged,
        ),
        case(
            "PNG of a depth there is none of",
            png_claiming(&good.png, &png_header(WIDTH, HEIGHT, 3, 2)),
            Refused(Refusal::Undecodable),
        ),
        case(
            "PNG without a header",
            png(&[chunk(b"IDAT", &png_pixels(&good.png))]),
            Refused(Refusal::Undecodable),
        ),
        case(
            "PNG without pixels",
            png(&[png_header(WIDTH, HEIGHT, 8, 2)]),
            Refused(Refusal::Undecodable),
        ),
        case("PNG like a stamp", png_of(40, 30), Refused(Refusal::TooSmall)),
        case(
            "JPEG as large as can be",
            jpeg_claiming(&good.jpeg, 65_535, 65_535),
            Refused(Refusal::TooManyPixels),
        ),
        case(
            "JPEG of 49 megapixels with the pixels of a small one",
            jpeg_claiming(&good.jpeg, 7_000, 7_000),
            Judged,
        ),
        case("JPEG without a side", jpeg_claiming(&good.jpeg, 0, 360), Judged),
        case("JPEG without lines", jpeg_claiming(&good.jpeg, 480, 0), Judged),
        case("JPEG like a stamp", jpeg_claiming(&good.jpeg, 40, 30), Refused(Refusal::TooSmall)),
        case(
            "WebP as large as can be",
            webp(0, 16_384, 16_384, &pixels),
            Refused(Refusal::TooManyPixels),
        ),
        case("WebP with another frame", webp(0, 1_000, 1_000, &pixels), Judged),
        case("WebP without pixels", webp(0, WIDTH, HEIGHT, &[]), Refused(Refusal::Undecodable)),
        case("WebP with a film's mark and none inside", webp(2, WIDTH, HEIGHT, &pixels), Judged),
    ]
}

/// Good pictures that are something else as well.
fn polyglots(good: &Good) -> Vec<Case> {
    let others: [(&str, Vec<u8>); 5] = [
        ("HTML", [b"<!DOCTYPE html><html><script>", PLANTED, b"</script></html>"].concat()),
        ("ZIP", zip(PLANTED)),
        ("PDF", [b"%PDF-1.7\n1 0 obj<</OpenAction<</JS(", PLANTED, b")>>>>endobj\n%%EOF"].concat()),
        ("script", [b"*/=1;eval('", PLANTED, b"');/*"].concat()),
        ("PHP", [b"<?php system('", PLANTED, b"'); ?>"].concat()),
    ];
    let mut cases = Vec::new();
    for (name, other) in others {
        for (kind, picture) in good.named() {
            let both = [picture, &other].concat();
            cases.push(case(format!("{kind} with {name} behind it"), both, Redrawn));
        }
        let comment = jpeg_with(&good.jpeg, &[segment(0xFE, &other)]);
        cases.push(case(format!("JPEG with {name} in a comment"), comment, Redrawn));
        let text = chunk(b"tEXt", &[b"Comment\0", &other[..]].concat());
        let text = png_with(&good.png, &[text]);
        cases.push(case(format!("PNG with {name} in a text"), text, Redrawn));
        let chunk = [webp_pixels(&good.webp), riff_chunk(b"JUNK", &other)];
        let chunk = webp(0, WIDTH, HEIGHT, &chunk);
        cases.push(case(format!("WebP with {name} in a chunk"), chunk, Redrawn));
    }
    cases
}

/// Pictures that tell more than they show.
fn talkative(good: &Good) -> Vec<Case> {
    let mut cases = Vec::new();
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>", PLANTED].concat();
    let profile = [&[0; 128][..], PLANTED].concat();
    for orientation in [0, 1, 3, 6, 8, 9, 65_535] {
        let exif = exif(orientation);
        let jpeg = jpeg_with(
            &good.jpeg,
            &[
                segment(0xE1, &[b"Exif\0\0", &exif[..]].concat()),
                segment(0xE1, &xmp),
                segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", &profile[..]].concat()),
                segment(0xED, &[b"Photoshop 3.0\08BIM", PLANTED].concat()),
                segment(0xEE, &[b"Adobe\0\x64\0\0\0\0\x01", PLANTED].concat()),
            ],
        );
        let png = png_with(
            &good.png,
            &[
                chunk(b"eXIf", &exif),
                chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", PLANTED].concat()),
                chunk(b"tIME", &[7, 234, 4, 3, 12, 0, 0]),
            ],
        );
        let webp = webp(
            0x2C,
            WIDTH,
            HEIGHT,
            &[
                riff_chunk(b"ICCP", &profile),
                webp_pixels(&good.webp),
                riff_chunk(b"EXIF", &exif),
                riff_chunk(b"XMP ", &xmp),
            ],
        );
        for (kind, bytes) in [("JPEG", jpeg), ("PNG", png), ("WebP", webp)] {
            let name = format!("{kind} with a place, a profile and orientation {orientation}");
            cases.push(case(name, bytes, Redrawn));
        }
    }
    cases
}

/// Pictures that move; the first is taken.
fn films(good: &Good) -> Vec<Case> {
    let long = |number: u32| number.to_be_bytes();
    let control = |place: u32| {
        let numbers = [place, WIDTH, HEIGHT, 0, 0].map(long).concat();
        chunk(b"fcTL", &[&numbers[..], &[0, 1, 0, 10, 0, 0]].concat())
    };
    let pixels = png_pixels(&good.png);
    let film = png(&[
        png_header(WIDTH, HEIGHT, 8, 2),
        chunk(b"acTL", &[long(2), long(0)].concat()),
        control(0),
        chunk(b"IDAT", &pixels),
        control(1),
        chunk(b"fdAT", &[&long(2), &pixels[..]].concat()),
    ]);
    let side = |pixels: u32| (pixels - 1).to_le_bytes()[..3].to_vec();
    let frame = [vec![0; 6], side(WIDTH), side(HEIGHT), vec![100, 0, 0, 0]].concat();
    let frame = riff_chunk(b"ANMF", &[frame, webp_pixels(&good.webp)].concat());
    let begin = riff_chunk(b"ANIM", &[0; 6]);
    let moving = webp(2, WIDTH, HEIGHT, &[begin, frame.clone(), frame]);
    vec![case("PNG that moves", film, Redrawn), case("WebP that moves", moving, Redrawn)]
}

/// Uploads that broke off.
fn truncated(good: &Good) -> Vec<Case> {
    let mut cases = Vec::new();
    for (kind, bytes) in good.named() {
        let lengths = (0..).map(|power| 1 << power).take_while(|length| *length < bytes.len());
        for length in lengths {
            let name = format!("{kind} cut after {length} bytes");
            cases.push(case(name, &bytes[..length], Judged));
        }
        let name = format!("{kind} without its last byte");
        cases.push(case(name, &bytes[..bytes.len() - 1], Judged));
    }
    cases
}

/// Good pictures changed by dice.
fn mutated(good: &Good) -> Vec<Case> {
    let dice = Dice::seeded(SEED);
    let below = |limit: usize| {
        let drawn = u64::from_be_bytes(dice.bytes().unwrap());
        usize::try_from(drawn % u64::try_from(limit).unwrap()).unwrap()
    };
    let kinds = good.named();
    let mutate = |number: usize| {
        let (kind, source) = kinds[number % kinds.len()];
        let mut bytes = source.to_vec();
        // Half of the harm is done where the headers are.
        let within = if below(2) == 0 { bytes.len() } else { 700 };
        let (from, length) = (below(within), 1 + below(600));
        let to = (from + length).min(bytes.len());
        let how = match number / kinds.len() % 4 {
            0 => {
                for _ in 0..1 + below(40) {
                    bytes[below(within)] ^= 1 << below(8);
                }
                "bits flipped"
            }
            1 => {
                bytes.drain(from..to);
                "a piece cut out"
            }
            2 => {
                let (_, other) = kinds[below(kinds.len())];
                let start = below(other.len());
                let end = (start + length).min(other.len());
                bytes.splice(from..to, other[start..end].iter().copied());
                "a piece of another put in"
            }
            _ => {
                let piece = bytes[from..to].repeat(1 + below(200));
                bytes.splice(from..from, piece);
                "a piece repeated"
            }
        };
        case(format!("{kind} no. {number} with {how}"), bytes, Judged)
    };
    (0..MUTATIONS).map(mutate).collect()
}
