use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    pin::pin,
    task::{Context, Waker},
};

use super::*;

const PLACE: Place = Place { column: "holding.details", row: Uuid::from_u128(1) };

fn keyring() -> (Keyring, Dice) {
    let dice = Dice::system();
    (Keyring::in_memory(&dice).unwrap(), dice)
}

#[test]
fn what_is_sealed_opens_only_in_its_place() {
    let (keyring, dice) = keyring();
    let (key, master, wrapped) = keyring.new_data_key(Uuid::from_u128(9), &dice).unwrap();
    let sealed = key.seal(PLACE, "三菱の普通預金".as_bytes(), &dice).unwrap();
    let again = keyring.data_key(Uuid::from_u128(9), &master, &wrapped).unwrap();
    assert_eq!(again.open(PLACE, &sealed).unwrap().as_slice(), "三菱の普通預金".as_bytes());
    let other_row = Place { row: Uuid::from_u128(2), ..PLACE };
    let other_column = Place { column: "valuation.figure", ..PLACE };
    assert!(matches!(key.open(other_row, &sealed), Err(KeyError::Tampered(_))));
    assert!(matches!(key.open(other_column, &sealed), Err(KeyError::Tampered(_))));
}

#[test]
fn another_customers_key_opens_neither_value_nor_wrapping() {
    let (keyring, dice) = keyring();
    let (mine, master, wrapped) = keyring.new_data_key(Uuid::from_u128(1), &dice).unwrap();
    let (other, ..) = keyring.new_data_key(Uuid::from_u128(2), &dice).unwrap();
    let sealed = mine.seal(PLACE, b"secret", &dice).unwrap();
    assert!(matches!(other.open(PLACE, &sealed), Err(KeyError::UnknownKey)));
    assert!(keyring.data_key(Uuid::from_u128(2), &master, &wrapped).is_err());
}

#[test]
fn every_flipped_bit_and_every_cut_is_noticed() {
    let (keyring, dice) = keyring();
    let (key, ..) = keyring.new_data_key(Uuid::nil(), &dice).unwrap();
    let sealed = key.seal(PLACE, b"1234567", &dice).unwrap();
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(key.open(PLACE, &changed).is_err(), "bit of byte {at}");
        assert!(key.open(PLACE, &sealed[..at]).is_err(), "cut at {at}");
    }
}

#[test]
fn rotation_keeps_old_wrappings_readable_and_rewraps_under_the_new_master() {
    let dice = Dice::system();
    let folder = std::env::temp_dir().join(format!("kura-keys-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("keys.json");
    Keyring::init(&path, &dice).unwrap();
    assert!(matches!(Keyring::init(&path, &dice), Err(KeyError::File { .. })));
    let old = Keyring::load(&path).unwrap();
    let (key, master, wrapped) = old.new_data_key(Uuid::nil(), &dice).unwrap();
    let sealed = key.seal(PLACE, b"kept", &dice).unwrap();

    assert_eq!(Keyring::rotate(&path, &dice).unwrap(), "m2");
    let new = Keyring::load(&path).unwrap();
    let rewrapped = new.rewrap(Uuid::nil(), &master, &wrapped, &dice).unwrap();
    for (master, wrapped) in [("m1", &wrapped), ("m2", &rewrapped)] {
        let key = new.data_key(Uuid::nil(), master, wrapped).unwrap();
        assert_eq!(key.open(PLACE, &sealed).unwrap().as_slice(), b"kept");
    }
    assert_eq!(old.hash("email", b"a@example.jp"), new.hash("email", b"a@example.jp"));

    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(matches!(Keyring::load(&path), Err(KeyError::Mode { mode: 0o644, .. })));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn keys_given_as_content_are_those_of_the_file_and_show_nothing() {
    let dice = Dice::system();
    let content = KeyFile::new(&dice).unwrap().content().unwrap();
    let keyring = Keyring::of_content(&content).unwrap();
    let (key, master, wrapped) = keyring.new_data_key(Uuid::nil(), &dice).unwrap();
    let sealed = key.seal(PLACE, b"kept", &dice).unwrap();
    let again = Keyring::of_content(&content).unwrap().data_key(Uuid::nil(), &master, &wrapped);
    assert_eq!(again.unwrap().open(PLACE, &sealed).unwrap().as_slice(), b"kept");
    let file = KeyFile::of_content(&content).unwrap();
    for shown in [format!("{keyring:?}"), format!("{file:?}")] {
        let secrets = content.split('"').filter(|part| part.len() == 44);
        assert!(secrets.clone().count() == 2 && !secrets.clone().any(|one| shown.contains(one)));
    }
    let cut = &content[..content.len() - 1];
    let other = content.replace("\"m1\",", "\"m2\",");
    for wrong in ["", "{}", "keys.json", cut, &other] {
        assert!(Keyring::of_content(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn a_master_key_is_known_to_all_before_anything_is_wrapped_by_it() {
    let dice = Dice::system();
    let mut file = KeyFile::new(&dice).unwrap();
    let old = Keyring::of_content(&file.content().unwrap()).unwrap();
    assert!(!file.use_newest(), "there is none to be used yet");
    assert_eq!(file.add(&dice).unwrap(), "m2");
    let knows = Keyring::of_content(&file.content().unwrap()).unwrap();
    assert_eq!((knows.current(), knows.unused()), ("m1", Some("m2")));
    assert!(file.use_newest());
    let uses = Keyring::of_content(&file.content().unwrap()).unwrap();
    assert_eq!((uses.current(), uses.unused()), ("m2", None));

    let (_, master, wrapped) = uses.new_data_key(Uuid::nil(), &dice).unwrap();
    assert!(knows.data_key(Uuid::nil(), &master, &wrapped).is_ok());
    assert!(matches!(old.data_key(Uuid::nil(), &master, &wrapped), Err(KeyError::UnknownKey)));
}

#[test]
fn no_master_key_takes_the_place_of_another() {
    let dice = Dice::system();
    let mut file = KeyFile::new(&dice).unwrap();
    for number in 2..=11 {
        assert_eq!(file.add(&dice).unwrap(), format!("m{number}"));
    }
    assert_eq!(file.unused(), Some("m11"), "the tenth comes after the ninth");
    let content = file.content().unwrap();
    let mut parsed: serde_json::Value = serde_json::from_str(&content).unwrap();
    parsed["masters"].as_object_mut().unwrap().remove("m2");
    let mut fewer = KeyFile::of_content(&parsed.to_string()).unwrap();
    assert_eq!(fewer.add(&dice).unwrap(), "m12");
}

#[test]
fn hashes_differ_by_purpose() {
    let (keyring, _) = keyring();
    assert_eq!(keyring.hash("email", b"x"), keyring.hash("email", b"x"));
    assert_ne!(keyring.hash("email", b"x"), keyring.hash("token", b"x"));
}

#[tokio::test]
async fn a_large_value_is_hashed_where_nobody_waits_for_anything() {
    let (keyring, _) = keyring();
    let large = Arc::new(vec![7; 64 << 20]);
    let mut hashed = pin!(keyring.hash_aside("file", Arc::clone(&large)));
    let mut first_look = Context::from_waker(Waker::noop());
    assert!(hashed.as_mut().poll(&mut first_look).is_pending(), "others have their turn");
    assert_eq!(hashed.await.unwrap(), keyring.hash("file", &large));
}
