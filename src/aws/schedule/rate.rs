//! `rate(5 minutes)`: every so many whole minutes, hours or days.

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RateUnit {
    Minute,
    Hour,
    Day,
}

/// Why a duration cannot be a rate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RateError {
    /// It is zero, or shorter than the minute that AWS has at least.
    TooShort,
    /// It is no whole number of minutes; the nearest one that is, in milliseconds.
    NotWhole { nearest_ms: u64 },
}

const MINUTE_MS: u64 = 60_000;

impl RateUnit {
    fn noun(self) -> &'static str {
        match self {
            RateUnit::Minute => "minute",
            RateUnit::Hour => "hour",
            RateUnit::Day => "day",
        }
    }

    fn minutes(self) -> u64 {
        match self {
            RateUnit::Minute => 1,
            RateUnit::Hour => 60,
            RateUnit::Day => 24 * 60,
        }
    }
}

/// The expression for every `n` of the unit: singular for one, as AWS insists.
pub fn rate(n: u64, unit: RateUnit) -> Result<String, RateError> {
    match n {
        0 => Err(RateError::TooShort),
        1 => Ok(format!("rate(1 {})", unit.noun())),
        _ => Ok(format!("rate({n} {}s)", unit.noun())),
    }
}

/// The expression for a duration in milliseconds, in the largest unit that needs no fraction.
pub fn rate_of_ms(ms: f64) -> Result<String, RateError> {
    let whole = ms as u64;
    if ms.is_nan() || ms < MINUTE_MS as f64 {
        return Err(RateError::TooShort);
    }
    if whole as f64 != ms || !whole.is_multiple_of(MINUTE_MS) {
        return Err(RateError::NotWhole { nearest_ms: (whole + MINUTE_MS / 2) / MINUTE_MS * MINUTE_MS });
    }
    let minutes = whole / MINUTE_MS;
    let units = [RateUnit::Day, RateUnit::Hour, RateUnit::Minute];
    let unit = units.into_iter().find(|unit| minutes.is_multiple_of(unit.minutes())).unwrap_or(RateUnit::Minute);
    rate(minutes / unit.minutes(), unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renders_singular_and_plural() {
        for (minutes, said) in [
            (1.0, "rate(1 minute)"),
            (5.0, "rate(5 minutes)"),
            (60.0, "rate(1 hour)"),
            (90.0, "rate(90 minutes)"),
            (120.0, "rate(2 hours)"),
            (1440.0, "rate(1 day)"),
            (10080.0, "rate(7 days)"),
        ] {
            assert_eq!(rate_of_ms(minutes * 60e3).as_deref(), Ok(said));
        }
        assert_eq!(rate(1, RateUnit::Day).as_deref(), Ok("rate(1 day)"));
    }

    #[test]
    fn refuses_what_aws_does_not_have() {
        assert_eq!(rate_of_ms(30e3), Err(RateError::TooShort));
        assert_eq!(rate_of_ms(0.0), Err(RateError::TooShort));
        assert_eq!(rate_of_ms(-60e3), Err(RateError::TooShort));
        assert_eq!(rate_of_ms(f64::NAN), Err(RateError::TooShort));
        assert_eq!(rate_of_ms(100e3), Err(RateError::NotWhole { nearest_ms: 120_000 }));
        assert_eq!(rate_of_ms(60_000.5), Err(RateError::NotWhole { nearest_ms: 60_000 }));
        assert_eq!(rate(0, RateUnit::Hour), Err(RateError::TooShort));
    }
}
