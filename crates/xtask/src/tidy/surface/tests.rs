use super::*;
use crate::tidy::Source;

fn names_of(names: &[&str]) -> Names {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The files of the repository, with one text in one of them put in the place of another.
fn rules_after(path: &str, from: &str, to: &str) -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut sources = Sources::read(&root).unwrap();
    let file = sources.files.iter_mut().find(|file| file.path == path).unwrap();
    assert!(file.text.contains(from), "{path} has no {from}");
    file.text = file.text.replacen(from, to, 1);
    rules(&sources)
}

#[test]
fn as_it_is_everything_agrees() {
    assert_eq!(rules_after(TYPES, "export", "export"), Vec::<String>::new());
}

#[test]
fn what_the_code_gains_or_loses_is_said_wherever_it_is_missing_or_left() {
    for (path, from, to, sentences) in [
        (LOADER, "send('ready')", "send('begun')", 5),
        ("www/page.js", "fail('NotReady'", "fail('Offline'", 4),
        (LOADER, "getAttribute('slot-name')", "getAttribute('about')", 6),
        (LOADER, "script.dataset.words", "script.dataset.wording", 4),
        ("www/learn.js", "[data-overt-when=view]", "[data-overt-seen=view]", 2),
        (LOADER, "part: 'badge'", "part: 'label'", 4),
        ("src/ui/reasons.rs", "part=bar ", "part=track ", 2),
        ("src/ui/sheet.css", "var(--overt-accent,", "var(--overt-mark,", 2),
        ("www/page.js", "{ off: {}, ", "{ hush: {}, ", 2),
        ("src/session/part.rs", "=> \"given\"", "=> \"got\"", 2),
        ("crates/core/src/decide.rs", "= \"dialZero\"", "= \"dial\"", 2),
        ("docs/schema/decision.schema.json", "\"canAsk\": {", "\"mayAsk\": {", 2),
    ] {
        let found = rules_after(path, from, to);
        assert_eq!(found.len(), sentences, "{path}: {to}: {found:#?}");
    }
}

#[test]
fn what_is_declared_and_not_there_is_found() {
    for (path, from, to) in [
        (TYPES, "  refresh(slot?", "  ask(slot: string): Promise<void>;\n  refresh(slot?"),
        (TYPES, "  change: Change;", "  change: Change;\n  sync: Change;"),
        (TYPES, "'NeedsGesture' | 'NotReady'", "'NeedsGesture' | 'NotReady' | 'Conflict'"),
        (
            TYPES,
            "  until?: number;\n  /** For what the visitor turned off, paused",
            "  until: number;\n  /** For what the visitor turned off, paused",
        ),
        (TYPES, "  weight: number;\n  /** The rule", "  weight: string;\n  /** The rule"),
        (MANIFEST, "\"name\": \"dial\"", "\"name\": \"switch\""),
        (MANIFEST, "\"tagName\": \"overt-why\"", "\"tagName\": \"overt-ask\""),
        (PAGE, "| `overt:effect` |", "| `overt:sync` |"),
        (PAGE, "| `adapters.register(adapter)` |", "| `adapters.remove(adapter)` |"),
        (PAGE, "| `tcf` |", "| `tfc` |"),
    ] {
        assert!(!rules_after(path, from, to).is_empty(), "{path}: {to}");
    }
}

#[test]
fn a_check_that_finds_nothing_in_the_code_does_not_pass() {
    assert_eq!(agree("part", &Names::new(), PAGE, &Names::new()).len(), 1);
    assert_eq!(agree("part", &names_of(&["panel"]), PAGE, &names_of(&["panel"])).len(), 0);
}

#[test]
fn names_are_read_out_of_types_enums_and_tables() {
    let types = "export interface A {\n  /** B. */\n  readonly b?: string;\n  'data-c': 'x' | 'y';\n  d<T>(e: T): void;\n  f: {\n    g: 1;\n  };\n}\n";
    let read: Vec<(String, bool)> = members(types, "A").into_iter().map(|member| (member.name, member.optional)).collect();
    assert_eq!(read, [("b", true), ("data-c", false), ("d", false), ("f", false)].map(|(name, optional)| (name.to_owned(), optional)));
    assert_eq!(union("export type A =\n  | 'b'\n  | 'c-d';\ntype E = 'f';", "A"), names_of(&["b", "c-d"]));
    assert_eq!(words_of("pub enum A {\n        /// B.\n        B = \"b\",\n    }\n C = \"c\"", "A"), names_of(&["b"]));
    assert_eq!(rows("\n## A\n\n| B | C |\n|---|---|\n| `<d>` | `e` |\n| `f(g)` | h |\n\n## I\n| `j` |", "A"), names_of(&["d", "f"]));
}

#[test]
fn an_adapter_is_shipped_and_is_called_as_no_content_blocker_minds() {
    let sources = |path: &str| Sources {
        files: vec![
            Source { path: path.to_owned(), text: String::new() },
            Source { path: PAGE.to_owned(), text: "\n## Adapters\n| `tcf` | reads |\n| `cookies` | reads |\n".to_owned() },
        ],
    };
    let tcf = sources("www/adapters/tcf.js");
    assert_eq!(adapters(&tcf, &["adapters.js", "adapters/tcf.js"]), [format!("{PAGE}: adapter `cookies` is nowhere in the code.")]);
    assert_eq!(adapters(&tcf, &["adapters.js"]).len(), 2);
    assert!(adapters(&sources("www/adapters/cookies.js"), &["adapters/cookies.js"]).iter().any(|found| found.contains("content blockers")));
}
