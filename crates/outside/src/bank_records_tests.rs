use std::{fs, path::PathBuf, time::Duration};

use domain::import::encoding::encode_cp932;

use super::*;

const HEADER: &str = "branch,type,number,holder,birth_date,state,opened_on\n";
const HANAKO: &str = "001,1,0001234,ﾔﾏﾀﾞ ﾊﾅｺ,1958-04-01,open,1990-01-10\n";
const TARO: &str = "002,1,0000042,ｽｽﾞｷ ﾀﾛｳ,S40.1.1,frozen,\n";

/// A file of the test's own, gone with it.
struct Given {
    path: PathBuf,
}

impl Given {
    fn new(name: &str, content: &[u8]) -> Self {
        let file = format!("kura-records-{name}-{}.csv", std::process::id());
        let path = std::env::temp_dir().join(file);
        fs::write(&path, content).unwrap();
        Self { path }
    }

    fn records(&self) -> BankRecords {
        BankRecords::in_file(self.path.clone())
    }
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

#[tokio::test]
async fn an_account_is_found_in_either_encoding() {
    let text = format!("{HEADER}{TARO}{HANAKO}");
    let (cp932, _) = encode_cp932(&text);
    let marked = format!("\u{feff}{text}").replace('\n', "\r\n");
    for (name, bytes) in
        [("utf-8", text.as_bytes()), ("cp932", &*cp932), ("marked", marked.as_bytes())]
    {
        let given = Given::new(name, bytes);
        let records = given.records();
        assert_eq!(holder(&records, "1234").await.as_deref(), Some("ヤマダ ハナコ"), "{name}");
        assert_eq!(holder(&records, "1235").await, None, "{name}");
        assert_eq!(records.examine().await.unwrap(), Some(2), "{name}");
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_never_an_account_there_is_not() {
    let given = Given::new("gone", HEADER.as_bytes());
    let records = given.records();
    assert_eq!(records.find(&account("1234")).await.unwrap(), Answer::NoSuchAccount);
    fs::remove_file(&given.path).unwrap();
    assert!(matches!(records.find(&account("1234")).await, Err(RecordsError::Unread(_))));
}

#[tokio::test]
async fn a_new_file_counts_at_once_and_a_broken_one_is_not_believed() {
    let given = Given::new("new", format!("{HEADER}{HANAKO}").as_bytes());
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
async fn a_wrong_line_of_one_account_holds_up_no_other() {
    let given =
        Given::new("line", format!("{HEADER}{HANAKO}001,1,0000042,山田,,open,\n").as_bytes());
    let records = given.records();
    assert!(holder(&records, "1234").await.is_some());
    let wrong = records.find(&account("42")).await;
    assert!(matches!(wrong, Err(RecordsError::Entry(RecordFault::Holder))), "{wrong:?}");
    let told = records.examine().await.unwrap_err().to_string();
    assert!(told.contains("line 3") && !told.contains("山田"), "{told}");
}

#[tokio::test]
async fn without_records_nothing_is_said() {
    assert_eq!(BankRecords::None.find(&account("1")).await.unwrap(), Answer::NotKept);
    assert_eq!(BankRecords::None.examine().await.unwrap(), None);
}
