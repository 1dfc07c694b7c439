//! Storage and a clock that live in memory.
