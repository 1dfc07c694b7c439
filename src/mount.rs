//! Wires the rooms together: the session to the browser, the view to the session.

use std::cell::RefCell;
use std::rc::Rc;

use overt_core::json::{Value, parse};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Event, ShadowRoot};

use crate::browser::clock::{BrowserCalendar, BrowserClock};
use crate::browser::storage::LocalStorage;
use crate::browser::{self, Visibility, Watch};
use crate::gesture::Press;
use crate::perform::{Effect, perform, preview};
use crate::session::Session;
use crate::text::{Say, Words};
use crate::ui::{Hands, Ui};

/// A panel that is mounted; dropped, it is gone.
#[wasm_bindgen]
pub struct Panel {
    session: Rc<RefCell<Session>>,
    ui: Ui,
    _watch: Watch,
    place: web_sys::HtmlElement,
}

/// Mounts the panel into an open shadow root and shows what the request asks for, in the words of one of the files of `text`, dressed by these styles.
#[wasm_bindgen]
pub fn mount(root: ShadowRoot, request: &str, words: &str, styles: &str) -> Panel {
    browser::dress(&root, styles);
    let page = parse(request).unwrap_or(Value::Null).get("lang").as_text().unwrap_or_default().to_owned();
    let words = Words::read(words);
    let calendar = Rc::new(BrowserCalendar::new(&words.lang, &page));
    let say = Say { words: Rc::new(words), calendar };
    let mut session = Session::new(Rc::new(LocalStorage::new()), Rc::new(BrowserClock), request);
    let first = session.snapshot();
    let session = Rc::new(RefCell::new(session));
    let place = browser::place(&root);
    let visibility = Visibility::default();
    let watch = visibility.watch(&place);
    let ui = Ui::new(first, say, hands(&root, session.clone(), visibility));
    ui.draw_into(&place);
    Panel { session, ui, _watch: watch, place }
}

fn hands(root: &ShadowRoot, session: Rc<RefCell<Session>>, visibility: Visibility) -> Hands {
    let [page, closing, held, told] = [root.clone(), root.clone(), root.clone(), root.clone()];
    let seen = visibility.clone();
    let press = move |event: &Event, root: &ShadowRoot| Press::new(browser::gesture(event, root, &seen));
    let [acting, folding, showing, holding] = [session.clone(), session.clone(), session.clone(), session];
    let press_held = press.clone();
    Hands {
        act: Box::new(move |ui, verb, event| {
            let press = press(&event, &page);
            // Ends the borrow before the page hears of it: the page answers with a newer request.
            let (effect, after, visit, file) = {
                let mut session = acting.borrow_mut();
                let effect = perform(&mut session, verb, press);
                let file = (effect == Effect::Save).then(|| session.file());
                (effect, session.snapshot(), session.visit().map(String::from), file)
            };
            ui.show(after);
            match effect {
                Effect::Quiet => {}
                Effect::Written => browser::tell_record(&page, None, visit.as_deref()),
                Effect::Failed(trouble) => browser::tell_record(&page, Some(trouble), None),
                Effect::Save => browser::tell_save(&page, &file.unwrap_or_default()),
            }
        }),
        fold: Box::new(move |ui, part| {
            let mut session = folding.borrow_mut();
            session.fold(part);
            ui.show(session.snapshot());
        }),
        all: Box::new(move |ui| {
            let mut session = showing.borrow_mut();
            session.show_all();
            ui.show(session.snapshot());
        }),
        hold: Box::new(move |verb, event| {
            // What a script moves shows nothing that the page could not see already.
            if press_held(&event, &held).proof().is_err() {
                return;
            }
            let order = preview(&mut holding.borrow_mut(), verb);
            if let Some((slot, order)) = order {
                browser::tell_preview(&held, &slot, &order);
            }
        }),
        chosen: Box::new(browser::chosen),
        read: Box::new(browser::read_file),
        keep_focus: Box::new(browser::keep_focus),
        tell: Box::new(move |name| browser::tell_page(&told, name)),
        close: Box::new(move || browser::tell_page(&closing, "overt:close")),
    }
}

#[wasm_bindgen]
impl Panel {
    /// Shows a newer request: the record changed elsewhere, or the panel is opened on another list.
    pub fn refresh(&self, request: &str) {
        // A page that answers from within one of the panel's own events is served by the end of that event.
        let Ok(mut session) = self.session.try_borrow_mut() else { return };
        session.refresh(request);
        let after = session.snapshot();
        drop(session);
        self.ui.show(after);
    }

    /// What the log is to be told of the acts since it was last asked, as the core writes it: the page keeps the log.
    pub fn entries(&self) -> String {
        self.session.try_borrow_mut().map_or_else(|_| String::new(), |mut session| session.told())
    }
}

impl Drop for Panel {
    fn drop(&mut self) {
        self.ui.take_down();
        self.place.remove();
    }
}

impl std::fmt::Debug for Panel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Panel").finish_non_exhaustive()
    }
}
