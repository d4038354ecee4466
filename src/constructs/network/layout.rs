//! Which addresses the subnets of a network have.

use crate::diagnostic::{Diagnostic, codes};
use crate::lower::Lower;
use crate::model::Decl;
use std::net::Ipv4Addr;

/// The prefixes that a VPC and a subnet can have.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>, 2026-11-23.
const PREFIXES: std::ops::RangeInclusive<u32> = 16..=28;

/// The addresses of one zone's subnets.
pub struct Zone {
    pub public: String,
    pub private: String,
}

pub struct Layout {
    pub zones: Vec<Zone>,
}

/// A range of addresses.
struct Block {
    address: u32,
    prefix: u32,
}

fn parse(text: &str) -> Result<Block, &'static str> {
    let shape = "reads as four numbers and a prefix, as in `10.0.0.0/16`";
    let (address, prefix) = text.split_once('/').ok_or(shape)?;
    let address = u32::from(address.parse::<Ipv4Addr>().map_err(|_| shape)?);
    let prefix: u32 = prefix.parse().map_err(|_| shape)?;
    if !PREFIXES.contains(&prefix) {
        return Err("has a prefix from /16 to /28 in a VPC");
    }
    if address & (u32::MAX >> prefix) != 0 {
        return Err("begins at a multiple of its size");
    }
    Ok(Block { address, prefix })
}

/// Bits that count the subnets: always four where they fit, so that a further zone leaves the others' addresses alone.
fn bits(prefix: u32, zones: usize) -> u32 {
    match prefix {
        ..=24 => 4,
        _ => (2 * zones).next_power_of_two().trailing_zeros(),
    }
}

/// The subnets' addresses; none where the network's are not known or do not hold so many subnets.
pub fn of(decl: &Decl) -> Option<Layout> {
    let zones = super::zones(decl);
    let block = parse(decl.props.str("cidr")?).ok()?;
    let bits = bits(block.prefix, zones);
    let prefix = block.prefix + bits;
    if !PREFIXES.contains(&prefix) {
        return None;
    }
    let nth = |n: u32| format!("{}/{prefix}", Ipv4Addr::from(block.address + n * (1 << (32 - prefix))));
    let half = 1 << (bits - 1);
    let zones = (0..zones as u32).map(|i| Zone { public: nth(i), private: nth(half + i) });
    Some(Layout { zones: zones.collect() })
}

pub fn check(lower: &mut Lower, decl: &Decl) {
    let Some(text) = decl.props.str("cidr") else { return };
    let span = decl.props.span("cidr", decl.name_span);
    match parse(text) {
        Err(problem) => {
            let message = format!("`{text}` is no range of addresses for a network: it {problem}");
            lower.report.add(Diagnostic::error(&codes::BAD_TEXT, span, message));
        }
        Ok(_) if of(decl).is_none() => {
            let message = format!("`{text}` is too small for {} zones with two subnets each", super::zones(decl));
            lower
                .report
                .add(Diagnostic::error(&codes::OUT_OF_RANGE, span, message).help("a subnet has at least 16 addresses"));
        }
        Ok(_) => {}
    }
}
