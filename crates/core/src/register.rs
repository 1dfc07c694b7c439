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

use crate::id::{Id, cut};
use crate::json::{Json, Reader, Value, decimal, field, parse, to_text, write_field};

/// One write: by which device, and its how-manieth. In JSON `"device:count"`.
///
/// ```
/// use overt_core::{json::{from_text, to_text}, register::Dot};
/// let dot: Dot = from_text("\"phone:7\"").unwrap();
/// assert_eq!((dot.device.as_str(), dot.count), ("phone", 7));
/// assert_eq!(to_text(&dot), "\"phone:7\"");
/// assert!(from_text::<Dot>("\"phone:0\"").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dot {
    /// The device that wrote.
    pub device: Id,
    /// Its count of writes, from 1.
    pub count: u32,
}

impl Json for Dot {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        let parts = value.as_text().and_then(|text| cut(text, b':'));
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

/// The writes that have been seen: the highest count of each device, in the order of the devices. In JSON a list of dots.
///
/// ```
/// use overt_core::{json::{from_text, to_text}, register::Seen};
/// let seen: Seen = from_text(r#"["tablet:2", "phone:7", "phone:3"]"#).unwrap();
/// assert_eq!(to_text(&seen), r#"["phone:7","tablet:2"]"#);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen(Vec<Dot>);

impl Json for Seen {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        let mut seen = Seen::default();
        if matches!(value, Value::Null) {
            reader.expected("a list of dots");
        }
        Vec::<Dot>::read(value, reader).iter().for_each(|dot| seen.add(dot));
        seen
    }

    fn write(&self, out: &mut String) {
        self.0.write(out);
    }
}

/// A device's writes are seen in order, so its highest count stands for all before.
///
/// ```
/// use overt_core::{json::from_text, register::Seen};
/// let seen: Seen = from_text(r#"["phone:7"]"#).unwrap();
/// assert!(seen.contains(&from_text("\"phone:3\"").unwrap()));
/// assert!(!seen.contains(&from_text("\"phone:8\"").unwrap()));
/// ```
impl Seen {
    /// The highest count seen of a device; 0 where none was.
    ///
    /// ```
    /// use overt_core::{id::Id, json::from_text, register::Seen};
    /// let seen: Seen = from_text(r#"["phone:7"]"#).unwrap();
    /// assert_eq!(seen.count(&Id::new("phone").unwrap()), 7);
    /// assert_eq!(seen.count(&Id::new("tablet").unwrap()), 0);
    /// ```
    pub fn count(&self, device: &Id) -> u32 {
        self.0.iter().find(|d| d.device == *device).map_or(0, |d| d.count)
    }

    /// Whether a write has been seen.
    ///
    /// ```
    /// use overt_core::{id::Id, register::{Dot, Seen}};
    /// let dot = Dot { device: Id::new("phone").unwrap(), count: 1 };
    /// assert!(!Seen::default().contains(&dot));
    /// ```
    pub fn contains(&self, dot: &Dot) -> bool {
        self.count(&dot.device) >= dot.count
    }

    /// Makes the next dot of a device, and counts it as seen; after 4294967295 writes it stays there.
    ///
    /// ```
    /// use overt_core::{id::Id, register::Seen};
    /// let phone = Id::new("phone").unwrap();
    /// let mut seen = Seen::default();
    /// assert_eq!([seen.next(&phone).count, seen.next(&phone).count], [1, 2]);
    /// ```
    pub fn next(&mut self, device: &Id) -> Dot {
        let dot = Dot { device: device.clone(), count: self.count(device).saturating_add(1) };
        self.add(&dot);
        dot
    }

    /// Takes over all that another has seen.
    ///
    /// ```
    /// use overt_core::{json::{from_text, to_text}, register::Seen};
    /// let mut seen: Seen = from_text(r#"["phone:7"]"#).unwrap();
    /// seen.join(&from_text(r#"["phone:3", "tablet:2"]"#).unwrap());
    /// assert_eq!(to_text(&seen), r#"["phone:7","tablet:2"]"#);
    /// ```
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
    /// One value and the write that it came by. In JSON an object.
    ///
    /// ```
    /// use overt_core::{json::{Value, from_text}, register::Written};
    /// let written: Written = from_text(r#"{"dot": "phone:7", "is": "less"}"#).unwrap();
    /// assert_eq!((written.dot.count, written.is), (7, Value::Text("less".into())));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Written {
        /// The write.
        pub dot: Dot as "dot",
        /// What was written, as JSON: whatever of it this version does not know is kept.
        pub is: Value as "is",
    }
}

/// A value that several may have written at once. In JSON an object of `seen` and `values`; one of them alone is a fault.
///
/// It holds JSON and not one type or another, so that the gate carries the code of joining once.
///
/// ```
/// use overt_core::{choice::Dial, id::Id, json::{from_text, to_text}, register::Register};
/// let mut dial = Register::default();
/// dial.write(&Id::new("phone").unwrap(), &Dial::Less);
/// let text = to_text(&dial);
/// assert_eq!(text, r#"{"seen":["phone:1"],"values":[{"dot":"phone:1","is":"less"}]}"#);
/// assert_eq!(from_text(&text), Ok(dial));
/// ```
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

/// Writing replaces what was seen; joining keeps what was not.
///
/// ```
/// use overt_core::{choice::Dial, id::Id, register::Register};
/// let (phone, tablet) = (Id::new("phone").unwrap(), Id::new("tablet").unwrap());
/// let mut here = Register::default();
/// here.write(&phone, &Dial::Less);
/// let mut there = here.clone();
/// there.write(&tablet, &Dial::More);
/// here.join(&there);
/// assert_eq!(here.values::<Dial>().collect::<Vec<_>>(), [Dial::More], "the tablet had seen what the phone wrote");
/// ```
impl Register {
    /// All that stands: nothing before the first write, more than one after writes that had not seen each other.
    ///
    /// What is no such value is read as the harmless one that stands in for it: the values have to be read as what was written.
    ///
    /// ```
    /// use overt_core::{choice::Dial, register::Register};
    /// assert_eq!(Register::default().values::<Dial>().count(), 0);
    /// ```
    pub fn values<T: Json>(&self) -> impl Iterator<Item = T> + '_ {
        // What can't be read is read as the harmless value that stands in for it.
        self.values.iter().map(|written| T::read(&written.is, &mut Reader::default()))
    }

    /// Notes the first value that is not what it should be.
    pub(crate) fn check<T: Json>(&self, reader: &mut Reader) {
        self.values.iter().for_each(|written| _ = T::read(&written.is, reader));
    }

    /// Replaces all that stands by one value.
    ///
    /// ```
    /// use overt_core::{choice::Dial, id::Id, register::Register};
    /// let (mut dial, phone) = (Register::default(), Id::new("phone").unwrap());
    /// dial.write(&phone, &Dial::Less);
    /// dial.write(&phone, &Dial::Off);
    /// assert_eq!(dial.values::<Dial>().collect::<Vec<_>>(), [Dial::Off]);
    /// ```
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
    ///
    /// ```
    /// use overt_core::{id::Id, register::Register};
    /// let phone = Id::new("phone").unwrap();
    /// let (mut tab, mut other_tab) = (Register::default(), Register::default());
    /// tab.write(&phone, &true);
    /// other_tab.write(&phone, &false);
    /// tab.join(&other_tab);
    /// assert_eq!(tab.values::<bool>().count(), 2);
    /// ```
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

/// A register with the name of what it is about. In JSON an object of `about` and `register`.
///
/// ```
/// use overt_core::{id::Id, json::to_text, register::{Keyed, Register}};
/// let mut dial = Keyed { about: Id::new("romance").unwrap(), register: Register::default() };
/// dial.register.write(&Id::new("phone").unwrap(), &false);
/// assert!(to_text(&dial).starts_with(r#"{"about":"romance","register":{"seen":["phone:1"]"#));
/// ```
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

/// The register of a key, made where there is none. The list has to be in the order of its keys, and stays so.
///
/// ```
/// use overt_core::{id::Id, register::register_mut};
/// let (austen, eco, phone) = (Id::new("austen").unwrap(), Id::new("eco").unwrap(), Id::new("phone").unwrap());
/// let mut list = Vec::new();
/// register_mut(&mut list, &eco).write(&phone, &true);
/// register_mut(&mut list, &austen).write(&phone, &true);
/// assert_eq!(list.iter().map(|keyed| keyed.about.as_str()).collect::<Vec<_>>(), ["austen", "eco"]);
/// ```
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
///
/// ```
/// use overt_core::{id::Id, register::{join_lists, register_mut}};
/// let (austen, eco, phone) = (Id::new("austen").unwrap(), Id::new("eco").unwrap(), Id::new("phone").unwrap());
/// let (mut mine, mut theirs) = (Vec::new(), Vec::new());
/// register_mut(&mut mine, &austen).write(&phone, &true);
/// register_mut(&mut theirs, &eco).write(&phone, &false);
/// join_lists(&mut mine, &theirs);
/// assert_eq!(mine.len(), 2);
/// ```
pub fn join_lists<K: Clone + Ord>(mine: &mut Vec<Keyed<K>>, theirs: &[Keyed<K>]) {
    for other in theirs {
        register_mut(mine, &other.about).join(&other.register);
    }
}

/// Puts an item where it belongs in a sorted list, unless it is there.
///
/// ```
/// use overt_core::register::insert_sorted;
/// let mut shelves = vec!["crime", "romance"];
/// insert_sorted(&mut shelves, "poetry");
/// insert_sorted(&mut shelves, "poetry");
/// assert_eq!(shelves, ["crime", "poetry", "romance"]);
/// ```
pub fn insert_sorted<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(place) = list.binary_search(&item) {
        list.insert(place, item);
    }
}
