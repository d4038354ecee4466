//! `unencrypted-cache`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unencrypted-cache", Security, Warn, AnyStage, check,
    what: "Finds caches (ElastiCache) that encrypt neither what they hold nor what they send.",
    why: "Both cost nothing, and can be chosen only when the cache is made, or with an outage.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-4, 2026-11-25",
}

const REST: Wanted = Wanted { path: "AtRestEncryptionEnabled", raw: "AtRestEncryptionEnabled: true", word: "" };
const TRANSIT: Wanted = Wanted { path: "TransitEncryptionEnabled", raw: "TransitEncryptionEnabled: true", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for cache in cx.of("AWS::ElastiCache::ReplicationGroup") {
        let name = cx.name(cache);
        lacks(cx, found, &RULE, cache, &REST, format!("`{name}` is not encrypted at rest"), "");
        lacks(cx, found, &RULE, cache, &TRANSIT, format!("`{name}` sends in plain text"), "");
    }
}
