//! Modules: each is an instance with its own names, whose parameters the outside gives.

use super::super::env::Cx;
use super::super::{Def, Eval, logical_id};
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::ast::{self, Member, MemberKind};
use smol_str::SmolStr;

impl<'a> Eval<'a> {
    /// `module Name from "…" { … }`.
    pub(super) fn module(&mut self, member: &'a Member, cx: &Cx<'a>) {
        let MemberKind::Module { name, path, body } = &member.kind else { return };
        let unit = self.instances[cx.instance].unit;
        let target = self.loaded.units[unit].links.get(&path.span).copied();
        let Some(target) = target.filter(|target| !self.loaded.units[*target].files.is_empty()) else {
            self.instances[cx.instance].scope.insert(name.text.clone(), Def::Broken);
            return;
        };
        if self.module_cycle(cx.instance, target) {
            let message = format!("`{}` includes itself", path.text);
            self.error(&codes::MODULE_CYCLE, path.span, message);
            self.instances[cx.instance].scope.insert(name.text.clone(), Def::Broken);
            return;
        }
        // an instance has names of its own, whether or not its members are expanded
        const NAME: u64 = 10;
        let members: usize = self.loaded.units[target].files.iter().map(|file| file.members.len()).sum();
        if !self.burn(name.span, NAME * (1 + members as u64)) {
            return;
        }
        let prefix = SmolStr::from_iter([self.instances[cx.instance].prefix.as_str(), logical_id(&name.text).as_str()]);
        let inner = Cx { guard: cx.guard, ..Cx::default() };
        let parent = cx.instance;
        let instance = self.instantiate(target, prefix, inner);
        self.parents.resize(self.instances.len(), None);
        self.parents[instance] = Some(parent);
        self.declare(cx.instance, name, Def::Module(instance));
        self.bind_params(instance, target, name, body.as_ref(), cx);
        self.expand(instance);
    }

    pub(super) fn module_cycle(&self, mut instance: usize, target: usize) -> bool {
        loop {
            if self.instances[instance].unit == target {
                return true;
            }
            match self.parents.get(instance).copied().flatten() {
                Some(parent) => instance = parent,
                None => return false,
            }
        }
    }

    /// Gives a module's parameters the values that the outside gives them, or their defaults.
    pub(super) fn bind_params(
        &mut self,
        instance: usize,
        unit: usize,
        name: &'a ast::Ident,
        body: Option<&'a ast::Block>,
        cx: &Cx<'a>,
    ) {
        let mut given = body.map(|b| self.fields(b, cx)).unwrap_or_default();
        let inner = self.instances[instance].cx.clone();
        let loaded = self.loaded;
        let members = loaded.units[unit].files.iter().flat_map(|f| &f.members);
        let mut names = Vec::new();
        for member in members {
            let MemberKind::Param { name: param, ty, default, .. } = &member.kind else { continue };
            names.push(param.text.as_str());
            let ty = ty.as_deref().map(|t| (t, instance));
            let slot = match given.iter().position(|f| f.key.text == param.text) {
                Some(place) => {
                    let field = given.remove(place);
                    self.slot(param, field.expr, ty, field.cx)
                }
                None => match default {
                    Some(default) => self.slot(param, default, ty, inner.clone()),
                    None => {
                        let message = format!("the module `{}` needs `{}`", name.text, param.text);
                        let missing = Diagnostic::error(&codes::MISSING_PROPERTY, name.span, message);
                        self.report.add(missing.label(param.span, "the parameter, which has no default"));
                        self.instances[instance].scope.insert(param.text.clone(), Def::Broken);
                        continue;
                    }
                },
            };
            self.declare(instance, param, Def::Let(slot));
        }
        for field in given {
            let of = format!("the module `{}`", name.text);
            let message = format!("{of} has no parameter `{}`", field.key.text);
            let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_PROPERTY, field.key.span, message);
            if let Some(near) = self.nearest(&field.key.text, names.iter().copied()) {
                diagnostic = diagnostic.fix(format!("rename to `{near}`"), field.key.span, near);
            }
            self.report.add(diagnostic);
        }
    }
}
