//! What costs money while nobody uses it, a month in us-east-1.
//!
//! Few figures, each with the month in which it was current. AWS publishes them at <https://aws.amazon.com/pricing/>;
//! no machine-readable list of them is free to be passed on, so these were read in third parties' copies of AWS's price
//! list. Not known here: other regions (Fargate's differ by up to 70 %), Spot, Windows, China and GovCloud.

/// Hours that AWS reckons a month to have.
pub const MONTH_HOURS: f64 = 730.0;
pub const REGION: &str = "us-east-1";

/// What is paid for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Idle {
    NatGateway,
    LoadBalancer,
    /// One interface endpoint in one zone.
    Endpoint,
    /// One vCPU of a running Fargate task.
    FargateVcpu,
    FargateVcpuArm,
    /// One GB of a running Fargate task.
    FargateGb,
    FargateGbArm,
    /// One GB of provisioned concurrency.
    ProvisionedGb,
    ProvisionedGbArm,
    KmsKey,
    Secret,
    /// A standard-resolution alarm; ten in an account are free.
    Alarm,
    PublicAddress,
}

/// The price of having one of something for a month.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct IdlePrice {
    pub idle: Idle,
    pub what: &'static str,
    pub usd_per_month: f64,
    pub source: &'static str,
    /// The month (ISO) in which the figure was current.
    pub date: &'static str,
    pub region: &'static str,
}

const fn hourly(idle: Idle, what: &'static str, usd: f64, source: &'static str, date: &'static str) -> IdlePrice {
    monthly(idle, what, usd * MONTH_HOURS, source, date)
}

const fn monthly(idle: Idle, what: &'static str, usd: f64, source: &'static str, date: &'static str) -> IdlePrice {
    IdlePrice { idle, what, usd_per_month: usd, source, date, region: REGION }
}

const LAMBDA: &str = "https://aws.amazon.com/lambda/pricing/";
const FARGATE: &str = "https://aws.amazon.com/fargate/pricing/";
const VPC: &str = "https://aws.amazon.com/vpc/pricing/";
const ALB: &str = "https://aws.amazon.com/elasticloadbalancing/pricing/";
const HOUR_S: f64 = 3_600.0;

pub const IDLE: [IdlePrice; 13] = [
    hourly(Idle::NatGateway, "a NAT gateway", 0.045, VPC, "2026-09"),
    hourly(Idle::LoadBalancer, "a load balancer", 0.0225, ALB, "2026-10"),
    hourly(Idle::Endpoint, "an interface endpoint in a zone", 0.01, VPC, "2026-08"),
    hourly(Idle::FargateVcpu, "a vCPU on Fargate (x86_64)", 0.04048, FARGATE, "2026-10"),
    hourly(Idle::FargateVcpuArm, "a vCPU on Fargate (arm64)", 0.03238, FARGATE, "2026-08"),
    hourly(Idle::FargateGb, "a GB of memory on Fargate (x86_64)", 0.004445, FARGATE, "2026-10"),
    hourly(Idle::FargateGbArm, "a GB of memory on Fargate (arm64)", 0.00356, FARGATE, "2026-08"),
    hourly(Idle::ProvisionedGb, "a GB of provisioned concurrency (x86_64)", 4.1667e-6 * HOUR_S, LAMBDA, "2026-09"),
    hourly(Idle::ProvisionedGbArm, "a GB of provisioned concurrency (arm64)", 3.3334e-6 * HOUR_S, LAMBDA, "2026-09"),
    monthly(Idle::KmsKey, "a customer's KMS key", 1.0, "https://aws.amazon.com/kms/pricing/", "2026-10"),
    monthly(Idle::Secret, "a secret", 0.4, "https://aws.amazon.com/secrets-manager/pricing/", "2026-10"),
    monthly(Idle::Alarm, "an alarm", 0.1, "https://aws.amazon.com/cloudwatch/pricing/", "2026-10"),
    hourly(Idle::PublicAddress, "a public IPv4 address", 0.005, VPC, "2026-08"),
];

impl Idle {
    pub fn price(self) -> Option<&'static IdlePrice> {
        IDLE.iter().find(|price| price.idle == self)
    }
}

/// What a Fargate task that runs all month costs: `cpu` in units, `memory` in MiB, USD.
pub fn fargate_month(cpu: u32, memory: u32, vcpu: Idle, gb: Idle) -> Option<f64> {
    let of = |idle: Idle| idle.price().map(|price| price.usd_per_month);
    Some(of(vcpu)? * f64::from(cpu) / super::fargate::CPU_UNITS + of(gb)? * f64::from(memory) / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_one_price() {
        for price in &IDLE {
            assert_eq!(price.idle.price(), Some(price));
            assert_eq!(price.date.len(), "2026-10".len());
        }
        let nat = Idle::NatGateway.price().map(|price| price.usd_per_month);
        assert!(nat.is_some_and(|usd| (usd - 32.85).abs() < 0.005));
        let task = fargate_month(512, 1024, Idle::FargateVcpu, Idle::FargateGb);
        assert!(task.is_some_and(|usd| (usd - 18.02).abs() < 0.005));
    }
}
