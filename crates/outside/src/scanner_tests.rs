use std::sync::Arc;

use tokio::{
    net::{TcpListener, UnixListener},
    sync::Mutex,
};

use super::*;

/// Long enough for a busy machine; nobody waits so long who is answered.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a made-up clamd treats who comes.
#[derive(Clone, Copy)]
enum Manner {
    /// Hears all, then says this and hangs up.
    Answers(&'static [u8]),
    /// Hears all, says this over and over, and never hangs up.
    Repeats(&'static [u8]),
    /// Hears all and says nothing.
    IsSilent,
    /// Hears a little, says this and hangs up.
    Interrupts(&'static [u8]),
}

/// A made-up clamd, and what it has heard.
struct Fake {
    scanner: Scanner,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Fake {
    async fn that(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("tcp:{}", listener.local_addr().unwrap());
        let heard = Arc::<Mutex<Vec<u8>>>::default();
        let ear = Arc::clone(&heard);
        tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            attend(stream, manner, &ear).await;
        });
        Self { scanner: scanner_at(&address, PATIENCE), heard }
    }
}

fn scanner_at(address: &str, patience: Duration) -> Scanner {
    Scanner::Clamd { address: address.parse().unwrap(), patience }
}

/// One conversation, from clamd's side. It may be cut off at any point.
async fn attend<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    manner: Manner,
    heard: &Mutex<Vec<u8>>,
) {
    if let Manner::Interrupts(words) = manner {
        let _ = stream.read_exact(&mut [0; 100]).await;
        let _ = stream.write_all(words).await;
        return;
    }
    *heard.lock().await = hear(&mut stream).await.unwrap();
    match manner {
        Manner::Answers(words) => {
            let _ = stream.write_all(words).await;
        }
        Manner::Repeats(words) => while stream.write_all(words).await.is_ok() {},
        Manner::IsSilent | Manner::Interrupts(_) => std::future::pending().await,
    }
}

/// A document put together again from its chunks, or nothing after `PING`.
async fn hear<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<Vec<u8>> {
    let mut command = Vec::new();
    while command.last() != Some(&0) {
        command.push(stream.read_u8().await?);
    }
    let mut document = Vec::new();
    if command == b"zPING\0" {
        return Ok(document);
    }
    assert_eq!(command, b"zINSTREAM\0");
    loop {
        let length = stream.read_u32().await?;
        if length == 0 {
            return Ok(document);
        }
        let mut chunk = vec![0; usize::try_from(length).unwrap()];
        stream.read_exact(&mut chunk).await?;
        document.extend(chunk);
    }
}

/// A picture's bytes, near enough: no two chunks are alike.
fn picture(bytes: u32) -> Vec<u8> {
    (0..bytes).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect()
}

fn trouble(outcome: Result<Verdict, ScanError>) -> Trouble {
    let Err(ScanError::Unavailable { cause, .. }) = outcome else { panic!("{outcome:?}") };
    cause
}

#[tokio::test]
async fn without_a_scanner_nothing_is_called_clean() {
    assert_eq!(Scanner::None.scan(b"anything").await.unwrap(), Verdict::NotScanned);
    Scanner::None.ping().await.unwrap();
}

#[tokio::test]
async fn the_scanner_sees_every_byte_of_a_document_whatever_its_length() {
    let chunk = u32::try_from(CHUNK).unwrap();
    for length in [0, 1, chunk - 1, chunk, chunk + 1, 10 * 1024 * 1024] {
        let fake = Fake::that(Manner::Answers(b"stream: OK\0")).await;
        let document = picture(length);
        assert_eq!(fake.scanner.scan(&document).await.unwrap(), Verdict::Clean, "{length}");
        assert!(*fake.heard.lock().await == document, "{length}");
    }
}

#[tokio::test]
async fn malware_is_named() {
    let fake = Fake::that(Manner::Answers(b"stream: Home.Eicar.Test.UNOFFICIAL FOUND\0")).await;
    let name = "Home.Eicar.Test.UNOFFICIAL".to_owned();
    assert_eq!(fake.scanner.scan(b"a document").await.unwrap(), Verdict::Found { name });
}

#[tokio::test]
async fn a_scanner_that_refuses_says_why() {
    let answer = Manner::Answers(b"stream: Can't allocate memory ERROR\0");
    let cause = trouble(Fake::that(answer).await.scanner.scan(b"a document").await);
    assert_eq!(cause.to_string(), "it refuses: stream: Can't allocate memory ERROR");
}

#[tokio::test]
async fn nonsense_is_no_verdict_and_is_not_repeated() {
    for answer in [
        &b"HTTP/1.1 400 Bad Request\r\n\r\n"[..],
        b"",
        b"\0",
        b"zINSTREAM\0",
        b"OK\0",
        b"stream: LOOKED\0",
        b"stream: OK \0",
        b"stream: NOT OK\0",
        b" stream: OK\0",
        b"stream: OK\n",
        b"Eicar FOUND\0",
    ] {
        let cause = trouble(Fake::that(Manner::Answers(answer)).await.scanner.scan(b"x").await);
        assert!(matches!(cause, Trouble::Nonsense(length) if length == answer.len()), "{cause:?}");
    }
}

#[test]
fn an_answer_cut_off_anywhere_is_no_verdict() {
    for whole in [&b"stream: OK\0"[..], b"stream: OK.Trojan FOUND\0", b"stream: broken ERROR\0"] {
        for length in 0..whole.len() {
            let outcome = verdict(&whole[..length]);
            assert!(matches!(outcome, Err(Trouble::Nonsense(_))), "{length}: {outcome:?}");
        }
    }
}

#[test]
fn a_name_is_kept_so_far_as_it_can_be_shown() {
    let long = format!("stream: {}\u{1b}[2J\n蔵 FOUND\0", "x".repeat(300));
    let Ok(Verdict::Found { name }) = verdict(long.as_bytes()) else { panic!() };
    assert_eq!(name, "x".repeat(200));
    let strange = verdict("stream: a\u{1b}\r\n蔵 <b> FOUND\0".as_bytes());
    assert_eq!(strange.unwrap(), Verdict::Found { name: "a <b>".to_owned() });
    assert_eq!(verdict(b"stream:  FOUND\0").unwrap(), Verdict::Found { name: String::new() });
}

#[tokio::test]
async fn a_silent_scanner_is_waited_for_no_longer_than_patience_lasts() {
    let Fake { scanner, .. } = Fake::that(Manner::IsSilent).await;
    let Scanner::Clamd { address, .. } = scanner else { panic!() };
    let hurried = Scanner::Clamd { address, patience: Duration::from_millis(50) };
    assert!(matches!(trouble(hurried.scan(b"a document").await), Trouble::Slow(_)));
}

#[tokio::test]
async fn a_scanner_that_takes_nothing_in_is_not_waited_for_either() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("tcp:{}", listener.local_addr().unwrap());
    // Nobody accepts: the system takes in what fits its buffers, and no more.
    let hurried = scanner_at(&address, Duration::from_millis(200));
    assert!(matches!(trouble(hurried.scan(&picture(20 * 1024 * 1024)).await), Trouble::Slow(_)));
}

#[tokio::test]
async fn a_verdict_on_a_part_of_a_document_is_none() {
    for words in [&b""[..], b"stream: OK\0", b"stream: Eicar FOUND\0"] {
        let fake = Fake::that(Manner::Interrupts(words)).await;
        let cause = trouble(fake.scanner.scan(&picture(20 * 1024 * 1024)).await);
        assert!(matches!(cause, Trouble::Connection(_)), "{cause:?}");
    }
}

#[tokio::test]
async fn a_document_too_large_for_the_scanner_is_not_clean() {
    let fake = Fake::that(Manner::Interrupts(b"INSTREAM size limit exceeded. ERROR\0")).await;
    let cause = trouble(fake.scanner.scan(&picture(20 * 1024 * 1024)).await);
    // What a system does with words not yet read when the other side hangs up is its own affair.
    assert!(matches!(cause, Trouble::Refused(_) | Trouble::Connection(_)), "{cause:?}");
}

#[tokio::test]
async fn an_answer_without_end_is_not_listened_to_for_ever() {
    let endless = Fake::that(Manner::Repeats(b"stream: OK ")).await;
    let Trouble::Nonsense(length) = trouble(endless.scanner.scan(b"x").await) else { panic!() };
    assert_eq!(u64::try_from(length).unwrap(), ANSWER);
}

#[tokio::test]
async fn a_scanner_that_is_gone_is_unavailable_and_named() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = format!("tcp:{}", listener.local_addr().unwrap());
    drop(listener);
    for address in [&port, "unix:/nowhere/clamd.ctl"] {
        let gone = scanner_at(address, PATIENCE);
        let error = gone.scan(b"a document").await.unwrap_err();
        assert_eq!(error.to_string(), format!("the scanner at {address} is unavailable"));
        assert!(matches!(trouble(Err(error)), Trouble::Connection(_)));
        assert!(gone.ping().await.is_err());
    }
}

#[tokio::test]
async fn only_pong_is_a_sign_of_life() {
    Fake::that(Manner::Answers(b"PONG\0")).await.scanner.ping().await.unwrap();
    for answer in [&b"PONG"[..], b"", b"UNKNOWN COMMAND\0", b"stream: OK\0"] {
        assert!(Fake::that(Manner::Answers(answer)).await.scanner.ping().await.is_err());
    }
}

#[tokio::test]
async fn a_socket_of_this_machine_serves_as_well_as_a_port() {
    let path = std::env::temp_dir().join(format!("kura-scanner-{}", std::process::id()));
    let listener = UnixListener::bind(&path).unwrap();
    let heard = Arc::<Mutex<Vec<u8>>>::default();
    let ear = Arc::clone(&heard);
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        attend(stream, Manner::Answers(b"stream: OK\0"), &ear).await;
    });
    let scanner = scanner_at(&format!("unix:{}", path.display()), PATIENCE);
    assert_eq!(scanner.scan(&picture(200_000)).await.unwrap(), Verdict::Clean);
    assert!(*heard.lock().await == picture(200_000));
    std::fs::remove_file(path).unwrap();
}
