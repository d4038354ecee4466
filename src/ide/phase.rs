//! When the value of a name is known, as its source says it: at build, with the stage, or at deployment.

use super::Analysis;
use super::index::{Def, DefKind};
use super::spot;
use crate::eval::functions;
use crate::syntax::ast::{Expr, ExprKind, Member, MemberKind};

/// The later of two is the phase of what is made of both.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Phase {
    Build,
    Stage,
    Deployment,
}

impl Phase {
    pub fn words(self) -> &'static str {
        match self {
            Phase::Build => "at build",
            Phase::Stage => "once a stage is chosen",
            Phase::Deployment => "at deployment",
        }
    }
}

/// Names that lead through more names than this go round in a circle.
const MAX_DEPTH: u32 = 32;

impl Analysis {
    pub fn phase(&self, def: &Def) -> Phase {
        self.phase_of(def, 0)
    }

    fn phase_of(&self, def: &Def, depth: u32) -> Phase {
        match def.kind {
            DefKind::Let | DefKind::Output | DefKind::Condition if depth < MAX_DEPTH => {
                let tree = self.tree(def.name_span.file()).map(|(_, tree)| tree);
                let value = tree.and_then(|tree| value_of(&tree.members, def));
                value.map_or(Phase::Build, |value| self.phase_of_value(value, depth + 1))
            }
            DefKind::Param | DefKind::Construct(_) | DefKind::Resource | DefKind::Module(_) => Phase::Deployment,
            _ => Phase::Build,
        }
    }

    fn phase_of_value(&self, value: &Expr, depth: u32) -> Phase {
        let mut phase = Phase::Build;
        let mut see = |expr: &Expr, _: Option<&'static crate::schema::Type>| {
            let ExprKind::Name(name) = &expr.kind else { return };
            let found = match self.index().at(expr.span.file(), expr.span.start()) {
                Some(def) => self.phase_of(self.index().def(def), depth),
                None if name == "aws" || functions::is_late(name) => Phase::Deployment,
                None if name == "stage" => Phase::Stage,
                None => Phase::Build,
            };
            phase = phase.max(found);
        };
        see(value, None);
        spot::each(spot::of_expr(value, None), &mut see);
        phase
    }
}

fn value_of<'m>(members: &'m [Member], def: &Def) -> Option<&'m Expr> {
    members.iter().find_map(|member| match &member.kind {
        MemberKind::Let { name, value, .. }
        | MemberKind::Output { name, value }
        | MemberKind::Condition { name, value }
            if name.span == def.name_span =>
        {
            Some(value)
        }
        MemberKind::If { then, otherwise, .. } => {
            value_of(&then.members, def).or_else(|| otherwise.as_ref().and_then(|o| value_of(&o.members, def)))
        }
        MemberKind::For { body, .. } => value_of(&body.members, def),
        _ => None,
    })
}
