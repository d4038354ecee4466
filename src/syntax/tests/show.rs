//! A compact form of the tree, to compare with.

use super::*;

pub fn file(file: &File) -> String {
    members(&file.members)
}

fn list<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    items.iter().map(show).collect::<Vec<_>>().join(" ")
}

fn members(members: &[Member]) -> String {
    list(members, member)
}

fn block(block: &Block) -> String {
    format!("{{{}}}", members(&block.members))
}

fn maybe<'i, T: 'i>(before: &str, item: impl Into<Option<&'i T>>, show: impl Fn(&T) -> String) -> String {
    item.into().map(|i| format!("{before}{}", show(i))).unwrap_or_default()
}

fn word(ident: &Ident) -> String {
    ident.text.to_string()
}

fn member(member: &Member) -> String {
    let docs = maybe("", member.docs(), |d| format!("/{}/ ", d.text.replace('\n', "|")));
    let decorators: String =
        member.decorators().iter().map(|d| format!("@{}({}) ", d.name.text, list(&d.args, expr))).collect();
    format!("{docs}{decorators}{}", kind(&member.kind))
}

fn kind(kind: &MemberKind) -> String {
    use MemberKind::*;
    match kind {
        Property { key: Key::Name(name), value } => format!("{}:{}", name.text, expr(value)),
        Property { key: Key::Str(_, parts), value } => format!("{}:{}", string(parts), expr(value)),
        Trigger { kind, args, blocks } => format!("on({} [{}]{})", kind.text, list(args, expr), list(blocks, block)),
        Grant { verbs, targets, condition } => {
            format!("can({}; {}{})", list(verbs, verb), list(targets, expr), maybe(" if ", condition.as_deref(), expr))
        }
        Decl(d) => {
            let existing = if d.existing { "existing " } else { "" };
            let key = maybe("", d.key.as_deref(), |k| format!("[{}]", expr(k)));
            format!("<{existing}{}{}{key}{}>", d.kind.text, maybe(" ", &d.name, word), maybe(" ", &d.body, block))
        }
        Override { part, body } => format!("override{} {}", maybe(" ", part, word), block(body)),
        Defaults { kind, body } => format!("defaults {} {}", kind.text, block(body)),
        Stack { name, body } => format!("stack {}{}", name.text, maybe(" ", body, block)),
        Param { name, ty: t, default, body } => {
            format!(
                "param {}{}{}{}",
                name.text,
                maybe(": ", t.as_deref(), ty),
                maybe(" = ", default.as_deref(), expr),
                maybe(" ", body, block)
            )
        }
        Let { export, name, value } => format!("{}let {} = {}", exported(*export), name.text, expr(value)),
        Fn { export, name, params, result, value } => {
            let params = list(params, |p| format!("{}{}", p.name.text, maybe(":", &p.ty, ty)));
            format!(
                "{}fn {}({params}){} = {}",
                exported(*export),
                name.text,
                maybe(": ", result.as_deref(), ty),
                expr(value)
            )
        }
        Type { export, name, ty: t } => format!("{}type {} = {}", exported(*export), name.text, ty(t)),
        Stages { body } => format!("stages {}", block(body)),
        Output { name, value } => format!("output {} = {}", name.text, expr(value)),
        Resource { existing, name, key, ty, body } => {
            let existing = if *existing { "existing " } else { "" };
            let key = maybe("", key.as_deref(), |k| format!("[{}]", expr(k)));
            format!("{existing}resource {}{key}: {}{}", name.text, ty.text, maybe(" ", body, block))
        }
        Module { name, path, body } => format!("module {} from {:?}{}", name.text, path.text, maybe(" ", body, block)),
        Use { names, path } => format!("use {{{}}} from {:?}", list(names, word), path.text),
        Mapping { name, body } => format!("mapping {} {}", name.text, block(body)),
        Condition { name, value } => format!("condition {} = {}", name.text, expr(value)),
        Rule { name, body } => format!("rule {} {}", name.text, block(body)),
        Metadata { body } => format!("metadata {}", block(body)),
        Template { body } => format!("template {}", block(body)),
        Transform { value } => format!("transform {}", expr(value)),
        Assert { condition, message } => format!("assert {}{}", expr(condition), maybe(", ", message.as_deref(), expr)),
        Test { name, body } => format!("test {:?} {}", name.text, block(body)),
        With { name, value } => format!("with {} = {}", name.text, expr(value)),
        If { condition, then, otherwise } => {
            format!("if {} {}{}", expr(condition), block(then), maybe(" else ", otherwise, block))
        }
        For { names, list: l, body } => format!("for {} in {} {}", list(names, word), expr(l), block(body)),
        Junk => "JUNK".into(),
    }
}

fn exported(export: bool) -> &'static str {
    if export { "export " } else { "" }
}

fn verb(verb: &Verb) -> String {
    match verb {
        Verb::Word(name) => word(name),
        Verb::Action(_, parts) => string(parts),
    }
}

fn string(parts: &[StrPart]) -> String {
    let part = |p: &StrPart| match p {
        StrPart::Text(_, text) => format!("{text:?}").trim_matches('"').to_string(),
        StrPart::Expr(e) => format!("${{{}}}", expr(e)),
    };
    format!("\"{}\"", parts.iter().map(part).collect::<String>())
}

fn ty(t: &TypeExpr) -> String {
    match &t.kind {
        TypeExprKind::Name(name) => name.to_string(),
        TypeExprKind::Generic(word, argument) => format!("{}<{}>", word.text, ty(argument)),
        TypeExprKind::Optional(inner) => format!("{}?", ty(inner)),
        TypeExprKind::Secret(inner) => format!("secret {}", ty(inner)),
        TypeExprKind::Record(fields) => format!("{{{}}}", list(fields, |(n, t)| format!("{}:{}", n.text, ty(t)))),
        TypeExprKind::Union(literals) => literals.iter().map(expr).collect::<Vec<_>>().join("|"),
        TypeExprKind::Junk => "JUNK".into(),
    }
}

pub fn expr(e: &Expr) -> String {
    use ExprKind::*;
    match &e.kind {
        Null => "null".into(),
        Bool(b) => b.to_string(),
        Int(i) => i.to_string(),
        Float(f) => format!("{f:?}"),
        Quantity(n, unit) => format!("{n}{}", unit.word()),
        Str(parts) => string(parts),
        Name(name) => name.to_string(),
        Field { base, field, optional } => {
            format!("{}{}{}", expr(base), if *optional { "?." } else { "." }, field.text)
        }
        Index { base, index } => format!("{}[{}]", expr(base), expr(index)),
        Call { callee, args } => format!("{}({})", expr(callee), list(args, expr)),
        Unary { op, operand } => format!("({}{})", if *op == UnaryOp::Not { "!" } else { "-" }, expr(operand)),
        Binary { op, left, right, .. } => format!("({} {} {})", expr(left), op.text(), expr(right)),
        Ternary { condition, then, otherwise } => {
            format!("({} ? {} : {})", expr(condition), expr(then), expr(otherwise))
        }
        Range(a, b) => format!("({}..{})", expr(a), expr(b)),
        Alternatives(all) => all.iter().map(expr).collect::<Vec<_>>().join("|"),
        List(elements) => format!("[{}]", list(elements, element)),
        Comprehension(all) => {
            let condition = all.condition.as_ref().map(|c| format!(" if {}", expr(c))).unwrap_or_default();
            format!("[{} for {} in {}{condition}]", expr(&all.body), list(&all.names, word), expr(&all.list))
        }
        Map(b) => block(b),
        Paren(inner) => format!("({})", expr(inner)),
        Junk => "JUNK".into(),
    }
}

fn element(e: &Element) -> String {
    match e {
        Element::Expr(e) => expr(e),
        Element::If { condition, then, otherwise, .. } => {
            format!("if {} {}{}", expr(condition), expr(then), maybe(" else ", otherwise, expr))
        }
    }
}
