//! Enums that are written as one word in JSON.
//!
//! A word that is not known refuses nothing: every enum says what it then means, and that is always the least permissive reading.

macro_rules! named {
    (
        $(#[$about:meta])*
        $visibility:vis enum $name:ident {
            $( $(#[$doc:meta])* $variant:ident = $word:literal, )*
        }
        unknown = $unknown:ident
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        $visibility enum $name {
            $( $(#[$doc])* $variant, )*
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[ $( $name::$variant, )* ];

            const WORDS: &'static [&'static str] = &[ $( $word, )* ];

            /// The word that stands for it in JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $( $name::$variant => $word, )* }
            }

            /// Reads a word; one that is not known gives the least permissive value.
            pub fn from_word(word: &str) -> Self {
                Self::at($crate::json::place_of(word, Self::WORDS))
            }

            fn at(place: usize) -> Self {
                Self::ALL.get(place).copied().unwrap_or($name::$unknown)
            }
        }

        impl $crate::json::Json for $name {
            fn read(value: &$crate::json::Value, reader: &mut $crate::json::Reader) -> Self {
                Self::at($crate::json::read_word(value, reader, Self::WORDS))
            }

            fn write(&self, out: &mut alloc::string::String) {
                $crate::json::write_word(out, self.as_str());
            }
        }
    };
}
