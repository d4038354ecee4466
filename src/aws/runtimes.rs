//! Every runtime that `AWS::Lambda::Function` has in its list, with its dates, its successor and the form of its handler.
//!
//! Source: <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html> by way of cfn-lint 1.58.0
//! (`LmbdRuntimeLifecycle.json`, schemas of 2026-10-20) and aws-cdk-lib's `runtime.js`, read on 2026-11-23.
//! Left out, since CloudFormation's list does not have them and so no function can be made of them: `custom` (only in
//! the SDK's list) and `dotnet9` (a base image for containers, no zip runtime). A runtime without dates is one whose
//! end AWS had not announced (`nodejs26.x`, `python3.15`, and the `java*.al2023` variants, which the list does have).

use self::Family::*;
use self::Inline::*;
use self::Snap::*;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Family {
    Python,
    NodeJs,
    Java,
    DotNet,
    Ruby,
    Go,
    Provided,
}

/// Whether CloudFormation takes the code in the template (`Code.ZipFile`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Inline {
    ZipFile,
    Packaged,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Snap {
    SnapStart,
    NoSnapStart,
}

/// How the text of a handler names code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HandlerForm {
    /// `folder/file.function`: the last dot parts them; the file has one of the extensions.
    FileFunction { extensions: &'static [&'static str] },
    /// `package.Class::method`, or `package.Class` if it implements the handler interface.
    ClassMethod,
    /// `Assembly::Namespace.Class::Method`, or `Assembly` alone if the program starts itself.
    AssemblyMethod,
    /// The name of an executable in the root of the zip.
    Executable,
    /// Anything: the file `bootstrap` is started and reads it from the environment.
    Bootstrap,
}

/// A Lambda runtime. Dates are ISO dates (`2026-11-10`), so that they compare as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Runtime {
    /// As CloudFormation writes it: `python3.13`.
    pub name: &'static str,
    pub family: Family,
    /// From then on AWS gives no security patches or support.
    pub deprecated: Option<&'static str>,
    /// From then on no function can be created with it.
    pub create_block: Option<&'static str>,
    /// From then on no function that has it can be updated.
    pub update_block: Option<&'static str>,
    pub successor: Option<&'static str>,
    pub inline: Inline,
    pub snap_start: Snap,
}

/// What a runtime is good for on a given day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Standing {
    Current,
    Deprecated,
    NoCreate,
    NoUpdate,
}

impl Runtime {
    /// What it is, and how long AWS supports it.
    pub fn doc(&self) -> String {
        match self.deprecated {
            Some(day) => format!("{}, supported until {day}", self.family.noun()),
            None => format!("{}, supported without an end that is known", self.family.noun()),
        }
    }

    /// How it stands `on` an ISO date; the worst of what has come by then.
    pub fn standing(&self, on: &str) -> Standing {
        let past = |date: Option<&str>| date.is_some_and(|date| date <= on);
        match () {
            _ if past(self.update_block) => Standing::NoUpdate,
            _ if past(self.create_block) => Standing::NoCreate,
            _ if past(self.deprecated) => Standing::Deprecated,
            _ => Standing::Current,
        }
    }

    pub fn handler(&self) -> HandlerForm {
        self.family.handler()
    }
}

impl Family {
    /// How its users call it.
    pub fn noun(self) -> &'static str {
        match self {
            Python => "Python",
            NodeJs => "Node.js",
            Java => "Java",
            DotNet => ".NET",
            Ruby => "Ruby",
            Go => "Go",
            Provided => "a custom runtime",
        }
    }

    pub fn handler(self) -> HandlerForm {
        match self {
            Python => HandlerForm::FileFunction { extensions: &["py"] },
            NodeJs => HandlerForm::FileFunction { extensions: &["mjs", "js", "cjs"] },
            Ruby => HandlerForm::FileFunction { extensions: &["rb"] },
            Java => HandlerForm::ClassMethod,
            DotNet => HandlerForm::AssemblyMethod,
            Go => HandlerForm::Executable,
            Provided => HandlerForm::Bootstrap,
        }
    }
}

impl HandlerForm {
    /// The form in words, for messages.
    pub fn pattern(self) -> &'static str {
        match self {
            HandlerForm::FileFunction { .. } => "file.function",
            HandlerForm::ClassMethod => "package.Class::method",
            HandlerForm::AssemblyMethod => "Assembly::Namespace.Class::Method",
            HandlerForm::Executable => "executable",
            HandlerForm::Bootstrap => "bootstrap",
        }
    }

    /// A handler that has the form.
    pub fn example(self) -> &'static str {
        match self {
            HandlerForm::FileFunction { .. } => "app.handler",
            HandlerForm::ClassMethod => "com.example.App::handle",
            HandlerForm::AssemblyMethod => "Orders::Orders.Function::Handle",
            HandlerForm::Executable => "main",
            HandlerForm::Bootstrap => "bootstrap",
        }
    }

    /// Whether `handler` has the form. Whether the code is there is for others to say.
    pub fn fits(self, handler: &str) -> bool {
        if handler.is_empty() || handler.contains(char::is_whitespace) {
            return false;
        }
        match self {
            HandlerForm::FileFunction { .. } => split_file_function(handler).is_some(),
            HandlerForm::ClassMethod => {
                let parts: Vec<_> = handler.split("::").collect();
                parts.len() <= 2 && parts.iter().all(|part| part.split('.').all(|word| !word.is_empty()))
            }
            HandlerForm::AssemblyMethod => {
                let parts: Vec<_> = handler.split("::").collect();
                matches!(parts.len(), 1 | 3) && parts.iter().all(|part| !part.is_empty())
            }
            HandlerForm::Executable | HandlerForm::Bootstrap => true,
        }
    }
}

/// `src/app.place` is the file `src/app` (its extension is the family's) and the function `place`.
pub fn split_file_function(handler: &str) -> Option<(&str, &str)> {
    let (file, function) = handler.rsplit_once('.')?;
    let named = !file.is_empty() && !file.ends_with('/') && !function.is_empty() && !function.contains('/');
    named.then_some((file, function))
}

/// The runtime of that name, whatever its standing.
pub fn find(name: &str) -> Option<&'static Runtime> {
    ALL.iter().find(|runtime| runtime.name == name)
}

/// The runtimes that are neither deprecated nor blocked `on` an ISO date.
pub fn current(on: &str) -> impl Iterator<Item = &'static Runtime> {
    ALL.iter().filter(move |runtime| runtime.standing(on) == Standing::Current)
}

/// Every name, those that last longest first: of some that come, no end is known yet.
pub fn names() -> Vec<&'static str> {
    let mut all: Vec<&Runtime> = ALL.iter().collect();
    all.sort_by_key(|r| (std::cmp::Reverse(r.deprecated.unwrap_or_default()), r.successor.is_some()));
    all.into_iter().map(|runtime| runtime.name).collect()
}

/// What `name` was probably meant to be: the nearest name, or for `python` the newest dated one of the family.
pub fn nearest(name: &str) -> Option<&'static Runtime> {
    let family = match name.trim_end_matches(|c: char| c.is_ascii_digit() || ".-x".contains(c)) {
        "python" | "py" => Some(Python),
        "nodejs" | "node" | "js" | "javascript" => Some(NodeJs),
        "java" => Some(Java),
        "dotnet" | "dotnetcore" | "csharp" => Some(DotNet),
        "ruby" => Some(Ruby),
        "go" | "rust" | "provided" | "custom" => Some(Provided),
        _ => None,
    };
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    let of_family = || ALL.iter().filter(move |runtime| Some(runtime.family) == family);
    let same_version = of_family().find(|r| !digits(name).is_empty() && digits(r.name) == digits(name));
    let newest = || of_family().rfind(|runtime| runtime.successor.is_none() && runtime.deprecated.is_some());
    let similar = || crate::diagnostic::nearest(name, ALL.iter().map(|runtime| runtime.name)).and_then(find);
    same_version.or_else(newest).or_else(similar)
}

const fn some(date: &'static str) -> Option<&'static str> {
    if date.is_empty() { None } else { Some(date) }
}

const fn row(
    name: &'static str,
    family: Family,
    dates: [&'static str; 3],
    successor: &'static str,
    inline: Inline,
    snap_start: Snap,
) -> Runtime {
    let [deprecated, create_block, update_block] = dates;
    Runtime {
        name,
        family,
        deprecated: some(deprecated),
        create_block: some(create_block),
        update_block: some(update_block),
        successor: some(successor),
        inline,
        snap_start,
    }
}

/// By family, oldest first. The columns: name, family, dates (deprecated, no creates, no updates), successor.
#[rustfmt::skip]
pub const ALL: &[Runtime] = &[
    row("python2.7", Python, ["2021-07-15", "2021-07-15", "2022-05-30"], "python3.14", ZipFile, NoSnapStart),
    row("python3.6", Python, ["2022-07-18", "2022-07-18", "2022-08-29"], "python3.14", ZipFile, NoSnapStart),
    row("python3.7", Python, ["2023-12-04", "2024-01-09", "2027-03-03"], "python3.14", ZipFile, NoSnapStart),
    row("python3.8", Python, ["2024-10-14", "2027-02-01", "2027-03-03"], "python3.14", ZipFile, NoSnapStart),
    row("python3.9", Python, ["2025-12-15", "2027-02-01", "2027-03-03"], "python3.14", ZipFile, NoSnapStart),
    row("python3.10", Python, ["2026-10-31", "2027-02-01", "2027-03-03"], "python3.14", ZipFile, NoSnapStart),
    row("python3.11", Python, ["2027-06-30", "2027-07-31", "2027-08-31"], "python3.14", ZipFile, NoSnapStart),
    row("python3.12", Python, ["2028-10-31", "2028-11-30", "2029-01-10"], "python3.14", ZipFile, SnapStart),
    row("python3.13", Python, ["2029-06-30", "2029-07-31", "2029-08-31"], "python3.14", ZipFile, SnapStart),
    row("python3.14", Python, ["2029-06-30", "2029-07-31", "2029-08-31"], "", ZipFile, SnapStart),
    row("python3.15", Python, ["", "", ""], "", ZipFile, SnapStart),
    row("nodejs", NodeJs, ["2016-08-30", "2016-09-30", "2016-10-31"], "nodejs24.x", ZipFile, NoSnapStart),
    row("nodejs4.3", NodeJs, ["2020-03-05", "2020-02-03", "2020-03-05"], "nodejs24.x", ZipFile, NoSnapStart),
    row("nodejs4.3-edge", NodeJs, ["2020-03-05", "2019-03-31", "2019-04-30"], "nodejs24.x", ZipFile, NoSnapStart),
    row("nodejs6.10", NodeJs, ["2019-08-12", "2019-07-12", "2019-08-12"], "nodejs24.x", ZipFile, NoSnapStart),
    row("nodejs8.10", NodeJs, ["2020-03-06", "2020-02-04", "2020-03-06"], "nodejs24.x", ZipFile, NoSnapStart),
    row("nodejs10.x", NodeJs, ["2021-07-30", "2021-07-30", "2022-02-14"], "nodejs24.x", ZipFile, NoSnapStart),
    row("nodejs12.x", NodeJs, ["2023-03-31", "2023-03-31", "2023-04-30"], "nodejs24.x", ZipFile, NoSnapStart),
    row("nodejs14.x", NodeJs, ["2023-12-04", "2024-01-09", "2027-03-03"], "nodejs24.x", ZipFile, NoSnapStart),
    row("nodejs16.x", NodeJs, ["2024-06-12", "2027-02-01", "2027-03-03"], "nodejs24.x", ZipFile, NoSnapStart),
    row("nodejs18.x", NodeJs, ["2025-09-01", "2027-02-01", "2027-03-03"], "nodejs24.x", ZipFile, NoSnapStart),
    row("nodejs20.x", NodeJs, ["2026-04-30", "2027-02-01", "2027-03-03"], "nodejs24.x", ZipFile, NoSnapStart),
    row("nodejs22.x", NodeJs, ["2027-04-30", "2027-06-01", "2027-07-01"], "nodejs24.x", ZipFile, NoSnapStart),
    row("nodejs24.x", NodeJs, ["2028-04-30", "2028-06-01", "2028-07-01"], "", ZipFile, NoSnapStart),
    row("nodejs26.x", NodeJs, ["", "", ""], "", ZipFile, NoSnapStart),
    row("java8", Java, ["2024-01-08", "2024-02-08", "2027-03-03"], "java25", Packaged, NoSnapStart),
    row("java8.al2", Java, ["2027-06-30", "2027-07-31", "2027-08-31"], "java25", Packaged, NoSnapStart),
    row("java8.al2023", Java, ["", "", ""], "", Packaged, NoSnapStart),
    row("java11", Java, ["2027-06-30", "2027-07-31", "2027-08-31"], "java25", Packaged, SnapStart),
    row("java11.al2023", Java, ["", "", ""], "", Packaged, SnapStart),
    row("java17", Java, ["2027-06-30", "2027-07-31", "2027-08-31"], "java25", Packaged, SnapStart),
    row("java17.al2023", Java, ["", "", ""], "", Packaged, SnapStart),
    row("java21", Java, ["2029-06-30", "2029-07-31", "2029-08-31"], "java25", Packaged, SnapStart),
    row("java25", Java, ["2029-06-30", "2029-07-31", "2029-08-31"], "", Packaged, SnapStart),
    row("dotnetcore1.0", DotNet, ["2019-06-27", "2019-06-30", "2019-07-30"], "dotnet10", Packaged, NoSnapStart),
    row("dotnetcore2.0", DotNet, ["2019-05-30", "2019-04-30", "2019-05-30"], "dotnet10", Packaged, NoSnapStart),
    row("dotnetcore2.1", DotNet, ["2022-01-05", "2022-01-05", "2022-04-13"], "dotnet10", Packaged, NoSnapStart),
    row("dotnetcore3.1", DotNet, ["2023-04-03", "2023-04-03", "2023-05-03"], "dotnet10", Packaged, NoSnapStart),
    row("dotnet6", DotNet, ["2024-12-20", "2027-02-01", "2027-03-03"], "dotnet10", Packaged, NoSnapStart),
    row("dotnet8", DotNet, ["2026-11-10", "2027-02-01", "2027-03-03"], "dotnet10", Packaged, SnapStart),
    row("dotnet10", DotNet, ["2028-11-14", "2028-12-14", "2029-01-15"], "", Packaged, SnapStart),
    row("ruby2.5", Ruby, ["2021-07-30", "2021-07-30", "2022-03-31"], "ruby4.0", Packaged, NoSnapStart),
    row("ruby2.7", Ruby, ["2023-12-07", "2024-01-09", "2027-03-03"], "ruby4.0", Packaged, NoSnapStart),
    row("ruby3.2", Ruby, ["2026-03-31", "2027-02-01", "2027-03-03"], "ruby4.0", Packaged, NoSnapStart),
    row("ruby3.3", Ruby, ["2027-03-31", "2027-04-30", "2027-05-31"], "ruby4.0", Packaged, NoSnapStart),
    row("ruby3.4", Ruby, ["2028-03-31", "2028-04-30", "2028-05-31"], "ruby4.0", Packaged, NoSnapStart),
    row("ruby4.0", Ruby, ["2029-03-31", "2029-04-30", "2029-05-31"], "", Packaged, NoSnapStart),
    row("go1.x", Go, ["2024-01-08", "2024-02-08", "2027-03-03"], "provided.al2023", Packaged, NoSnapStart),
    row("provided", Provided, ["2024-01-08", "2024-02-08", "2027-03-03"], "provided.al2023", Packaged, NoSnapStart),
    row("provided.al2", Provided, ["2026-07-31", "2027-02-01", "2027-03-03"], "provided.al2023", Packaged, NoSnapStart),
    row("provided.al2023", Provided, ["2029-06-30", "2029-07-31", "2029-08-31"], "", Packaged, NoSnapStart),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_by_name_and_not_what_cannot_be_created() {
        assert_eq!(find("python3.13").map(|r| (r.family, r.snap_start)), Some((Python, SnapStart)));
        for absent in ["custom", "dotnet9", "python3.16", "Python3.13", ""] {
            assert_eq!(find(absent), None, "{absent}");
        }
    }

    #[test]
    fn names_are_unique_and_successors_exist() {
        for (at, runtime) in ALL.iter().enumerate() {
            assert!(ALL[at + 1..].iter().all(|other| other.name != runtime.name), "{}", runtime.name);
            if let Some(successor) = runtime.successor {
                assert_eq!(find(successor).map(|s| s.successor), Some(None), "{}", runtime.name);
            }
        }
    }

    #[test]
    fn standing_moves_with_the_date() {
        let python = find("python3.10").unwrap();
        let days = ["2026-10-30", "2026-10-31", "2027-02-01", "2027-03-03"];
        let standings = days.map(|day| python.standing(day));
        assert_eq!(standings, [Standing::Current, Standing::Deprecated, Standing::NoCreate, Standing::NoUpdate]);
        assert_eq!(find("nodejs26.x").unwrap().standing("2099-01-01"), Standing::Current);
        assert!(current("2026-11-23").any(|r| r.name == "python3.13"));
        assert!(!current("2026-11-23").any(|r| r.name == "python3.10"));
    }

    #[test]
    fn offers_what_was_meant() {
        for (typed, meant) in [
            ("pyton3.13", "python3.13"),
            ("python3.20", "python3.14"),
            ("node22", "nodejs22.x"),
            ("python", "python3.14"),
            ("rust", "provided.al2023"),
            ("java-21", "java21"),
            ("nodejs24", "nodejs24.x"),
        ] {
            assert_eq!(nearest(typed).map(|r| r.name), Some(meant), "{typed}");
        }
        assert_eq!(nearest("cobol"), None);
    }

    #[test]
    fn handler_forms() {
        let form = |name: &str| find(name).unwrap().handler();
        assert!(form("python3.13").fits("src/app.place"));
        assert!(!form("python3.13").fits("app"));
        assert!(!form("nodejs24.x").fits("app.lib/handler"));
        assert!(form("java21").fits("com.shop.App::handle"));
        assert!(form("java21").fits("com.shop.App"));
        assert!(!form("java21").fits("com..App::handle"));
        assert!(form("dotnet8").fits("Shop::Shop.Function::Handle"));
        assert!(!form("dotnet8").fits("Shop::Handle"));
        assert!(form("provided.al2023").fits("bootstrap"));
        assert_eq!(split_file_function("a/b.c.d"), Some(("a/b.c", "d")));
        assert_eq!(split_file_function(".handler"), None);
    }
}
