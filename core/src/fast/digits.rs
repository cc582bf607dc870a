//! Digits as text: three at a time out of a table, for what is copied then is as long as the compiler knows, and no call.

/// Appends a number without a zero before it.
pub(super) fn append_whole(out: &mut String, number: u64) {
    match number {
        0..10 => append_digits(out, number, 1),
        10..100 => append_digits(out, number, 2),
        100..1_000 => append_digits(out, number, 3),
        _ => {
            append_whole(out, number / 1_000);
            append_digits(out, number, 3);
        }
    }
}

/// Appends so many last digits of a number.
#[inline]
pub(super) fn append_digits(out: &mut String, number: u64, digits: u32) {
    let end = end_of(number);
    match digits {
        0 => {}
        1 => out.push_str(DIGITS.get(end.wrapping_sub(1)..end).unwrap_or_default()),
        2 => out.push_str(DIGITS.get(end.wrapping_sub(2)..end).unwrap_or_default()),
        3 => out.push_str(DIGITS.get(end.wrapping_sub(3)..end).unwrap_or_default()),
        _ => append_many(out, number, digits),
    }
}

fn append_many(out: &mut String, number: u64, digits: u32) {
    append_digits(out, number / 1_000, digits.wrapping_sub(3));
    append_digits(out, number, 3);
}

/// Where the last three digits of a number end in the table.
fn end_of(number: u64) -> usize {
    let last = usize::try_from(number % 1_000).unwrap_or(0);
    last.wrapping_mul(3).wrapping_add(3)
}

/// The digits of all numbers of three, one behind the other.
const DIGITS: &str = match str::from_utf8(&table()) {
    Ok(digits) => digits,
    Err(_) => "",
};

#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "computed when it is compiled: a fault would not compile"
)]
const fn table() -> [u8; 3_000] {
    let mut digits = [0; 3_000];
    let mut number = 0;
    while number < 1_000 {
        digits[number * 3] = b'0' + (number / 100) as u8;
        digits[number * 3 + 1] = b'0' + (number / 10 % 10) as u8;
        digits[number * 3 + 2] = b'0' + (number % 10) as u8;
        number += 1;
    }
    digits
}
