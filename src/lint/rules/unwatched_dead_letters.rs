//! `unwatched-dead-letters`.

use crate::lint::flow::How;
use crate::lint::{Cx, Findings, rule};

rule! {
    "unwatched-dead-letters", Reliability, Off, AnyStage, check,
    what: "Finds queues of dead letters that no alarm watches and nothing reads.",
    why: "What failed lies there until it expires, and nobody knows. It is off because an alarm costs 10 cents a month, and many teams watch all such queues from one place.",
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    let mut watched: Vec<&str> = Vec::new();
    for alarm in cx.of("AWS::CloudWatch::Alarm") {
        for (_, node) in &alarm.properties.0 {
            crate::graph::references(node, alarm.span, &mut |id, _| {
                watched.extend(cx.resource(id).map(|r| r.id.as_str()))
            });
        }
    }
    for (place, queue) in cx.template.resources.iter().enumerate().filter(|(_, r)| r.ty == "AWS::SQS::Queue") {
        let dead = cx.flow().into(place).any(|edge| edge.how == How::Fails);
        let read = cx.flow().from(place).any(|(_, edge)| edge.how == How::Starts);
        if dead && !read && !watched.contains(&queue.id.as_str()) {
            let name = cx.name(queue);
            let help = format!("add `alarm {name}Filled {{ metric: {name}.messages_visible, above: 0, … }}`");
            found.say(
                queue.owner,
                RULE.at(queue.span, format!("nobody is told of what fails into `{name}`")).help(help),
            );
        }
    }
}
