//! The tone of each section: confident when explaining, calm when something broke, warm when done, neutral where it could hurt, sorry when it was our fault.

use crate::catalogue::Catalogue;
use crate::lexicon::Lexicon;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tone {
    Confident,
    Calm,
    Warm,
    Neutral,
    Sorry,
}

/// Paths that begin so have this tone; the first that fits counts, and what is not named is neutral.
///
/// Nobody is cheered for a yes or for anything that a browser asked for, so turning on and off are neutral even when done;
/// so is what says who somebody is, or is not.
const TONES: [(&str, Tone); 36] = [
    ("repair", Tone::Sorry),
    ("trouble", Tone::Calm),
    ("badge.broken", Tone::Calm),
    ("effect.notYet", Tone::Calm),
    ("after.failed", Tone::Calm),
    ("after.blocked", Tone::Calm),
    ("after.gone", Tone::Calm),
    ("after.notRead", Tone::Calm),
    ("after.notFetched", Tone::Calm),
    ("after.already", Tone::Neutral),
    ("after.nothingLearned", Tone::Neutral),
    ("after.on", Tone::Neutral),
    ("after.off", Tone::Neutral),
    ("after.paused", Tone::Neutral),
    ("after.resumed", Tone::Neutral),
    ("after.turned", Tone::Neutral),
    ("after.stopped", Tone::Neutral),
    ("after.usedAgain", Tone::Neutral),
    ("after.dialed", Tone::Neutral),
    ("after.notMe", Tone::Neutral),
    ("after.left", Tone::Neutral),
    ("after.stance", Tone::Neutral),
    ("after.visit", Tone::Neutral),
    ("after.erased", Tone::Neutral),
    ("after", Tone::Warm),
    ("lead.off", Tone::Neutral),
    ("lead.gpc", Tone::Neutral),
    ("lead.lapsed", Tone::Neutral),
    ("lead.hidden", Tone::Neutral),
    ("lead", Tone::Confident),
    ("purpose", Tone::Confident),
    ("before", Tone::Confident),
    ("part", Tone::Confident),
    ("everything", Tone::Confident),
    ("review", Tone::Confident),
    ("legal", Tone::Confident),
];

fn tone(path: &str) -> Tone {
    TONES.iter().find(|(beginning, _)| path.starts_with(beginning)).map_or(Tone::Neutral, |(_, tone)| *tone)
}

pub(crate) fn findings(catalogue: &Catalogue, lexicon: &Lexicon) -> Vec<String> {
    let mut found = Vec::new();
    let mut repairs = catalogue.words().filter(|entry| tone(&entry.path) == Tone::Sorry).peekable();
    if repairs.peek().is_some() && !repairs.any(|entry| lexicon.said("regret", &entry.text).is_some()) {
        found.push(catalogue.about("repair", "never says that we are sorry, and it is for what was our fault."));
    }
    for entry in catalogue.words() {
        let tone = tone(&entry.path);
        let kept_for = [
            ("warm", "is warm", tone == Tone::Warm),
            ("regret", "is sorry", tone == Tone::Sorry),
            ("hedge", "is not sure of itself", !matches!(tone, Tone::Confident | Tone::Warm)),
        ];
        for (list, what, allowed) in kept_for {
            if let (false, Some(word)) = (allowed, lexicon.said(list, &entry.text)) {
                let tone = format!("{tone:?}").to_lowercase();
                found.push(catalogue.about(&entry.path, &format!("{what} (\"{word}\") where the tone is {tone}: {}", entry.text)));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        let (section, key) = path.split_once('.').unwrap();
        let catalogue = Catalogue::read("en", &format!("{{\"{section}\": {{\"{key}\": \"{text}\"}}}}"));
        findings(&catalogue, &Lexicon::english()).len()
    }

    #[test]
    fn nobody_is_cheered_for_a_yes_or_pitied_for_a_no() {
        assert_eq!(found("after.on", "Great. It is on."), 1);
        assert_eq!(found("after.off", "We are sorry. It is off."), 1);
        assert_eq!(found("trouble.x", "Good news: it is off."), 1);
        assert_eq!(found("sensitive.x", "Happy to show it."), 1);
        assert_eq!(found("after.notMe", "Good to know, and great."), 1);
        assert_eq!(found("after.stance", "Great. Set to Open."), 1);
        assert_eq!(found("effect.notYet", "Sorry. Not yet."), 1);
        assert_eq!(found("after.broughtBack", "Welcome back. It is in use again."), 0);
    }

    #[test]
    fn what_was_our_fault_is_said_with_regret_and_nothing_else_is() {
        assert_eq!(found("repair.x", "We showed the wrong date."), 1);
        assert_eq!(found("repair.x", "We showed the wrong date. We are sorry."), 0);
    }

    #[test]
    fn an_explanation_is_sure_of_itself() {
        assert_eq!(found("before.turnOff", "Perhaps nothing is used."), 1);
        assert_eq!(found("reason.guess", "Perhaps."), 0);
    }
}
