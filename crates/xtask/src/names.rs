//! Plain names where a module and its glue meet; what they name stays the same, and so does the code on both sides.

use std::path::Path;

use anyhow::{Result, bail};
use wasmparser::BinaryReader;

use crate::imports;
use crate::tools;

/// The preamble of every Wasm file: its magic number and its version.
const PREAMBLE_BYTES: usize = 8;
const IMPORT_SECTION: u8 = 2;
const EXPORT_SECTION: u8 = 7;

/// What wasm-bindgen calls the way into a closure, after the whole path of the function in the crate.
const CLOSURE: &str = "wasm_bindgen_";

/// The old name and the new one.
type Names = Vec<(String, String)>;

/// Takes from the names of imports and exports the hashes that wasm-bindgen ends them with, in the module and in its glue.
///
/// A hash is sent twice and nothing makes it smaller: in the panel they came to 1.8 KB of brotli.
pub(crate) fn shorten(folder: &Path, module: &str) -> Result<()> {
    let (file, glue) = (folder.join(format!("{module}.wasm")), folder.join(format!("{module}.js")));
    let (wasm, mut names) = renamed(&std::fs::read(&file)?)?;
    let mut text = tools::read(&glue)?;
    // One name may be how another begins.
    names.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
    for (old, new) in names.iter().filter(|(old, new)| old != new) {
        if !text.contains(old) {
            bail!("{module}.js does not know `{old}`, which {module}.wasm imports or exports.");
        }
        text = text.replace(old, new);
    }
    tools::write(&file, wasm)?;
    tools::write(&glue, text)
}

fn renamed(wasm: &[u8]) -> Result<(Vec<u8>, Names)> {
    let mut names = Names::new();
    let mut reader = BinaryReader::new(wasm, 0);
    let mut out = reader.read_bytes(PREAMBLE_BYTES)?.to_vec();
    while !reader.eof() {
        let section = reader.read_u8()?;
        let length = reader.read_var_u32()?;
        let body = reader.read_bytes(usize::try_from(length)?)?;
        let body = match section {
            IMPORT_SECTION | EXPORT_SECTION => with_names(body, section, &mut names)?,
            _ => body.to_vec(),
        };
        out.push(section);
        write_text(&mut out, &body)?;
    }
    Ok((out, names))
}

/// The section of imports or of exports, with new names.
fn with_names(body: &[u8], section: u8, names: &mut Names) -> Result<Vec<u8>> {
    let (mut reader, mut out) = (BinaryReader::new(body, 0), Vec::new());
    let entries = reader.read_var_u32()?;
    write_number(&mut out, entries);
    for _ in 0..entries {
        if section == IMPORT_SECTION {
            write_text(&mut out, reader.read_string()?.as_bytes())?;
        }
        let name = plain(reader.read_string()?, names);
        write_text(&mut out, name.as_bytes())?;
        let kind = reader.read_u8()?;
        // What else can be imported carries more than one number, and nothing here imports it.
        if section == IMPORT_SECTION && kind != 0 {
            bail!("`{name}` is imported and is not a function.");
        }
        out.push(kind);
        write_number(&mut out, reader.read_var_u32()?);
    }
    Ok(out)
}

/// A name without its hash; of several that are then the same, each but the first has a number.
fn plain(name: &str, names: &mut Names) -> String {
    let short = if name.starts_with(CLOSURE) { "__wbindgen_invoke" } else { imports::without_hash(name) };
    let mut new = short.to_owned();
    let mut number = 1;
    while names.iter().any(|(_, taken)| *taken == new) {
        number += 1;
        new = format!("{short}_{number}");
    }
    names.push((name.to_owned(), new.clone()));
    new
}

fn write_text(out: &mut Vec<u8>, text: &[u8]) -> Result<()> {
    write_number(out, u32::try_from(text.len())?);
    out.extend_from_slice(text);
    Ok(())
}

/// LEB128: seven bits in a byte, the lowest first, and the eighth says that there are more.
fn write_number(out: &mut Vec<u8>, mut number: u32) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            out.push(low & 0x7f);
            return;
        }
        out.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: u32) -> Vec<u8> {
        let mut out = Vec::new();
        write_number(&mut out, number);
        out
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for wanted in [0, 1, 127, 128, 129, 300, 16_383, 16_384, u32::MAX] {
            assert_eq!(BinaryReader::new(&number(wanted), 0).read_var_u32().unwrap(), wanted);
        }
        assert_eq!(number(300), [0xac, 0x02]);
    }

    #[test]
    fn a_hash_goes_and_what_is_then_the_same_is_numbered() {
        let mut names = Names::new();
        assert_eq!(plain("__wbg_new_3e95cd7386bb9a6c", &mut names), "__wbg_new");
        assert_eq!(plain("__wbg_new_959f4d5eafef3722", &mut names), "__wbg_new_2");
        assert_eq!(plain("__wbindgen_generic_0000000000000001", &mut names), "__wbindgen_generic");
        assert_eq!(plain("wasm_bindgen_e5149cd1ec53aaf___convert__closures_____invoke_______true_", &mut names), "__wbindgen_invoke");
        assert_eq!(plain("mount", &mut names), "mount");
    }

    #[test]
    fn only_names_change() {
        // One type; one imported function of that type; the same function exported.
        let with_length = |bytes: &[u8]| [number(u32::try_from(bytes.len()).unwrap()), bytes.to_vec()].concat();
        let text = |name: &str| with_length(name.as_bytes());
        let section = |id: u8, body: Vec<u8>| [vec![id], with_length(&body)].concat();
        let module = |import: &str, export: &str| {
            let imports = [vec![1], text("./a_bg.js"), text(import), vec![0, 0]].concat();
            let exports = [vec![1], text(export), vec![0, 0]].concat();
            let types = section(1, vec![1, 0x60, 0, 0]);
            [b"\0asm\x01\0\0\0".to_vec(), types, section(IMPORT_SECTION, imports), section(EXPORT_SECTION, exports)].concat()
        };
        let (out, names) = renamed(&module("__wbg_call_a410eb4b59ed5965", "mount")).unwrap();
        assert_eq!(out, module("__wbg_call", "mount"));
        assert_eq!(names.len(), 2);
    }
}
