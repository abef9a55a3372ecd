//! The parts of net worth: a donut of assets and a table of everything.

use domain::{
    asset::Group,
    net_worth::{Key, NetWorth, Slice, split},
};

use super::{Tab, axis_name, question::Question};
use crate::{
    customer::holding::names,
    kit::{
        chart::{self, Donut, donut},
        field::Markup,
        figure::Figures,
        words::Words,
    },
};

/// Chart, table and tabs.
#[derive(Debug, Default)]
pub struct Parts {
    /// The donut and its legend.
    pub charts: [Markup; 2],
    /// What it shows, for its caption.
    pub title: String,
    /// Rows: name, number of holdings, assets, share, liabilities.
    pub rows: Vec<PartRow>,
    /// Sums of assets and liabilities.
    pub sums: [String; 2],
    /// What parts are added by.
    pub tabs: Vec<Tab>,
}

/// A row of the table.
#[derive(Debug)]
pub struct PartRow {
    /// The key's name.
    pub name: String,
    /// Number of holdings.
    pub count: usize,
    /// Owned.
    pub assets: String,
    /// Share of everything owned.
    pub share: String,
    /// Owed.
    pub liabilities: String,
}

/// Slices beyond this many are added together: colours must stay apart.
const MOST_SLICES: usize = 10;

impl Parts {
    pub(super) fn new(
        w: Words,
        figures: Figures,
        total: &NetWorth<'_>,
        question: &Question,
    ) -> Self {
        let slices = split(total, question.axis);
        let assets: Vec<i128> = slices.iter().map(|slice| slice.assets.into()).collect();
        let shares = donut::shares(&assets);
        let title = w.parts_title(axis_name(w, question.axis));
        Self {
            charts: charts(w, figures, &slices, &shares, &title),
            rows: slices
                .iter()
                .zip(&shares)
                .map(|(slice, share)| row(w, figures, slice, *share))
                .collect(),
            sums: [figures.yen(total.assets), figures.yen(total.liabilities)],
            tabs: question.axis_tabs(w),
            title,
        }
    }
}

fn name(w: Words, key: &Key) -> String {
    match key {
        Key::Group(group) => names::group(w, *group).to_owned(),
        Key::Kind(kind) => names::kind(w, *kind).to_owned(),
        Key::Wrapper(wrapper) => names::wrapper(w, *wrapper).to_owned(),
        Key::Institution(name) if name.is_empty() => w.no_institution().to_owned(),
        Key::Institution(name) => name.clone(),
    }
}

/// A group keeps its colour on every chart; other keys are numbered.
fn class(key: &Key, number: usize) -> usize {
    match key {
        Key::Group(group) => Group::ALL.iter().position(|member| member == group).unwrap_or(number),
        Key::Kind(_) | Key::Institution(_) | Key::Wrapper(_) => number,
    }
}

fn row(w: Words, figures: Figures, slice: &Slice, share: u32) -> PartRow {
    let amount = |yen| if yen == 0 { "－".to_owned() } else { figures.yen(yen) };
    PartRow {
        name: name(w, &slice.key),
        count: slice.count,
        assets: amount(slice.assets),
        share: if slice.assets == 0 { "－".to_owned() } else { figures.share(share) },
        liabilities: amount(slice.liabilities),
    }
}

fn charts(
    w: Words,
    figures: Figures,
    slices: &[Slice],
    shares: &[u32],
    title: &str,
) -> [Markup; 2] {
    let owned: Vec<_> = slices.iter().zip(shares).filter(|(slice, _)| slice.assets > 0).collect();
    let whole: i64 = slices.iter().map(|slice| slice.assets).sum();
    let (large, small) = owned.split_at(owned.len().min(MOST_SLICES));
    let mut drawn: Vec<_> = large
        .iter()
        .zip(0..)
        .map(|((slice, share), number)| {
            (name(w, &slice.key), slice.assets, **share, class(&slice.key, number))
        })
        .collect();
    if !small.is_empty() {
        let rest = small
            .iter()
            .fold((0, 0), |sum, (slice, share)| (sum.0 + slice.assets, sum.1 + **share));
        drawn.push((w.the_rest().to_owned(), rest.0, rest.1, MOST_SLICES));
    }
    let description = drawn
        .iter()
        .map(|(name, _, share, _)| format!("{name} {}", figures.share(*share)))
        .collect::<Vec<_>>()
        .join(", ");
    let donut = Donut {
        id: "parts",
        title,
        desc: &description,
        slices: drawn
            .into_iter()
            .map(|(name, yen, share, class)| chart::Slice {
                tooltip: format!("{name} {} {}", figures.short(yen), figures.share(share)),
                mark: figures.share(share),
                value: yen.into(),
                class,
                name,
            })
            .collect(),
        centre: vec![w.assets_word().to_owned(), figures.short(whole)],
    };
    [donut.svg(), donut.legend()].map(Markup)
}
