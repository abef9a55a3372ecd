//! The scanner against ClamAV's own daemon, with signatures made here. `cargo xtask test`
//! installs it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they are surprised"
)]

#[path = "clamd/daemon.rs"]
mod daemon;

use daemon::{Clamd, EICAR};
use outside::scanner::{ScanError, Trouble, Verdict};

/// A text of our own that nobody else takes for malware.
const OURS: &str = "蔵に狐が入った: a fox is in the storehouse";

const MEGABYTE: usize = 1024 * 1024;

/// Bytes in which nothing is to be found.
fn harmless(bytes: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..bytes).map(|_| next()).collect()
}

#[tokio::test]
async fn clamav_passes_the_harmless_names_the_known_and_refuses_the_too_large() {
    let signatures = [("Home.Eicar.Test", &*EICAR.concat()), ("Home.Fox.Test", OURS)];
    let mut clamd = Clamd::start("outside", &signatures).await;

    for document in [&b""[..], b"a letter", &harmless(10 * MEGABYTE)] {
        assert_eq!(clamd.scanner.scan(document).await.unwrap(), Verdict::Clean, "{}", clamd.log());
    }

    let eicar = EICAR.concat();
    assert_eq!(clamd.name_found_in(eicar.as_bytes()).await, "Home.Eicar.Test.UNOFFICIAL");
    let hidden = [harmless(5 * MEGABYTE), OURS.into(), harmless(5 * MEGABYTE)].concat();
    assert_eq!(clamd.name_found_in(&hidden).await, "Home.Fox.Test.UNOFFICIAL");

    let not_looked_at_to_its_end = harmless(12 * MEGABYTE + 1);
    let name = clamd.name_found_in(&not_looked_at_to_its_end).await;
    assert!(name.starts_with("Heuristics.Limits.Exceeded"), "{name}");

    let ScanError::Unavailable { cause, .. } =
        clamd.scanner.scan(&harmless(14 * MEGABYTE)).await.unwrap_err();
    assert!(matches!(&cause, Trouble::Refused(why) if why.contains("size limit")), "{cause:?}");

    clamd.stop();
    let ScanError::Unavailable { cause, .. } = clamd.scanner.scan(b"a letter").await.unwrap_err();
    assert!(matches!(cause, Trouble::Connection(_)), "{cause:?}");
    assert!(clamd.scanner.ping().await.is_err());
}
