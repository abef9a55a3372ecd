//! All words a person reads, typed: one method per message of `text/{ja,en}/*.ftl`.
//!
//! `build.rs` writes the methods and stops the build when a text is missing in a
//! language, its variables differ, or it is malformed; so a page that compiles
//! has its words in both languages. Rules for authors: `build/words.rs`.
//!
//! Constant texts are `&'static str`, texts with plain variables one `format!`;
//! only texts that choose a plural form run Fluent.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// A language that pages are written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lang {
    /// Japanese, the first language.
    Ja,
    /// English.
    En,
}

impl Lang {
    /// Every language, the first one first.
    pub const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// The BCP 47 tag, as in `<html lang>` and in `text/`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language of exactly this tag in any letter case; `None` for all others,
    /// regional tags such as `en-GB` included.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(tag))
    }
}

/// The words in one language: pages call `w.holding_add()`.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    lang: Lang,
}

impl Words {
    /// The words of `lang`.
    pub const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// The language of these words.
    pub const fn lang(&self) -> Lang {
        self.lang
    }
}

/// A number of things that a text counts: whole numbers and references to them
/// (askama passes fields by reference). Never an amount of money: Fluent computes
/// in `f64`, exact only up to 2⁵³.
pub trait Count {
    /// The number, brought into the range of `i64` at either end.
    fn count(&self) -> i64;
}

macro_rules! counts {
    ($($number:ty)+) => {
        $(impl Count for $number {
            fn count(&self) -> i64 {
                // Only unsigned numbers can be out of range, and only above.
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        })+
    };
}

counts!(u8 u16 u32 u64 usize i8 i16 i32 i64);

impl<T: Count + ?Sized> Count for &T {
    fn count(&self) -> i64 {
        (**self).count()
    }
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));

type Bundle = FluentBundle<FluentResource>;

static JAPANESE: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Ja, SELECTING_JA));
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::En, SELECTING_EN));

/// Errors cannot occur here, as `build.rs` has parsed the same source; were one to
/// occur, the texts it spares are still of use.
fn bundle(lang: Lang, source: &str) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![lang.tag().parse().unwrap_or_default()]);
    // Invisible marks around values would end up in copied text, CSV and mail.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(some, _)| some);
    let _ = bundle.add_builtins();
    let _ = bundle.add_resource(resource);
    bundle
}

/// Formats a message that selects; on an error, which is logged without the values,
/// the key stands for the text.
fn select<const N: usize>(
    lang: Lang,
    id: &str,
    values: [(&'static str, FluentValue<'static>); N],
) -> String {
    let bundle: &Bundle = match lang {
        Lang::Ja => &JAPANESE,
        Lang::En => &ENGLISH,
    };
    let args = FluentArgs::from_iter(values);
    let mut errors = Vec::new();
    let text = bundle
        .get_message(id)
        .and_then(|message| message.value())
        .map(|pattern| bundle.format_pattern(pattern, Some(&args), &mut errors));
    match text {
        Some(text) if errors.is_empty() => text.into_owned(),
        _ => {
            tracing::error!(id, lang = lang.tag(), ?errors, "a text could not be formatted");
            id.to_owned()
        }
    }
}

#[cfg(test)]
#[path = "../../build/words.rs"]
mod generator;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_its_tag_alone() {
        assert_eq!(Lang::parse("ja"), Some(Lang::Ja));
        assert_eq!(Lang::parse("EN"), Some(Lang::En));
        assert_eq!(Lang::parse("en-GB"), None);
        assert_eq!(Lang::parse(""), None);
    }

    #[test]
    fn each_language_speaks_its_own_words() {
        assert_eq!(Words::new(Lang::Ja).log_in(), "ログイン");
        assert_eq!(Words::new(Lang::En).log_in(), "Log in");
    }

    #[test]
    fn minutes_are_counted_as_each_language_does() {
        let ja = Words::new(Lang::Ja).idle_warning_text(2_u32);
        assert!(ja.contains("あと2分"), "{ja}");
        let en = Words::new(Lang::En);
        assert!(en.idle_warning_text(1).contains("in 1 minute unless"));
        assert!(en.idle_warning_text(2_i64).contains("in 2 minutes unless"));
        assert!(en.idle_warning_text(0_usize).contains("in 0 minutes unless"));
    }

    #[test]
    fn a_referenced_button_is_named_as_it_is_labelled() {
        for lang in Lang::ALL {
            let words = Words::new(lang);
            assert!(words.idle_warning_text(5).contains(words.idle_warning_button()));
        }
    }

    #[test]
    fn a_key_known_only_at_run_time_finds_constant_texts_only() {
        let words = Words::new(Lang::Ja);
        assert_eq!(words.lookup("log-in"), Some(words.log_in()));
        assert_eq!(words.lookup("idle-warning-text"), None);
        assert_eq!(words.lookup("no-such-key"), None);
    }

    #[test]
    fn a_text_that_cannot_be_formatted_is_shown_by_its_key() {
        assert_eq!(select(Lang::En, "no-such-key", []), "no-such-key");
        assert_eq!(select(Lang::En, "idle-warning-text", []), "idle-warning-text");
    }

    #[test]
    fn no_constant_text_is_empty() {
        for id in MESSAGE_IDS {
            for lang in Lang::ALL {
                assert_ne!(Words::new(lang).lookup(id), Some(""), "{id} in {}", lang.tag());
            }
        }
    }

    #[test]
    fn a_reference_counts_like_its_number() {
        let minutes: u32 = 3;
        let field = &minutes;
        assert_eq!(Count::count(&field), 3);
    }

    #[test]
    fn counts_beyond_the_range_stop_at_its_end() {
        assert_eq!(u64::MAX.count(), i64::MAX);
        assert_eq!(i64::MIN.count(), i64::MIN);
    }
}
