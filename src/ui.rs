//! The panel as people see it: it shows a snapshot and hands on what is asked; it decides nothing.

mod announce;
mod compare;
mod controls;
mod data;
mod detail;
mod draw;
mod history;
mod items;
mod piece;
mod reasons;
mod rows;
mod switches;
mod why;

use std::cell::RefCell;
use std::rc::Rc;

use overt_core::choice::{Dial, Variety};
use overt_core::record::ResetKind;

use crate::session::{Body, Part, Section, Snapshot, Span, Verb, View};
use crate::text::{Say, Word};
use draw::{Element, Event};
use piece::{Action, Local, Piece, Slider, button, element, stop, worded};

/// Does what was asked of this panel, on this press.
type Act = Box<dyn Fn(&Ui, &Verb, Event)>;

/// Opens or closes a part of this panel.
type Fold = Box<dyn Fn(&Ui, Part)>;

/// Shows in the page what this would come to.
type Hold = Box<dyn Fn(&Verb, Event)>;

/// Reads the file that an event is about, and hands its text on.
type Read = Box<dyn Fn(&Event, Box<dyn FnOnce(String)>)>;

/// What the panel asks of whoever wires it.
pub(crate) struct Hands {
    /// Does what was asked, on this press.
    pub(crate) act: Act,
    /// Opens a part or closes it.
    pub(crate) fold: Fold,
    /// Shows all of a long list.
    pub(crate) all: Box<dyn Fn(&Ui)>,
    /// Shows in the page what would become of a dial; the page hears of it, and nobody stores it.
    pub(crate) hold: Hold,
    /// What was chosen in the form that an event is about.
    pub(crate) chosen: Box<dyn Fn(&Event) -> String>,
    /// Reads the file that was chosen, which takes a moment.
    pub(crate) read: Read,
    /// Tells the page of something that only the page can do.
    pub(crate) tell: Box<dyn Fn(&str)>,
    /// Keeps the focus near, where what was pressed goes away.
    pub(crate) keep_focus: Box<dyn Fn(&Event)>,
    /// Closes the panel.
    pub(crate) close: Box<dyn Fn()>,
}

/// How things stand, what the view itself remembers, what is drawn, and the hands.
#[derive(Clone)]
pub(crate) struct Ui(Rc<Held>);

struct Held {
    snapshot: RefCell<Snapshot>,
    local: RefCell<Local>,
    drawn: RefCell<Option<draw::Drawn>>,
    say: Say,
    hands: Hands,
}

impl Ui {
    pub(crate) fn new(snapshot: Snapshot, say: Say, hands: Hands) -> Ui {
        Ui(Rc::new(Held { snapshot: RefCell::new(snapshot), local: RefCell::default(), drawn: RefCell::default(), say, hands }))
    }

    /// Draws the panel into its place.
    pub(crate) fn draw_into(&self, place: &Element) {
        let drawn = draw::draw(self.piece(), self);
        draw::append(place, &drawn);
        *self.0.drawn.borrow_mut() = Some(drawn);
    }

    /// Takes the panel away; its listeners hold it, and so would keep it for ever.
    pub(crate) fn take_down(&self) {
        *self.0.drawn.borrow_mut() = None;
    }

    /// Shows how things stand now.
    pub(crate) fn show(&self, snapshot: Snapshot) {
        *self.0.snapshot.borrow_mut() = snapshot;
        self.draw_anew();
    }

    fn piece(&self) -> Piece {
        sheet(&self.0.say, &self.0.snapshot.borrow(), &self.0.local.borrow())
    }

    fn draw_anew(&self) {
        let piece = self.piece();
        if let Some(drawn) = self.0.drawn.borrow_mut().as_mut() {
            draw::redraw(drawn, piece, self);
        }
    }

    fn update(&self, change: impl FnOnce(&mut Local)) {
        change(&mut self.0.local.borrow_mut());
        self.draw_anew();
    }

    /// What an event asks for.
    fn hear(&self, action: &Action, event: Event) {
        let hands = &self.0.hands;
        match action {
            Action::Act(verb) => self.act(verb, event),
            Action::Pause => {
                let span = self.0.local.borrow().span;
                self.act(&Verb::Pause(span), event);
            }
            Action::Span => self.update(|local| local.span = Span::from_word(&(hands.chosen)(&event))),
            Action::StartOver => {
                let kind = self.0.local.borrow().kind;
                self.act(&Verb::StartOver(kind), event);
            }
            Action::Kind => self.update(|local| local.kind = ResetKind::from_word(&(hands.chosen)(&event))),
            Action::Ask(asking) => {
                (hands.keep_focus)(&event);
                self.update(|local| local.asking = *asking);
            }
            Action::Fold(part) => {
                // The browser would open it at once, and what is in it is only made then.
                event.prevent_default();
                (hands.fold)(self, *part);
            }
            Action::Compare(place) => self.update(|local| local.compared = (local.compared != Some(*place)).then_some(*place)),
            Action::Show => self.update(|local| local.shown = !local.shown),
            Action::All => {
                (hands.keep_focus)(&event);
                (hands.all)(self);
            }
            Action::Hold(slider) => {
                if let Some(verb) = moved(slider, &(hands.chosen)(&event)) {
                    (hands.hold)(&verb, event);
                }
            }
            Action::Set(slider) => {
                if let Some(verb) = moved(slider, &(hands.chosen)(&event)) {
                    self.act(&verb, event);
                }
            }
            Action::File => {
                let ui = self.clone();
                (hands.read)(&event, Box::new(move |text| ui.update(|local| local.file = Some(text))));
            }
            Action::Join(join) => {
                let file = self.0.local.borrow_mut().file.take();
                match file.filter(|_| *join) {
                    Some(text) => self.act(&Verb::Join(text), event),
                    None => {
                        (hands.keep_focus)(&event);
                        self.draw_anew();
                    }
                }
            }
            Action::Tell(what) => (hands.tell)(what),
            Action::Close => self.close(),
            Action::Key => {
                let (key, held) = draw::key(&event);
                if key == "Escape" {
                    event.stop_propagation();
                    self.close();
                }
                // A key held down asks once.
                if held && key == "Enter" {
                    event.prevent_default();
                }
            }
        }
    }

    /// What was shown because it was asked for is hidden again.
    fn close(&self) {
        self.update(|local| local.shown = false);
        (self.0.hands.close)();
    }

    fn act(&self, verb: &Verb, event: Event) {
        // The second press of a double one would meet what the first has put in its place.
        if draw::presses(&event) > 1 {
            return;
        }
        self.0.local.borrow_mut().asking = false;
        (self.0.hands.keep_focus)(&event);
        (self.0.hands.act)(self, verb, event);
    }
}

/// What a slider asks for at the stop of this number.
fn moved(slider: &Slider, number: &str) -> Option<Verb> {
    match slider {
        Slider::Dial(scope) => stop(Dial::ALL, number).map(|to| Verb::Dial(scope.clone(), to)),
        Slider::Variety => stop(Variety::ALL, number).map(Verb::Vary),
    }
}

/// The whole sheet.
pub(crate) fn sheet(say: &Say, snapshot: &Snapshot, local: &Local) -> Piece {
    let page = element("div.page")
        .child(why::why(say, snapshot, local))
        .child(controls::controls(say, snapshot, local))
        .child(announce::announce(say, snapshot))
        .maybe(announce::took(say, snapshot))
        .maybe(reasons::reasons(say, snapshot, local))
        .child(below(say, snapshot, local));
    element("section.sheet part=panel role=dialog aria-labelledby=overt-title")
        .set("lang", say.words.lang.clone())
        .set("dir", say.words.dir.clone())
        .on("keydown", Action::Key)
        .child(header(say, snapshot))
        .child(page)
}

fn header(say: &Say, snapshot: &Snapshot) -> Piece {
    let title = match snapshot.view {
        View::Overview => say.words.get(Word::panel_overview),
        View::Why | View::Part(_) => say.words.get(Word::panel_why),
    };
    let close = button("button.close type=button part=button", say.words.get(Word::panel_close), Action::Close);
    element("div.header").child(worded("h2.title id=overt-title tabindex=-1 data-overt-focus", title)).child(close)
}

/// One level down.
fn below(say: &Say, snapshot: &Snapshot, local: &Local) -> Piece {
    let mut below = element("div.below");
    let mut last = None;
    for section in &snapshot.sections {
        let heading = group(say, section.part);
        if last.as_ref() != Some(&heading) {
            below.add(element("h3.group").keyed(heading.clone()));
            last = Some(heading);
        }
        below.add(fold(say, snapshot, local, section));
    }
    let review = worded("strong", say.words.get(Word::review_heading));
    below.child(element("p.review#review").child(review).child(worded("span", say.words.review_line("overt"))))
}

/// The heading over the parts that belong together.
fn group(say: &Say, part: Part) -> String {
    match part {
        Part::Moved | Part::Without | Part::Everything => say.words.get(Word::panel_why_more),
        Part::Learned | Part::Parts | Part::Ways | Part::Visit => say.words.get(Word::panel_change),
        Part::History | Part::Given => say.words.get(Word::panel_happened),
        Part::Data | Part::Person => say.words.get(Word::panel_yours),
    }
}

/// A part that opens; what is in it is made when it is.
fn fold(say: &Say, snapshot: &Snapshot, local: &Local, section: &Section) -> Piece {
    let (words, part) = (&say.words, section.part);
    let count = || say.count(section.count);
    let heading = match part {
        Part::Moved => words.moved_heading(&count()),
        Part::Without => words.get(Word::part_without),
        Part::Everything => words.get(Word::part_everything),
        Part::Learned => words.learned_heading(&count()),
        Part::Parts => words.get(Word::part_parts),
        Part::Ways => words.get(Word::part_ways),
        Part::Visit => words.get(Word::part_visit),
        Part::History => words.history_heading(&count()),
        Part::Given => words.get(Word::part_given),
        Part::Data => words.get(Word::part_data),
        Part::Person => words.get(Word::part_person),
    };
    let fold = element("details.fold")
        .key(part.as_str().into())
        .set("data-overt-part", part.as_str().into())
        .child(worded("summary.summary", heading).on("click", Action::Fold(part)));
    let Some(body) = &section.body else { return fold };
    let now = snapshot.now;
    let body = match body {
        Body::Moved(moved) => items::moved(say, moved, local.shown, now),
        Body::Without(compared) => compare::without(say, compared, local),
        Body::Everything(detail) => detail::everything(say, snapshot, detail, local.shown),
        Body::Learned(values, more) => items::learned(say, values, *more, local.shown, now),
        Body::Parts(switches) => switches::switches(say, switches),
        Body::Ways(ways) => compare::ways(say, ways),
        Body::Visit(out) => compare::visit(say, *out),
        Body::History(entries) => history::history(say, entries, snapshot.blocked, local.shown, now),
        Body::Given(given) => data::given(say, given, now),
        Body::Data(data) => data::data(say, data, local),
        Body::Person(contacts) => detail::person(say, contacts),
    };
    // Not on `details` itself: what is in one that can take the focus is left out of the order of the Tab key.
    fold.flag("open", true).child(body.set("tabindex", "-1".into()).flag("data-overt-group", true))
}

#[cfg(test)]
mod tests;
