//! The program as a task of a cluster runs it: settings in the environment, one site, HTTPS with a
//! certificate of its own making, and asked from inside whether it is well.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop where they are surprised"
)]

use std::{
    collections::BTreeSet,
    fs::{self, File},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Output},
    sync::Arc,
    thread,
    time::Duration,
};

use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme, StreamOwned,
    SupportedProtocolVersion,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    version::{TLS12, TLS13},
};

type Setting = (&'static str, String);

/// What the program says of an address that another has.
const TAKEN: &str = "Another program may be using the address";

/// A process with its settings in the environment, in a folder of its own; killed when dropped.
struct Task {
    folder: PathBuf,
    settings: Vec<Setting>,
    process: Option<Child>,
}

impl Task {
    fn new(name: &str, settings: Vec<Setting>) -> Self {
        let folder = std::env::temp_dir().join(format!("kura-task-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let printed = kura(&[]).args(["keys", "init", "--print"]).output().unwrap();
        let within = |name: &str| folder.join(name).display().to_string();
        let mut all = vec![
            ("KURA_DATABASE_URL", format!("sqlite:{}", within("kura.sqlite"))),
            ("KURA_KEYS_CONTENT", String::from_utf8(printed.stdout).unwrap()),
            ("KURA_DOCUMENTS_FOLDER", within("documents")),
            ("KURA_MAIL_TRANSPORT", format!("folder:{}", within("mail"))),
            ("KURA_MAIL_FROM", "kura@bank.example".to_owned()),
            ("KURA_CUSTOMER_PUBLIC_URL", "https://kura.example".to_owned()),
        ];
        all.extend(settings);
        let task = Self { folder, settings: all, process: None };
        assert!(task.run("migrate").status.success());
        task
    }

    /// One that is started at addresses nobody had a moment ago; at others if somebody was
    /// quicker.
    fn started<const N: usize>(
        (name, command): (&str, &str),
        settings: impl Fn([SocketAddr; N]) -> Vec<Setting>,
    ) -> (Self, [SocketAddr; N]) {
        for _ in 0..10 {
            let addresses = free_addresses();
            let mut task = Self::new(name, settings(addresses));
            match task.try_start(command) {
                Ok(()) => return (task, addresses),
                Err(told) => assert!(told.contains(TAKEN), "{told}"),
            }
        }
        panic!("somebody is always quicker");
    }

    fn run(&self, command: &str) -> Output {
        kura(&self.settings).arg(command).output().unwrap()
    }

    /// Starts it, and waits until it is well by its own word.
    fn start(&mut self, command: &str) {
        self.try_start(command).unwrap_or_else(|told| panic!("{told}"));
    }

    /// As [`Task::start`]; what it said if it ended instead.
    fn try_start(&mut self, command: &str) -> Result<(), String> {
        let said = self.folder.join("said");
        let (out, mut start) = (File::create(&said).unwrap(), kura(&self.settings));
        let start = start.arg(command).stdout(out.try_clone().unwrap()).stderr(out);
        let process = self.process.insert(start.spawn().unwrap());
        for _ in 0..600 {
            // Asked first: whoever has its address may be well, too.
            let ended = process.try_wait().unwrap();
            let well = kura(&self.settings).arg("health").output().unwrap().status.success();
            match ended {
                Some(status) => {
                    self.process = None;
                    return Err(format!("{status}: {}", fs::read_to_string(&said).unwrap()));
                }
                None if well => return Ok(()),
                None => thread::sleep(Duration::from_millis(50)),
            }
        }
        panic!("it is never well: {}", fs::read_to_string(&said).unwrap());
    }

    fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// Whether it is well, and the one line it says so in.
    fn health(&self) -> (bool, String) {
        told(&self.run("health"))
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.stop();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn kura(settings: &[Setting]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kura"));
    command.env_clear().envs(settings.iter().map(|(name, value)| (name, value)));
    command
}

fn told(output: &Output) -> (bool, String) {
    let line = [output.stdout.as_slice(), &output.stderr].concat();
    let line = String::from_utf8(line).unwrap();
    assert_eq!(line.lines().count(), 1, "{line}");
    (output.status.success(), line)
}

/// Addresses that are free now, for whoever is the first to take them.
fn free_addresses<const N: usize>() -> [SocketAddr; N] {
    let held = [(); N].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    held.map(|listener| listener.local_addr().unwrap())
}

fn staff_at(address: SocketAddr) -> Vec<Setting> {
    vec![
        ("KURA_STAFF_LISTEN", format!("0.0.0.0:{}", address.port())),
        ("KURA_STAFF_PUBLIC_URL", "https://staff.kura.example".to_owned()),
        ("KURA_STAFF_NETWORKS", "127.0.0.1".to_owned()),
    ]
}

fn answer(mut stream: impl std::io::Read + std::io::Write, path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut text = String::new();
    // How the other side ends the connection is its own affair.
    let _ = stream.read_to_string(&mut text);
    text
}

/// A load balancer: it insists that the other side has the key, and asks not whose it is.
#[derive(Debug)]
struct Balancer(Arc<CryptoProvider>);

impl ServerCertVerifier for Balancer {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

/// What a site answers over a version of TLS, and the certificate it shows.
fn over_tls(address: SocketAddr, version: &'static SupportedProtocolVersion) -> (String, Vec<u8>) {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(&[version])
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Balancer(provider)))
        .with_no_client_auth();
    let client = ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap();
    let mut stream = StreamOwned::new(client, TcpStream::connect(address).unwrap());
    let text = answer(&mut stream, "/login");
    let shown = stream.conn.peer_certificates().unwrap();
    (text, shown[0].to_vec())
}

#[test]
fn r6_6_the_staffs_site_is_served_alone_and_well() {
    let (mut task, [address]) = Task::started(("staff", "run"), |[address]| staff_at(address));
    let (well, line) = task.health();
    assert!(well && line == format!("well: {address}\n"), "{line}");
    let page = answer(TcpStream::connect(address).unwrap(), "/login");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("行員"), "{page}");
    let of_customers = answer(TcpStream::connect(address).unwrap(), "/register");
    assert!(of_customers.starts_with("HTTP/1.1 404"), "{of_customers}");
    task.stop();
    let (well, line) = task.health();
    assert!(!well && line.contains(&format!("The site at {address} is not well")), "{line}");
}

#[test]
fn a_process_that_ends_is_not_waited_for_and_what_it_said_is_told() {
    let held = TcpListener::bind("0.0.0.0:0").unwrap();
    let mut task = Task::new("taken", staff_at(held.local_addr().unwrap()));
    let told = task.try_start("serve").unwrap_err();
    assert!(told.contains(TAKEN) && told.contains("exit status: 1"), "{told}");
}

#[test]
fn a_process_without_a_site_does_not_serve() {
    let task = Task::new("neither", Vec::new());
    for command in ["serve", "run", "health"] {
        let (ok, line) = told(&task.run(command));
        assert!(!ok && line.contains("[customer] listen and [staff] listen"), "{line}");
        assert!(line.contains("KURA_CUSTOMER_LISTEN") && line.contains("KURA_STAFF_LISTEN"));
    }
}

#[test]
fn r6_2_both_sites_speak_https_with_certificates_nobody_has_written_down() {
    let settings = |[customers, staff]: [SocketAddr; 2]| {
        let mut settings = staff_at(staff);
        settings.extend([
            ("KURA_CUSTOMER_LISTEN", format!("0.0.0.0:{}", customers.port())),
            ("KURA_CUSTOMER_CERTIFICATE", "self-signed".to_owned()),
            ("KURA_STAFF_CERTIFICATE", "self-signed".to_owned()),
        ]);
        settings
    };
    let (mut task, [customers, staff]) = Task::started(("tls", "serve"), settings);
    let (well, line) = task.health();
    assert!(well && line == format!("well: {customers}, {staff}\n"), "{line}");

    let plain = answer(TcpStream::connect(customers).unwrap(), "/login");
    assert!(!plain.starts_with("HTTP/1.1 200"), "not without TLS: {plain}");
    let mut shown = BTreeSet::new();
    let versions = [&TLS12, &TLS13];
    for (address, version) in
        [customers, staff].iter().flat_map(|at| versions.map(|one| (*at, one)))
    {
        let (page, certificate) = over_tls(address, version);
        assert!(page.starts_with("HTTP/1.1 200") && page.contains("<form"), "{page}");
        shown.insert(certificate);
    }
    task.stop();
    task.start("serve");
    shown.insert(over_tls(customers, &TLS13).1);
    assert_eq!(shown.len(), 3, "each site has its own, and another at each start");
    for path in files(&task.folder) {
        let bytes = fs::read(&path).unwrap();
        let holds = |text: &[u8]| bytes.windows(text.len()).any(|part| part == text);
        assert!(!holds(b"PRIVATE KEY") && !shown.iter().any(|one| holds(one)), "{path:?}");
    }

    let other = task.settings.iter().filter(|(name, _)| *name != "KURA_STAFF_CERTIFICATE");
    let other: Vec<_> = other.cloned().collect();
    let (well, line) = told(&kura(&other).arg("health").output().unwrap());
    assert!(!well && line.contains(&staff.to_string()), "{line}");
    let mut both = task.settings.clone();
    both.push(("KURA_STAFF_KEY", "tls.key".to_owned()));
    let (ok, line) = told(&kura(&both).arg("serve").output().unwrap());
    assert!(!ok && line.contains("[staff] key (or KURA_STAFF_KEY)"), "{line}");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
