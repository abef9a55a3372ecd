use std::time::Instant;

use testbucket::TestBucket;
use tokio::net::TcpListener;

use super::*;

/// A store of the test's own, empty, and gone with it.
struct Given {
    documents: Documents,
    /// Where what is kept lies, as files.
    folder: PathBuf,
    bucket: Option<TestBucket>,
}

impl Given {
    async fn folder() -> Self {
        let folder = std::env::temp_dir().join(format!("kura-documents-{}", unused()));
        let documents = Documents::in_folder(folder.clone()).await.unwrap();
        assert!(documents.is_strange().await.unwrap());
        documents.claim().await.unwrap();
        Self { documents, folder, bucket: None }
    }

    async fn bucket() -> Self {
        let bucket = TestBucket::start().await;
        let documents = of(&bucket.url(), PATIENCE);
        Self { documents, folder: bucket.folder(), bucket: Some(bucket) }
    }

    fn kept(&self) -> usize {
        let names = std::fs::read_dir(&self.folder).unwrap().map(|file| file.unwrap().file_name());
        names.filter(|name| name != "kura-documents").count()
    }
}

impl Drop for Given {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn of(url: &str, patience: Duration) -> Documents {
    let credentials = Credentials::of(TestBucket::variable);
    Documents::in_bucket_within(patience, &url.parse().unwrap(), &credentials).unwrap()
}

/// An identity no other test of this process has.
fn unused() -> Uuid {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let (number, process) = (NEXT.fetch_add(1, Ordering::Relaxed), std::process::id());
    Uuid::from_u128((u128::from(process) << 96) + (u128::from(number) << 32))
}

fn is_missing(outcome: &Result<Vec<u8>, DocumentError>) -> bool {
    matches!(outcome, Err(DocumentError::Missing))
}

#[track_caller]
fn assert_unavailable<T: std::fmt::Debug>(outcome: Result<T, DocumentError>) -> String {
    match outcome {
        Err(DocumentError::Unavailable(cause)) => cause.to_string(),
        other => panic!("{other:?}"),
    }
}

/// The same promises of both.
macro_rules! on_both_stores {
    ($(async fn $name:ident($given:ident: Given) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn story($given: Given) $body

            #[tokio::test]
            async fn folder() {
                story(Given::folder().await).await;
            }

            #[tokio::test]
            async fn bucket() {
                story(Given::bucket().await).await;
            }
        }
    )+};
}

on_both_stores! {
    async fn what_was_put_is_got_until_it_is_deleted(given: Given) {
        let (documents, one, other) = (&given.documents, unused(), unused());
        documents.put(one, b"sealed").await.unwrap();
        documents.put(other, b"").await.unwrap();
        assert_eq!(documents.get(one).await.unwrap(), b"sealed");
        assert_eq!(documents.get(other).await.unwrap(), b"");
        documents.delete(one).await.unwrap();
        assert!(is_missing(&documents.get(one).await));
        documents.delete(one).await.unwrap();
        assert_eq!((documents.get(other).await.unwrap().len(), given.kept()), (0, 1));
    }

    async fn ten_megabytes_come_back_as_they_were(given: Given) {
        let sealed: Vec<u8> = (0..10_u32 << 20).map(|at| (at % 251).to_le_bytes()[0]).collect();
        let id = unused();
        given.documents.put(id, &sealed).await.unwrap();
        assert!(given.documents.get(id).await.unwrap() == sealed);
    }

    async fn an_identity_is_written_once(given: Given) {
        let id = unused();
        given.documents.put(id, b"first").await.unwrap();
        let told = assert_unavailable(given.documents.put(id, b"second").await);
        assert!(told.contains("exists"), "{told}");
        assert_eq!(given.documents.get(id).await.unwrap(), b"first");
    }

    async fn a_store_that_is_not_there_holds_nothing_and_lacks_nothing(given: Given) {
        given.documents.ask().await.unwrap();
        given.documents.try_out(unused()).await.unwrap();
        assert_eq!(given.kept(), 0);
        std::fs::remove_dir_all(&given.folder).unwrap();
        assert_unavailable(given.documents.ask().await);
        assert_unavailable(given.documents.get(unused()).await);
        assert_unavailable(given.documents.delete(unused()).await);
        assert_unavailable(given.documents.put(unused(), b"sealed").await);
    }
}

#[tokio::test]
async fn a_disk_that_is_not_mounted_lacks_nothing() {
    let given = Given::folder().await;
    let (documents, kept) = (&given.documents, unused());
    documents.put(kept, b"sealed").await.unwrap();
    let disk = given.folder.with_extension("disk");
    std::fs::rename(&given.folder, &disk).unwrap();
    std::fs::create_dir_all(given.folder.join("lost+found")).unwrap();
    assert!(documents.is_strange().await.unwrap());
    let told = assert_unavailable(documents.get(kept).await);
    assert!(told.contains("kura-documents"), "{told}");
    assert_unavailable(documents.delete(kept).await);
    std::fs::remove_dir_all(&given.folder).unwrap();
    std::fs::rename(&disk, &given.folder).unwrap();
    assert!(!documents.is_strange().await.unwrap());
    assert_eq!(documents.get(kept).await.unwrap(), b"sealed");
}

#[tokio::test]
async fn a_server_that_is_away_is_told_of_in_time_and_back_again_asked_anew() {
    let given = Given::bucket().await;
    let (documents, bucket, id) = (&given.documents, given.bucket.as_ref().unwrap(), unused());
    documents.put(id, b"sealed").await.unwrap();
    bucket.goes_away().await;
    let begun = Instant::now();
    for outcome in [
        documents.get(id).await.map(drop),
        documents.delete(id).await,
        documents.put(unused(), b"sealed").await,
    ] {
        let told = assert_unavailable(outcome);
        assert!(told.contains("refused"), "{told}");
    }
    assert!(begun.elapsed() < 3 * (PATIENCE + Duration::from_secs(2)), "{:?}", begun.elapsed());
    bucket.comes_back().await;
    assert_eq!(documents.get(id).await.unwrap(), b"sealed");
    assert_eq!(given.kept(), 1);
}

#[tokio::test]
async fn a_server_that_never_answers_is_not_waited_for_longer_than_said() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = silent.local_addr().unwrap();
    let patience = Duration::from_millis(300);
    let documents = of(&format!("s3://kura?region=a&endpoint=http://{at}"), patience);
    let begun = Instant::now();
    assert_unavailable(documents.get(unused()).await);
    assert_unavailable(documents.delete(unused()).await);
    assert_unavailable(documents.put(unused(), b"sealed").await);
    // Each once, and what put may have kept is asked for as long as it takes to take back.
    assert!(begun.elapsed() < 4 * patience + Duration::from_secs(3), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn what_hangs_once_is_asked_again_and_a_hanging_server_no_longer_than_said() {
    let given = Given::bucket().await;
    let (bucket, id) = (given.bucket.as_ref().unwrap(), unused());
    given.documents.put(id, b"sealed").await.unwrap();
    let patience = Duration::from_secs(3);
    let documents = of(&bucket.url(), patience);
    bucket.ignores(1);
    assert_eq!(documents.get(id).await.unwrap(), b"sealed");
    bucket.ignores(1);
    documents.delete(id).await.unwrap();
    assert_eq!(given.kept(), 0);

    bucket.hangs();
    assert_unavailable(documents.get(id).await);
    assert_unavailable(documents.delete(id).await);
    assert_eq!(bucket.attends(), 6, "two tries more each");
    bucket.hangs();
    let begun = Instant::now();
    assert_unavailable(documents.put(id, b"sealed").await);
    let longest = patience + Duration::from_secs(2) + Duration::from_secs(1);
    assert!(begun.elapsed() < longest, "taken back, too: {:?}", begun.elapsed());
    assert_eq!(bucket.attends(), 1 + 3, "an upload once");
}

#[tokio::test]
async fn a_wrong_secret_and_a_wrong_bucket_are_no_missing_documents() {
    let given = Given::bucket().await;
    let bucket = given.bucket.as_ref().unwrap();
    let id = unused();
    given.documents.put(id, b"sealed").await.unwrap();

    let credentials = Credentials::of(|name| match name {
        "AWS_SECRET_ACCESS_KEY" => Some("another-geheim".to_owned()),
        other => TestBucket::variable(other),
    });
    let stranger = Documents::in_bucket(&bucket.url().parse().unwrap(), &credentials).unwrap();
    let elsewhere = of(&bucket.url_of("kura-other"), PATIENCE);
    for (documents, why) in [(stranger, "SignatureDoesNotMatch"), (elsewhere, "NoSuchBucket")] {
        for outcome in [
            documents.ask().await,
            documents.get(id).await.map(drop),
            documents.delete(id).await,
            documents.put(id, b"other").await,
        ] {
            let told = assert_unavailable(outcome);
            assert!(told.contains(why) && !told.contains("geheim"), "{told}");
        }
        assert!(!format!("{documents:?}").contains("geheim"), "{documents:?}");
    }
    assert_eq!(given.documents.get(id).await.unwrap(), b"sealed");
}

#[tokio::test]
async fn an_upload_whose_first_answer_was_lost_stands_and_another_does_not_take_its_place() {
    let given = Given::bucket().await;
    let (documents, bucket, id) = (&given.documents, given.bucket.as_ref().unwrap(), unused());
    bucket.denies(1);
    documents.put(id, b"sealed").await.unwrap();
    assert_eq!(documents.get(id).await.unwrap(), b"sealed");
    assert_unavailable(documents.put(id, b"another").await);
    assert_eq!(documents.get(id).await.unwrap(), b"sealed");
}

#[tokio::test]
async fn an_upload_that_is_told_to_have_failed_leaves_nothing_and_takes_nothing() {
    let given = Given::bucket().await;
    let (documents, bucket) = (&given.documents, given.bucket.as_ref().unwrap());
    // Nobody need wait long for what never comes; what comes may take its time.
    let hasty = of(&bucket.url(), Duration::from_secs(1));
    let (failed, before) = (unused(), unused());
    documents.put(before, b"kept before").await.unwrap();
    bucket.falls_silent(1);
    assert_unavailable(hasty.put(failed, b"sealed").await);
    assert!(is_missing(&documents.get(failed).await) && given.kept() == 1);
    bucket.falls_silent(1);
    assert_unavailable(hasty.put(before, b"sealed").await);
    assert_eq!(documents.get(before).await.unwrap(), b"kept before", "another's is let be");
}

#[tokio::test]
async fn half_of_the_credentials_are_found_out_at_once() {
    let half = |name: &str| (name == "AWS_ACCESS_KEY_ID").then(|| "AKIATEST".to_owned());
    let address = "s3://kura?region=a".parse().unwrap();
    let told = Documents::in_bucket(&address, &Credentials::of(half)).unwrap_err();
    assert!(assert_unavailable(Err::<(), _>(told)).contains("SecretAccessKey"));
}
