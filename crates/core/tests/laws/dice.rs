//! What devices do, by numbers that someone else draws: fixed seeds here, and a fuzzer in `crates/core/fuzz`.
//!
//! The strategies in `steps` are not for this: they draw other numbers where addresses have 32 bits.

use overt_core::act::{Loosen, Tighten};
use overt_core::choice::{Dial, OffKind, Scope, Variety};
use overt_core::clock::Ms;
use overt_core::limits::DAY_MS;
use overt_core::record::ResetKind;
use overt_core::registry::{Category, Mode, Place};

use crate::steps::Step;
use crate::world::{PURPOSES, SIGNALS, SLOTS, START, VALUES, id};

/// Numbers, and 0 for ever where there are no more.
pub(crate) struct Dice<N>(pub(crate) N);

impl<N: Iterator<Item = u32>> Dice<N> {
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        self.0.next().unwrap_or(0) % bound
    }

    pub(crate) fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u32) as usize].clone()
    }

    fn span(&mut self) -> Ms {
        let days = self.pick(&[0, 0, 1, 7, 8, 40, 400]);
        days * DAY_MS + i64::from(self.below(86_400)) * 1000
    }

    fn scope(&mut self) -> Scope {
        match self.below(10) {
            0 => Scope::All,
            1 => Scope::Purpose(id(self.pick(&PURPOSES).0)),
            2 => Scope::Slot(id(self.pick(&SLOTS).0)),
            3 => Scope::Signal(id(self.pick(&SIGNALS).0)),
            4 => Scope::Value(id(self.pick(&SIGNALS).0), id(self.pick(&VALUES))),
            5 => Scope::Category(self.pick(Category::ALL)),
            6 => Scope::Mode(self.pick(Mode::ALL)),
            7 => Scope::Source(self.pick(Place::ALL)),
            8 => Scope::Segment(id("readers")),
            _ => Scope::Visit(id("here")),
        }
    }

    pub(crate) fn tightening(&mut self) -> Tighten {
        match self.below(14) {
            0 => Tighten::Off,
            1 => Tighten::Pause { scope: self.scope(), until: None },
            2 | 3 => Tighten::Pause { scope: self.scope(), until: Some(START + self.span()) },
            4 | 5 => Tighten::Reset { scope: self.scope(), kind: self.pick(ResetKind::ALL) },
            6 | 7 => Tighten::TurnOff { scope: self.scope(), kind: self.pick(OffKind::ALL) },
            8 => Tighten::Refuse { purpose: id(self.pick(&PURPOSES).0), shown: None },
            9 => Tighten::Withdraw { purpose: id(self.pick(&PURPOSES).0) },
            10 => Tighten::ExcludeVisit { visit: id("here") },
            11 => Tighten::Vary { to: self.pick(Variety::ALL) },
            _ => Tighten::LowerDial { scope: self.scope(), to: self.pick(Dial::ALL) },
        }
    }

    pub(crate) fn step(&mut self) -> Step {
        match self.below(35) {
            0..4 => Step::Tighten(self.tightening()),
            4..10 => Step::Loosen(Loosen::On { purpose: id(self.pick(&PURPOSES).0) }),
            10 => Step::Loosen(Loosen::Resume { scope: self.scope() }),
            11 => Step::Loosen(Loosen::RaiseDial { scope: self.scope(), to: self.pick(Dial::ALL) }),
            12 => Step::Undo(self.below(3) as usize),
            13 => Step::Settle,
            14 => Step::Wait(self.span()),
            15 | 16 => Step::Join(self.below(3) as usize),
            17 => Step::Loosen(Loosen::Lift { scope: self.scope() }),
            18 | 19 => {
                let names = vec![Scope::Category(Category::Health), Scope::Category(Category::Finance), Scope::Source(Place::OtherSite)];
                Step::Loosen(Loosen::Consent { purpose: id(self.pick(&PURPOSES).0), names, shown: None })
            }
            20 => Step::Loosen(Loosen::Tell { signal: id(self.pick(&SIGNALS).0), value: id(self.pick(&VALUES)), label: "L".into() }),
            21 => Step::Loosen(Loosen::Vary { to: self.pick(Variety::ALL) }),
            _ => Step::Observe(vec![(self.pick(&SIGNALS).0, "romance"), (self.pick(&SIGNALS).0, self.pick(&VALUES))]),
        }
    }

    /// So many things done by three devices in turn.
    pub(crate) fn steps(&mut self, count: u32) -> Vec<(usize, Step)> {
        (0..count).map(|_| (self.below(3) as usize, self.step())).collect()
    }
}
