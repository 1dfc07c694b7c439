//! The multi-value register: what several tabs or devices wrote without having seen each other.
//!
//! Every write carries a dot, the name of its device and a count, and replaces exactly the writes that it had seen.
//! Joining two registers keeps whatever neither side has replaced, so the order of joining does not matter.
//! Clocks play no part. (Preguiça et al., "Dotted Version Vectors", 2010.)
//!
//! ```
//! use overt_core::{choice::Dial, id::Id, register::Register};
//! let (a, b) = (Id::new("a").unwrap(), Id::new("b").unwrap());
//! let mut left = Register::default();
//! let mut right = Register::default();
//! left.write(&a, &Dial::More);
//! right.write(&b, &Dial::Off);
//! left.join(&right);
//! assert_eq!(left.values::<Dial>().collect::<Vec<_>>(), [Dial::More, Dial::Off], "neither had seen the other");
//! left.write(&a, &Dial::More);
//! left.join(&right);
//! assert_eq!(left.values::<Dial>().collect::<Vec<_>>(), [Dial::More], "this write had seen both");
//! ```

use alloc::string::String;
use alloc::vec::Vec;

use crate::id::Id;
use crate::json::{Json, Reader, Value, decimal, field, parse, to_text, write_field};

/// One write: by which device, and its how-manieth. In JSON `"device:count"`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dot {
    /// The device that wrote.
    pub device: Id,
    /// Its count of writes, from 1.
    pub count: u32,
}

impl Json for Dot {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        let parts = value.as_text().and_then(|text| text.split_once(':'));
        let dot = parts.and_then(|(device, count)| Some(Dot { device: Id::new(device)?, count: count.parse().ok().filter(|c| *c > 0)? }));
        dot.unwrap_or_else(|| {
            reader.expected("a dot: \"device:count\"");
            Dot { device: Id::read(&Value::Null, reader), count: 0 }
        })
    }

    fn write(&self, out: &mut String) {
        [self.device.as_str(), ":", &decimal(self.count)].concat().write(out);
    }
}

/// The writes that have been seen: the highest count of each device, in the order of the devices.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen(Vec<Dot>);

impl Json for Seen {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        let mut seen = Seen::default();
        if *value == Value::Null {
            reader.expected("a list of dots");
        }
        Vec::<Dot>::read(value, reader).iter().for_each(|dot| seen.add(dot));
        seen
    }

    fn write(&self, out: &mut String) {
        self.0.write(out);
    }
}

impl Seen {
    /// The highest count seen of a device.
    pub fn count(&self, device: &Id) -> u32 {
        self.0.iter().find(|d| d.device == *device).map_or(0, |d| d.count)
    }

    /// Whether a write has been seen.
    pub fn contains(&self, dot: &Dot) -> bool {
        self.count(&dot.device) >= dot.count
    }

    /// Makes the next dot of a device, and counts it as seen.
    pub fn next(&mut self, device: &Id) -> Dot {
        let dot = Dot { device: device.clone(), count: self.count(device).saturating_add(1) };
        self.add(&dot);
        dot
    }

    /// Takes over all that another has seen.
    pub fn join(&mut self, other: &Seen) {
        other.0.iter().for_each(|dot| self.add(dot));
    }

    fn add(&mut self, dot: &Dot) {
        match self.0.iter_mut().find(|d| d.device == dot.device) {
            Some(known) => known.count = known.count.max(dot.count),
            None => insert_sorted(&mut self.0, dot.clone()),
        }
    }
}

fields! {
    /// One value and the write that it came by.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Written {
        /// The write.
        pub dot: Dot as "dot",
        /// What was written, as JSON: whatever of it this version does not know is kept.
        pub is: Value as "is",
    }
}

/// A value that several may have written at once.
///
/// It holds JSON and not one type or another, so that the gate carries the code of joining once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    seen: Seen,
    values: Vec<Written>,
}

impl Json for Register {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        let register = Register { seen: field(value, "seen", reader), values: field(value, "values", reader) };
        // Something was written, so something stands; what was lost may have been a no.
        if register.values.is_empty() != register.seen.0.is_empty() {
            reader.expected("the values that were written");
        }
        register
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        write_field(out, "seen", &self.seen);
        write_field(out, "values", &self.values);
        out.push('}');
    }
}

impl Register {
    /// All that stands: nothing before the first write, more than one after writes that had not seen each other.
    pub fn values<T: Json>(&self) -> impl Iterator<Item = T> + '_ {
        // What can't be read is read as the harmless value that stands in for it.
        self.values.iter().map(|written| T::read(&written.is, &mut Reader::default()))
    }

    /// Notes the first value that is not what it should be.
    pub(crate) fn check<T: Json>(&self, reader: &mut Reader) {
        self.values.iter().for_each(|written| _ = T::read(&written.is, reader));
    }

    /// Replaces all that stands by one value.
    pub fn write(&mut self, device: &Id, value: &impl Json) {
        self.put(device, &to_text(value));
    }

    #[inline(never)]
    fn put(&mut self, device: &Id, value: &str) {
        let dot = self.seen.next(device);
        self.values.clear();
        self.values.push(Written { dot, is: parse(value).unwrap_or(Value::Null) });
    }

    /// Takes over what another register holds.
    ///
    /// Where one dot stands for two values, both are kept: two tabs of one device may have written at the same instant.
    pub fn join(&mut self, other: &Register) {
        let gone = |dot: &Dot, other: &Register| other.seen.contains(dot) && !other.values.iter().any(|v| v.dot == *dot);
        let mine = self.clone();
        self.values.retain(|v| !gone(&v.dot, other));
        for theirs in other.values.iter().filter(|v| !gone(&v.dot, &mine)) {
            let order = |w: &Written| (w.dot.clone(), to_text(&w.is));
            if let Err(place) = self.values.binary_search_by(|known| order(known).cmp(&order(theirs))) {
                self.values.insert(place, theirs.clone());
            }
        }
        self.seen.join(&other.seen);
    }
}

/// A register with the name of what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyed<K> {
    /// What it is about.
    pub about: K,
    /// What was written.
    pub register: Register,
}

impl<K: Json> Json for Keyed<K> {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        Keyed { about: field(value, "about", reader), register: field(value, "register", reader) }
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        write_field(out, "about", &self.about);
        write_field(out, "register", &self.register);
        out.push('}');
    }
}

/// The register of a key, made where there is none.
pub fn register_mut<'a, K: Clone + Ord>(list: &'a mut Vec<Keyed<K>>, about: &K) -> &'a mut Register {
    let place = match list.binary_search_by(|k| k.about.cmp(about)) {
        Ok(place) => place,
        Err(place) => {
            list.insert(place, Keyed { about: about.clone(), register: Register::default() });
            place
        }
    };
    #[expect(clippy::indexing_slicing, reason = "the line above found the place or made it")]
    &mut list[place].register
}

/// Joins two lists of registers, key by key; the first has to be in the order of its keys.
pub fn join_lists<K: Clone + Ord>(mine: &mut Vec<Keyed<K>>, theirs: &[Keyed<K>]) {
    for other in theirs {
        register_mut(mine, &other.about).join(&other.register);
    }
}

/// Puts an item where it belongs in a sorted list, unless it is there.
pub fn insert_sorted<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(place) = list.binary_search(&item) {
        list.insert(place, item);
    }
}
