use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use domain::import::encoding::encode_cp932;
use testbucket::TestBucket;

use super::*;

const HEADER: &str = "branch,type,number,holder,birth_date,state,opened_on\n";
const HANAKO: &str = "001,1,0001234,ﾔﾏﾀﾞ ﾊﾅｺ,1958-04-01,open,1990-01-10\n";
const TARO: &str = "002,1,0000042,ｽｽﾞｷ ﾀﾛｳ,S40.1.1,frozen,\n";

/// A file of the test's own, gone with it.
struct Given {
    path: PathBuf,
    bucket: Option<TestBucket>,
}

impl Given {
    fn new(name: &str, content: &[u8]) -> Self {
        let file = format!("kura-records-{name}-{}.csv", std::process::id());
        let path = std::env::temp_dir().join(file);
        fs::write(&path, content).unwrap();
        Self { path, bucket: None }
    }

    /// An object of a bucket, whose server keeps it as a file.
    async fn in_bucket(content: &[u8]) -> Self {
        let bucket = TestBucket::start().await;
        let path = bucket.folder().join("records.csv");
        fs::write(&path, content).unwrap();
        Self { path, bucket: Some(bucket) }
    }

    fn records(&self) -> BankRecords {
        let Some(bucket) = &self.bucket else { return BankRecords::in_file(self.path.clone()) };
        let file = bucket.url_of_object("records.csv").parse().unwrap();
        BankRecords::at(&file, &Credentials::of(TestBucket::variable)).unwrap()
    }
}

/// Where the file of a story lies.
#[derive(Clone, Copy)]
enum At {
    Path(&'static str),
    Bucket,
}

impl At {
    async fn given(self, content: impl AsRef<[u8]>) -> Given {
        match self {
            Self::Path(name) => Given::new(name, content.as_ref()),
            Self::Bucket => Given::in_bucket(content.as_ref()).await,
        }
    }
}

/// The same rules for a file at a path and for an object of a bucket.
macro_rules! wherever_it_lies {
    ($(async fn $name:ident($at:ident: At) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn story($at: At) $body

            #[tokio::test]
            async fn path() {
                story(At::Path(stringify!($name))).await;
            }

            #[tokio::test]
            async fn bucket() {
                story(At::Bucket).await;
            }
        }
    )+};
}

impl Drop for Given {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn account(number: &str) -> Account {
    Account::parse("001", "ordinary", number).unwrap()
}

async fn holder(records: &BankRecords, number: &str) -> Option<String> {
    match records.find(&account(number)).await.unwrap() {
        Answer::Recorded(record) => Some(record.holder.to_string()),
        Answer::NoSuchAccount => None,
        Answer::NotKept => panic!("there is a file"),
    }
}

wherever_it_lies! {
    async fn an_account_is_found_in_either_encoding(at: At) {
        let text = format!("{HEADER}{TARO}{HANAKO}");
        let (cp932, _) = encode_cp932(&text);
        let marked = format!("\u{feff}{text}").replace('\n', "\r\n");
        for (name, bytes) in
            [("utf-8", text.as_bytes()), ("cp932", &*cp932), ("marked", marked.as_bytes())]
        {
            let given = at.given(bytes).await;
            let records = given.records();
            assert_eq!(holder(&records, "1234").await.as_deref(), Some("ヤマダ ハナコ"), "{name}");
            assert_eq!(holder(&records, "1235").await, None, "{name}");
            assert_eq!(records.examine().await.unwrap(), Some(2), "{name}");
        }
    }

    async fn a_file_that_cannot_be_read_is_never_an_account_there_is_not(at: At) {
        let given = at.given(HEADER).await;
        let records = given.records();
        assert_eq!(records.find(&account("1234")).await.unwrap(), Answer::NoSuchAccount);
        fs::remove_file(&given.path).unwrap();
        assert!(matches!(records.find(&account("1234")).await, Err(RecordsError::Unread(_))));
    }

    async fn a_new_file_counts_at_once_and_a_broken_one_is_not_believed(at: At) {
        let given = at.given(format!("{HEADER}{HANAKO}")).await;
        let records = given.records();
        assert!(holder(&records, "1234").await.is_some());
        let next = given.path.with_extension("next");
        fs::write(&next, format!("{HEADER}{}{TARO}", HANAKO.replace("ﾊﾅｺ", "ﾅﾅｺ"))).unwrap();
        fs::rename(&next, &given.path).unwrap();
        assert_eq!(holder(&records, "1234").await.as_deref(), Some("ヤマダ ナナコ"));

        let cases = [
            (HANAKO.to_owned(), 1, RecordFault::Header),
            (format!("{HEADER}{HANAKO}1,1,0001235,ｱ,,open,\n"), 3, RecordFault::Account),
            (format!("{HEADER}{HANAKO}001,1,0001235\n"), 3, RecordFault::Cells),
            (format!("{HEADER}{HANAKO}{TARO}{HANAKO}"), 4, RecordFault::Repeated),
        ];
        for (content, at, why) in cases {
            fs::write(&given.path, content).unwrap();
            match records.find(&account("1234")).await {
                Err(RecordsError::Wrong { line, fault }) => assert_eq!((line, fault), (at, why)),
                other => panic!("{other:?}"),
            }
        }
        fs::write(&given.path, format!("{HEADER}{HANAKO}")).unwrap();
        assert!(holder(&records, "1234").await.is_some(), "mended, it counts again");
    }

    async fn a_wrong_line_of_one_account_holds_up_no_other(at: At) {
        let given = at.given(format!("{HEADER}{HANAKO}001,1,0000042,山田,,open,\n")).await;
        let records = given.records();
        assert!(holder(&records, "1234").await.is_some());
        let wrong = records.find(&account("42")).await;
        assert!(matches!(wrong, Err(RecordsError::Entry(RecordFault::Holder))), "{wrong:?}");
        let told = records.examine().await.unwrap_err().to_string();
        assert!(told.contains("line 3") && !told.contains("山田"), "{told}");
    }
}

#[tokio::test]
async fn an_unfit_file_is_read_through_once() {
    let unfit = format!("{HEADER}{}", HANAKO.replace("001,1", "0O1,1"));
    let given = Given::new("unfit", unfit.as_bytes());
    let records = given.records();
    let is_unfit = async || {
        let asked = records.find(&account("1234")).await;
        matches!(asked, Err(RecordsError::Wrong { line: 2, fault: RecordFault::Account }))
    };
    assert!(is_unfit().await);
    // Other bytes that cannot be told from those before but by reading them.
    let written = fs::metadata(&given.path).unwrap().modified().unwrap();
    fs::write(&given.path, format!("{HEADER}{HANAKO}")).unwrap();
    let file = fs::File::options().write(true).open(&given.path).unwrap();
    file.set_modified(written).unwrap();
    assert!(is_unfit().await, "nobody read it again");
    file.set_modified(written + Duration::from_secs(1)).unwrap();
    assert!(holder(&records, "1234").await.is_some(), "now it is another");
}

#[tokio::test]
async fn without_records_nothing_is_said() {
    assert_eq!(BankRecords::None.find(&account("1")).await.unwrap(), Answer::NotKept);
    assert_eq!(BankRecords::None.examine().await.unwrap(), None);
}

#[tokio::test]
async fn an_unfit_object_is_read_through_once_and_a_line_is_fetched_alone() {
    let unfit = format!("{HEADER}{}", HANAKO.replace("001,1", "0O1,1"));
    let given = Given::in_bucket(unfit.as_bytes()).await;
    let (records, bucket) = (given.records(), given.bucket.as_ref().unwrap());
    let asked = async || records.find(&account("1234")).await;
    for _ in 0..3 {
        let found = asked().await;
        assert!(matches!(found, Err(RecordsError::Wrong { line: 2, .. })), "{found:?}");
    }
    let once = bucket.reads();
    assert!(once <= 2, "its beginning, and all of it: {once}");

    let many: String = (0..20_000)
        .map(|at| HANAKO.replace("0001234", &format!("{:07}", at + 5_000_000)))
        .collect();
    fs::write(&given.path, format!("{HEADER}{many}{HANAKO}")).unwrap();
    assert!(holder(&records, "1234").await.is_some(), "mended, it counts again");
    let read = bucket.reads();
    assert!(holder(&records, "5019999").await.is_some());
    assert_eq!(holder(&records, "42").await, None);
    assert_eq!(bucket.reads() - read, 1, "for a line, and for no line nothing");
}

#[tokio::test]
async fn a_bucket_that_is_away_is_never_an_account_there_is_not() {
    let given = Given::in_bucket(format!("{HEADER}{HANAKO}").as_bytes()).await;
    let (records, bucket) = (given.records(), given.bucket.as_ref().unwrap());
    assert_eq!(holder(&records, "42").await, None);
    bucket.goes_away().await;
    for number in ["42", "1234"] {
        let asked = records.find(&account(number)).await;
        assert!(matches!(asked, Err(RecordsError::Unread(_))), "{asked:?}");
    }
    assert!(matches!(records.examine().await, Err(RecordsError::Unread(_))));
    bucket.comes_back().await;
    assert!(holder(&records, "1234").await.is_some());
}

#[tokio::test]
async fn an_object_replaced_between_two_steps_is_looked_at_once_more_and_no_more() {
    let given = Given::in_bucket(format!("{HEADER}{HANAKO}").as_bytes()).await;
    let BankRecords::File(file) = given.records() else { panic!("there is a file") };
    let before = Arc::new(file.place.open().await.unwrap());
    let reading = file.reading_of(&before).outcome().await.unwrap();
    fs::write(&given.path, format!("{HEADER}{TARO}{HANAKO}")).unwrap();
    let stale = reading.find(&before, &account("1234")).await;
    assert!(matches!(stale, Err(RecordsError::Changing)), "no byte of another file: {stale:?}");
    assert!(file.find(&account("1234")).await.unwrap().is_some());
}

impl Given {
    /// The records of the object, which are waited for and let be as long as the test says.
    fn records_within(&self, times: (Duration, Duration)) -> BankRecords {
        let address = self.bucket.as_ref().unwrap().url_of_object("records.csv");
        let object = Object::at(&address.parse().unwrap(), &Credentials::of(TestBucket::variable));
        BankRecords::within(times, Place::Object(object.unwrap()))
    }
}

/// What ten who ask at once are told.
async fn ten(records: &BankRecords) -> Vec<Result<Answer, RecordsError>> {
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let records = records.clone();
        asking.spawn(async move { records.find(&account("1234")).await });
    }
    asking.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_who_ask_a_bucket_that_hangs_wait_together_and_no_longer_than_said() {
    let given = Given::in_bucket(format!("{HEADER}{HANAKO}").as_bytes()).await;
    let bucket = given.bucket.as_ref().unwrap();
    let patience = Duration::from_secs(2);
    let records = given.records_within((patience, REST));
    let found = ten(&records).await;
    assert!(found.iter().all(|found| matches!(found, Ok(Answer::Recorded(_)))), "{found:?}");
    assert_eq!(bucket.reads(), 2 + 10, "its beginning, all of it, and a line for each");

    bucket.hangs();
    let begun = Instant::now();
    let asked = ten(&records).await;
    assert!(asked.iter().all(|asked| matches!(asked, Err(RecordsError::Unread(_)))), "{asked:?}");
    assert!(begun.elapsed() < 2 * patience, "{:?}", begun.elapsed());
    bucket.attends();
    assert!(holder(&records, "1234").await.is_some());
}

#[tokio::test]
async fn a_reading_nobody_waits_for_goes_on_and_serves_whoever_asks_then() {
    let given = Given::in_bucket(format!("{HEADER}{HANAKO}").as_bytes()).await;
    let bucket = given.bucket.as_ref().unwrap();
    let records = given.records_within((Duration::from_secs(1), REST));
    // The first byte of it comes after two seconds.
    bucket.ignores_reads(1);
    let asked = records.find(&account("1234")).await;
    assert!(matches!(asked, Err(RecordsError::Unread(_))), "{asked:?}");
    for _ in 0..100 {
        if records.find(&account("1234")).await.is_ok() {
            break;
        }
    }
    assert_eq!(bucket.reads(), 2 + 1, "read through once");
}

#[tokio::test]
async fn an_object_that_cannot_be_read_through_is_let_be_for_a_while() {
    let given = Given::in_bucket(format!("{HEADER}{HANAKO}").as_bytes()).await;
    let bucket = given.bucket.as_ref().unwrap();
    let (patient, hasty) =
        (given.records_within((PATIENCE, REST)), given.records_within((PATIENCE, Duration::ZERO)));
    for records in [&patient, &hasty] {
        bucket.refuses_reads(1);
        let asked = records.find(&account("1234")).await;
        let Err(RecordsError::Unread(cause)) = asked else { panic!("{asked:?}") };
        assert!(format!("{cause:?}").contains("AccessDenied"), "{cause:?}");
    }
    let asked = patient.find(&account("1234")).await;
    assert!(matches!(asked, Err(RecordsError::Unread(_))), "{asked:?}");
    assert_eq!(bucket.reads(), 0, "nobody tried again");
    assert!(holder(&hasty, "1234").await.is_some());
    let next = format!("{HEADER}{}{TARO}", HANAKO.replace("ﾊﾅｺ", "ﾅﾅｺ"));
    fs::write(&given.path, next).unwrap();
    assert_eq!(
        holder(&patient, "1234").await.as_deref(),
        Some("ヤマダ ナナコ"),
        "another is tried"
    );
}
