//! `for` over a list that is known only at deployment: one round here, which `Fn::ForEach` repeats there.

use super::env::Cx;
use super::value::{Kind, V, Val, What};
use super::{Eval, logical_id};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Loop;
use crate::source::Span;
use crate::syntax::ast;
use smol_str::SmolStr;

impl<'a> Eval<'a> {
    /// The context of the only round, if `list` is one that CloudFormation can repeat something for: a parameter of
    /// type `list<string>`, or an entry of a mapping.
    pub fn each(&mut self, names: &'a [ast::Ident], list: &Val, cx: &Cx<'a>) -> Option<Cx<'a>> {
        let V::Deferred(deferred) = &list.v else { return None };
        match &deferred.what {
            What::Param(index) if self.is_plain_list(*index) => {}
            What::Call("Fn::FindInMap", _) => {}
            _ => return None,
        }
        let [name] = names else { return None };
        let identifier = self.free_identifier(&name.text, name.span);
        let index = self.stack.loops.len();
        self.stack.loops.push(Loop {
            name: name.text.clone(),
            identifier,
            list: list.clone(),
            outer: cx.each,
            span: name.span,
        });
        let item = Val::deferred(name.span, Kind::String, What::Item(index));
        Some(Cx { each: Some(index), ..cx.bind(name.text.clone(), item) })
    }

    /// `Fn::ForEach` takes a reference to a `CommaDelimitedList` only.
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html>,
    /// 2026-11-23.
    fn is_plain_list(&self, param: usize) -> bool {
        let emitted = self.params[param].emitted.and_then(|e| self.stack.params.get(e));
        emitted.and_then(|p| p.body.get("Type")).and_then(|t| t.as_str()) == Some("CommaDelimitedList")
    }

    /// An identifier must not be the name of anything else in the template.
    fn free_identifier(&mut self, name: &str, span: Span) -> SmolStr {
        let base = logical_id(name);
        let mut identifier = base.clone();
        let mut nth = 2;
        while self.ids.contains_key(&identifier) {
            identifier = SmolStr::from(format!("{base}{nth}"));
            nth += 1;
        }
        self.ids.insert(identifier.clone(), span);
        identifier
    }

    /// The key of a declaration in such a `for`: it must have the item of every loop round it, or the rounds would
    /// make the same thing. `&{…}` leaves out what a logical id cannot have.
    pub fn key_of_rounds(&mut self, innermost: usize, key: &Val) -> Option<SmolStr> {
        if key.is_error() {
            return None;
        }
        let word = self.late_key(key).unwrap_or_default();
        let mut around = Some(innermost);
        while let Some(index) = around {
            let Loop { name, identifier, outer, span, .. } = &self.stack.loops[index];
            if !word.contains(&format!("&{{{identifier}}}")) {
                let message = format!("this key is the same in each round of `for {name}`");
                let help = format!("the key has `{name}` in it: `Name[{name}]`, or `Name[\"${{{name}}}-…\"]`");
                let diagnostic = Diagnostic::error(&codes::WRONG_TYPE, key.span, message);
                self.report.add(diagnostic.label(*span, "known only at deployment").help(help));
                return None;
            }
            around = *outer;
        }
        Some(word)
    }

    /// A key made of texts and of items of such loops, as logical ids have it.
    pub fn late_key(&self, key: &Val) -> Option<SmolStr> {
        let V::Deferred(deferred) = &key.v else {
            return key.as_str().map(logical_id);
        };
        match &deferred.what {
            What::Item(index) => Some(format!("&{{{}}}", self.stack.loops[*index].identifier).into()),
            What::Concat(parts) => {
                let parts: Option<Vec<SmolStr>> = parts.iter().map(|part| self.late_key(part)).collect();
                Some(parts?.concat().into())
            }
            _ => None,
        }
    }
}
