//! The picture gate as the service uses it: the real program as the child, and files that mean
//! harm. Whatever is given, the parent gets a refusal or a picture drawn anew.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop where they are surprised"
)]

#[path = "picture_gate/child.rs"]
mod child;
#[path = "picture_gate/corpus.rs"]
mod corpus;
#[path = "picture_gate/forge.rs"]
mod forge;

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::Write as _,
    process::{Command, Stdio},
    time::Duration,
};

use child::{End, told};
use corpus::{Case, Expected, Good, MUTATIONS, bombs, corpus};
use forge::{HEIGHT, PLANTED, WIDTH, file, holds, photo};
use futures_util::{StreamExt as _, stream};
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use picture::{Failed, Gate, Passed, Refusal};

const KURA: &str = env!("CARGO_BIN_EXE_kura");
const PATIENCE: Duration = Duration::from_secs(60);
const AT_ONCE: usize = 2;
const MEGABYTE: u64 = 1_000_000;
/// What a file may take at most by the yardstick (R35); beyond it is told.
const SLOW: Duration = Duration::from_secs(2);
const LARGE: u64 = 200 * MEGABYTE;
/// What holds of every file of the corpus, on a busy machine with two processors: most are within
/// the yardstick, and a JPEG that claims 49 megapixels takes 2.6 s and 206 MB.
const LONGEST: Duration = Duration::from_secs(20);
const MOST_MEMORY: u64 = 300 * MEGABYTE;

fn gate() -> Gate {
    Gate::new(KURA.into(), AT_ONCE, PATIENCE)
}

/// A JPEG up to its coded pixels, without its size and its two tables of 64 steps, which tell how
/// finely it is drawn: for all pictures the same bytes.
fn head(passed: &Passed) -> Vec<u8> {
    let place = |marker| passed.jpeg.windows(2).position(|pair| pair == [0xFF, marker]).unwrap();
    let (frame, steps, scan) = (place(0xC0), place(0xDB), place(0xDA));
    let mut head = passed.jpeg[..scan + 14].to_vec();
    head[frame + 5..frame + 9].fill(0);
    head[steps + 5..steps + 69].fill(0);
    head[steps + 74..steps + 138].fill(0);
    head
}

/// A picture that holds the same head as a harmless one, coded pixels in which no mark can hide,
/// and no byte more: so nothing of the file it was made of, but what it shows.
fn judge_redrawn(name: &str, passed: &Passed, harmless: &[u8]) {
    assert_eq!(head(passed), harmless, "{name}: the head of a harmless picture");
    let coded = &passed.jpeg[harmless.len()..passed.jpeg.len() - 2];
    assert!(passed.jpeg.ends_with(b"\xFF\xD9"), "{name}: ends with its end");
    assert!(coded.windows(2).all(|pair| pair[0] != 0xFF || pair[1] == 0), "{name}: a mark inside");
    for piece in PLANTED.windows(16) {
        assert!(!holds(&passed.jpeg, piece), "{name}: what was planted came through");
    }
    let decoded = image::load_from_memory_with_format(&passed.jpeg, ImageFormat::Jpeg).unwrap();
    assert_eq!((decoded.width(), decoded.height()), (passed.width, passed.height), "{name}");
}

/// Whether the picture was redrawn; stops if it should not have been, or was not asked about.
fn judge(case: &Case, answer: Result<Passed, Failed>, harmless: &[u8]) -> bool {
    match (answer, case.expected) {
        (Ok(passed), Expected::Redrawn | Expected::Judged) => {
            judge_redrawn(&case.name, &passed, harmless);
            true
        }
        (Err(Failed::Refused(_)), Expected::Judged) => false,
        (Err(Failed::Refused(refusal)), Expected::Refused(expected)) => {
            assert_eq!(refusal, expected, "{}", case.name);
            false
        }
        (answer, expected) => panic!("{}: {answer:?} and not {expected:?}", case.name),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hundreds_of_hostile_files_end_as_a_refusal_or_as_a_clean_picture() {
    let good = Good::new();
    let gate = gate();
    let harmless = head(&gate.pass(&good.png).await.unwrap());
    let cases = corpus(&good);
    assert!(cases.len() >= MUTATIONS + 140, "{} files, {MUTATIONS} of them by dice", cases.len());
    let judged: Vec<bool> = stream::iter(&cases)
        .map(|case| async { judge(case, gate.pass(&case.bytes).await, &harmless) })
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    let redrawn = judged.iter().filter(|redrawn| **redrawn).count();
    let by_hand = cases.len() - MUTATIONS;
    println!("{by_hand} files made by hand and {MUTATIONS} by dice: {redrawn} redrawn");
    assert!(redrawn > 60 && redrawn + 60 < cases.len(), "{redrawn} redrawn: no real trial");
}

/// The gate takes a child that crashed for one that refused, so that its customer is told
/// something; here the child's own end is looked at.
#[test]
fn no_hostile_file_makes_the_program_panic_or_crash_or_takes_more_than_a_picture_may() {
    let good = Good::new();
    let bombs: BTreeSet<String> = bombs(&good).into_iter().map(|case| case.name).collect();
    let mut ends: Vec<(String, End)> = Vec::new();
    for case in corpus(&good) {
        let end = End::of(KURA, &case.bytes);
        let spent = end.is_spent() && bombs.contains(&case.name);
        assert!(spent || end.told().is_some(), "{}: ended with {}", case.name, end.status);
        if let Expected::Refused(expected) = case.expected {
            let refused =
                spent && expected == Refusal::TooHard || end.told() == Some(told(expected));
            assert!(refused, "{}: {} and not {expected}", case.name, end.status);
        }
        ends.push((case.name, end));
    }
    for (name, end) in &ends {
        if end.took > SLOW || end.peak > LARGE {
            println!("{name}: {:?}, {} MB: beyond 2 s or 200 MB", end.took, end.peak / MEGABYTE);
        }
        assert!(end.took <= LONGEST, "{name} took {:?}", end.took);
        assert!(end.peak <= MOST_MEMORY, "{name} took {} MB", end.peak / MEGABYTE);
    }
    let (slowest, largest) =
        (ends.iter().max_by_key(|one| one.1.took), ends.iter().max_by_key(|one| one.1.peak));
    let ((slow, took), (large, peak)) = (slowest.unwrap(), largest.unwrap());
    println!("slowest {slow}: {:?}; largest {large}: {} MB", took.took, peak.peak / MEGABYTE);
    assert!(peak.peak > 20 * MEGABYTE, "memory was measured");
}

#[test]
fn a_child_that_panics_or_is_killed_tells_nothing() {
    for (script, spent) in [("exit 101", false), ("kill -SEGV $$", false), ("kill -ABRT $$", true)]
    {
        let end = End::of_shell(script);
        assert_eq!((end.told(), end.is_spent()), (None, spent), "{script}");
    }
    assert_eq!(End::of_shell("exit 45").told(), Some(told(Refusal::Undecodable)));
}

#[tokio::test]
async fn a_good_photo_passes_in_each_kind_and_looks_the_same() {
    let good = Good::new();
    let original = photo().into_rgb8();
    for bytes in [good.jpeg, good.png, good.webp] {
        let passed = gate().pass(&bytes).await.unwrap();
        assert_eq!((passed.width, passed.height), (WIDTH, HEIGHT));
        let decoded = image::load_from_memory(&passed.jpeg).unwrap().into_rgb8();
        let difference: u64 =
            original.iter().zip(decoded.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        let mean = difference / u64::try_from(original.len()).unwrap();
        assert!(mean < 8, "{mean} of 255 off");
    }
}

#[tokio::test]
async fn the_largest_picture_allowed_fits_into_what_the_child_may_have() {
    let clear = RgbaImage::from_pixel(8_000, 6_250, Rgba([20, 60, 120, 200]));
    let clear = DynamicImage::ImageRgba8(clear);
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let passed = gate().pass(&file(&clear, format)).await.unwrap();
        assert_eq!((passed.width, passed.height), (8_000, 6_250), "{format:?}");
    }
}

#[tokio::test]
async fn who_has_no_patience_gets_a_refusal_and_not_an_answer() {
    let hasty = Gate::new(KURA.into(), AT_ONCE, Duration::from_micros(1));
    let failed = hasty.pass(&Good::new().png).await.unwrap_err();
    assert!(matches!(failed, Failed::Refused(Refusal::TooHard)), "{failed:?}");
}

#[test]
fn the_child_has_given_up_its_rights_before_it_reads() {
    let mut child = Command::new(KURA)
        .arg("picture-gate")
        .env("MIMALLOC_ARENA_RESERVE", "32MiB")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // More than a pipe holds: once it is written, the child has begun to read.
    let mut ear = child.stdin.take().unwrap();
    ear.write_all(&vec![b'.'; 300_000]).unwrap();
    let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let of = |name: &str| {
        let line = limits.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
    };
    let memory: u64 = of("Max address space").split(' ').next().unwrap().parse().unwrap();
    assert!(memory < 1 << 30, "{memory} bytes");
    assert_eq!(of("Max cpu time"), "10 11");
    for none in ["Max file size", "Max open files", "Max core file size", "Max processes"] {
        assert_eq!(of(none), "0 0", "{none}");
    }
    drop(ear);
    assert_eq!(child.wait().unwrap().code(), Some(40), "not a picture");
}

#[test]
fn a_person_at_a_terminal_can_send_a_picture_through() {
    let folder = std::env::temp_dir().join(format!("kura-picture-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (given, drawn) = (folder.join("in.png"), folder.join("out.jpg"));
    let run = |bytes: &[u8]| {
        fs::write(&given, bytes).unwrap();
        let mut kura = Command::new(KURA);
        kura.arg("picture-gate").stdin(File::open(&given).unwrap());
        kura.stdout(File::create(&drawn).unwrap()).output().unwrap()
    };
    let output = run(&Good::new().png);
    assert!(output.status.success(), "{output:?}");
    let picture = image::load_from_memory(&fs::read(&drawn).unwrap()).unwrap();
    assert_eq!((picture.width(), picture.height()), (WIDTH, HEIGHT));
    let output = run(b"GIF89a");
    assert_eq!(output.status.code(), Some(40));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("not-a-picture") && told.contains("no JPEG, PNG or WebP"), "{told}");
    assert!(fs::read(&drawn).unwrap().is_empty(), "nothing is written");
    fs::remove_dir_all(folder).unwrap();
}
