//! What the visitor's connection carries, file by file, and what it may come to; how the files are made is `dist`'s.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::modules;

/// The most that a part may weigh in brotli, Wasm and glue together; a kilobyte is 1,000 bytes.
///
/// A number is lowered when it is beaten, and never raised to pass.
const BUDGETS: [Budget; 11] = [
    Budget { part: "overt", most_bytes: 3_000, files: &["overt.js"] },
    Budget { part: "embed", most_bytes: 1_000, files: &["embed.js"] },
    Budget { part: "page", most_bytes: 3_000, files: &["page.js"] },
    Budget { part: "sheet", most_bytes: 2_000, files: &["sheet.js"] },
    Budget { part: "learn", most_bytes: 600, files: &["learn.js"] },
    Budget { part: "glide", most_bytes: 600, files: &["glide.js"] },
    Budget { part: "log", most_bytes: 1_000, files: &["log.js"] },
    Budget { part: "gate", most_bytes: 45_000, files: &["gate.js", "gate.wasm"] },
    Budget { part: "panel", most_bytes: 80_000, files: &["panel.js", "panel.wasm"] },
    Budget { part: "receipts", most_bytes: 34_000, files: &["receipts.js", "receipts.wasm"] },
    Budget { part: "styles", most_bytes: 4_000, files: &["panel.css"] },
];

/// What the playground's module may weigh, with its glue: the rules, the findings' sentences, and what is never said in thirteen languages.
const PLAYGROUND: Budget = Budget { part: "playground", most_bytes: 80_000, files: &["playground.js", "playground.wasm"] };

/// The most that an adapter may weigh, and what all of them share.
const ADAPTER_MOST_BYTES: usize = 2_000;

/// The most that the words of one language may weigh; a visitor carries one.
const WORDS_MOST_BYTES: usize = 9_000;

/// The files that a browser loads, besides the words.
const FILES: [&str; 14] = [
    "embed.js",
    "gate.js",
    "gate.wasm",
    "glide.js",
    "learn.js",
    "log.js",
    "overt.js",
    "page.js",
    "panel.css",
    "panel.js",
    "panel.wasm",
    "receipts.js",
    "receipts.wasm",
    "sheet.js",
];

/// The files that a browser loads, the words of every language among them, in alphabetical order.
pub(crate) fn shipped(root: &Path) -> Result<Vec<String>> {
    let languages = modules::languages(root)?;
    let words = languages.iter().flat_map(|language| modules::files_of(language));
    let scripts = FILES.into_iter().chain(modules::ADAPTERS).map(str::to_owned);
    let mut files: Vec<String> = scripts.chain(words).collect();
    files.sort();
    Ok(files)
}

#[derive(Debug)]
struct Budget {
    part: &'static str,
    most_bytes: usize,
    files: &'static [&'static str],
}

#[derive(Debug)]
struct Size {
    file: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Measures every file of the folder, as it would be sent.
pub(crate) fn measure(folder: &Path, shipped: &[String]) -> Result<Sizes> {
    let mut sizes = Vec::new();
    for file in shipped {
        let bytes = std::fs::read(folder.join(file)).with_context(|| format!("{file} was not built"))?;
        sizes.push(Size { file: file.clone(), raw: bytes.len(), gzip: gzip(&bytes)?, brotli: brotli(&bytes)? });
    }
    Ok(Sizes(sizes))
}

/// The sizes of all files.
#[derive(Debug)]
pub(crate) struct Sizes(Vec<Size>);

impl Sizes {
    /// `{file: {raw, gzip, brotli}}`, in bytes.
    pub(crate) fn to_json(&self) -> Value {
        let entry = |size: &Size| {
            let numbers = json!({ "raw": size.raw, "gzip": size.gzip, "brotli": size.brotli });
            (size.file.clone(), numbers)
        };
        Value::Object(self.0.iter().map(entry).collect::<Map<_, _>>())
    }

    /// Prints every file and every budget, and fails when one is passed.
    pub(crate) fn hold_against_budgets(&self) -> Result<()> {
        println!("{:<22} {:>9} {:>9} {:>9}", "bytes", "raw", "gzip", "brotli");
        for size in &self.0 {
            println!("{:<22} {:>9} {:>9} {:>9}", size.file, size.raw, size.gzip, size.brotli);
        }
        println!("\n{:<22} {:>9} {:>9}", "part", "brotli", "budget");
        let mut over = Vec::new();
        for (part, bytes, most) in self.parts() {
            let verdict = if bytes > most { "over" } else { "within" };
            println!("{part:<22} {bytes:>9} {most:>9} {verdict}");
            if bytes > most {
                over.push(format!("{part} is {} bytes past its budget", bytes - most));
            }
        }
        if !over.is_empty() {
            bail!("{}.", over.join(", "));
        }
        Ok(())
    }
}

impl Sizes {
    /// Every part with what it weighs and what it may weigh; of the languages and of the adapters, the one that weighs most.
    fn parts(&self) -> Vec<(String, usize, usize)> {
        let weight = |files: &[&str]| self.0.iter().filter(|size| files.contains(&size.file.as_str())).map(|size| size.brotli).sum();
        let mut parts: Vec<_> = BUDGETS.iter().map(|b| (b.part.to_owned(), weight(b.files), b.most_bytes)).collect();
        let adapters = self.0.iter().filter(|size| modules::ADAPTERS.contains(&size.file.as_str()));
        let heaviest = adapters.max_by_key(|size| size.brotli);
        parts.extend(
            heaviest.map(|size| (format!("adapters, {}", size.file.trim_start_matches("adapters/")), size.brotli, ADAPTER_MOST_BYTES)),
        );
        let words = self.0.iter().filter_map(|size| Some((size.file.strip_suffix(".json")?, size.brotli)));
        parts
            .extend(words.max_by_key(|(_, bytes)| *bytes).map(|(language, bytes)| (format!("words, {language}"), bytes, WORDS_MOST_BYTES)));
        parts
    }
}

/// Holds the playground's module, which lies in a folder of its own, against its budget.
pub(crate) fn hold_playground(folder: &Path) -> Result<()> {
    let files: Vec<String> = PLAYGROUND.files.iter().map(|file| (*file).to_owned()).collect();
    let bytes: usize = measure(folder, &files)?.0.iter().map(|size| size.brotli).sum();
    let Budget { part, most_bytes, .. } = PLAYGROUND;
    println!("{part:<18} {bytes:>9} {most_bytes:>9} {}", if bytes > most_bytes { "over" } else { "within" });
    if bytes > most_bytes {
        bail!("{part} is {} bytes past its budget.", bytes - most_bytes);
    }
    Ok(())
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// Quality 11 and a window of 2^22 bytes: what a server that compresses ahead of time sends.
pub(crate) fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    encoder.write_all(bytes)?;
    encoder.flush()?;
    Ok(encoder.into_inner().len())
}
