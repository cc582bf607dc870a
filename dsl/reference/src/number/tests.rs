//! Facts taken from elsewhere: from Python's `decimal`, from paper, from the definition of Q at its edges.

use super::{NoNumber, NotANumber, Number};
use lutine_core::number::Mode;

fn n(text: &str) -> Number {
    Number::parse(text).unwrap()
}

const LARGEST: &str = "79228162514264337593543950335";

#[test]
fn sums_and_products_keep_every_digit_that_fits() {
    let sum = |a, b| n(a).plus(&n(b)).map(|x| x.shortest());
    assert_eq!(sum("0.1", "0.2"), Ok("0.3".to_owned()));
    assert_eq!(sum(LARGEST, "0.5"), Err(NoNumber::Overflow));
    assert_eq!(sum(LARGEST, "0.4"), Ok(LARGEST.to_owned()));
    assert_eq!(sum(LARGEST, "1"), Err(NoNumber::Overflow));
    assert_eq!(
        sum(LARGEST, "-1"),
        Ok("79228162514264337593543950334".to_owned())
    );
    // One place less: 7922816251426433759354395033.5 + 0.05 is 7922816251426433759354395033.55, of which one place fits, half-even.
    assert_eq!(
        sum("7922816251426433759354395033.4", "0.05"),
        Ok("7922816251426433759354395033.4".to_owned())
    );
    assert_eq!(
        sum("7922816251426433759354395033.1", "0.05"),
        Ok("7922816251426433759354395033.2".to_owned())
    );
    let product = |a, b| n(a).times(&n(b)).map(|x| x.shortest());
    // The example of the design page: exactly 0.5 in the last place kept.
    assert_eq!(
        product("0.99999999999999999", "0.500000000000000005"),
        Ok("0.5".to_owned())
    );
    assert_eq!(product("1e-28", "0.5"), Ok("0".to_owned()));
    assert_eq!(
        product("3e-28", "0.5"),
        Ok("0.0000000000000000000000000002".to_owned())
    );
    assert_eq!(
        product("-3e-28", "0.5"),
        Ok("-0.0000000000000000000000000002".to_owned())
    );
}

#[test]
fn quotients_have_28_places_or_as_many_as_fit() {
    let quotient = |a, b| n(a).divided_by(&n(b)).map(|x| x.shortest());
    assert_eq!(
        quotient("1", "3"),
        Ok("0.3333333333333333333333333333".to_owned())
    );
    assert_eq!(
        quotient("2", "3"),
        Ok("0.6666666666666666666666666667".to_owned())
    );
    assert_eq!(
        quotient("20", "3"),
        Ok("6.6666666666666666666666666667".to_owned())
    );
    assert_eq!(
        quotient("-80", "3"),
        Ok("-26.666666666666666666666666667".to_owned())
    );
    assert_eq!(quotient("1", "-8"), Ok("-0.125".to_owned()));
    assert_eq!(quotient("1", "0"), Err(NoNumber::DivisionByZero));
    assert_eq!(quotient("0", "0"), Err(NoNumber::DivisionByZero));
    assert_eq!(quotient(LARGEST, "0.5"), Err(NoNumber::Overflow));
    assert_eq!(quotient("1e-28", "3"), Ok("0".to_owned()));
}

#[test]
fn remainders_have_the_sign_of_the_dividend() {
    let remainder = |a, b| n(a).remainder(&n(b)).map(|x| x.shortest());
    assert_eq!(remainder("7", "3"), Ok("1".to_owned()));
    assert_eq!(remainder("-7", "3"), Ok("-1".to_owned()));
    assert_eq!(remainder("7", "-3"), Ok("1".to_owned()));
    assert_eq!(remainder("5.5", "0.1"), Ok("0".to_owned()));
    assert_eq!(remainder("5.55", "0.1"), Ok("0.05".to_owned()));
    // From Python's decimal with a precision of 100.
    assert_eq!(
        remainder(
            "-79228162514264337593543950335",
            "0.000000000000000000000000011"
        ),
        Ok("-0.000000000000000000000000003".to_owned())
    );
    assert_eq!(remainder("1", "0"), Err(NoNumber::DivisionByZero));
}

#[test]
fn rounding_takes_the_multiple_that_the_mode_says() {
    // Rows: value, then half up, half even, half down, up, down, floor, ceiling, all to whole numbers (java.math.RoundingMode's table).
    let table = [
        ("5.5", ["6", "6", "5", "6", "5", "5", "6"]),
        ("2.5", ["3", "2", "2", "3", "2", "2", "3"]),
        ("1.6", ["2", "2", "2", "2", "1", "1", "2"]),
        ("1.1", ["1", "1", "1", "2", "1", "1", "2"]),
        ("1", ["1", "1", "1", "1", "1", "1", "1"]),
        ("-1.1", ["-1", "-1", "-1", "-2", "-1", "-2", "-1"]),
        ("-1.6", ["-2", "-2", "-2", "-2", "-1", "-2", "-1"]),
        ("-2.5", ["-3", "-2", "-2", "-3", "-2", "-3", "-2"]),
        ("-5.5", ["-6", "-6", "-5", "-6", "-5", "-6", "-5"]),
    ];
    for (value, expected) in table {
        for (mode, expected) in Mode::ALL.into_iter().zip(expected) {
            let rounded = n(value).rounded(mode, &n("1")).unwrap();
            assert_eq!(rounded.shortest(), expected, "{value} {mode}");
        }
    }
    let to = |value, step| {
        n(value)
            .rounded(Mode::HalfUp, &n(step))
            .map(|x| x.shortest())
    };
    assert_eq!(to("1.025", "0.05"), Ok("1.05".to_owned()));
    assert_eq!(to("1.024", "0.05"), Ok("1".to_owned()));
    assert_eq!(to("12.5", "5"), Ok("15".to_owned()));
    assert_eq!(to("0.000375", "0.00025"), Ok("0.0005".to_owned()));
    assert_eq!(to("1", "0"), Err(NoNumber::StepNotPositive));
    assert_eq!(to("1", "-1"), Err(NoNumber::StepNotPositive));
    assert_eq!(to(LARGEST, "10"), Err(NoNumber::Overflow));
    assert_eq!(to(LARGEST, "1e-28"), Ok(LARGEST.to_owned()));
}

#[test]
fn texts_are_read_exactly_or_not_at_all() {
    let read = |text| Number::parse(text).map(|x| x.shortest());
    assert_eq!(read("-12.50"), Ok("-12.5".to_owned()));
    assert_eq!(read("-0.0"), Ok("0".to_owned()));
    assert_eq!(read("1e3"), Ok("1000".to_owned()));
    assert_eq!(read("2.5E-2"), Ok("0.025".to_owned()));
    assert_eq!(read("1e+2"), Ok("100".to_owned()));
    assert_eq!(
        read("10e-29"),
        Ok("0.0000000000000000000000000001".to_owned())
    );
    assert_eq!(read("0e999999999999999999999999"), Ok("0".to_owned()));
    assert_eq!(
        read("1.00000000000000000000000000000000000000"),
        Ok("1".to_owned())
    );
    assert_eq!(read(LARGEST), Ok(LARGEST.to_owned()));
    for text in [
        "79228162514264337593543950336",
        "1e-29",
        "1e29",
        "1e999999999999999999999999",
        "1e-999999999999999999999999",
    ] {
        assert_eq!(read(text), Err(NotANumber::TooManyDigits), "{text}");
    }
    for text in [
        "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "1,000", " 1", "1 ", "1_000", "--1", "0x1",
        "NaN", "1.5.2", "1e5e5",
    ] {
        assert_eq!(read(text), Err(NotANumber::BadNumber), "{text}");
    }
}

#[test]
fn money_has_its_places_and_loses_none() {
    assert_eq!(n("12.5").with_places(2), "12.50");
    assert_eq!(n("12.505").with_places(2), "12.505");
    assert_eq!(n("-0.05").with_places(2), "-0.05");
    assert_eq!(n("0").with_places(2), "0.00");
    assert_eq!(n("1200").with_places(0), "1200");
    assert!(n("1.25").is_on_grid(2) && !n("1.255").is_on_grid(2) && n("100").is_on_grid(0));
}

#[test]
fn roots_and_powers_are_those_of_python() {
    let text = |number: super::Result| number.map(|x| x.shortest());
    let is = |number, digits: &str| assert_eq!(text(number), Ok(digits.to_owned()));
    is(n("2").root(), "1.4142135623730950488016887242");
    is(n("152.2756").root(), "12.34");
    is(n("1").exponential(), "2.7182818284590452353602874714");
    is(n("-20.5").exponential(), "0.0000000012501528663867426289");
    is(n("66.5").exponential(), "75959666021073336334634473276");
    is(n("2").logarithm(), "0.6931471805599453094172321215");
    is(n("0.001").logarithm(), "-6.9077552789821370520539743641");
    is(
        n("1.0000000000000000000000000001").logarithm(),
        "0.0000000000000000000000000001",
    );
    is(
        n("1.0025").power(&n("360")),
        "2.4568422114957275453754189843",
    );
    is(n("8").power(&n("-0.5")), "0.3535533905932737622004221811");
    is(n("0.0625").power(&n("0.75")), "0.125");
    is(n("-2").power(&n("3")), "-8");
    // Half-way between two neighbours: to the even one.
    is(n("0.5").power(&n("29")), "0.0000000018626451492309570312");
    assert_eq!(n("-4").root(), Err(NoNumber::NoSuchNumber));
    assert_eq!(n("0").logarithm(), Err(NoNumber::NoSuchNumber));
    assert_eq!(n("-2").power(&n("0.5")), Err(NoNumber::NoSuchNumber));
    assert_eq!(n("0").power(&n("-1")), Err(NoNumber::DivisionByZero));
    assert_eq!(n("67").exponential(), Err(NoNumber::Overflow));
}
