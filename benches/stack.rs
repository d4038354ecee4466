//! The stack that the benchmarks compile: functions, each with a queue that triggers it and permissions.

use slsc::files::{Files, Kind};
use slsc::{Input, Options, Quotas};
use std::fmt::Write;

/// A stack of `count` functions, each with a queue, a dead-letter queue, a trigger and permissions.
pub fn source(count: usize) -> String {
    let mut text = String::from("stack Bench {}\n\nqueue Failed { retain: 14 days }\n\n");
    for i in 0..count {
        let _ = write!(
            text,
            r#"queue Jobs{i} {{ dead_letter: {{ queue: Failed, after: 5 }} }}

function Work{i} {{
  code:    "src/jobs"
  handler: "app.work"
  runtime: python3.13
  arch:    arm64
  memory:  256 MB
  timeout: 10 s
  env:     {{ NEXT: Jobs{next}.url, STACK: "${{aws.stack_name}}-{i}" }}
  logs:    {{ retain: 14 days }}

  can send Jobs{next}
  can "ses:SendEmail" on "arn:${{aws.partition}}:ses:${{aws.region}}:${{aws.account}}:identity/*"

  on queue Jobs{i} {{ batch: 10, window: 5 s, partial_failures: true }}
}}

"#,
            next = (i + 1) % count
        );
    }
    text
}

/// The handler's file, and nothing else.
pub struct Handler;

impl Files for Handler {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        match path {
            "src/jobs/app.py" => Ok(b"def work(event, context):\n    return {}\n".to_vec()),
            _ => Err("no such file".into()),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<(String, Kind)>, String> {
        match folder {
            "src/jobs" => Ok(vec![("app.py".into(), Kind::File)]),
            _ => Err("no such folder".into()),
        }
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        match path {
            "src/jobs" => Some(Kind::Folder),
            "src/jobs/app.py" => Some(Kind::File),
            _ => None,
        }
    }
}

pub fn input(text: &str) -> Input {
    Input::Text { name: "bench.sls".into(), text: text.into() }
}

pub fn options() -> Options {
    Options { quotas: Quotas::Off, ..Options::default() }
}
