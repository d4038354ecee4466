//! Numbers with units: durations, sizes, vCPUs and percentages.

use crate::diagnostic::nearest;

/// A unit of the language. Sizes are binary, as AWS counts them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Unit {
    Ms,
    S,
    Min,
    H,
    Days,
    B,
    Kb,
    Mb,
    Gb,
    Tb,
    Vcpu,
    Percent,
}

/// What a unit measures.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Measure {
    Duration,
    Size,
    Vcpu,
    Percent,
}

impl Unit {
    pub const ALL: [Unit; 12] = [
        Unit::Ms,
        Unit::S,
        Unit::Min,
        Unit::H,
        Unit::Days,
        Unit::B,
        Unit::Kb,
        Unit::Mb,
        Unit::Gb,
        Unit::Tb,
        Unit::Vcpu,
        Unit::Percent,
    ];

    /// As it is written in source.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Ms => "ms",
            Unit::S => "s",
            Unit::Min => "min",
            Unit::H => "h",
            Unit::Days => "days",
            Unit::B => "B",
            Unit::Kb => "KB",
            Unit::Mb => "MB",
            Unit::Gb => "GB",
            Unit::Tb => "TB",
            Unit::Vcpu => "vCPU",
            Unit::Percent => "%",
        }
    }

    pub fn from_word(word: &str) -> Option<Unit> {
        match word {
            "day" => Some(Unit::Days),
            _ => Unit::ALL.into_iter().find(|u| u.word() == word),
        }
    }

    /// The unit of a word, or that which was probably meant by it.
    pub fn meant(word: &str) -> Option<Unit> {
        let lower = word.to_ascii_lowercase();
        let same = Unit::ALL.into_iter().find(|u| u.word().eq_ignore_ascii_case(word));
        let elsewhere = || ELSEWHERE.iter().find(|(w, _)| *w == lower).map(|(_, unit)| *unit);
        let near = || nearest(word, Unit::ALL.iter().map(|u| u.word())).and_then(Unit::from_word);
        Unit::from_word(word).or(same).or_else(elsewhere).or_else(near)
    }

    /// So many of the unit, as it is written in source.
    pub fn of(self, digits: &str) -> String {
        match self {
            Unit::Percent => format!("{digits}%"),
            _ => format!("{digits} {}", self.word()),
        }
    }

    pub fn measure(self) -> Measure {
        match self {
            Unit::Ms | Unit::S | Unit::Min | Unit::H | Unit::Days => Measure::Duration,
            Unit::B | Unit::Kb | Unit::Mb | Unit::Gb | Unit::Tb => Measure::Size,
            Unit::Vcpu => Measure::Vcpu,
            Unit::Percent => Measure::Percent,
        }
    }

    /// How many of the measure's base (milliseconds, bytes, vCPUs, percent) one of the unit is.
    pub fn factor(self) -> f64 {
        match self {
            Unit::Ms | Unit::B | Unit::Vcpu | Unit::Percent => 1.0,
            Unit::S => 1e3,
            Unit::Min => 60e3,
            Unit::H => 3_600e3,
            Unit::Days => 86_400e3,
            Unit::Kb => 1024.0,
            Unit::Mb => 1024.0 * 1024.0,
            Unit::Gb => 1024.0 * 1024.0 * 1024.0,
            Unit::Tb => 1024.0 * 1024.0 * 1024.0 * 1024.0,
        }
    }
}

impl Measure {
    pub fn noun(self) -> &'static str {
        match self {
            Measure::Duration => "duration",
            Measure::Size => "size",
            Measure::Vcpu => "number of vCPUs",
            Measure::Percent => "percentage",
        }
    }

    /// The amount (in the measure's base) in the largest unit that needs no fraction: `90000` ms is `90 s`.
    pub fn show(self, amount: f64) -> String {
        let whole = |u: &Unit| u.measure() == self && amount != 0.0 && (amount / u.factor()).fract() == 0.0;
        let least = match self {
            Measure::Duration => Unit::S,
            Measure::Size => Unit::B,
            Measure::Vcpu => Unit::Vcpu,
            Measure::Percent => Unit::Percent,
        };
        let unit = Unit::ALL.into_iter().rfind(whole).unwrap_or(least);
        let count = amount / unit.factor();
        match unit {
            Unit::Percent => format!("{amount}%"),
            Unit::Days if count == 1.0 => "1 day".into(),
            _ => format!("{count} {}", unit.word()),
        }
    }
}

/// What people write for a unit elsewhere.
const ELSEWHERE: &[(&str, Unit)] = &[
    ("millis", Unit::Ms),
    ("millisecond", Unit::Ms),
    ("milliseconds", Unit::Ms),
    ("sec", Unit::S),
    ("secs", Unit::S),
    ("second", Unit::S),
    ("seconds", Unit::S),
    ("m", Unit::Min),
    ("mins", Unit::Min),
    ("minute", Unit::Min),
    ("minutes", Unit::Min),
    ("hr", Unit::H),
    ("hrs", Unit::H),
    ("hour", Unit::H),
    ("hours", Unit::H),
    ("d", Unit::Days),
    ("byte", Unit::B),
    ("bytes", Unit::B),
    ("b", Unit::B),
    ("k", Unit::Kb),
    ("kib", Unit::Kb),
    ("mib", Unit::Mb),
    ("mi", Unit::Mb),
    ("gib", Unit::Gb),
    ("gi", Unit::Gb),
    ("g", Unit::Gb),
    ("tib", Unit::Tb),
    ("cpu", Unit::Vcpu),
    ("cpus", Unit::Vcpu),
    ("vcpus", Unit::Vcpu),
    ("percent", Unit::Percent),
];
