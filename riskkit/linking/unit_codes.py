"""The codes by which a unit is known: GB 32100, and the organisation code (GB 11714) in its positions 9 to 17."""

from __future__ import annotations

import polars as pl

from riskkit.intake.check_digits import organisation_code_passes, uscc_is_wrong


def unit_codes(written: pl.Series) -> pl.DataFrame:
    """``uscc`` (18 characters, check digit right) and ``organisation`` (9 characters) of codes as written.

    A code with a wrong check digit, and a filler (one character over and over), gives null for both. A valid 9-digit
    organisation code gives only the second.

    >>> unit_codes(pl.Series(["91350100m000100y43", "D2143569-X", "0" * 18, "91350100M000100Y44", None])).rows()
    [('91350100M000100Y43', 'M000100Y4'), (None, 'D2143569X'), (None, None), (None, None), (None, None)]
    """
    codes = written.cast(pl.String).str.normalize("NFKC").str.to_uppercase().str.replace_all(r"[\s-]", "").alias("code")
    length = codes.str.len_chars().fill_null(0)
    is_whole = (length == 18) & pl.Series(~uscc_is_wrong(codes))
    short = codes.filter(length == 9).unique()
    is_part = codes.is_in([code for code in short if organisation_code_passes(code)]).fill_null(False)
    part = pl.when(is_whole).then(pl.col("code").str.slice(8, 9)).when(is_part).then(pl.col("code"))
    found = codes.to_frame().select(pl.when(is_whole).then(pl.col("code")).alias("uscc"), part.alias("organisation"))
    is_filler = pl.concat_str([pl.col("organisation").str.slice(0, 1)] * 9) == pl.col("organisation")
    return found.select(pl.when(~is_filler).then(pl.col(name)).alias(name) for name in ("uscc", "organisation"))
