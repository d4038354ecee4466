//! Formats of texts: addresses, dates, and those of AWS's ids, names and ARNs.
//!
//! Source of the latter: cfn-lint 1.58.0, `docs/format_keyword.md`
//! (<https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/format_keyword.md>), read on 2026-11-25.

use crate::aws::types::pattern;
use std::net::{Ipv4Addr, Ipv6Addr};

/// By format: the pattern that its texts match from their beginning.
const PATTERNS: &[(&str, &str)] = &[
    ("AWS::EC2::SecurityGroup.Id", r"^sg-([a-fA-F0-9]{8}|[a-fA-F0-9]{17})$"),
    ("AWS::EC2::VPC.Id", r"^vpc-(([0-9A-Fa-f]{8})|([0-9A-Fa-f]{17}))$"),
    ("AWS::EC2::Image.Id", r"^(ami-([0-9a-z]{8}|[0-9a-z]{17})$|resolve:ssm)"),
    ("AWS::EC2::SecurityGroup.Name", r"^[a-zA-Z0-9 \._\-:\/()#\,@\[\]+=&;\{\}!\$\*]+$"),
    ("AWS::EC2::Subnet.Id", r"^subnet-(([0-9A-Fa-f]{8})|([0-9A-Fa-f]{17}))$"),
    ("AWS::Logs::LogGroup.Name", r"^[\.\-_\/#A-Za-z0-9]{1,512}\Z"),
    ("AWS::IAM::Role.Arn", r"^arn:aws[a-zA-Z-]*:iam::\d{12}:role/.+$"),
    ("AWS::KMS::Key.Arn", r"^arn:aws[a-zA-Z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)/.+$"),
    ("AWS::SNS::Topic.Arn", r"^arn:aws[a-zA-Z-]*:sns:[a-z0-9-]+:\d{12}:.+$"),
    ("AWS::ACM::Certificate.Arn", r"^arn:aws[a-zA-Z-]*:acm:[a-z0-9-]+:\d{12}:certificate/.+$"),
    ("AWS::Lambda::Function.Arn", r"^arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:\d{12}:function:.+(:.+)?$"),
    ("AWS::S3::Bucket.Name", r"^(?!.*\.\.)(?!.*-\.)(?!.*\.-)(|[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9])$"),
    (
        "AWS::KMS::Key.Id",
        r"^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32}|alias/[a-zA-Z0-9/_-]+)$",
    ),
    ("AWS::KMS::Alias.AliasName", r"^alias/[a-zA-Z0-9:/_-]+$"),
];

/// Whether a text is of that format; yes where the format is not known.
pub fn is(format: &str, text: &str) -> bool {
    match format {
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "ipv4-network" => {
            network(text, 32, |address| address.parse::<Ipv4Addr>().ok().map(|a| u128::from(u32::from(a))))
        }
        "ipv6-network" => network(text, 128, |address| address.parse::<Ipv6Addr>().ok().map(u128::from)),
        "date-time" => pattern::finds(DATE_TIME, text).unwrap_or(true),
        "date" => pattern::finds(DATE, text).unwrap_or(true),
        _ => match PATTERNS.iter().find(|(name, _)| *name == format) {
            Some((_, pattern)) => pattern::finds(pattern, text).unwrap_or(true),
            None => true,
        },
    }
}

const DATE: &str = r"^\d{4}-\d{2}-\d{2}$";
const DATE_TIME: &str = r"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$";

/// `10.0.0.0/16`: an address whose bits beyond the prefix are zero.
fn network(text: &str, bits: u32, address: impl Fn(&str) -> Option<u128>) -> bool {
    let (start, length) = text.split_once('/').unwrap_or((text, ""));
    let Some(value) = address(start) else { return false };
    let length = if length.is_empty() && !text.contains('/') { Some(bits) } else { length.parse().ok() };
    length.is_some_and(|n| n <= bits && (n == bits || value & (u128::MAX >> (128 - (bits - n))) == 0))
}
