use std::path::Path;

use clap::Parser as _;
use domain::document::Retention;
use outside::scanner::Scanner;

use super::*;

const WHOLE: &str = r#"
[database]
url = "postgres://kura:geheim@db.example/kura"
connections = 20
[keys]
file = "/etc/kura/keys.json"
[documents]
folder = "/var/lib/kura/documents"
scanner = "unix:/run/clamav/clamd.ctl"
keep_images_days = 30
keep_records_years = 10
[mail]
transport = "smtps://mail.example"
from = "Kura <no-reply@kura.example>"
user = "kura"
password = "geheim"
[customer]
listen = ["0.0.0.0:8443", "[::]:8443"]
public_url = "https://Kura.example/"
certificate = "/etc/kura/tls.crt"
key = "/etc/kura/tls.key"
trusted_proxies = ["10.0.0.0/8"]
[staff]
listen = ["10.0.0.5:8443"]
public_url = "https://staff.kura.example"
networks = ["10.2.0.0/16", "2001:db8::/32"]
[bank]
branches = "/etc/kura/branches.csv"
holidays = "/etc/kura/syukujitsu.csv"
[log]
filter = "warn"
"#;

#[derive(clap::Parser)]
struct CommandLine {
    #[command(flatten)]
    given: Given,
}

fn of_file(text: &str) -> Settings {
    file::parse(Path::new("kura.toml"), text).unwrap()
}

fn typed(arguments: &[&str]) -> Settings {
    let all = std::iter::once(&"kura").chain(arguments);
    CommandLine::try_parse_from(all).unwrap().given.settings
}

/// The sentence a person reads when `text` replaces a line of the whole file.
fn complaint(line: &str, text: &str) -> String {
    assert!(WHOLE.contains(line), "{line}");
    let settings = file::parse(Path::new("kura.toml"), &WHOLE.replace(line, text));
    settings.and_then(Config::of).unwrap_err().to_string()
}

#[test]
fn a_whole_file_is_understood() {
    let config = Config::of(of_file(WHOLE)).unwrap();
    assert_eq!(config.database.connections, 20);
    assert!(matches!(config.documents.scanner, Scanner::Clamd { .. }));
    let retention = Retention { images_days: 30, records_years: 10 };
    assert_eq!(config.documents.retention, retention);
    assert_eq!(config.mail.domain, "kura.example");
    assert_eq!(config.mail.credentials.unwrap().1.reveal(), "geheim");
    assert_eq!(config.customer.listen.len(), 2);
    assert_eq!(config.customer.public_url, "https://kura.example");
    assert!(config.customer.is_https() && config.customer.tls.is_some());
    let staff = config.staff.unwrap();
    assert!(staff.is_https() && staff.tls.is_none());
    assert_eq!((staff.listen.len(), staff.networks.len()), (1, 2));
}

#[test]
fn the_command_line_wins_over_the_file_setting_by_setting() {
    let arguments =
        ["--mail-transport", "folder:./mail", "--customer-listen", "127.0.0.1:1,[::1]:2"];
    let config = Config::of(typed(&arguments).or(of_file(WHOLE))).unwrap();
    assert_eq!(config.mail.transport, MailTransport::Folder("./mail".into()));
    assert_eq!(
        config.customer.listen,
        ["127.0.0.1:1".parse().unwrap(), "[::1]:2".parse().unwrap()]
    );
    assert_eq!(config.database.connections, 20);
}

#[test]
fn documents_are_kept_in_a_bucket_in_the_place_of_a_folder() {
    let bucket = WHOLE.replace(
        "folder = \"/var/lib/kura/documents\"",
        "store = \"s3://kura-prod?region=ap-northeast-1\"",
    );
    let config = Config::of(of_file(&bucket)).unwrap();
    let expected = "s3://kura-prod?region=ap-northeast-1".parse().unwrap();
    assert_eq!(config.documents.store, DocumentsStore::Bucket(expected));
}

#[test]
fn few_settings_suffice_and_the_rest_has_defaults() {
    let few = "[database]\nurl = \"sqlite:./kura.sqlite\"\n[keys]\nfile = \"k\"\n\
               [documents]\nfolder = \"d\"\n[mail]\ntransport = \"folder:m\"\n\
               from = \"kura@bank.example\"\n[customer]\npublic_url = \"http://localhost:8080\"\n";
    let config = Config::of(of_file(few)).unwrap();
    assert_eq!((config.database.connections, config.database.file()), (10, Some("./kura.sqlite")));
    assert_eq!(config.mail.domain, "bank.example");
    assert!(!config.customer.is_https() && config.customer.tls.is_none());
    assert_eq!(config.documents.scanner, Scanner::None);
    assert_eq!(config.documents.retention, Retention { images_days: 90, records_years: 7 });
    assert!(config.staff.is_none(), "no such site unless it listens");
    let told = config.require_site().unwrap_err().to_string();
    assert!(told.contains("[customer] listen and [staff] listen"), "{told}");
}

#[test]
fn each_wrong_value_gives_a_sentence_that_names_the_setting() {
    for (line, text, names) in [
        (
            "url = \"postgres://kura:geheim@db.example/kura\"",
            "url = \"mysql://x:geheim@y\"",
            "[database] url",
        ),
        (
            "url = \"postgres://kura:geheim@db.example/kura\"",
            "url = \"sqlite://a\"",
            "sqlite:./kura.sqlite",
        ),
        ("url = \"postgres://kura:geheim@db.example/kura\"", "", "KURA_DATABASE_URL"),
        ("connections = 20", "connections = 1", "2 to 1000"),
        ("connections = 20", "connections = \"many\"", "line 4"),
        ("password = \"geheim\"", "password = [\"geheim\"]", "line 16"),
        ("folder = \"/var/lib/kura/documents\"", "", "neither it nor [documents] folder"),
        (
            "folder = \"/var/lib/kura/documents\"",
            "folder = \"d\"\nstore = \"s3://kura?region=a\"",
            "take one of the two away",
        ),
        (
            "folder = \"/var/lib/kura/documents\"",
            "store = \"s3://kura?region=a&endpoint=http://10.0.0.1\"",
            "KURA_DOCUMENTS_STORE",
        ),
        ("unix:/run/clamav/clamd.ctl", "clamd", "[documents] scanner"),
        ("keep_images_days = 30", "keep_images_days = 0", "[documents] keep_images_days"),
        ("keep_records_years = 10", "keep_records_years = 101", "1 to 100"),
        (
            "transport = \"smtps://mail.example\"",
            "transport = \"pigeon://geheim\"",
            "[mail] transport",
        ),
        ("from = \"Kura <no-reply@kura.example>\"", "from = \"Kura\"", "[mail] from"),
        ("user = \"kura\"", "", "KURA_MAIL_USER"),
        ("\"0.0.0.0:8443\"", "\"8443\"", "[customer] listen"),
        ("https://Kura.example/", "kura.example", "[customer] public_url"),
        ("https://Kura.example/", "https://kura.example/bank", "without path"),
        ("key = \"/etc/kura/tls.key\"", "", "[customer] key"),
        ("10.0.0.0/8", "the office", "[customer] trusted_proxies"),
        ("networks = [\"10.2.0.0/16\", \"2001:db8::/32\"]", "", "[staff] networks"),
        ("2001:db8::/32", "2001:db8::/132", "[staff] networks"),
        ("public_url = \"https://staff.kura.example\"", "", "KURA_STAFF_PUBLIC_URL"),
        ("\"warn\"", "\"a=b=c\"", "[log] filter"),
        ("holidays =", "holiday =", "line 29"),
        ("[log]", "[logs]", "line 30"),
    ] {
        let told = complaint(line, text);
        assert!(told.contains(names), "{text}: {told}");
        assert!(!told.contains("geheim") && !told.contains('\n'), "{text}: {told}");
    }
}

#[test]
fn a_certificate_is_files_or_one_made_at_start() {
    let files = "certificate = \"/etc/kura/tls.crt\"\nkey = \"/etc/kura/tls.key\"";
    let own = "certificate = \"self-signed\"";
    let config = Config::of(of_file(&WHOLE.replace(files, own))).unwrap();
    assert_eq!(config.customer.tls, Some(Tls::SelfSigned));
    let told = complaint("/etc/kura/tls.crt", "self-signed");
    assert!(told.contains("[customer] key (or KURA_CUSTOMER_KEY)"), "{told}");
}

#[test]
fn a_missing_file_is_told_with_its_path() {
    let given = Given { config: Some("/nowhere/kura.toml".into()), settings: Settings::default() };
    let told = given.settings().unwrap_err().to_string();
    assert!(told.contains("/nowhere/kura.toml") && told.contains("KURA_CONFIG"), "{told}");
}

#[test]
fn secrets_are_not_printed_for_debugging() {
    assert!(!format!("{:?}", Config::of(of_file(WHOLE)).unwrap()).contains("geheim"));
}
