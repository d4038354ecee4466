//! Forms that are tried: any of, one of, not, if.

use super::known::Groups;
use super::walk::{Late, Walk};
use super::{Outcome, What};
use crate::aws::types::store::List;
use crate::aws::types::{Keyword, Schema, Schemas};
use crate::emit::Node;

impl Walk<'_, '_> {
    /// `if`, `then` and `else`, and what differs by region: judged once, so that only what is sure decides.
    pub fn conditional(&mut self, groups: &Groups, node: &Node, out: &mut Outcome) {
        if let Some(schemas) = groups.regions {
            self.regions(schemas, node, out);
        }
        let Some(choice) = &groups.choice else { return };
        let found = self.tried(choice.test, node);
        let next = match (found.unknown, found.failed) {
            (true, _) => return out.unknown = true,
            (_, false) => choice.then,
            (_, true) => choice.otherwise,
        };
        let Some(next) = next else { return };
        let late = if self.late == Late::Unknown && !out.quiet { Late::Asked } else { self.late };
        let before = std::mem::replace(&mut self.late, late);
        self.value(next, node, out);
        self.late = before;
    }

    /// Without a region, what some region takes is good.
    fn regions(&mut self, schemas: Schemas, node: &Node, out: &mut Outcome) {
        let world = self.world;
        let mine: Vec<Schema> = schemas.filter(|(name, _)| world.is_region(name)).map(|(_, schema)| schema).collect();
        let Some(last) = mine.last().copied() else { return };
        if mine.iter().all(|schema| self.tried(*schema, node).failed) {
            self.value(last, node, out);
        }
    }

    pub fn composites(&mut self, groups: &Groups, node: &Node, out: &mut Outcome) {
        for keyword in groups.forms.iter().copied() {
            match keyword {
                Keyword::AnyOf(list) => self.any_of(list, node, out),
                Keyword::OneOf(list) => self.one_of(list, node, out),
                Keyword::Not(inner) => {
                    let found = self.tried(inner, node);
                    if found.unknown {
                        out.unknown = true;
                    } else if !found.failed {
                        self.fail(out, node.span, || What::Unwanted);
                    }
                }
                _ => {}
            }
        }
    }

    fn any_of(&mut self, list: List, node: &Node, out: &mut Outcome) {
        let mut unknown = false;
        for schema in Schema::each(list) {
            let found = self.tried(schema, node);
            if found.is_good() {
                return;
            }
            unknown |= found.unknown;
        }
        if unknown {
            return out.unknown = true;
        }
        self.no_form(list, node, out);
    }

    fn one_of(&mut self, list: List, node: &Node, out: &mut Outcome) {
        let (mut good, mut unknown) = (0, false);
        for schema in Schema::each(list) {
            let found = self.tried(schema, node);
            good += usize::from(found.is_good());
            unknown |= found.unknown;
        }
        match good {
            0 | 1 if unknown => out.unknown = true,
            0 => self.no_form(list, node, out),
            1 => {}
            _ => self.fail(out, node.span, || What::ManyForms),
        }
    }

    /// No form fits: what the nearest of them lacks says most.
    fn no_form(&mut self, list: List, node: &Node, out: &mut Outcome) {
        out.failed = true;
        if out.quiet {
            return;
        }
        let each = Schema::each(list).map(|schema| {
            let mut found = Outcome::default();
            self.value(schema, node, &mut found);
            found.problems
        });
        let each: Vec<_> = each.filter(|problems| !problems.is_empty()).collect();
        let wanted = each.iter().filter_map(|problems| match problems.as_slice() {
            [one] if one.path.len() == self.path.len() => match &one.what {
                What::Missing { name } => Some(name.clone()),
                _ => None,
            },
            _ => None,
        });
        let wanted: Vec<_> = wanted.collect();
        if wanted.len() == each.len() && !wanted.is_empty() {
            let names = Schema::each(list).flat_map(Schema::required).collect();
            return self.fail(out, node.span, || What::NoneOf { names });
        }
        // the form that goes wrong deepest is the one that was meant
        let best = each.into_iter().min_by_key(|problems| {
            let deepest = problems.iter().map(|p| p.path.len()).max().unwrap_or(0);
            (std::cmp::Reverse(deepest > self.path.len()), problems.len())
        });
        match best {
            Some(problems) => out.problems.extend(problems),
            None => self.fail(out, node.span, || What::NoForm),
        }
    }
}
