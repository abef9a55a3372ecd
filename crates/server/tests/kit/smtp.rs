//! A mail server that does as it is told, and remembers what it took (RFC 5321).

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use outside::mail::{SmtpSetting, Transport, smtp};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    task::JoinHandle,
};

/// How the server ends one mail; the same for all when nothing else was ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// Takes it.
    Take,
    /// Refuses every connection's greeting so.
    Greet(&'static str),
    /// Refuses the recipient so.
    Recipient(&'static str),
    /// Refuses the content so.
    Content(&'static str),
    /// Takes it and is gone before saying so.
    TakeAndHangUp,
}

#[derive(Debug, Default)]
struct Shared {
    orders: Mutex<VecDeque<Reply>>,
    taken: Mutex<Vec<String>>,
}

/// A running mail server.
#[derive(Debug)]
pub struct SmtpSink {
    address: SocketAddr,
    shared: Arc<Shared>,
    serving: JoinHandle<()>,
}

impl SmtpSink {
    /// Starts it on a free port.
    pub async fn start() -> Self {
        Self::at("127.0.0.1:0".parse().unwrap(), Arc::default()).await
    }

    async fn at(address: SocketAddr, shared: Arc<Shared>) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = tokio::spawn(serve(listener, Arc::clone(&shared)));
        Self { address, shared, serving }
    }

    /// Kura's way to it.
    pub fn transport(&self) -> Transport {
        let url = format!("smtp://{}", self.address);
        smtp(&SmtpSetting { url, credentials: None }).unwrap()
    }

    /// Orders how the next mails end.
    pub fn next(&self, replies: &[Reply]) {
        lock(&self.shared.orders).extend(replies);
    }

    /// The mails it took, oldest first, headers and all.
    pub fn taken(&self) -> Vec<String> {
        lock(&self.shared.taken).clone()
    }

    /// The Message-IDs of the mails it took.
    pub fn message_ids(&self) -> Vec<String> {
        let id = |mail: &String| {
            let line = mail.lines().find_map(|line| line.strip_prefix("Message-ID: "));
            line.unwrap_or_else(|| panic!("no Message-ID in {mail}")).to_owned()
        };
        self.taken().iter().map(id).collect()
    }

    /// Stops it; its port then refuses connections.
    pub async fn stop(&mut self) {
        self.serving.abort();
        let _ = (&mut self.serving).await;
    }

    /// Starts it again on the same port, with what it took before.
    pub async fn restart(&mut self) {
        *self = Self::at(self.address, Arc::clone(&self.shared)).await;
    }
}

fn lock<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    // Connections end with the server.
    let mut talks = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        talks.spawn(async move {
            // A client that hangs up is no error of the server.
            let _ = talk(stream, &shared).await;
        });
    }
}

async fn talk(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let greeting = lock(&shared.orders).pop_front_if(|order| matches!(order, Reply::Greet(_)));
    if let Some(Reply::Greet(no)) = greeting {
        return say(&mut write, no).await;
    }
    say(&mut write, "220 sink.example ESMTP").await?;
    let mut order = Reply::Take;
    while let Some(line) = lines.next_line().await? {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        match (verb.as_str(), order) {
            ("EHLO", _) => say(&mut write, "250-sink.example\r\n250 8BITMIME").await?,
            ("MAIL", _) => {
                order = lock(&shared.orders).pop_front().unwrap_or(Reply::Take);
                say(&mut write, "250 OK").await?;
            }
            ("RCPT", Reply::Recipient(no)) => say(&mut write, no).await?,
            ("DATA", _) => {
                say(&mut write, "354 go on").await?;
                let content = content(&mut lines).await?;
                match order {
                    Reply::Content(no) => say(&mut write, no).await?,
                    _ => {
                        lock(&shared.taken).push(content);
                        if order == Reply::TakeAndHangUp {
                            return Ok(());
                        }
                        say(&mut write, "250 taken").await?;
                    }
                }
            }
            ("QUIT", _) => return say(&mut write, "221 bye").await,
            _ => say(&mut write, "250 OK").await?,
        }
    }
    Ok(())
}

async fn content(lines: &mut Lines<BufReader<OwnedReadHalf>>) -> std::io::Result<String> {
    let mut content = String::new();
    while let Some(line) = lines.next_line().await? {
        if line == "." {
            break;
        }
        content.push_str(line.strip_prefix('.').unwrap_or(&line));
        content.push('\n');
    }
    Ok(content)
}

async fn say(write: &mut OwnedWriteHalf, line: &str) -> std::io::Result<()> {
    write.write_all(format!("{line}\r\n").as_bytes()).await
}
