//! ARNs, partitions and regions.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html> and
//! <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>, read on 2026-11-23.

/// The six parts of an ARN. Region and account are empty where a service has none (S3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arn<'a> {
    pub partition: &'a str,
    pub service: &'a str,
    pub region: &'a str,
    pub account: &'a str,
    pub resource: &'a str,
}

/// Which part is wrong, and what was there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ArnError<'a> {
    /// It does not begin with `arn:`.
    NoArn,
    /// It has fewer than six parts; how many.
    Parts(usize),
    Partition(&'a str),
    Service(&'a str),
    Region(&'a str),
    /// Not twelve digits.
    Account(&'a str),
    NoResource,
}

impl<'a> Arn<'a> {
    /// The parts of `text`, unchecked but for their number.
    pub fn split(text: &'a str) -> Result<Arn<'a>, ArnError<'a>> {
        let mut parts = text.splitn(6, ':');
        if parts.next() != Some("arn") {
            return Err(ArnError::NoArn);
        }
        let missing = || ArnError::Parts(text.split(':').count());
        let mut next = || parts.next().ok_or_else(missing);
        Ok(Arn { partition: next()?, service: next()?, region: next()?, account: next()?, resource: next()? })
    }

    /// The parts of `text`, if it is the ARN of one resource; in a policy's pattern, `*` may stand in any part.
    pub fn parse(text: &'a str) -> Result<Arn<'a>, ArnError<'a>> {
        let arn = Arn::split(text)?;
        let wild = |part: &str| part.contains(['*', '?']);
        let known = |name: &str| PARTITIONS.iter().any(|partition| partition.name == name);
        let word = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let digits = |part: &str| part.len() == 12 && part.bytes().all(|b| b.is_ascii_digit());
        match arn {
            Arn { partition, .. } if !wild(partition) && !known(partition) => Err(ArnError::Partition(partition)),
            Arn { service, .. } if !wild(service) && (service.is_empty() || !word(service)) => {
                Err(ArnError::Service(service))
            }
            Arn { region, .. } if !wild(region) && !word(region) => Err(ArnError::Region(region)),
            Arn { account, .. } if !(wild(account) || account.is_empty() || account == "aws" || digits(account)) => {
                Err(ArnError::Account(account))
            }
            Arn { resource: "", .. } => Err(ArnError::NoResource),
            _ => Ok(arn),
        }
    }

    /// What stands before the first `/` or `:` of the resource: `table` of `table/Orders`.
    pub fn resource_type(&self) -> Option<&'a str> {
        self.resource.split_once(['/', ':']).map(|(kind, _)| kind)
    }

    /// The resource without its type: `Orders` of `table/Orders`.
    pub fn resource_name(&self) -> &'a str {
        self.resource.split_once(['/', ':']).map_or(self.resource, |(_, name)| name)
    }
}

/// The service of an ARN; `None` if it is no ARN.
pub fn service(text: &str) -> Option<&str> {
    Arn::split(text).ok().map(|arn| arn.service).filter(|service| !service.is_empty())
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Partition {
    pub name: &'static str,
    pub url_suffix: &'static str,
    /// How the names of its regions begin.
    pub region_prefixes: &'static [&'static str],
}

pub const PARTITIONS: [Partition; 7] = [
    Partition {
        name: "aws",
        url_suffix: "amazonaws.com",
        region_prefixes: &["us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-", "mx-"],
    },
    Partition { name: "aws-cn", url_suffix: "amazonaws.com.cn", region_prefixes: &["cn-"] },
    Partition { name: "aws-us-gov", url_suffix: "amazonaws.com", region_prefixes: &["us-gov-"] },
    Partition { name: "aws-iso", url_suffix: "c2s.ic.gov", region_prefixes: &["us-iso-"] },
    Partition { name: "aws-iso-b", url_suffix: "sc2s.sgov.gov", region_prefixes: &["us-isob-"] },
    Partition { name: "aws-iso-e", url_suffix: "cloud.adc-e.uk", region_prefixes: &["eu-isoe-"] },
    Partition { name: "aws-eusc", url_suffix: "amazonaws.eu", region_prefixes: &["eusc-"] },
];

/// Regions that are known; others may exist, so a name that is not here is a reason to warn and not to refuse.
pub const REGIONS: &[&str] = &[
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eusc-de-east-1",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-west-1",
    "us-west-2",
];

pub fn region_exists(name: &str) -> bool {
    REGIONS.binary_search(&name).is_ok()
}

/// The partition of a region by its name's beginning, the longest that fits; also of regions not known here.
pub fn partition_of(region: &str) -> Option<&'static Partition> {
    let fit = |partition: &&Partition| {
        partition.region_prefixes.iter().filter(|prefix| region.starts_with(**prefix)).map(|prefix| prefix.len()).max()
    };
    PARTITIONS.iter().filter(|p| fit(p).is_some()).max_by_key(fit)
}

/// The known region that was probably meant.
pub fn nearest_region(name: &str) -> Option<&'static str> {
    crate::diagnostic::nearest(name, REGIONS.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_and_checks() {
        let table = Arn::parse("arn:aws:dynamodb:eu-west-1:123456789012:table/Orders").unwrap();
        assert_eq!(
            (table.service, table.resource_type(), table.resource_name()),
            ("dynamodb", Some("table"), "Orders")
        );
        let function = Arn::parse("arn:aws:lambda:eu-west-1:123456789012:function:f:live").unwrap();
        assert_eq!(function.resource_name(), "f:live");
        for good in ["arn:aws:s3:::uploads/*", "arn:*:sqs:*:*:x", "arn:aws:iam::aws:policy/ReadOnlyAccess"] {
            assert!(Arn::parse(good).is_ok(), "{good}");
        }
        for (bad, error) in [
            ("uploads", ArnError::NoArn),
            ("arn:aws:s3", ArnError::Parts(3)),
            ("arn:asw:s3:::x", ArnError::Partition("asw")),
            ("arn:aws:S3:::x", ArnError::Service("S3")),
            ("arn:aws::::x", ArnError::Service("")),
            ("arn:aws:sqs:EU:123456789012:x", ArnError::Region("EU")),
            ("arn:aws:sqs:eu-west-1:1234:x", ArnError::Account("1234")),
            ("arn:aws:sqs:eu-west-1:123456789012:", ArnError::NoResource),
        ] {
            assert_eq!(Arn::parse(bad), Err(error), "{bad}");
        }
        assert_eq!(service("arn:aws:kafka:eu-west-1:1:cluster/x"), Some("kafka"));
        assert_eq!(service("kafka"), None);
    }

    #[test]
    fn regions() {
        assert!(REGIONS.is_sorted());
        assert!(region_exists("eu-west-1") && !region_exists("eu-west-9"));
        assert_eq!(nearest_region("eu-wst-1"), Some("eu-west-1"));
        let partition = |region| partition_of(region).map(|p| p.name);
        assert_eq!(partition("us-gov-west-1"), Some("aws-us-gov"));
        assert_eq!(partition("us-west-9"), Some("aws"));
        assert_eq!(partition("eusc-de-east-1"), Some("aws-eusc"));
        assert_eq!(partition("moon-1"), None);
        assert!(REGIONS.iter().all(|region| partition_of(region).is_some()));
    }
}
