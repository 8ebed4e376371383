"""The tables that look across units: regions side by side, and the problems that many units share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from riskkit.assessment import Tables
from riskkit.below import Below, Registers, comparable
from riskkit.common_problems import common_problems, problem_rows
from riskkit.comparison import compare_regions
from riskkit.explain import Account
from riskkit.terms import Level


def with_unit_tables(tables: Tables, account: Account, below: Sequence[Below], registers: Registers) -> Tables:
    """``tables`` with comparison and common_problems: of its own units, or for an industry of the units below.

    Other levels, and an industry without units below, stay as they are.
    """
    level, lang = account.rulebook.level, account.lang
    if level is Level.UNIT:
        units, accounts = comparable(tables.register, account.rulebook), [account]
    elif level is Level.INDUSTRY and Level.UNIT in registers:
        units = registers[Level.UNIT]
        accounts = [result.account for result in below if result.rulebook.level is Level.UNIT]
    else:
        return tables
    problems = pl.concat([problem_rows(one) for one in accounts])
    return replace(
        tables, comparison=compare_regions(units, lang), common_problems=common_problems(units, problems, lang)
    )
