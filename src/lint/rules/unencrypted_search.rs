//! `unencrypted-search`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unencrypted-search", Security, Warn, AnyStage, check,
    what: "Finds OpenSearch domains that are not encrypted at rest, between their nodes, or on the way to them.",
    why: "Indexes hold the text of what they find, and queries what was looked for. None of the three costs anything.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-1, 2026-11-30",
}

const WANTED: [(Wanted, &str); 3] = [
    (
        Wanted { path: "EncryptionAtRestOptions.Enabled", raw: "EncryptionAtRestOptions: { Enabled: true }", word: "" },
        "is not encrypted at rest",
    ),
    (
        Wanted {
            path: "NodeToNodeEncryptionOptions.Enabled",
            raw: "NodeToNodeEncryptionOptions: { Enabled: true }",
            word: "",
        },
        "is not encrypted between its nodes",
    ),
    (
        Wanted {
            path: "DomainEndpointOptions.EnforceHTTPS",
            raw: "DomainEndpointOptions: { EnforceHTTPS: true }",
            word: "",
        },
        "answers without encryption",
    ),
];

fn check(cx: &Cx, found: &mut Findings) {
    for domain in ["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"].into_iter().flat_map(|ty| cx.of(ty))
    {
        for (wanted, lack) in &WANTED {
            lacks(cx, found, &RULE, domain, wanted, format!("`{}` {lack}", cx.name(domain)), "");
        }
    }
}
