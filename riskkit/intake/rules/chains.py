"""The order in which the rules of cells are asked; the first answer counts."""

from __future__ import annotations

from riskkit.intake.rules import (
    date_01_no_date,
    date_03_partial,
    date_04_spelling,
    date_05_serial,
    date_06_serial_1904,
    miss_01_unknown_word,
    miss_02_not_applicable,
    miss_03_none,
    miss_04_none_undefined,
    num_01_no_number,
    num_03_range,
    num_04_approximate,
    num_06_yes_for_a_count,
    num_08_spelling,
    num_09_measure_in_cell,
    num_12_storeys_above_and_below,
)
from riskkit.intake.rules.shape import Rule

_MISSING: tuple[Rule, ...] = (miss_02_not_applicable.RULE, miss_01_unknown_word.RULE, miss_03_none.RULE)
NUMBER_CHAIN: tuple[Rule, ...] = (
    *_MISSING,
    num_06_yes_for_a_count.RULE,
    num_12_storeys_above_and_below.RULE,
    num_08_spelling.RULE,
    num_09_measure_in_cell.RULE,
    num_04_approximate.RULE,
    num_03_range.RULE,
    miss_04_none_undefined.RULE,
    num_01_no_number.RULE,
)
_WRITTEN_DATES = (date_04_spelling.RULE, date_03_partial.RULE, date_01_no_date.RULE)
DATE_CHAIN: tuple[Rule, ...] = (*_MISSING, date_05_serial.RULE, *_WRITTEN_DATES)
# of a workbook that counts its days from 1904
DATE_CHAIN_1904: tuple[Rule, ...] = (*_MISSING, date_06_serial_1904.RULE, *_WRITTEN_DATES)
