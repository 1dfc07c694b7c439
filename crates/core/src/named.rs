//! Enums that are written as one word in JSON.
//!
//! A word that is not known refuses nothing: every enum says what it then means, and that is always the least permissive reading.
//! What the macro declares comes with examples that run. They import it from the module that `home!` names in `lib.rs`.

macro_rules! named {
    (
        $(#[$about:meta])*
        $visibility:vis enum $name:ident {
            $( $(#[$doc:meta])* $variant:ident = $word:literal, )*
        }
        unknown = $unknown:ident
    ) => {
        $(#[$about])*
        ///
        #[doc = concat!("A word that is not known is read as [`", stringify!($unknown), "`](", stringify!($name), "::", stringify!($unknown), "):")]
        ///
        /// ```
        #[doc = concat!("use ", home!(), "::", stringify!($name), ";")]
        #[doc = concat!("assert_eq!(", stringify!($name), "::from_word(\"word-of-tomorrow\"), ", stringify!($name), "::", stringify!($unknown), ");")]
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        $visibility enum $name {
            $(
                $(#[$doc])*
                #[doc = concat!("\n\nIn JSON `\"", $word, "\"`.")]
                $variant,
            )*
        }

        /// Its words: each value has one, and each word is read as the value that it stands for.
        ///
        /// ```
        #[doc = concat!("use ", home!(), "::", stringify!($name), ";")]
        #[doc = concat!("for value in ", stringify!($name), "::ALL {")]
        #[doc = concat!("    assert_eq!(", stringify!($name), "::from_word(value.as_str()), *value);")]
        /// }
        /// ```
        impl $name {
            /// Every value, in order.
            ///
            /// ```
            #[doc = concat!("use ", home!(), "::", stringify!($name), ";")]
            #[doc = concat!("assert_eq!(", stringify!($name), "::ALL, [")]
            $( #[doc = concat!("    ", stringify!($name), "::", stringify!($variant), ",")] )*
            /// ]);
            /// ```
            pub const ALL: &'static [$name] = &[ $( $name::$variant, )* ];

            const WORDS: &'static [&'static str] = &[ $( $word, )* ];

            /// The word that stands for it in JSON.
            ///
            /// ```
            #[doc = concat!("use ", home!(), "::", stringify!($name), ";")]
            $( #[doc = concat!("assert_eq!(", stringify!($name), "::", stringify!($variant), ".as_str(), \"", $word, "\");")] )*
            /// ```
            pub const fn as_str(self) -> &'static str {
                match self { $( $name::$variant => $word, )* }
            }

            /// Reads a word; one that is not known gives the least permissive value.
            ///
            /// ```
            #[doc = concat!("use ", home!(), "::", stringify!($name), ";")]
            $( #[doc = concat!("assert_eq!(", stringify!($name), "::from_word(\"", $word, "\"), ", stringify!($name), "::", stringify!($variant), ");")] )*
            #[doc = concat!("assert_eq!(", stringify!($name), "::from_word(\"\"), ", stringify!($name), "::", stringify!($unknown), ");")]
            /// ```
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
