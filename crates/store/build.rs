//! Migrations are embedded by a macro; Cargo must know they are an input.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
