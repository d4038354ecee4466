//! The whole check of one function's code: opens the place, then asks what its runtime's contract asks.

use super::elf::{Machine, Program, program};
use super::place::{self, Place};
use super::scripted::{self, bad_form, file_missing};
use super::{Architecture, Contract, Inspection, Problem, Shape, Target};
use crate::files::{Files, Kind};

/// Where the handler is, if that can be said, or what is wrong.
pub(super) type Outcome = Result<Option<Target>, Problem>;

/// Looks whether `code`, a path as seen from the folder `root`, keeps the contract with this handler.
/// An absolute handler (`/opt/…`) comes from a layer and is taken on trust. Whoever has layers may also take a
/// handler's file from one: then [`Problem::FileMissing`] is no certain mistake.
pub fn inspect(files: &dyn Files, root: &str, code: &str, contract: &Contract, handler: Option<&str>) -> Inspection {
    let place = match Place::open(files, root, code) {
        Ok(place) => place,
        Err(problem) => return Inspection { problems: vec![problem], ..Inspection::default() },
    };
    let mut found = Inspection { shape: Some(place.shape()), ..Inspection::default() };
    let outcome = if let Some(reason) = place.failure() {
        Err(Problem::Unreadable { path: code.to_string(), reason })
    } else if place.list("").is_empty() {
        Err(Problem::Empty { path: code.to_string() })
    } else {
        check(&place, code, contract, handler)
    };
    match outcome {
        Ok(target) => found.target = target,
        Err(problem) => found.problems.push(problem),
    }
    found
}

fn check(place: &Place, code: &str, contract: &Contract, handler: Option<&str>) -> Outcome {
    if let Contract::Bootstrap { architecture } = contract {
        return bootstrap(place, *architecture);
    }
    let Some(handler) = handler else { return Err(Problem::HandlerMissing { expected: contract.form() }) };
    if handler.starts_with('/') {
        return Ok(None);
    }
    match contract {
        Contract::Python { extension } => scripted::python(place, handler, extension),
        Contract::NodeJs { .. } => scripted::node(place, handler, contract),
        Contract::Ruby { extension } => scripted::ruby(place, handler, extension),
        Contract::Java => java(place, code, handler),
        Contract::DotNet => dotnet(place, handler),
        Contract::Bootstrap { .. } => Ok(None),
    }
}

const JAVA_FORM: &str = "package.Class::method";
const DOTNET_FORM: &str = "Assembly::Namespace.Class::Method";

impl Contract<'_> {
    /// The form of a handler, as a message shows it.
    pub fn form(&self) -> &'static str {
        match self {
            Contract::Python { .. } => "dir/module.function",
            Contract::NodeJs { .. } => "dir/file.function",
            Contract::Ruby { .. } => "dir/file.method",
            Contract::Java => JAVA_FORM,
            Contract::DotNet => DOTNET_FORM,
            Contract::Bootstrap { .. } => "bootstrap",
        }
    }
}

fn java(place: &Place, code: &str, handler: &str) -> Outcome {
    let (class, method) = handler.split_once("::").unwrap_or((handler, "handleRequest"));
    let word = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$'));
    if !class.split('.').all(word) || !word(method) {
        return Err(bad_form(handler, JAVA_FORM));
    }
    let file = format!("{}.class", class.replace('.', "/"));
    if place.has(&file) {
        return Ok(Some(Target { path: place.outside(&file), offset: None }));
    }
    let mut jars =
        place.list("lib").into_iter().map(|(n, _)| format!("lib/{n}")).filter(|n| n.ends_with(".jar")).peekable();
    if jars.peek().is_none() && !has_class(place, "", 0) {
        return Err(Problem::NoClasses { path: code.to_string() });
    }
    for jar in jars {
        // a compressed jar in a zip may hold it
        let Some(names) = place.read(&jar).and_then(|bytes| place::names_in(&bytes)) else { return Ok(None) };
        if names.contains(&file) {
            return Ok(Some(Target { path: place.outside(&jar), offset: None }));
        }
    }
    Err(file_missing(place, vec![file]))
}

/// Classes are looked for this deep, as deep as packages go.
const CLASS_DEPTH: usize = 12;

fn has_class(place: &Place, folder: &str, depth: usize) -> bool {
    place.list(folder).into_iter().any(|(name, kind)| match kind {
        Kind::File => name.ends_with(".class"),
        Kind::Folder if depth < CLASS_DEPTH => {
            let inner = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            has_class(place, &inner, depth + 1)
        }
        Kind::Folder => false,
    })
}

fn dotnet(place: &Place, handler: &str) -> Outcome {
    let parts: Vec<&str> = handler.split("::").collect();
    let ([assembly] | [assembly, _, _]) = parts.as_slice() else { return Err(bad_form(handler, DOTNET_FORM)) };
    if parts.iter().any(|p| p.is_empty() || p.contains([' ', '/', ':'])) {
        return Err(bad_form(handler, DOTNET_FORM));
    }
    let file = format!("{assembly}.dll");
    if place.has(&file) {
        return Ok(Some(Target { path: place.outside(&file), offset: None }));
    }
    Err(file_missing(place, vec![file]))
}

const BOOTSTRAP: &str = "bootstrap";

fn bootstrap(place: &Place, declared: Option<Architecture>) -> Outcome {
    if !place.has(BOOTSTRAP) {
        return Err(Problem::BootstrapMissing { found: other_bootstrap(place) });
    }
    let fails = |reason| Err(Problem::NotExecutable { file: BOOTSTRAP.to_string(), reason });
    if place.shape() == Shape::Archive && place.mode(BOOTSTRAP).is_some_and(|mode| mode & 0o111 == 0) {
        return fails("the archive does not mark it as executable");
    }
    let target = Some(Target { path: place.outside(BOOTSTRAP), offset: None });
    let Some(bytes) = place.read(BOOTSTRAP) else { return Ok(target) };
    let found = match program(&bytes) {
        Program::Script if bytes.iter().take_while(|b| **b != b'\n').any(|b| *b == b'\r') => {
            return fails("its first line ends in a carriage return");
        }
        Program::Script => return Ok(target),
        Program::Other => return fails("it is neither an ELF program nor a script that begins with `#!`"),
        Program::Native(Machine::Known(found)) => found.name().to_string(),
        Program::Native(Machine::Other(found)) => found,
    };
    match declared {
        Some(declared) if declared.name() != found => {
            Err(Problem::WrongArchitecture { file: BOOTSTRAP.to_string(), found, declared })
        }
        _ => Ok(target),
    }
}

/// A `bootstrap` one folder deeper, or a file with nearly that name.
fn other_bootstrap(place: &Place) -> Option<String> {
    let folders = place.list("").into_iter().filter(|(_, kind)| *kind == Kind::Folder);
    let deeper = folders.map(|(n, _)| format!("{n}/{BOOTSTRAP}")).find(|f| place.has(f));
    deeper.or_else(|| place.nearest(BOOTSTRAP))
}

#[cfg(test)]
#[path = "inspect_tests.rs"]
mod tests;
