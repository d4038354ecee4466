//! What is in scope at a place: local names, the instance of the file, and the conditions that hold there.

use super::value::{Cond, Val};
use crate::model::Props;
use crate::syntax::ast;
use smol_str::SmolStr;
use std::cell::OnceCell;
use std::rc::Rc;

/// Local names: a linked list that inner scopes share with outer ones.
#[derive(Clone, Default)]
pub struct Env(Option<Rc<Local>>);

struct Local {
    name: SmolStr,
    val: Val,
    next: Env,
}

impl Env {
    pub fn with(&self, name: SmolStr, val: Val) -> Env {
        Env(Some(Rc::new(Local { name, val, next: self.clone() })))
    }

    pub fn get(&self, name: &str) -> Option<&Val> {
        let mut env = self;
        while let Some(local) = &env.0 {
            if local.name == name {
                return Some(&local.val);
            }
            env = &local.next;
        }
        None
    }

    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        let mut env = self;
        while let Some(local) = &env.0 {
            names.push(local.name.as_str());
            env = &local.next;
        }
        names
    }
}

/// Where an expression is evaluated.
#[derive(Clone, Default)]
pub struct Cx<'a> {
    /// Index of the instance of a stack, module or library.
    pub instance: usize,
    pub env: Env,
    /// What is known to hold here.
    pub guard: Option<Cond>,
    /// The `defaults` blocks round this place, the nearest first.
    pub defaults: Option<Rc<Defaults<'a>>>,
    /// The innermost `for` round this place whose list is known only at deployment.
    pub each: Option<usize>,
}

/// A `defaults kind { … }` block, evaluated when a declaration of the kind first needs it.
pub struct Defaults<'a> {
    pub kind: &'a ast::Ident,
    pub body: &'a ast::Block,
    pub cx: Cx<'a>,
    pub props: OnceCell<Props>,
    pub next: Option<Rc<Defaults<'a>>>,
}

impl<'a> Cx<'a> {
    pub fn of(instance: usize) -> Self {
        Cx { instance, ..Cx::default() }
    }

    pub fn bind(&self, name: SmolStr, val: Val) -> Cx<'a> {
        Cx { env: self.env.with(name, val), ..self.clone() }
    }
}
