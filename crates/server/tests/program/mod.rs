//! The real program, as an operator runs it, in a folder of its own.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use store::Db;

/// How often something is looked for before a test gives up, and how long between.
pub const TRIES: usize = 3_000;
pub const PAUSE: Duration = Duration::from_millis(10);

/// The program in a folder of its own; killed when dropped.
pub struct Kura {
    pub folder: PathBuf,
    pub address: SocketAddr,
    /// The address of its database.
    db_url: String,
    process: Option<Child>,
}

impl Kura {
    /// Keys and tables, and mail going where the test says.
    pub fn install(name: &str, mail: &str) -> Self {
        Self::install_on(name, mail, None)
    }

    /// As [`Kura::install`], on a database of the test's own, whose schema is up to date.
    pub fn install_on(name: &str, mail: &str, db_url: Option<&str>) -> Self {
        let folder = std::env::temp_dir().join(format!("kura-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = format!("sqlite:{}", folder.join("kura.sqlite").display());
        let db_url = db_url.unwrap_or(&file).to_owned();
        let address = free_address();
        let path = |file: &str| folder.join(file).display().to_string();
        let settings = format!(
            "[database]\nurl = \"{db_url}\"\n[keys]\nfile = \"{}\"\n\
             [documents]\nfolder = \"{}\"\n\
             [mail]\ntransport = \"{mail}\"\nfrom = \"Kura <no-reply@kura.example>\"\n\
             [customer]\nlisten = [\"{address}\"]\npublic_url = \"http://{address}\"\n\
             trusted_proxies = [\"127.0.0.1\"]\n",
            path("keys.json"),
            path("documents"),
        );
        fs::write(folder.join("kura.toml"), settings).unwrap();
        let kura = Self { folder, address, db_url, process: None };
        assert!(kura.command().args(["keys", "init"]).status().unwrap().success());
        if kura.db_url == file {
            assert!(kura.command().arg("migrate").status().unwrap().success());
        }
        kura
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kura"));
        command.current_dir(&self.folder).env_clear().stdout(Stdio::null());
        command.env("KURA_CONFIG", "kura.toml");
        command
    }

    pub fn start(&mut self) {
        self.process = Some(self.command().arg("run").spawn().unwrap());
        assert!(eventually(|| TcpStream::connect(self.address).is_ok()), "Kura listens");
    }

    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// The program's database, beside the program.
    pub async fn db(&self) -> Db {
        Db::open(&self.db_url, 2).await.unwrap()
    }

    /// As if the time had passed after which a worker takes up a killed one's letters, and
    /// those that could not be delivered.
    pub async fn let_letters_be_due(&self) {
        let db = self.db().await;
        let mut conn = db.begin().await.unwrap();
        let sql = "UPDATE outbox_message SET lease_until = 0, due_at = 0 WHERE sent_at IS NULL";
        conn.execute(sql, vec![]).await.unwrap();
        conn.commit().await.unwrap();
        db.close().await;
    }

    /// How many letters wait.
    pub async fn unsent(&self) -> i64 {
        let db = self.db().await;
        let sql = "SELECT COUNT(*) AS n FROM outbox_message WHERE sent_at IS NULL";
        let row = db.read().await.unwrap().fetch_optional(sql, vec![]).await.unwrap();
        db.close().await;
        row.unwrap().int("n").unwrap()
    }

    /// Waits until every letter has left.
    pub async fn until_all_letters_left(&self) {
        for _ in 0..TRIES {
            if self.unsent().await == 0 {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("letters wait still");
    }

    /// Sends a form; `None` when the program was gone before its answer.
    pub fn post(
        &self,
        path: &str,
        (visitor, cookie): (usize, &str),
        fields: &[(&str, &str)],
    ) -> Option<Answer> {
        post(self.address, path, (visitor, cookie), fields)
    }
}

impl Drop for Kura {
    fn drop(&mut self) {
        self.kill();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What the program answered: the head only.
#[derive(Debug)]
pub struct Answer {
    head: String,
}

impl Answer {
    /// Whether it sends the browser on, as after every change.
    pub fn is_acknowledged(&self) -> bool {
        self.head.starts_with("HTTP/1.1 303")
    }

    /// The cookie of a session it sets.
    pub fn session(&self) -> Option<String> {
        let lines = self.head.lines();
        let mut cookies = lines.filter_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = cookies.find(|cookie| cookie.starts_with("kura="))?;
        Some(cookie.split(';').next()?.to_owned())
    }
}

/// Sends a form as a visitor of a number, who comes from an address of their own.
pub fn post(
    address: SocketAddr,
    path: &str,
    (visitor, cookie): (usize, &str),
    fields: &[(&str, &str)],
) -> Option<Answer> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\n\
         X-Forwarded-For: 203.0.113.{}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        visitor % 250,
        body.len()
    );
    let mut answer = Vec::new();
    let sent = TcpStream::connect(address).and_then(|mut stream| {
        stream.write_all(request.as_bytes())?;
        stream.read_to_end(&mut answer)
    });
    let text = String::from_utf8_lossy(&answer);
    let (head, _) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    // A broken connection is the test's own doing; an answer is the program's.
    assert!(!head.is_empty() || answer.is_empty() || sent.is_err(), "{answer:?}");
    (!head.is_empty()).then(|| Answer { head: head.to_owned() })
}

/// An address of this machine nobody listens at.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

pub fn eventually(mut holds: impl FnMut() -> bool) -> bool {
    (0..TRIES).any(|_| {
        let yes = holds();
        if !yes {
            thread::sleep(PAUSE);
        }
        yes
    })
}
