import pytest

from newsworld.text.numbers import numbers


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "twenty-three", 23),
        ("en", "two hundred and five", 205),
        ("en", "1.5 million", 1.5e6),
        ("en", "2,000.50", 2000.5),
        ("en", "tens of thousands", 20000),
        ("en", "several hundred", 200),
        ("en", "two-thirds", 66.7),
        ("de", "2.000", 2000),
        ("de", "fünfunddreißig", 35),
        ("de", "1,2 Mio. Euro", 1.2e6),
        ("fr", "12 000", 12000),
        ("fr", "une centaine", 100),
        ("ru", "двадцать пять тысяч", 25000),
        ("pt", "três milhões", 3e6),
    ],
)
def test_values(language, text, value):
    assert [number.value for number in numbers(text, language)] == [value]


def test_what_is_no_number():
    assert not numbers("the 19th of 1.2.3 and G7", "en")
    assert not numbers("am 15.10. um 10.30 Uhr", "de")
