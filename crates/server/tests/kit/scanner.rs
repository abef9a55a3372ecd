//! Scanners: a made-up one that does as the test says, and ClamAV's own daemon.

#[path = "../../../outside/tests/clamd/daemon.rs"]
mod daemon;

use std::sync::{Arc, Mutex, PoisonError};

pub use daemon::{Clamd, EICAR};

use outside::scanner::Scanner;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};

use super::{PATIENCE, in_time};

/// What a made-up scanner does with documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Finds nothing.
    Clean,
    /// Finds something of this name.
    Finds(&'static str),
    /// Hangs up on everybody, as if it were down.
    IsDown,
    /// Answers greetings, and will look at nothing.
    Refuses,
    /// Answers greetings, takes documents, and hangs up.
    HangsUp,
    /// Finds nothing, but not before [`FakeScanner::go_on`].
    Waits,
    /// Finds something of this name, but not before that either.
    FindsLater(&'static str),
}

/// A made-up `clamd` whose manner can be changed.
pub struct FakeScanner {
    pub scanner: Scanner,
    manner: Arc<Mutex<Manner>>,
    asked: Arc<Semaphore>,
    goes_on: Arc<Semaphore>,
}

impl FakeScanner {
    pub async fn that(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("tcp:{}", listener.local_addr().unwrap()).parse().unwrap();
        let manner = Arc::new(Mutex::new(manner));
        let (asked, goes_on) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let (now, ear, turn) = (Arc::clone(&manner), Arc::clone(&asked), Arc::clone(&goes_on));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let manner = *now.lock().unwrap_or_else(PoisonError::into_inner);
                let (ear, turn) = (Arc::clone(&ear), Arc::clone(&turn));
                // Whoever hangs up in the middle is not waited for.
                tokio::spawn(async move { attend(stream, manner, &ear, &turn).await.ok() });
            }
        });
        let scanner = Scanner::Clamd { address, patience: PATIENCE };
        Self { scanner, manner, asked, goes_on }
    }

    pub fn now(&self, manner: Manner) {
        *self.manner.lock().unwrap_or_else(PoisonError::into_inner) = manner;
    }

    /// Waits until somebody has handed a document over and waits for the answer.
    pub async fn is_asked(&self) {
        let asked = in_time("the scanner is handed a document", self.asked.acquire());
        asked.await.unwrap().forget();
    }

    /// How many documents were handed over since it was last waited for.
    pub fn documents(&self) -> usize {
        self.asked.available_permits()
    }

    /// Answers one who waits.
    pub fn go_on(&self) {
        self.goes_on.add_permits(1);
    }
}

/// One conversation, from clamd's side.
async fn attend(
    mut stream: TcpStream,
    manner: Manner,
    asked: &Semaphore,
    goes_on: &Semaphore,
) -> std::io::Result<()> {
    if manner == Manner::IsDown {
        return Ok(());
    }
    let mut command = Vec::new();
    while command.last() != Some(&0) {
        command.push(stream.read_u8().await?);
    }
    if command == b"zPING\0" {
        return stream.write_all(b"PONG\0").await;
    }
    loop {
        let length = stream.read_u32().await?;
        if length == 0 {
            break;
        }
        let mut chunk = vec![0; usize::try_from(length).unwrap()];
        stream.read_exact(&mut chunk).await?;
    }
    asked.add_permits(1);
    let answer = match manner {
        Manner::Finds(name) => format!("stream: {name} FOUND\0"),
        Manner::Refuses => "INSTREAM size limit exceeded. ERROR\0".to_owned(),
        Manner::Waits => {
            goes_on.acquire().await.unwrap().forget();
            "stream: OK\0".to_owned()
        }
        Manner::FindsLater(name) => {
            goes_on.acquire().await.unwrap().forget();
            format!("stream: {name} FOUND\0")
        }
        Manner::HangsUp => return Ok(()),
        Manner::Clean | Manner::IsDown => "stream: OK\0".to_owned(),
    };
    stream.write_all(answer.as_bytes()).await
}
