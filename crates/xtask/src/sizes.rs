//! What the visitor's connection carries, file by file, and what it may come to; how the files are made is `dist`'s.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

/// The most that a part may weigh in brotli, Wasm and glue together; a kilobyte is 1,000 bytes.
///
/// A number is lowered when it is beaten, and never raised to pass.
const BUDGETS: [Budget; 7] = [
    Budget { part: "overt", most_bytes: 3_000, files: &["overt.js"] },
    Budget { part: "page", most_bytes: 3_000, files: &["page.js"] },
    Budget { part: "log", most_bytes: 1_000, files: &["log.js"] },
    Budget { part: "gate", most_bytes: 45_000, files: &["gate.js", "gate.wasm"] },
    Budget { part: "panel", most_bytes: 80_000, files: &["panel.js", "panel.wasm"] },
    Budget { part: "words", most_bytes: 4_000, files: &["en.json"] },
    Budget { part: "styles", most_bytes: 3_000, files: &["panel.css"] },
];

/// The files that a browser loads, in alphabetical order.
pub(crate) const SHIPPED: [&str; 9] =
    ["en.json", "gate.js", "gate.wasm", "log.js", "overt.js", "page.js", "panel.css", "panel.js", "panel.wasm"];

#[derive(Debug)]
struct Budget {
    part: &'static str,
    most_bytes: usize,
    files: &'static [&'static str],
}

#[derive(Debug)]
struct Size {
    file: &'static str,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Measures every file of the folder, as it would be sent.
pub(crate) fn measure(folder: &Path) -> Result<Sizes> {
    let mut sizes = Vec::new();
    for file in SHIPPED {
        let bytes = std::fs::read(folder.join(file)).with_context(|| format!("{file} was not built"))?;
        sizes.push(Size { file, raw: bytes.len(), gzip: gzip(&bytes)?, brotli: brotli(&bytes)? });
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
            (size.file.to_owned(), numbers)
        };
        Value::Object(self.0.iter().map(entry).collect::<Map<_, _>>())
    }

    /// Prints every file and every budget, and fails when one is passed.
    pub(crate) fn hold_against_budgets(&self) -> Result<()> {
        println!("{:<12} {:>9} {:>9} {:>9}", "bytes", "raw", "gzip", "brotli");
        for size in &self.0 {
            println!("{:<12} {:>9} {:>9} {:>9}", size.file, size.raw, size.gzip, size.brotli);
        }
        println!("\n{:<12} {:>9} {:>9}", "part", "brotli", "budget");
        let mut over = Vec::new();
        for budget in &BUDGETS {
            let of_part = self.0.iter().filter(|size| budget.files.contains(&size.file));
            let bytes: usize = of_part.map(|size| size.brotli).sum();
            let verdict = if bytes > budget.most_bytes { "over" } else { "within" };
            println!("{:<12} {bytes:>9} {:>9} {verdict}", budget.part, budget.most_bytes);
            if bytes > budget.most_bytes {
                over.push(format!("{} is {} bytes past its budget", budget.part, bytes - budget.most_bytes));
            }
        }
        if !over.is_empty() {
            bail!("{}.", over.join(", "));
        }
        Ok(())
    }
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
