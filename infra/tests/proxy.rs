//! Clause 6-8: the proxy's own configuration, in the real Squid of Debian: names on the list are let through over TLS,
//! and nothing else is. Everything runs on loopback, on free ports, without privileges, and ends with the test.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that cannot go on says so by ending"
)]

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const SQUID: &str = "/usr/sbin/squid";
/// Debian's user `proxy`, as which the task runs too.
const PROXY: u32 = 13;
const LISTED: &str = "api.vendor.example";
/// Makes every mount read-only, and becomes the program it is called by.
const READ_ONLY: &str = r#"
    mount --make-rprivate /
    while read -r _ place _; do mount -o remount,ro,bind "$place" 2>/dev/null; done < <(tac /proc/mounts)
    mount -t tmpfs -o size=64m,mode=1777 shm /dev/shm
    if touch /run/written 2>/dev/null || touch /tmp/written 2>/dev/null; then echo 'a file could be written' >&2; exit 1; fi
    exec setpriv --reuid 13 --regid 13 --clear-groups --bounding-set=-all --inh-caps=-all "$0" "$@"
"#;
/// Where customers log in with Cognito; on the list of that option only.
const SIGN_IN: &str = "kura-prod-customers.auth.ap-northeast-1.amazoncognito.com";

/// A process of ours, which ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A vendor that speaks TLS on 127.0.0.1, and the proxy before it.
struct Outside {
    folder: PathBuf,
    proxy: u16,
    vendor: u16,
    _running: [Running; 2],
}

impl Drop for Outside {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn listens(port: u16) {
    let until = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < until, "nothing listens on {port}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// The shipped file with the ports, the lists and the addresses of this test. Every change must find its line.
fn configuration(folder: &Path, proxy: u16, vendor: u16) -> String {
    let shipped =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("proxy/squid.conf")).unwrap();
    let folder = folder.display();
    let changes = [
        ("http_port 3128".to_owned(), format!("http_port 127.0.0.1:{proxy}")),
        ("acl tls port 443".to_owned(), format!("acl tls port {vendor}")),
        ("\"/etc/squid/domains/".to_owned(), format!("\"{folder}/")),
        // The vendor of this test lives where no vendor may; its neighbour 127.0.0.2 stands for the inside.
        (" 127.0.0.0/8 ".to_owned(), " 127.0.0.2/32 ".to_owned()),
    ];
    let mut text = shipped;
    for (shipped, here) in changes {
        assert_eq!(text.matches(&shipped).count(), 1, "`{shipped}` stands once in squid.conf");
        text = text.replace(&shipped, &here);
    }
    format!(
        "{text}\nhosts_file {folder}/hosts\ndns_nameservers 127.0.0.1\nvisible_hostname proxy\n"
    )
}

fn start(name: &str, change: fn(String) -> String) -> Outside {
    start_with("prod", name, change)
}

/// The proxy with the list of an environment or option.
fn start_with(list: &str, name: &str, change: fn(String) -> String) -> Outside {
    let folder = std::env::temp_dir().join(format!("kura-proxy-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (proxy, vendor) = (free_port(), free_port());
    fs::write(folder.join("squid.conf"), change(configuration(&folder, proxy, vendor))).unwrap();
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("proxy/domains");
    for list in ["prod.txt", "prodcognito.txt"] {
        let text = fs::read_to_string(lists.join(list)).unwrap();
        assert!(text.lines().any(|line| line == LISTED));
        fs::write(folder.join(list), text + "back.inside.example\n").unwrap();
    }
    // `unlisted` has an address too: only the list keeps it out. Asked what 127.0.0.1 is called, Squid takes the last
    // line: the vendor's name, as one who answers for an address could arrange it.
    let hosts = format!(
        "127.0.0.1 unlisted.example\n127.0.0.1 {SIGN_IN}\n127.0.0.1 {LISTED}\n\
         127.0.0.2 back.inside.example\n"
    );
    fs::write(folder.join("hosts"), hosts).unwrap();
    let certificate = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=api.vendor.example",
        ])
        .args([
            "-addext",
            "subjectAltName=DNS:api.vendor.example",
            "-keyout",
            "key.pem",
            "-out",
            "cert.pem",
        ])
        .current_dir(&folder)
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(certificate.success());
    let tls = Command::new("openssl")
        .args([
            "s_server",
            "-accept",
            &format!("127.0.0.1:{vendor}"),
            "-cert",
            "cert.pem",
            "-key",
            "key.pem",
            "-www",
        ])
        .current_dir(&folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut squid = squid(&folder, list);
    let squid = Running(squid.spawn().unwrap());
    let outside = Outside { folder, proxy, vendor, _running: [Running(tls), squid] };
    listens(vendor);
    listens(proxy);
    outside
}

/// Squid as its task starts it: the user of the image and nothing else, what it says on its own output, and every
/// file system read-only but the memory it shares with itself, which every container has. Where this machine does not
/// let us make mounts of our own, without the last.
fn squid(folder: &Path, list: &str) -> Command {
    let is_root = chown(folder, Some(PROXY), Some(PROXY)).is_ok();
    let apart = Command::new("unshare").args(["-m", "true"]).stderr(Stdio::null()).status();
    let mut squid = if is_root && apart.is_ok_and(|status| status.success()) {
        let mut squid = Command::new("unshare");
        squid.args(["-m", "bash", "-c", READ_ONLY, SQUID]);
        squid
    } else {
        println!("with mounts of this machine, which does not let us make our own");
        let mut squid = Command::new(SQUID);
        if is_root {
            squid.uid(PROXY).gid(PROXY);
        }
        squid
    };
    squid.args(["-n", list, "-N", "-f"]).arg(folder.join("squid.conf"));
    let said = |name: &str| fs::File::create(folder.join(name)).unwrap();
    squid.stdout(said("access.log")).stderr(said("cache.log"));
    for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        // ECS gives a task's output to the task's user; Squid opens it anew.
        let _ = chown(&file, Some(PROXY), Some(PROXY));
    }
    squid
}

impl Outside {
    /// The status that the proxy answers a request with.
    fn status(&self, request: &str) -> u16 {
        let mut stream = TcpStream::connect(("127.0.0.1", self.proxy)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(format!("{request}\r\n\r\n").as_bytes()).unwrap();
        let mut head = [0; 12];
        stream.read_exact(&mut head).unwrap();
        std::str::from_utf8(&head[9..]).unwrap().parse().unwrap()
    }

    fn connect(&self, host: &str, port: u16) -> u16 {
        self.status(&format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}"))
    }
}

#[test]
fn r6_8_a_listed_name_is_reached_over_tls_and_its_certificate_verified() {
    let outside = start("listed", |shipped| shipped);
    assert_eq!(outside.connect(LISTED, outside.vendor), 200);
    let mut client = Command::new("openssl")
        .args([
            "s_client",
            "-proxy",
            &format!("127.0.0.1:{}", outside.proxy),
            "-connect",
            &format!("{LISTED}:{}", outside.vendor),
        ])
        .args([
            "-servername",
            LISTED,
            "-verify_hostname",
            LISTED,
            "-CAfile",
            "cert.pem",
            "-verify_return_error",
            "-quiet",
        ])
        .current_dir(&outside.folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    client.stdin.take().unwrap().write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
    let told = client.wait_with_output().unwrap();
    assert!(
        String::from_utf8_lossy(&told.stdout).contains("200 ok"),
        "the vendor answers through the proxy"
    );
}

#[test]
fn r6_8_everything_else_is_refused() {
    let outside = start("else", |shipped| shipped);
    let (vendor, another) = (outside.vendor, free_port());
    for (host, port, why) in [
        ("unlisted.example", vendor, "a name that is not on the list"),
        ("x.api.vendor.example", vendor, "a name under a listed one"),
        (
            "api.vendor.example.attacker.example",
            vendor,
            "a name that only begins like a listed one",
        ),
        ("127.0.0.1", vendor, "the vendor's bare address: no name was asked for"),
        ("[::ffff:127.0.0.1]", vendor, "the same as IPv6"),
        (LISTED, another, "another port"),
        ("back.inside.example", vendor, "a listed name that leads back inside"),
    ] {
        assert_eq!(outside.connect(host, port), 403, "{why}");
    }
    let plain = |method: &str| {
        outside.status(&format!("{method} http://{LISTED}:{vendor}/ HTTP/1.1\r\nHost: {LISTED}"))
    };
    assert_eq!((plain("GET"), plain("POST")), (403, 403), "without TLS");
    assert_eq!(outside.connect(LISTED, vendor), 200, "and the listed name still passes");
}

#[test]
fn r6_8_the_proxy_starts_without_a_place_to_write_and_tells_its_log_what_was_asked() {
    let outside = start("log", |shipped| shipped);
    assert_eq!(outside.connect("unlisted.example", outside.vendor), 403);
    let told = || fs::read_to_string(outside.folder.join("access.log")).unwrap();
    let until = Instant::now() + Duration::from_secs(20);
    while !told().contains("TCP_DENIED/403") {
        assert!(Instant::now() < until, "nothing is told: {}", told());
        thread::sleep(Duration::from_millis(20));
    }
    let said = fs::read_to_string(outside.folder.join("cache.log")).unwrap();
    assert!(!said.contains("FATAL") && !said.contains("Cannot"), "{said}");
}

#[test]
fn r6_8_each_environment_has_its_own_list_and_without_one_nothing_passes() {
    let own = start("own", |shipped| shipped);
    assert_eq!((own.connect(SIGN_IN, own.vendor), own.connect(LISTED, own.vendor)), (403, 200));
    let cognito = start_with("prodcognito", "cognito", |shipped| shipped);
    assert_eq!(cognito.connect(SIGN_IN, cognito.vendor), 200);
    let nobody = start_with("nobody", "nobody", |shipped| shipped);
    assert_eq!(nobody.connect(LISTED, nobody.vendor), 403);
}

/// What `-n` is there for: the file without it, and the same question.
#[test]
fn r6_8_the_trap_of_the_bare_address_is_real() {
    let outside = start("trap", |shipped| shipped.replace("dstdomain -n", "dstdomain"));
    assert_eq!(
        outside.connect("127.0.0.1", outside.vendor),
        200,
        "Squid asks what the address is called"
    );
}
