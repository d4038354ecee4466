//! What can be wrong with `code` and `handler`, as data; the message is its `Display`, the advice its [`Problem::help`].

use super::Architecture;
use std::fmt;

/// One breach of the handler contract. Paths of files are relative to the code folder unless said otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// Nothing stands at `code`. `path` and `nearest` are as the source would write them.
    FolderMissing {
        path: String,
        nearest: Option<String>,
    },
    /// `code` is a file that is no archive.
    NotAnArchive {
        path: String,
    },
    /// `code` is a folder or archive without files.
    Empty {
        path: String,
    },
    /// `code` could not be read, or is a broken archive.
    Unreadable {
        path: String,
        reason: String,
    },
    /// `handler` names a file that is not there. All candidates that were looked for, best first.
    FileMissing {
        looked_for: Vec<String>,
        nearest: Option<String>,
    },
    /// The file is there, the name is not.
    NameMissing {
        file: String,
        name: String,
        exported: Vec<String>,
        nearest: Option<String>,
    },
    /// `handler` is not of the runtime's form.
    BadForm {
        handler: String,
        expected: &'static str,
    },
    /// A runtime that needs a handler has none.
    HandlerMissing {
        expected: &'static str,
    },
    /// The handler's file is there only as TypeScript.
    TypescriptNotCompiled {
        file: String,
    },
    /// No `bootstrap` at the top; `found` is one that stands deeper, or the nearest name.
    BootstrapMissing {
        found: Option<String>,
    },
    /// The file cannot be started: neither an ELF program nor a script with `#!`, or not marked as executable.
    NotExecutable {
        file: String,
        reason: &'static str,
    },
    WrongArchitecture {
        file: String,
        found: String,
        declared: Architecture,
    },
    /// Neither a jar or zip, nor a folder with classes or `lib/*.jar`.
    NoClasses {
        path: String,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::FolderMissing { path, .. } => write!(f, "there is no folder or archive `{path}`"),
            Problem::NotAnArchive { path } => write!(f, "`{path}` is neither a folder nor an archive"),
            Problem::Empty { path } => write!(f, "`{path}` holds no files"),
            Problem::Unreadable { path, reason } => write!(f, "`{path}` cannot be read: {reason}"),
            Problem::FileMissing { looked_for, .. } => {
                let first = looked_for.first().map_or("", String::as_str);
                write!(f, "the code has no file `{first}` for this handler")
            }
            Problem::NameMissing { file, name, .. } => write!(f, "`{file}` does not export `{name}`"),
            Problem::BadForm { handler, expected } => {
                write!(f, "`{handler}` is not a handler of the form `{expected}`")
            }
            Problem::HandlerMissing { expected } => {
                write!(f, "this runtime needs a `handler` of the form `{expected}`")
            }
            Problem::TypescriptNotCompiled { file } => {
                write!(f, "`{file}` is TypeScript, which must be compiled before it can run")
            }
            Problem::BootstrapMissing { .. } => write!(f, "the code has no file `bootstrap` at its top"),
            Problem::NotExecutable { file, reason } => write!(f, "`{file}` cannot be started: {reason}"),
            Problem::WrongArchitecture { file, found, declared } => {
                write!(f, "`{file}` is a program for {found}, but the function's architecture is `{declared}`")
            }
            Problem::NoClasses { path } => write!(f, "`{path}` holds neither classes nor `lib/*.jar`"),
        }
    }
}

impl Problem {
    /// What to do about it, where there is more to say than the message does.
    pub fn help(&self) -> Option<String> {
        match self {
            Problem::FolderMissing { nearest, .. } => match nearest {
                Some(nearest) => Some(format!("did you mean `{nearest}`?")),
                None => Some("the path is relative to the file that names it".to_string()),
            },
            Problem::NotAnArchive { .. } => Some("name the folder that the file stands in, a zip or a jar".into()),
            Problem::FileMissing { looked_for, nearest } => missing_file(looked_for, nearest.as_deref()),
            Problem::NameMissing { exported, nearest, .. } => Some(missing_name(exported, nearest.as_deref())),
            Problem::TypescriptNotCompiled { .. } => {
                Some("compile it (tsc, esbuild) and point `code` at the output".into())
            }
            Problem::BootstrapMissing { found: Some(found) } => {
                Some(format!("`{found}` must be called `bootstrap` and stand at the top of the code"))
            }
            Problem::BootstrapMissing { found: None } => {
                Some("a custom runtime starts the executable file `bootstrap` at the top of the code".into())
            }
            Problem::WrongArchitecture { found, .. } => {
                let other = Architecture::ALL.iter().find(|a| a.name() == found);
                Some(match other {
                    Some(other) => format!("build it for the declared architecture, or write `arch: {other}`"),
                    None => "build it for the declared architecture".to_string(),
                })
            }
            Problem::NoClasses { .. } => {
                Some("point `code` at the built jar, or at a folder with classes or `lib/*.jar`".into())
            }
            Problem::Empty { .. }
            | Problem::Unreadable { .. }
            | Problem::BadForm { .. }
            | Problem::HandlerMissing { .. }
            | Problem::NotExecutable { .. } => None,
        }
    }
}

fn missing_file(looked_for: &[String], nearest: Option<&str>) -> Option<String> {
    match (nearest, looked_for) {
        (Some(nearest), _) => Some(format!("did you mean the file `{nearest}`?")),
        (None, [_, rest @ ..]) if !rest.is_empty() => {
            let rest: Vec<String> = rest.iter().map(|p| format!("`{p}`")).collect();
            Some(format!("nor is there {}", rest.join(" or ")))
        }
        _ => None,
    }
}

/// At most this many names are listed in an advice.
const LISTED: usize = 8;

fn missing_name(exported: &[String], nearest: Option<&str>) -> String {
    if let Some(nearest) = nearest {
        return format!("did you mean `{nearest}`?");
    }
    if exported.is_empty() {
        return "the file exports nothing".to_string();
    }
    let names: Vec<String> = exported.iter().take(LISTED).map(|n| format!("`{n}`")).collect();
    let more = if exported.len() > LISTED { " and others" } else { "" };
    format!("the file exports {}{more}", names.join(", "))
}
