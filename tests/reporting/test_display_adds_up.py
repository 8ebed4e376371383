from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskkit.reporting.display import add_up, clip, hundredths, one_line, pad, significant, two_decimals, width

published = st.integers(-50_000, 1_000_000).map(lambda n: n / 10_000)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(published, max_size=70))
def test_shown_parts_add_up_to_the_shown_total_and_stay_within_a_hundredth(parts):
    total = round(sum(parts), 4)
    shown = add_up(parts, total)
    assert sum(Decimal(two_decimals(count)) for count in shown) == Decimal(two_decimals(hundredths(total)))
    assert all(abs(count / 100 - part) < 0.01 + 1e-9 for count, part in zip(shown, parts, strict=True))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([0.0, 3.3333, 12.5, 0.0001]), min_size=1, max_size=40))
def test_a_part_that_is_zero_is_shown_as_zero(parts):
    shown = add_up(parts, round(sum(parts), 4))
    assert all(count == 0 for count, part in zip(shown, parts, strict=True) if part == 0)


def test_a_sum_off_in_the_fourth_decimal_is_still_shown_exactly():
    assert sum(add_up([33.3333] * 3, 100.0)) == 10_000


def test_parts_that_do_not_sum_to_the_total_are_refused():
    with pytest.raises(ValueError, match=r"contributions sum to 30\.0000, not to 31\.0000"):
        add_up([10.0, 20.0], 31.0)


def test_half_a_hundredth_goes_up_on_the_published_decimals():
    assert [hundredths(x) for x in (1.005, 1.0049, 0.0, 100.0)] == [101, 100, 0, 10_000]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="火灾ab（）1 ㎡", max_size=30), st.integers(2, 40))
def test_padded_text_is_exactly_as_wide_as_asked(text, columns):
    assert width(pad(text, columns)) == columns
    assert width(clip(text, columns)) <= columns


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.000123, "0.00012"), (0.0999, "0.100"), (0.5, "0.50"), (1.0, "1.00"), (123.4, "123")],
)
def test_rates_keep_two_digits_and_no_exponent(value, text):
    assert significant(value) == text


def test_control_characters_and_direction_overrides_do_not_reach_a_terminal():
    assert one_line("a\x1b[31m\u202eb\n") == "a [31m b"
