//! Who is who: the names that an instance of a file declares, and how a name is looked up.

use super::env::Cx;
use super::value::{V, Val};
use super::{Def, Eval, FnDef, Instance, Slot, State};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::ast::{self, MemberKind};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Names that every file has.
pub const BUILT_IN: [&str; 2] = ["aws", "stage"];

impl<'a> Eval<'a> {
    /// Makes an instance of a unit and binds what can be bound before anything is evaluated.
    pub fn instantiate(&mut self, unit: usize, prefix: SmolStr, cx: Cx<'a>) -> usize {
        let id = self.instances.len();
        let cx = Cx { instance: id, ..cx };
        self.instances.push(Instance {
            unit,
            prefix,
            scope: FxHashMap::default(),
            declared: FxHashMap::default(),
            exported: Vec::new(),
            outputs: FxHashMap::default(),
            cx: cx.clone(),
        });
        let loaded = self.loaded;
        for file in &loaded.units[unit].files {
            for member in &file.members {
                self.bind(id, member, &cx);
            }
        }
        for file in &loaded.units[unit].files {
            self.mark_absent(id, &file.members);
        }
        id
    }

    /// The library that `use` names, instantiated once.
    fn library(&mut self, unit: usize) -> usize {
        if let Some(id) = self.libraries.get(&unit) {
            return *id;
        }
        let next = self.instances.len();
        self.libraries.insert(unit, next);
        self.instantiate(unit, SmolStr::default(), Cx::of(next))
    }

    /// Binds a name; says whether it was free.
    pub fn declare(&mut self, instance: usize, name: &ast::Ident, def: Def<'a>) -> bool {
        if BUILT_IN.contains(&name.text.as_str()) {
            self.error(&codes::DUPLICATE_NAME, name.span, format!("`{}` is a name that every file has", name.text));
            return false;
        }
        if let Some(before) = self.instances[instance].declared.get(&name.text).copied() {
            let message = format!("`{}` is declared twice", name.text);
            self.report.add(
                Diagnostic::error(&codes::DUPLICATE_NAME, name.span, message)
                    .label(before, "first here")
                    .help("give one of them another name"),
            );
            return false;
        }
        self.instances[instance].declared.insert(name.text.clone(), name.span);
        self.instances[instance].scope.insert(name.text.clone(), def);
        true
    }

    fn bind(&mut self, id: usize, member: &'a ast::Member, cx: &Cx<'a>) {
        match &member.kind {
            MemberKind::Let { export, name, value } => {
                let slot = self.slot(name, value, None, cx.clone());
                self.declare(id, name, Def::Let(slot));
                self.export(id, *export, name);
            }
            MemberKind::Condition { name, value } => {
                let slot = self.slot(name, value, None, cx.clone());
                let own = self.pinned_id(member, cx).unwrap_or_else(|| super::logical_id(&name.text));
                let prefix = self.instances[id].prefix.clone();
                self.slots[slot].condition = Some(SmolStr::from_iter([prefix.as_str(), own.as_str()]));
                self.declare(id, name, Def::Let(slot));
            }
            MemberKind::Fn { export, name, params, value, .. } => {
                self.fns.push(FnDef { name, params, value, instance: id, running: false });
                self.declare(id, name, Def::Fn(self.fns.len() - 1));
                self.export(id, *export, name);
            }
            MemberKind::Type { export, name, ty } => {
                self.declare(id, name, Def::Type(ty, id));
                self.export(id, *export, name);
            }
            MemberKind::Param { name, .. } if id == 0 => {
                let index = self.param_slot(member, cx.clone());
                self.declare(id, name, Def::Param(index));
            }
            MemberKind::Mapping { name, .. } => {
                let own = self.pinned_id(member, cx).unwrap_or_else(|| super::logical_id(&name.text));
                self.declare(id, name, Def::Mapping(own));
            }
            MemberKind::Use { names, path } => self.bind_use(id, names, path),
            MemberKind::Output { name, value } => {
                let slot = self.slot(name, value, None, cx.clone());
                self.instances[id].outputs.insert(name.text.clone(), slot);
            }
            _ => {}
        }
    }

    fn bind_use(&mut self, id: usize, names: &'a [ast::Ident], path: &'a ast::Ident) {
        let unit = self.instances[id].unit;
        let Some(target) = self.loaded.units[unit].links.get(&path.span).copied() else { return };
        let library = self.library(target);
        for name in names {
            let exported = &self.instances[library].exported;
            if !exported.contains(&name.text) && !self.loaded.units[target].files.is_empty() {
                let mut message = Diagnostic::error(
                    &codes::NOT_EXPORTED,
                    name.span,
                    format!("`{}` does not export `{}`", path.text, name.text),
                );
                if self.instances[library].declared.contains_key(&name.text) {
                    message = message.help("write `export` before its `let`, `fn` or `type`");
                } else if let Some(near) = self.nearest(&name.text, exported.iter().map(|n| n.as_str())) {
                    message = message.fix(format!("use `{near}`"), name.span, near);
                }
                self.report.add(message);
                self.instances[id].scope.insert(name.text.clone(), Def::Broken);
                continue;
            }
            self.declare(id, name, Def::Imported(library, name.text.clone()));
        }
    }

    fn export(&mut self, id: usize, export: bool, name: &ast::Ident) {
        if export {
            self.instances[id].exported.push(name.text.clone());
        }
    }

    pub fn slot(
        &mut self,
        name: &'a ast::Ident,
        expr: &'a ast::Expr,
        ty: Option<(&'a ast::TypeExpr, usize)>,
        cx: Cx<'a>,
    ) -> usize {
        self.slots.push(Slot { name, expr, ty, cx, state: State::Waiting, condition: None });
        self.slots.len() - 1
    }

    /// Names of declarations anywhere in the unit: until they are found, or where their branch is not taken, a use says so.
    fn mark_absent(&mut self, id: usize, members: &'a [ast::Member]) {
        for member in members {
            let name = match &member.kind {
                MemberKind::Decl(decl) => decl.name.as_ref(),
                MemberKind::Resource { name, .. } | MemberKind::Module { name, .. } => Some(name),
                MemberKind::If { then, otherwise, .. } => {
                    self.mark_absent(id, &then.members);
                    if let Some(block) = otherwise {
                        self.mark_absent(id, &block.members);
                    }
                    None
                }
                MemberKind::For { body, .. } => {
                    self.mark_absent(id, &body.members);
                    None
                }
                _ => None,
            };
            if let Some(name) = name {
                self.instances[id].scope.entry(name.text.clone()).or_insert(Def::Absent(name.span));
            }
        }
    }

    /// What a name stands for, wherever it was declared.
    pub fn lookup(&self, name: &str, cx: &Cx<'a>) -> Option<Def<'a>> {
        let mut def = self.instances[cx.instance].scope.get(name)?.clone();
        let mut bound = 64;
        while let Def::Imported(instance, original) = &def {
            bound -= 1;
            if bound == 0 {
                return None;
            }
            def = self.instances[*instance].scope.get(original)?.clone();
        }
        Some(def)
    }

    /// The value of a name.
    pub fn name(&mut self, name: &str, span: Span, cx: &Cx<'a>) -> Val {
        if let Some(val) = cx.env.get(name) {
            return Val { span, v: val.v.clone() };
        }
        match self.lookup(name, cx) {
            Some(Def::Let(slot)) => Val { span, v: self.force(slot, span).v },
            Some(Def::Param(index)) => Val { span, v: self.param(index).v },
            Some(Def::Decl(id)) => Val::new(span, V::Decl(id, None)),
            Some(Def::Family(family)) => Val::new(span, V::Family(family)),
            Some(Def::Module(instance)) => Val::new(span, V::Module(instance)),
            Some(Def::Mapping(_)) => self.error(
                &codes::WRONG_TYPE,
                span,
                format!("`{name}` is a mapping: say which of its values, `{name}[…][…]`"),
            ),
            Some(Def::Fn(_)) => {
                self.error(&codes::WRONG_TYPE, span, format!("`{name}` is a function: call it, `{name}(…)`"))
            }
            Some(Def::Type(..)) => self.error(&codes::WRONG_TYPE, span, format!("`{name}` is a type, not a value")),
            Some(Def::Absent(place)) => self.absent(name, span, place),
            Some(Def::Broken) => Val::error(span),
            Some(Def::Imported(..)) | None => self.unknown_name(name, span, cx),
        }
    }

    fn absent(&mut self, name: &str, span: Span, place: Span) -> Val {
        let message = format!("`{name}` does not exist here");
        self.report.add(
            Diagnostic::error(&codes::NOT_DECLARED_HERE, span, message)
                .label(place, "declared under a condition that does not hold, or found only after this is needed")
                .help("use it under the same condition; what decides which declarations exist cannot depend on them"),
        );
        Val::error(span)
    }

    /// `stage` or `aws` alone.
    fn built_in(&mut self, name: &str, span: Span) -> Val {
        if name == "stage" && self.stages.names.is_empty() {
            return self.no_stages(span);
        }
        let message = format!("`{name}` is no value: say which of its values");
        let diagnostic = Diagnostic::error(&codes::WRONG_TYPE, span, message);
        self.report.add(match name {
            "stage" => diagnostic.help("as in `stage.name`").fix("write `stage.name`", span, "stage.name"),
            _ => diagnostic.help("as in `aws.region`"),
        });
        Val::error(span)
    }

    fn unknown_name(&mut self, name: &str, span: Span, cx: &Cx<'a>) -> Val {
        if BUILT_IN.contains(&name) {
            return self.built_in(name, span);
        }
        let message = format!("there is nothing called `{name}` here");
        if self.report.has(&codes::UNKNOWN_NAME, span, &message) {
            return Val::error(span);
        }
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_NAME, span, message);
        let local = cx.env.names();
        let scope = self.instances[cx.instance].scope.keys().map(|k| k.as_str());
        let mut all: Vec<&str> = local.into_iter().chain(scope).chain(BUILT_IN).collect();
        all.sort_unstable();
        if let Some(near) = self.nearest(name, all) {
            diagnostic = diagnostic.fix(format!("use `{near}`"), span, near).help(format!("did you mean `{near}`?"));
        } else if super::functions::find(name).is_some() {
            diagnostic = diagnostic.help(format!("`{name}` is a function: call it, `{name}(…)`"));
        } else {
            diagnostic = diagnostic.help(format!("a text stands in quotes: `\"{name}\"`"));
        }
        self.report.add(diagnostic);
        Val::error(span)
    }

    /// The value of a `let`, computed when it is first wanted.
    pub fn force(&mut self, slot: usize, wanted: Span) -> Val {
        match self.slots[slot].state.clone() {
            State::Done(val) => return val,
            State::Running => return self.let_cycle(slot, wanted),
            State::Waiting => {}
        }
        self.slots[slot].state = State::Running;
        let (expr, cx, ty) = (self.slots[slot].expr, self.slots[slot].cx.clone(), self.slots[slot].ty);
        let val = self.deeper(wanted, |this| match ty {
            Some((ty, instance)) => this.eval_param_value(expr, ty, instance, &cx),
            None => this.eval(expr, &cx),
        });
        let val = match self.slots[slot].condition.clone() {
            Some(id) => self.declared_condition(id, val, expr, &cx),
            None => self.name_condition(slot, val),
        };
        self.slots[slot].state = State::Done(val.clone());
        val
    }

    /// A `condition` is one of the template, whatever is known of it.
    fn declared_condition(&mut self, id: SmolStr, val: Val, expr: &'a ast::Expr, cx: &Cx<'a>) -> Val {
        if val.is_error() {
            return val;
        }
        let decides = match self.to_cond(&val).map(|v| v.v) {
            Some(V::Cond(cond)) => Some(cond),
            Some(_) => None,
            None => return Val::error(val.span),
        };
        match self.written(expr, cx) {
            Some(written) => Val::new(val.span, V::Cond(self.conds.declare(id, decides, written))),
            None => Val::error(val.span),
        }
    }

    fn name_condition(&mut self, slot: usize, val: Val) -> Val {
        if let V::Cond(cond) = val.v {
            let prefix = self.instances[self.slots[slot].cx.instance].prefix.clone();
            let id = super::logical_id(&self.slots[slot].name.text);
            self.conds.set_name(cond, SmolStr::from_iter([prefix.as_str(), id.as_str()]));
        }
        val
    }

    fn let_cycle(&mut self, slot: usize, wanted: Span) -> Val {
        let running: Vec<(SmolStr, Span)> = (self.slots.iter())
            .filter(|s| matches!(s.state, State::Running))
            .map(|s| (s.name.text.clone(), s.name.span))
            .collect();
        let name = self.slots[slot].name.text.clone();
        let mut diagnostic =
            Diagnostic::error(&codes::VALUE_CYCLE, wanted, format!("`{name}` is computed from itself"));
        for (name, span) in running {
            diagnostic = diagnostic.label(span, format!("`{name}` is part of the cycle"));
        }
        self.report.add(diagnostic);
        Val::error(wanted)
    }
}
