//! The IANA time zones that Scheduler takes.
//!
//! Source: tzdata 2026.6 of PyPI (the IANA database's own list of names, public domain), read on 2026-11-23.

const ZONES: &str = include_str!("../data/time_zones.txt");

/// Every name, sorted.
pub fn all() -> impl Iterator<Item = &'static str> {
    ZONES.lines()
}

pub fn exists(name: &str) -> bool {
    all().any(|zone| zone == name)
}

/// What was probably meant: a zone of that city, or the nearest name.
pub fn nearest(name: &str) -> Option<&'static str> {
    let city = name.rsplit('/').next().unwrap_or(name).replace(' ', "_").to_lowercase();
    let of_city = |zone: &&str| zone.rsplit('/').next().is_some_and(|last| last.to_lowercase() == city);
    all().find(of_city).or_else(|| crate::diagnostic::nearest(name, all()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_zones() {
        assert!(all().is_sorted());
        for good in ["Europe/Paris", "UTC", "America/Argentina/Buenos_Aires", "Asia/Kolkata"] {
            assert!(exists(good), "{good}");
        }
        for bad in ["Europe/Pariss", "europe/paris", "CEST", "", "Europe"] {
            assert!(!exists(bad), "{bad}");
        }
        assert_eq!(nearest("Paris"), Some("Europe/Paris"));
        assert_eq!(nearest("europe/paris"), Some("Europe/Paris"));
        assert_eq!(nearest("America/New York"), Some("America/New_York"));
        assert_eq!(nearest("Europe/Berln"), Some("Europe/Berlin"));
        assert_eq!(nearest("Atlantis/Deep_Sea_Harbour"), None);
    }
}
