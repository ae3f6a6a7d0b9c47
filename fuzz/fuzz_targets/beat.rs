//! Any TOML: a beat or an error, never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|toml: &str| {
    let _ = reportedly::beat::parse("fuzz", toml);
});
