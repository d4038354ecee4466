//! What AWS is like, as data with its source and date: limits, names, runtimes, sizes, actions, formats. Nothing
//! here knows the language, and nothing here has a clock or a disk.

pub mod actions;
pub mod api;
pub mod arn;
pub mod deletion;
pub mod environment;
pub mod event_pattern;
pub mod failures;
pub mod fargate;
pub mod limits;
pub mod logs;
pub mod managed;
pub mod names;
pub mod prices;
pub mod runtimes;
pub mod schedule;
pub mod sdk;
pub mod types;

/// Where a fact comes from, and when it was read there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Source {
    pub url: &'static str,
    /// ISO date.
    pub date: &'static str,
}

impl Source {
    /// A page as it was on 2026-11-23, the day when this crate's facts were collected.
    pub const fn read(url: &'static str) -> Source {
        Source { url, date: "2026-11-23" }
    }
}

/// The name of `names` that is nearest to `word`, if any is near enough to be meant.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let allowed = (word.chars().count() / 3).max(1);
    names
        .into_iter()
        .map(|name| (strsim::osa_distance(&lower, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
