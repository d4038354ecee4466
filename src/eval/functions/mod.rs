//! The built-in functions: a table with each one's signature, doc and evaluation.

mod late;
mod lists;
pub mod texts;
pub use texts::known;

use super::env::Cx;
use super::value::{V, Val};
use super::{Def, Eval};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

/// A built-in function.
pub struct Function {
    pub name: &'static str,
    /// As the reference shows it.
    pub signature: &'static str,
    pub doc: &'static str,
    /// How many arguments it takes: at least and at most.
    pub arity: (usize, usize),
    pub eval: fn(&mut Eval<'_>, &Call<'_>) -> Val,
}

/// A call with its evaluated arguments.
pub struct Call<'c> {
    pub name: &'static str,
    pub args: &'c [Val],
    pub span: Span,
    /// The folder of the file that the call stands in.
    pub folder: String,
}

/// Functions that CloudFormation has itself: what is chosen at deployment is chosen within their arguments.
const INTRINSICS: [&str; 10] =
    ["join", "split", "base64", "select", "cidr", "azs", "import", "find", "sub", "transform"];

/// Every built-in function.
pub fn all() -> impl Iterator<Item = &'static Function> {
    texts::FUNCTIONS.iter().chain(lists::FUNCTIONS).chain(late::FUNCTIONS)
}

/// Whether what a function gives is known only at deployment, whatever its arguments are.
pub fn is_late(name: &str) -> bool {
    late::FUNCTIONS.iter().any(|f| f.name == name) && name != "file"
}

pub fn find(name: &str) -> Option<&'static Function> {
    all().find(|f| f.name == name)
}

impl<'a> Eval<'a> {
    /// `text.split(":")`: a function is no part of its argument.
    fn not_called(&mut self, callee: &'a Expr) -> Val {
        let diagnostic = Diagnostic::error(&codes::WRONG_TYPE, callee.span, "only a name can be called");
        let function = match &callee.kind {
            ExprKind::Field { field, .. } => find(&field.text),
            _ => None,
        };
        self.report.add(match function {
            Some(function) => {
                diagnostic.help(format!("a function stands before what it takes: `{}`", function.signature))
            }
            None => diagnostic,
        });
        Val::error(callee.span)
    }

    pub fn call(&mut self, callee: &'a Expr, args: &'a [Expr], span: Span, cx: &Cx<'a>) -> Val {
        let ExprKind::Name(name) = &callee.kind else {
            return self.not_called(callee);
        };
        if let Some(Def::Fn(index)) = self.lookup(name, cx) {
            return self.call_own(index, args, span, cx);
        }
        let Some(function) = find(name) else {
            return self.unknown_function(name, callee.span, cx);
        };
        let (least, most) = function.arity;
        if args.len() < least || args.len() > most {
            let message = format!("`{name}` does not take {} arguments", args.len());
            let help = format!("it is `{}`", function.signature);
            self.report.add(Diagnostic::error(&codes::WRONG_ARGUMENTS, span, message).help(help));
            return Val::error(span);
        }
        let mut values = Vec::with_capacity(args.len());
        for arg in args {
            let value = self.eval(arg, cx);
            let value = if matches!(value.v, V::Decl(..)) { self.as_text(value, cx) } else { value };
            values.push(value);
        }
        if values.iter().any(Val::is_error) {
            return Val::error(span);
        }
        let path = &self.loaded.sources.get(span.file()).path;
        let folder = crate::files::parent(path).to_string();
        self.spread(function, &values, span, &folder)
    }

    /// Calls a function for every combination of what its arguments may be.
    fn spread(&mut self, function: &'static Function, args: &[Val], span: Span, folder: &str) -> Val {
        if !self.step(span) {
            return Val::error(span);
        }
        if let Some(stages) = args.iter().find_map(super::expr::stage_count) {
            let each = (0..stages).map(|i| {
                let at: Vec<Val> = args.iter().map(|a| super::expr::at_stage(a, i)).collect();
                self.spread(function, &at, span, folder)
            });
            return Val::new(span, V::Stages(std::rc::Rc::new(each.collect())));
        }
        if let Some((place, cond, branches)) = args.iter().enumerate().find_map(|(i, a)| match &a.v {
            V::If(cond, branches) if !INTRINSICS.contains(&function.name) => Some((i, *cond, branches.clone())),
            _ => None,
        }) {
            let mut with = args.to_vec();
            with[place] = branches.0.clone();
            let then = self.spread(function, &with, span, folder);
            with[place] = branches.1.clone();
            let otherwise = self.spread(function, &with, span, folder);
            return Val::new(span, V::If(cond, std::rc::Rc::new((then, otherwise))));
        }
        (function.eval)(self, &Call { name: function.name, args, span, folder: folder.to_string() })
    }

    fn call_own(&mut self, index: usize, args: &'a [Expr], span: Span, cx: &Cx<'a>) -> Val {
        let (params, value, instance, name) = {
            let f = &self.fns[index];
            (f.params, f.value, f.instance, f.name)
        };
        if self.fns[index].running {
            let message = format!("`{}` calls itself", name.text);
            self.report.add(
                Diagnostic::error(&codes::RECURSIVE_FUNCTION, span, message)
                    .label(name.span, "declared here")
                    .help("functions cannot be recursive; a list is worked through by `[f(x) for x in xs]`"),
            );
            return Val::error(span);
        }
        if args.len() != params.len() {
            let message = format!("`{}` takes {} arguments, these are {}", name.text, params.len(), args.len());
            self.report
                .add(Diagnostic::error(&codes::WRONG_ARGUMENTS, span, message).label(name.span, "declared here"));
            return Val::error(span);
        }
        let mut inner = Cx { guard: cx.guard, ..Cx::of(instance) };
        for (param, arg) in params.iter().zip(args) {
            let mut value = self.eval(arg, cx);
            if let Some(ty) = &param.ty
                && let Some(ty) = self.resolve(ty, instance)
            {
                value = self.check_ty(value, &ty);
            }
            inner = inner.bind(param.name.text.clone(), value);
        }
        self.fns[index].running = true;
        let result = self.eval(value, &inner);
        self.fns[index].running = false;
        Val { span, v: result.v }
    }

    fn unknown_function(&mut self, name: &str, span: Span, cx: &Cx<'a>) -> Val {
        let message = format!("there is no function `{name}`");
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_FUNCTION, span, message);
        let own =
            self.instances[cx.instance].scope.iter().filter(|(_, d)| matches!(d, Def::Fn(_))).map(|(n, _)| n.as_str());
        let mut names: Vec<&str> = own.chain(all().map(|f| f.name)).collect();
        names.sort_unstable();
        if let Some(near) = self.nearest(name, names.iter().copied()) {
            diagnostic = diagnostic.fix(format!("use `{near}`"), span, near);
        }
        self.report.add(diagnostic);
        Val::error(span)
    }

    /// Says that an argument is not what a function wants.
    pub fn bad_argument(&mut self, call: &Call<'_>, place: usize, wanted: &str) -> Val {
        let arg = &call.args[place];
        let signature = find(call.name).map_or("", |f| f.signature);
        let late = matches!(arg.v, V::Deferred(_) | V::Cond(_));
        let (code, message) = if late {
            (
                &codes::NOT_KNOWN_YET,
                format!("`{}` needs {wanted} that is known at build: CloudFormation cannot compute it", call.name),
            )
        } else {
            (&codes::WRONG_TYPE, format!("`{}` wants {wanted} here, this is {}", call.name, arg.describe()))
        };
        let mut diagnostic = Diagnostic::error(code, arg.span, message).help(format!("it is `{signature}`"));
        if late {
            diagnostic = diagnostic.at(self.why_deferred(arg));
        }
        self.report.add(diagnostic);
        Val::error(call.span)
    }
}

impl Call<'_> {
    pub fn ok(&self, v: V) -> Val {
        Val::new(self.span, v)
    }

    pub fn text(&self, place: usize) -> Option<&str> {
        self.args.get(place).and_then(Val::as_str)
    }

    pub fn int(&self, place: usize) -> Option<i64> {
        self.args.get(place).and_then(Val::as_int)
    }

    pub fn list(&self, place: usize) -> Option<&[Val]> {
        self.args.get(place).and_then(Val::as_list)
    }

    /// Whether an argument is computed at deployment.
    pub fn late(&self, place: usize) -> bool {
        self.args.get(place).is_some_and(|a| matches!(a.v, V::Deferred(_) | V::If(..) | V::Cond(_)))
    }
}
