//! A server of buckets for a trial that is no Rust: it says where it listens, in which folder a folder is a bucket, and
//! who may use them, and serves until its input ends.
#![allow(clippy::print_stdout, reason = "it tells its caller on the terminal")]

use std::io;

use testbucket::TestBucket;

#[tokio::main]
async fn main() -> io::Result<()> {
    let server = TestBucket::start().await;
    let endpoint = server.url().split_once("endpoint=").map(|(_, url)| url.to_owned());
    println!("{}", endpoint.unwrap_or_default());
    println!("{}", server.folder().with_file_name("").display());
    let of = |name| TestBucket::variable(name).unwrap_or_default();
    println!("{} {}", of("AWS_ACCESS_KEY_ID"), of("AWS_SECRET_ACCESS_KEY"));
    // Other threads serve while this one waits for the end.
    io::read_to_string(io::stdin()).map(drop)
}
