//! A large stack as people write them: services that call each other, with what each needs, and what there is to say about it.
//! It stays within what one stack may have, so that all of the check runs.

use std::fmt::Write;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stages {
    None,
    Two,
}

impl Stages {
    pub fn words(self) -> &'static str {
        match self {
            Stages::None => "without stages",
            Stages::Two => "two stages",
        }
    }
}

const STAGES: &str = "stages {
  dev:  { memory: 256 MB, keep: 7 days }
  prod: { memory: 1 GB,   keep: 90 days }
}

";

/// The file of one service's handler.
pub fn handler(i: usize) -> String {
    let mut text =
        String::from("import os, json, boto3\n\ntable = boto3.resource(\"dynamodb\").Table(os.environ[\"TABLE\"])\n");
    text.push_str("queue = boto3.client(\"sqs\")\nmail = boto3.client(\"ses\")\n\n");
    for n in 0..12 {
        let _ = write!(
            text,
            "\ndef step_{n}(order):\n    \"\"\"Step {n} of service {i}.\"\"\"\n    order[\"steps\"] = order.get(\"steps\", []) + [{n}]\n    return order\n\n"
        );
    }
    text.push_str(
        "\ndef work(event, context):\n    for record in event[\"Records\"]:\n        order = step_0(json.loads(record[\"body\"]))\n        table.put_item(Item=order)\n        queue.send_message(QueueUrl=os.environ[\"NEXT\"], MessageBody=json.dumps(order))\n        mail.send_email(Source=\"a@example.com\", Destination={}, Message={})\n    return {}\n",
    );
    text
}

/// A stack of `count` services.
pub fn source(count: usize, stages: Stages) -> String {
    let mut text = String::from("/// Everything about orders.\nstack Orders {\n  tags: { team: \"orders\" }\n}\n\n");
    let (memory, keep) = match stages {
        Stages::None => ("256 MB", "14 days"),
        Stages::Two => ("stage.memory", "stage.keep"),
    };
    if stages == Stages::Two {
        text.push_str(STAGES);
    }
    text.push_str("param alert_email: string = \"ops@example.com\"\nlet attempts = 5\n\n");
    text.push_str("queue Failed { retain: 14 days }\n\n");
    text.push_str("alarm TooManyFailures {\n  metric: Failed.messages_visible\n  above: 0\n  for: 5 min\n");
    text.push_str("  notify: alert_email\n}\n\n");
    for i in 0..count {
        service(&mut text, i, (i + 1) % count, memory, keep);
    }
    text
}

fn service(text: &mut String, i: usize, next: usize, memory: &str, keep: &str) {
    let _ = write!(
        text,
        r#"// ---------------------------------------------------------------------------------------------
// Service {i}: takes what the one before it sends, keeps it, and sends it on.
// ---------------------------------------------------------------------------------------------

/// What service {i} keeps, by customer and time.
table Orders{i} {{
  key:    {{ customer: string, placed_at: number }}
  stream: new_and_old_images
  index ByStatus {{
    key: {{ status: string, placed_at: number }}
  }}
  tags: {{
    service: "orders-{i}"
    owner:   "team-{i}"
  }}
}}

/// What waits to be done by service {i}.
queue Jobs{i} {{
  dead_letter: {{ queue: Failed, after: attempts }}
  tags: {{
    service: "orders-{i}"
    owner:   "team-{i}"
  }}
}}

/// Does the work of service {i}.
function Work{i} {{
  code:        "src/jobs"
  handler:     "work{i}.work"
  runtime:     python3.13
  description: "does the work of service {i}"
  arch:        arm64
  memory:      {memory}
  timeout:     10 s
  env: {{
    NEXT:        Jobs{next}.url
    TABLE:       Orders{i}
    STACK:       "${{aws.stack_name}}-{i}"
    LOG_LEVEL:   "info"
"#
    );
    for n in 0..24 {
        // whoever moves a service from elsewhere brings many of these
        let _ = writeln!(text, "    SETTING_{n}:   \"value {n} of service {i}\"");
    }
    let _ = write!(
        text,
        r#"  }}
  logs:        {{ retain: {keep} }}

  // the next one takes it from here
  can send Jobs{next}
  can read, write Orders{i}
  can "ses:SendEmail" on "arn:${{aws.partition}}:ses:${{aws.region}}:${{aws.account}}:identity/*"

  on queue Jobs{i} {{
    batch:             10
    window:            5 s
    partial_failures:  true
  }}
}}

"#
    );
}
