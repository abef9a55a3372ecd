//! The committed picture is what the templates say.

use std::path::Path;

#[test]
fn the_committed_picture_is_drawn_from_the_committed_templates() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let committed = std::fs::read_to_string(root.join(super::PICTURE)).unwrap();
    assert!(
        committed == super::picture(root).unwrap(),
        "docs/proposal/architecture.svg is old: run `cargo run -p infra -- diagram`"
    );
}
