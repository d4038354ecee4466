//! `unbounded-database-clients`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "unbounded-database-clients", Reliability, Warn, AnyStage, check,
    what: "Finds functions that read a queue as fast as it fills, and each connect to a database.",
    why: "Lambda starts up to a thousand at a time, each with a connection of its own; a small database takes a hundred. It fails for everybody just when there is most to do.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html, 2026-11-25",
}

const DATABASES: [&str; 5] = [
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBCluster",
    "AWS::DocDB::DBCluster",
    "AWS::Neptune::DBCluster",
    "AWS::Redshift::Cluster",
];

fn check(cx: &Cx, found: &mut Findings) {
    for mapping in cx.of("AWS::Lambda::EventSourceMapping") {
        let get = |path: &str| look::at(&mapping.properties, path);
        let queue = get("EventSourceArn").and_then(|n| cx.target(n)).filter(|r| r.ty == "AWS::SQS::Queue");
        let (Some(queue), Some(target)) = (queue, get("FunctionName").and_then(|n| cx.function(n))) else { continue };
        let bounded = look::has(&mapping.properties, "ScalingConfig")
            || look::has(&target.properties, "ReservedConcurrentExecutions");
        if bounded {
            continue;
        }
        let mut database = None;
        for (_, node) in &target.properties.0 {
            crate::graph::references(node, target.span, &mut |id, span| {
                let used = cx.resource(id).filter(|r| DATABASES.contains(&r.ty.as_str()));
                database = database.or(used.map(|r| (r, span)));
            });
        }
        let Some((database, span)) = database else { continue };
        let names = (cx.name(target), cx.name(database), cx.name(queue));
        let message =
            format!("`{}` may open a thousand connections to `{}`, as fast as `{}` fills", names.0, names.1, names.2);
        let diagnostic = RULE.at(mapping.span, message).label(span, "the database is used here");
        found.say(
            target.owner,
            diagnostic.help("bound it on the trigger, `{ concurrency: 10 }`, or put RDS Proxy between"),
        );
    }
}
