//! The names of kinds, wrappers, groups, currencies and sources, and lists of
//! them for selects. A code without a name is shown as it is.

use domain::{
    asset::{Group, Kind, Wrapper},
    currency::Currency,
    portfolio::Source,
};

use crate::kit::words::Words;

fn named(w: Words, area: &str, code: &'static str) -> &'static str {
    w.lookup(&format!("{area}-{}", code.to_ascii_lowercase())).unwrap_or(code)
}

/// The name of a kind: `普通預金`.
pub fn kind(w: Words, kind: Kind) -> &'static str {
    named(w, "kind", kind.code())
}

/// The name of a wrapper: `特定口座`.
pub fn wrapper(w: Words, wrapper: Wrapper) -> &'static str {
    named(w, "wrapper", wrapper.code())
}

/// The name of a group of kinds: `現金・預金`.
pub fn group(w: Words, group: Group) -> &'static str {
    named(w, "group", group.code())
}

/// The name of a currency: `米ドル`.
pub fn currency(w: Words, currency: Currency) -> &'static str {
    named(w, "currency", currency.code())
}

/// The name of a currency with its code: `米ドル（USD）`.
pub fn currency_with_code(w: Words, money: Currency) -> String {
    w.holding_currency_with_code(currency(w, money), money.code())
}

/// What stands behind an amount typed in a currency: `円`, `USD`.
pub fn unit(w: Words, currency: Currency) -> &'static str {
    if currency == Currency::Jpy { w.unit_yen() } else { currency.code() }
}

/// How a figure was recorded: `変わりなし`.
pub fn source(w: Words, source: Source) -> &'static str {
    named(w, "source", source.code())
}

/// Wrappers for a select: code and name.
pub fn wrappers(w: Words) -> Vec<(String, String)> {
    let option = |member: &Wrapper| (member.code().to_owned(), wrapper(w, *member).to_owned());
    Wrapper::ALL.iter().map(option).collect()
}

/// Currencies for a select: code and name.
pub fn currencies(w: Words) -> Vec<(String, String)> {
    Currency::ALL.map(|member| (member.code().to_owned(), currency_with_code(w, member))).into()
}

#[cfg(test)]
mod tests {
    use domain::import::names::{kind_name, wrapper_name};

    use super::*;
    use crate::kit::words::Lang;

    #[test]
    fn pages_and_files_call_kinds_and_wrappers_the_same() {
        for (lang, japanese) in [(Lang::Ja, true), (Lang::En, false)] {
            let w = Words::new(lang);
            for member in Kind::ALL {
                assert_eq!(kind(w, *member), kind_name(*member, japanese));
            }
            for member in Wrapper::ALL {
                assert_eq!(wrapper(w, *member), wrapper_name(*member, japanese));
            }
        }
    }

    #[test]
    fn every_group_currency_and_source_has_a_name() {
        let sources = [Source::Form, Source::Unchanged, Source::Import, Source::Correction];
        for w in [Words::new(Lang::Ja), Words::new(Lang::En)] {
            assert!(Group::ALL.iter().all(|member| group(w, *member) != member.code()));
            assert!(Currency::ALL.iter().all(|member| currency(w, *member) != member.code()));
            assert!(sources.iter().all(|member| source(w, *member) != member.code()));
        }
    }
}
