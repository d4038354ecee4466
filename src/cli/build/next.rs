//! The commands that bring a build to AWS.

use crate::cli::compile::Form;
use crate::cli::pack;
use crate::emit::Template;
use crate::package::{ASSETS, Bucket};
use std::fmt::Write;

/// A template up to this size, in bytes, can be given to CloudFormation without a bucket
/// (<https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>, 2026-11-23).
const INLINE: usize = 51_200;

/// What a user runs after a build; `sizes` are those of the files in `out`.
pub fn commands(out: &str, forms: &[Form], sizes: &[(String, usize)]) -> String {
    let mut text = "\nNext:\n".to_string();
    let code = format!("{ASSETS}/");
    if sizes.iter().any(|(name, _)| name.starts_with(&code)) {
        let mut buckets: Vec<String> = forms.iter().filter_map(bucket).collect();
        buckets.dedup();
        for bucket in buckets {
            let _ = writeln!(text, "  aws s3 sync {} s3://{bucket}", quote(&format!("{out}/{ASSETS}")));
        }
    }
    for form in forms {
        let file = format!("{}.template.json", form.name);
        let bytes = sizes.iter().find(|(name, _)| *name == file).map_or(0, |(_, bytes)| *bytes);
        let template = quote(&format!("{out}/{file}"));
        let _ =
            write!(text, "  aws cloudformation deploy --template-file {template} --stack-name {}", quote(&form.name));
        text.push_str(&capabilities(&form.template));
        text.push_str(if bytes > INLINE { " --s3-bucket $BUCKET" } else { "" });
        text.push_str(&overrides(form));
        text.push('\n');
    }
    text
}

/// The bucket of a form's code as a shell word.
fn bucket(form: &Form) -> Option<String> {
    let asset = form.assets.first()?;
    Some(match pack::bucket(&form.template, asset) {
        Bucket::Name(name) => quote(&name),
        _ => "$BUCKET".to_string(),
    })
}

/// What CloudFormation wants to be told that one knows of
/// (<https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html>, 2026-11-23).
fn capabilities(template: &Template) -> String {
    let iam = template.resources.iter().any(|r| r.ty.starts_with("AWS::IAM::"));
    let names = [(iam, " CAPABILITY_NAMED_IAM"), (!template.transform.is_empty(), " CAPABILITY_AUTO_EXPAND")];
    let wanted: String = names.into_iter().filter(|(needed, _)| *needed).map(|(_, name)| name).collect();
    if wanted.is_empty() { wanted } else { format!(" --capabilities{wanted}") }
}

/// The parameters that the deployment has to give: the bucket, and those without a default.
fn overrides(form: &Form) -> String {
    let bucket = form.assets.first().map(|asset| pack::bucket(&form.template, asset));
    let open = form.template.parameters.0.iter().filter(|(_, body)| body.get("Default").is_none());
    let values = open.map(|(id, _)| match &bucket {
        Some(Bucket::Parameter(name)) if name == id.as_str() => format!(" {id}=$BUCKET"),
        _ => format!(" {id}=..."),
    });
    let values: String = values.collect();
    if values.is_empty() { values } else { format!(" --parameter-overrides{values}") }
}

fn quote(text: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    if text.chars().all(safe) { text.to_string() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;
    use crate::{Input, Options, compile};

    fn form(text: &str) -> Form {
        let files = Memory::default().with("src/app.py", "def run(event, context):\n    pass\n");
        let input = Input::Text { name: "main.sls".into(), text: text.into() };
        let compilation = compile(&files, &input, &Options::default());
        assert!(compilation.diagnostics.is_empty(), "{:?}", compilation.diagnostics);
        let template = compilation.template.expect("a template");
        Form { stage: None, name: "Shop".into(), template, assets: compilation.assets, versions: vec![] }
    }

    const FUNCTION: &str = "function F { code: \"src\", handler: \"app.run\", runtime: python3.13 }\n";

    #[test]
    fn a_stack_without_code_or_roles_needs_one_short_command() {
        let sizes = [("Shop.template.json".to_string(), 10)];
        let expected =
            "\nNext:\n  aws cloudformation deploy --template-file out/Shop.template.json --stack-name Shop\n";
        assert_eq!(commands("out", &[form("queue Jobs {}\n")], &sizes), expected);
    }

    #[test]
    fn code_goes_where_the_template_looks_for_it() {
        let sizes = [("Shop.template.json".to_string(), 60_000), ("assets/1.zip".to_string(), 1)];
        let all = format!("param mail: string\n{FUNCTION}queue Jobs {{ name: mail }}\n");
        let text = commands("my out", &[form(&all)], &sizes);
        assert!(text.contains("\n  aws s3 sync 'my out/assets' s3://$BUCKET\n"), "{text}");
        let end = "--stack-name Shop --capabilities CAPABILITY_NAMED_IAM --s3-bucket $BUCKET --parameter-overrides Mail=... ArtifactBucket=$BUCKET\n";
        assert!(text.ends_with(end), "{text}");
        let named = format!("stack Shop {{ artifacts: \"my-code\" }}\n{FUNCTION}");
        let text = commands("out", &[form(&named)], &sizes);
        assert!(text.contains(" s3://my-code\n") && !text.contains("--parameter-overrides"), "{text}");
    }
}
