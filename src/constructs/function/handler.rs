//! Whether `code`, `handler`, `runtime` and `arch` belong together, and whether the handler is in the code.

use super::code::{Form, form_of};
use crate::aws::limits::lambda;
use crate::aws::runtimes::{self, Family, HandlerForm, Inline, Runtime};
use crate::code::{Architecture, Contract, Coverage, Problem, inspect_once, scan_javascript, scan_python};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::eval::value::{V, Val};
use crate::files::{self, Kind};
use crate::lower::Lower;
use crate::model::{Decl, Origin};
use crate::source::Span;
use smol_str::SmolStr;

/// What must be compiled to JavaScript before Node.js runs it.
const TYPESCRIPT: &[&str] = &["ts", "mts", "cts", "tsx"];

/// The processor where the source names none.
const DEFAULT_ARCHITECTURE: Architecture = Architecture::X86_64;

pub fn check(lower: &mut Lower, decl: &Decl) {
    let Some(code) = decl.props.get("code") else { return };
    let mut variants = Vec::new();
    code.variants(&mut |v| variants.push(v));
    let forms: Vec<Form> = variants.iter().filter_map(|v| form_of(v)).collect();
    let images = forms.iter().filter(|f| **f == Form::Image).count();
    if images > 0 && images < forms.len() {
        lower.error(
            &codes::CONFLICT,
            code.span,
            "`code` is an image in one case and none in another: these are two functions",
        );
        return;
    }
    if images > 0 {
        return beside_image(lower, decl);
    }
    excludes(lower, decl, &variants);
    let Some(runtime) = required(lower, decl) else { return };
    let unseen = lower.options.code == crate::Code::Unseen;
    for code in variants.into_iter().filter(|v| !unseen || form_of(v) != Some(Form::Packed)) {
        one(lower, decl, code, runtime);
    }
}

/// What an image brings along cannot be said beside it; what `defaults` say of it is passed over.
fn beside_image(lower: &mut Lower, decl: &Decl) {
    for name in ["runtime", "handler", "layers", "exclude", "signing", "snap_start", "runtime_updates"] {
        let Some(prop) = decl.props.prop(name).filter(|p| p.origin == Origin::Own && !p.value.is_null()) else {
            continue;
        };
        let message = format!("`{name}` cannot stand beside an image");
        let help = match name {
            "handler" | "runtime" => "an image brings its own: `image(uri, { command: […] })` says what it runs",
            "layers" => "put what the layers hold into the image",
            _ => "it is for code that runs on one of Lambda's own runtimes",
        };
        let code = decl.props.span("code", decl.name_span);
        lower
            .report
            .add(Diagnostic::error(&codes::CONFLICT, prop.key_span, message).label(code, "the image").help(help));
    }
}

/// `exclude` is about what a folder's archive leaves out.
fn excludes(lower: &mut Lower, decl: &Decl, variants: &[&Val]) {
    let Some(exclude) = decl.props.prop("exclude").filter(|p| p.origin == Origin::Own && !p.value.is_null()) else {
        return;
    };
    let folder = |v: &&Val| match &v.v {
        V::Str(path) => lower.files.kind(&files::join(&decl.folder, path)) != Some(Kind::File),
        V::Form(..) => false,
        _ => true,
    };
    if !variants.iter().any(folder) {
        let span = exclude.key_span;
        let code = decl.props.span("code", decl.name_span);
        let message = "`exclude` is for folders: this code is taken as it is";
        lower.report.add(Diagnostic::error(&codes::CONFLICT, span, message).label(code, "no folder"));
    }
}

/// The runtime, where it is known. Without an image there must be one, and for most a handler.
fn required(lower: &mut Lower, decl: &Decl) -> Option<&'static Runtime> {
    let Some(value) = decl.props.get("runtime") else {
        if decl.props.prop("runtime").is_none_or(|p| p.value.is_null()) && !overridden(decl, "Runtime") {
            let help = "`runtime` is the language and its version, such as `python3.13`; only `image(…)` goes without";
            let message = format!("`{}` needs a `runtime`", decl.name);
            lower.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, decl.name_span, message).help(help));
        }
        return None;
    };
    let runtime = runtimes::find(value.as_str()?)?;
    let missing = decl.props.prop("handler").is_none_or(|p| p.value.is_null());
    if missing && overridden(decl, "Handler") {
        return None;
    }
    if missing && runtime.handler() != HandlerForm::Bootstrap {
        let form = runtime.handler();
        let message = format!("`{}` needs a `handler`", decl.name);
        let help = format!("`{}` takes `{}`, such as `\"{}\"`", runtime.name, form.pattern(), form.example());
        lower.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, decl.name_span, message).help(help));
        return None;
    }
    Some(runtime)
}

/// Whether `override` says a property of the function itself.
fn overridden(decl: &Decl, property: &str) -> bool {
    let own = |part: &str| part.is_empty() || part == "Function";
    decl.overrides.iter().any(|o| own(&o.part) && o.value.field(property).is_some_and(|v| !v.is_null()))
}

/// One variant of the code with every variant of the handler and the architecture.
fn one(lower: &mut Lower, decl: &Decl, code: &Val, runtime: &'static Runtime) {
    let mut handlers: Vec<Option<&Val>> = Vec::new();
    match decl.props.get("handler") {
        Some(handler) => handler.variants(&mut |v| handlers.push(Some(v))),
        // what is wrong with it was said
        None if decl.props.prop("handler").is_some_and(|p| p.value.is_error()) => return,
        None => handlers.push(None),
    }
    for handler in handlers {
        let text = handler.and_then(Val::as_str);
        if handler.is_some() && text.is_none() {
            continue;
        }
        match form_of(code) {
            Some(Form::Inline) => inline(lower, decl, code, runtime, handler),
            Some(Form::Packed) => folder(lower, decl, code, runtime, handler),
            Some(Form::S3) => form(lower, runtime, handler),
            Some(Form::Image) | None => {}
        }
    }
}

fn form(lower: &mut Lower, runtime: &Runtime, handler: Option<&Val>) {
    let Some((handler, text)) = handler.and_then(|h| Some((h, h.as_str()?))) else { return };
    let form = runtime.handler();
    if !form.fits(text) {
        let message = format!("`{text}` is not a handler of the form `{}`", form.pattern());
        let help = format!("`{}` takes one such as `\"{}\"`", runtime.name, form.example());
        lower.report.add(Diagnostic::error(&codes::BAD_HANDLER, handler.span, message).help(help));
    }
}

fn inline(lower: &mut Lower, decl: &Decl, code: &Val, runtime: &Runtime, handler: Option<&Val>) {
    if runtime.inline != Inline::ZipFile {
        let message = format!("code for `{}` cannot stand in the template", runtime.name);
        let help = "CloudFormation takes inline code for Python and Node.js only: put the code into a folder, and name it in `code`";
        let span = decl.props.span("runtime", decl.name_span);
        lower.report.add(Diagnostic::error(&codes::CONFLICT, code.span, message).label(span, "the runtime").help(help));
        return;
    }
    let V::Form(_, args) = &code.v else { return };
    let Some(text) = args.first().and_then(Val::as_str) else { return };
    if text.len() as i64 > lambda::INLINE_CODE.max {
        let message =
            format!("this code has {} bytes, at most {} can stand in a template", text.len(), lambda::INLINE_CODE.max);
        lower.report.add(
            Diagnostic::error(&codes::OUT_OF_RANGE, code.span, message)
                .help("put it into a folder, and name it in `code`"),
        );
    }
    let Some((handler, wanted)) = handler.and_then(|h| Some((h, h.as_str()?))) else { return };
    let Some((file, name)) = wanted.rsplit_once('.').filter(|(_, n)| !n.is_empty()) else {
        return form(lower, runtime, Some(handler));
    };
    if file != "index" {
        let message = format!("inline code is the file `index`, so its handler cannot be `{wanted}`");
        let better = format!("\"index.{name}\"");
        lower.report.add(Diagnostic::error(&codes::BAD_HANDLER, handler.span, message).fix(
            format!("use `{better}`"),
            handler.span,
            better,
        ));
        return;
    }
    let exports = match runtime.family {
        Family::Python => scan_python(text.as_bytes()),
        Family::NodeJs => scan_javascript(text.as_bytes()),
        _ => return,
    };
    if exports.find(name).is_some() || exports.coverage == Coverage::Open {
        return;
    }
    let names: Vec<&str> = exports.names.iter().map(|d| d.name.as_str()).collect();
    let message = format!("the inline code does not export `{name}`");
    let mut diagnostic = Diagnostic::error(&codes::BAD_HANDLER, handler.span, message).label(code.span, "the code");
    match nearest(name, names.iter().copied()).or(names.first().copied().filter(|_| names.len() == 1)) {
        Some(near) => {
            let better = format!("\"index.{near}\"");
            diagnostic =
                diagnostic.help(format!("did you mean `{near}`?")).fix(format!("use `{better}`"), handler.span, better);
        }
        None if names.is_empty() => diagnostic = diagnostic.help("it exports nothing"),
        None => diagnostic = diagnostic.help(format!("it exports {}", crate::eval::describe::list_words(&names))),
    }
    lower.report.add(diagnostic);
}

fn folder(lower: &mut Lower, decl: &Decl, code: &Val, runtime: &Runtime, handler: Option<&Val>) {
    let Some(path) = code.as_str() else { return };
    let mut architectures = Vec::new();
    match decl.props.get("arch") {
        Some(arch) => arch.variants(&mut |v| architectures.push(architecture(v))),
        None => architectures.push(Some(DEFAULT_ARCHITECTURE)),
    }
    for architecture in architectures {
        let Some(contract) = contract(runtime, architecture) else { continue };
        let handler_name = handler.and_then(Val::as_str);
        let asked = (decl.folder.clone(), path.into(), contract, handler_name.map(SmolStr::from));
        if lower.sound_code.contains(&asked) {
            continue;
        }
        let found = inspect_once(lower.files, &decl.folder, path, &contract, handler_name);
        if found.problems.is_empty() {
            lower.sound_code.insert(asked);
        }
        for problem in found.problems {
            // a layer may bring the file
            if matches!(problem, Problem::FileMissing { .. }) && decl.props.get("layers").is_some() {
                continue;
            }
            lower.report.add(told(decl, code, handler, &problem));
        }
    }
}

fn architecture(value: &Val) -> Option<Architecture> {
    let word = value.as_str()?;
    Architecture::ALL.into_iter().find(|a| a.name() == word)
}

/// What a runtime wants of code; none for those whose programs are not looked into.
pub fn contract(runtime: &Runtime, architecture: Option<Architecture>) -> Option<Contract<'static>> {
    match (runtime.family, runtime.handler()) {
        (Family::Python, HandlerForm::FileFunction { extensions: [extension, ..] }) => {
            Some(Contract::Python { extension })
        }
        (Family::Ruby, HandlerForm::FileFunction { extensions: [extension, ..] }) => Some(Contract::Ruby { extension }),
        (_, HandlerForm::FileFunction { extensions }) => Some(Contract::NodeJs { extensions, typescript: TYPESCRIPT }),
        (_, HandlerForm::ClassMethod) => Some(Contract::Java),
        (_, HandlerForm::AssemblyMethod) => Some(Contract::DotNet),
        (_, HandlerForm::Bootstrap) => Some(Contract::Bootstrap { architecture }),
        (_, HandlerForm::Executable) => None,
    }
}

fn told(decl: &Decl, code: &Val, handler: Option<&Val>, problem: &Problem) -> Diagnostic {
    let at_handler = handler.map_or(code.span, |h| h.span);
    let (code_of, span) = match problem {
        Problem::FolderMissing { .. }
        | Problem::NotAnArchive { .. }
        | Problem::Empty { .. }
        | Problem::Unreadable { .. } => (&codes::NO_CODE, code.span),
        Problem::BootstrapMissing { .. } | Problem::NotExecutable { .. } | Problem::NoClasses { .. } => {
            (&codes::BAD_HANDLER, code.span)
        }
        Problem::WrongArchitecture { .. } => (&codes::BAD_HANDLER, decl.props.span("arch", code.span)),
        _ => (&codes::BAD_HANDLER, at_handler),
    };
    let mut diagnostic = Diagnostic::error(code_of, span, problem.to_string());
    if let Some(help) = problem.help() {
        diagnostic = diagnostic.help(help);
    }
    if span != code.span {
        diagnostic = diagnostic.label(code.span, "the code");
    }
    match better(handler.and_then(Val::as_str), problem) {
        Some(text) => diagnostic.fix(format!("use `{text}`"), span, text),
        None => with_architecture(diagnostic, decl, span, problem),
    }
}

fn with_architecture(diagnostic: Diagnostic, decl: &Decl, span: Span, problem: &Problem) -> Diagnostic {
    match problem {
        Problem::WrongArchitecture { found, .. }
            if decl.props.get("arch").is_some() && Architecture::ALL.iter().any(|a| a.name() == found) =>
        {
            diagnostic.fix(format!("use `{found}`"), span, found.clone())
        }
        _ => diagnostic,
    }
}

/// What was probably meant, as it would be written.
fn better(handler: Option<&str>, problem: &Problem) -> Option<String> {
    match problem {
        Problem::FolderMissing { nearest: Some(near), .. } => Some(format!("\"{near}\"")),
        Problem::FileMissing { nearest: Some(near), .. } => {
            let (_, name) = handler?.rsplit_once('.')?;
            let (stem, extension) = near.rsplit_once('.')?;
            let script = !matches!(extension, "class" | "dll");
            script.then(|| format!("\"{stem}.{name}\""))
        }
        Problem::NameMissing { nearest: Some(near), .. } => {
            let (file, _) = handler?.rsplit_once('.')?;
            Some(format!("\"{file}.{near}\""))
        }
        _ => None,
    }
}
