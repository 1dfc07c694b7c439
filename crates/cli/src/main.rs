//! The command `overt`: it reads files, asks `overt-core`, and writes the JSON that a page would get.
//!
//! It holds no rule of its own, opens no connection and asks nobody what time it is.
#![forbid(unsafe_code)]

mod answers;
mod arguments;
mod bundle;
mod card;
mod case;
mod catalogue;
mod difference;
mod document;
mod files;
mod findings;
mod schemas;
mod stock;
mod terms;
mod well_known;
mod wording;

use std::io::{ErrorKind, Write, stderr, stdout};
use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};
use crate::files::Unusable;

/// What a command has to say, and how it ends.
struct Answer {
    /// What goes to standard output, without the newline at its end.
    text: String,
    end: End,
}

/// How a command ends, as its exit code says it.
#[derive(Clone, Copy)]
enum End {
    /// 0: it was answered, and nothing is wrong.
    Fine,
    /// 1: it was answered, and something is wrong.
    Wrong,
    /// 2: what was given can't be used.
    Unusable,
}

impl Answer {
    fn fine(text: String) -> Answer {
        Answer { text, end: End::Fine }
    }
}

fn main() -> ExitCode {
    let end = match run(&Arguments::parse().command) {
        Ok(answer) => print(&answer),
        Err(unusable) => {
            complain(&unusable.to_string());
            End::Unusable
        }
    };
    ExitCode::from(match end {
        End::Fine => 0,
        End::Wrong => 1,
        End::Unusable => 2,
    })
}

fn run(command: &Command) -> Result<Answer, Unusable> {
    match command {
        Command::Decide(question) => answers::decide(question),
        Command::Profile(question) => answers::profile(question),
        Command::Rank(question) => answers::rank(question),
        Command::Explain(question) => answers::explain(question),
        Command::Lint(question) => findings::lint(question),
        Command::Doctor(question) => findings::doctor(question),
        Command::Diff(question) => difference::diff(question),
        Command::Terms(question) => terms::terms(question),
        Command::Card(question) => card::card(question),
        Command::WellKnown(question) => well_known::well_known(question),
        Command::Schema(question) => Ok(schemas::schema(question)),
        Command::Bundle(question) => bundle::bundle(question),
        Command::Verify(question) => bundle::verify(question),
    }
}

/// A reader that has seen enough and went away is no fault.
fn print(answer: &Answer) -> End {
    let mut out = stdout().lock();
    match out.write_all([&answer.text, "\n"].concat().as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&format!("the answer could not be written: {error}."));
            End::Unusable
        }
        _ => answer.end,
    }
}

/// Says something beside the answer; where nobody listens, nothing is lost.
fn complain(sentence: &str) {
    _ = writeln!(stderr(), "overt: {sentence}");
}
