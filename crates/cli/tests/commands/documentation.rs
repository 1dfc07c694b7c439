//! `docs/command-line.md` is run as it stands: every command in it ends as it says, and answers what it shows.

use std::env;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::run::*;

/// A block of commands, and the block that shows what comes of it.
#[derive(Debug)]
struct Example {
    commands: String,
    /// Its kind, `json` or `text`, and what it shows.
    shown: Option<(String, String)>,
}

fn examples(page: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("\n```") {
        let (kind, after) = after.split_once('\n').unwrap();
        let (block, after) = after.split_once("\n```").unwrap();
        match (kind, found.last_mut()) {
            ("sh", _) => found.push(Example { commands: block.into(), shown: None }),
            (_, Some(last)) if last.shown.is_none() => last.shown = Some((kind.into(), block.into())),
            _ => panic!("a block of {kind} that shows nothing: {block}"),
        }
        rest = after;
    }
    found
}

/// Runs the commands by a shell that finds the command under its own name.
fn in_a_shell(commands: &str) -> Ran {
    let folder = std::path::Path::new(OVERT).parent().unwrap().to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([folder].into_iter().chain(env::split_paths(&path))).unwrap();
    let mut shell = Command::new("sh");
    shell.args(["-c", commands]).current_dir(root()).env("PATH", path).stdin(Stdio::null());
    shell.output().unwrap().into()
}

/// Whether everything shown is in the answer; of an object the page may leave fields out.
fn shows(shown: &Value, answer: &Value) -> bool {
    match (shown, answer) {
        (Value::Object(shown), Value::Object(answer)) => {
            shown.iter().all(|(name, shown)| answer.get(name).is_some_and(|answer| shows(shown, answer)))
        }
        (Value::Array(shown), Value::Array(answer)) => {
            shown.len() == answer.len() && shown.iter().zip(answer).all(|(shown, answer)| shows(shown, answer))
        }
        _ => shown == answer,
    }
}

/// The names of the commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = run(&["--help"]);
    let (_, list) = help.out.split_once("Commands:\n").unwrap();
    let names = list.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next());
    let names: Vec<String> = names.filter(|name| *name != "help").map(str::to_owned).collect();
    assert!(names.len() > 4, "{names:?}");
    names
}

#[test]
fn every_example_answers_what_the_page_shows() {
    let page = file("docs/command-line.md");
    let examples = examples(&page);
    for example in &examples {
        let ran = in_a_shell(&example.commands);
        assert_eq!(ran.err, "", "{}", example.commands);
        match &example.shown {
            Some((kind, shown)) if kind == "json" => {
                let [shown, answer] = [shown, &ran.out].map(|text| serde_json::from_str::<Value>(text).unwrap());
                assert!(shows(&shown, &answer), "{}\nanswers\n{answer}", example.commands);
            }
            Some((_, shown)) => assert_eq!(ran.out.trim_end(), shown, "{}", example.commands),
            None => panic!("{}: the page should show what comes of it", example.commands),
        }
    }
}

#[test]
fn every_command_has_an_example() {
    let page = file("docs/command-line.md");
    let examples = examples(&page);
    for command in commands() {
        let line = format!("overt {command} ");
        assert!(examples.iter().any(|example| example.commands.contains(&line)), "no example of {command}");
    }
}

#[test]
fn every_option_is_on_the_page() {
    let page = file("docs/command-line.md");
    for command in commands() {
        let help = run(&[&command, "--help"]).out;
        let options = help.split_whitespace().filter(|word| word.starts_with("--") && *word != "--help");
        for option in options.map(|word| word.trim_end_matches(|c: char| !c.is_ascii_lowercase())) {
            assert!(page.contains(&format!("`{option}")), "{command} {option}");
        }
    }
}
