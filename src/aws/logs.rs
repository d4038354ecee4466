//! How many days CloudWatch Logs can keep events.

use super::Source;

pub const SOURCE: Source =
    Source::read("https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html");

/// The values that `RetentionInDays` may have; without one, events are kept for ever.
pub const RETENTION_DAYS: [u32; 22] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/// The value nearest to `days`, or `Ok` if it is one; the longer of two that are equally near.
pub fn check_retention(days: u32) -> Result<(), u32> {
    match RETENTION_DAYS.binary_search(&days) {
        Ok(_) => Ok(()),
        Err(_) => Err(nearest_retention(days)),
    }
}

fn nearest_retention(days: u32) -> u32 {
    RETENTION_DAYS.into_iter().rev().min_by_key(|value| value.abs_diff(days)).unwrap_or(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retention() {
        assert!(RETENTION_DAYS.is_sorted());
        assert_eq!(check_retention(14), Ok(()));
        for (asked, nearest) in [(0, 1), (2, 3), (10, 7), (100, 90), (364, 365), (730, 731), (9999, 3653)] {
            assert_eq!(check_retention(asked), Err(nearest), "{asked}");
        }
    }
}
