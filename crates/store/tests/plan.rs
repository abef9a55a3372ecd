//! How SQLite goes about each query of the store: it looks up, and reads no table through.
//! Its planner knows no numbers, so that one customer's database tells it of a million's.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop where they are surprised"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use store::{Conn, Value};
use testdb::{Engine, TestDb};

/// What may read all there is, and why.
const READS_ALL: [(&str, &str); 5] = [
    ("incident::count_open", "the index holds what is open"),
    ("incident::open", "the index holds what is open"),
    ("outbox_message::waiting", "the index holds what waits"),
    ("staff_member::all", "the bank's people are few"),
    ("staff_member::hold_role", "the bank's people are few"),
];

/// Queries of which it is not enough that they use some index.
const GOES_BY: [(&str, &str); 18] = [
    ("document::held", "document_state"),
    ("document::abandoned", "document_state"),
    ("document::outlived", "document_in_time"),
    ("document::to_destroy", "document_to_destroy"),
    ("application::outlived", "application_forgettable"),
    ("application_count::sent_per_day", "COVERING INDEX application_submitted"),
    ("application_count::decided_per_day", "COVERING INDEX application_decided"),
    ("application_count::decided", "application_decided"),
    ("application_count::decided_spans", "application_decided"),
    ("application_count::undecided", "application_event_ended"),
    ("application_count::returned_at_second_look", "application_event_reasoned"),
    ("application_count::reasoned", "application_event_reasoned"),
    ("roster::counts", "COVERING INDEX customer_standing"),
    ("roster::logged_in_since", "COVERING INDEX customer_standing"),
    ("roster::proved_per_day", "COVERING INDEX customer_verified"),
    ("customer::without_name_index", "customer_unnamed"),
    ("incident::forget_of", "incident_customer"),
    ("incident::closed", "incident_closed_last"),
];

/// A word, a mark or the content of a string of a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Mark(char),
    Text(String),
}

impl Token {
    fn is_word(&self, word: &str) -> bool {
        matches!(self, Self::Word(own) if own == word)
    }
}

/// A source file's tokens, comments left out.
fn tokens(source: &str) -> Vec<Token> {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let code = source.lines().filter(is_code).collect::<Vec<_>>().join("\n");
    let mut letters = code.chars().peekable();
    let mut tokens = Vec::new();
    while let Some(letter) = letters.next() {
        if letter == '"' {
            let mut text = String::new();
            while let Some(letter) = letters.next_if(|letter| *letter != '"') {
                match letter {
                    '\\' if letters.peek() == Some(&'\n') => {
                        while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
                    }
                    '\\' => text.extend(letters.next()),
                    other => text.push(other),
                }
            }
            letters.next();
            tokens.push(Token::Text(text));
        } else if letter.is_alphabetic() || letter == '_' {
            let mut word = String::from(letter);
            while let Some(more) = letters.next_if(|more| more.is_alphanumeric() || *more == '_') {
                word.push(more);
            }
            tokens.push(Token::Word(word));
        } else if !letter.is_whitespace() {
            tokens.push(Token::Mark(letter));
        }
    }
    tokens
}

/// What stands between a bracket at the beginning and the one that closes it.
fn within(tokens: &[Token]) -> &[Token] {
    let mut depth = 0;
    let close = tokens.iter().position(|token| {
        match token {
            Token::Mark('(' | '{') => depth += 1,
            Token::Mark(')' | '}') => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    &tokens[1..close.unwrap()]
}

/// All texts of an expression joined, those of macros of this file among them.
fn joined(tokens: &[Token], macros: &BTreeMap<String, String>) -> String {
    let of = |token: &Token| match token {
        Token::Text(text) => text.clone(),
        Token::Word(word) => macros.get(word).cloned().unwrap_or_default(),
        Token::Mark(_) => String::new(),
    };
    tokens.iter().map(of).collect()
}

/// The queries of a source file, each with the function it stands in.
fn queries(source: &str) -> Vec<(String, String)> {
    let tokens = tokens(source);
    let (mut macros, mut function) = (BTreeMap::new(), String::new());
    let (mut queries, mut at) = (Vec::new(), 0);
    while let Some(token) = tokens.get(at) {
        match (token, &tokens[at + 1..]) {
            (word, [_, Token::Word(name), body @ ..]) if word.is_word("macro_rules") => {
                let body = within(body);
                macros.insert(name.clone(), joined(body, &macros));
                at += 4 + body.len();
            }
            (word, [Token::Word(name), ..]) if word.is_word("fn") => function.clone_from(name),
            (Token::Word(called), [Token::Mark('!'), args @ ..])
                if called == "concat" || macros.contains_key(called) =>
            {
                let args = within(args);
                let own = macros.get(called).cloned().unwrap_or_default();
                queries.push((function.clone(), own + &joined(args, &macros)));
                at += 3 + args.len();
            }
            (Token::Text(text), _) => queries.push((function.clone(), text.clone())),
            _ => {}
        }
        at += 1;
    }
    let verbs = ["SELECT ", "UPDATE ", "DELETE "];
    queries.retain(|(_, text)| verbs.iter().any(|verb| text.starts_with(verb)));
    queries
}

async fn plan(conn: &mut Conn, sql: &str) -> Vec<String> {
    let places = (1..).take_while(|number| sql.contains(&format!("${number}"))).count();
    let explain: &'static str = String::leak(format!("EXPLAIN QUERY PLAN {sql}"));
    let rows = conn.fetch_all(explain, vec![Value::Int(None); places]).await;
    let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.iter().map(|row| row.text("detail").unwrap()).collect()
}

/// Every query of the store with the plan for it, by noun and function.
async fn plans() -> BTreeMap<String, Vec<String>> {
    let db = TestDb::create(Engine::Sqlite).await;
    let mut conn = db.open().await.read().await.unwrap();
    let mut plans: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap() {
        let path = file.unwrap().path();
        let noun = path.file_stem().unwrap().to_str().unwrap().to_owned();
        for (function, sql) in queries(&fs::read_to_string(&path).unwrap()) {
            let steps = plan(&mut conn, &sql).await;
            plans.entry(format!("{noun}::{function}")).or_default().extend(steps);
        }
    }
    assert!(plans.len() > 100, "queries are found: {}", plans.len());
    plans
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_query_reads_a_table_through_that_grows() {
    let plans = plans().await;
    let reads_through = |steps: &&Vec<String>| steps.iter().any(|step| step.starts_with("SCAN "));
    let found: BTreeSet<&str> = plans
        .iter()
        .filter(|(_, steps)| reads_through(steps))
        .map(|(name, _)| name.as_str())
        .collect();
    let expected: BTreeSet<&str> = READS_ALL.map(|(name, _)| name).into();
    let details: Vec<_> = found.difference(&expected).map(|name| (name, &plans[*name])).collect();
    assert_eq!(found, expected, "{details:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sweeps_and_counts_go_by_the_index_made_for_them() {
    let plans = plans().await;
    for (query, index) in GOES_BY {
        let steps = plans.get(query).unwrap_or_else(|| panic!("there is no {query}"));
        let goes = steps.iter().any(|step| {
            let by = step.split("USING ").nth(1).unwrap_or_default();
            by.starts_with(index)
                || by.strip_prefix("INDEX ").is_some_and(|by| by.starts_with(index))
        });
        assert!(goes, "{query} goes not by {index}: {steps:#?}");
    }
}

#[test]
fn queries_are_read_as_the_compiler_reads_them() {
    let source = r#"
        macro_rules! select { ($rest:literal) => { concat!("SELECT a FROM b ", $rest) }; }
        macro_rules! is_old { () => { "at < $1 \
            AND c" }; }
        // A remark: "SELECT nothing"
        pub async fn one() { let sql = select!("WHERE d = 'e'"); }
        async fn two() {
            let sql = concat!(select!("WHERE "), is_old!(), " LIMIT 1");
            conn.execute("DELETE FROM \"f\"", args![]).await?;
        }
    "#;
    let read = queries(source);
    let read: Vec<_> = read.iter().map(|(name, sql)| (name.as_str(), sql.as_str())).collect();
    assert_eq!(
        read,
        [
            ("one", "SELECT a FROM b WHERE d = 'e'"),
            ("two", "SELECT a FROM b WHERE at < $1 AND c LIMIT 1"),
            ("two", "DELETE FROM \"f\""),
        ]
    );
}
