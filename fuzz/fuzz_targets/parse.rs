#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| lutine_oracles::targets::parse(data));
