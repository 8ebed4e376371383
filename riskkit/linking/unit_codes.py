"""The codes by which a unit is known: GB 32100, and the organisation code (GB 11714) in its positions 9 to 17."""

from __future__ import annotations

import numpy as np
import polars as pl

from riskkit.intake.clean_ids import uscc_is_wrong

_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def unit_codes(written: pl.Series) -> pl.DataFrame:
    """``uscc`` (18 characters, check digit right) and ``organisation`` (9 characters) of codes as written.

    A code with a wrong check digit, and a filler (one character over and over), gives null for both. A valid 9-digit
    organisation code gives only the second.

    >>> unit_codes(pl.Series(["91350100m000100y43", "M000100Y-4", "0" * 18, "91350100M000100Y44", None])).rows()
    [('91350100M000100Y43', 'M000100Y4'), (None, 'M000100Y4'), (None, None), (None, None), (None, None)]
    """
    codes = written.cast(pl.String).str.normalize("NFKC").str.to_uppercase().str.replace_all(r"[\s-]", "").alias("code")
    is_whole = pl.Series(~uscc_is_wrong(codes)) & codes.is_not_null() & (codes.str.len_chars() == 18)
    is_part = (codes.str.len_chars() == 9).fill_null(False) & _organisation_is_right(codes)
    part = pl.when(is_whole).then(pl.col("code").str.slice(8, 9)).when(is_part).then(pl.col("code"))
    found = codes.to_frame().select(pl.when(is_whole).then(pl.col("code")).alias("uscc"), part.alias("organisation"))
    is_filler = pl.concat_str([pl.col("organisation").str.slice(0, 1)] * 9) == pl.col("organisation")
    return found.select(pl.when(~is_filler).then(pl.col(name)).alias(name) for name in ("uscc", "organisation"))


def _organisation_is_right(codes: pl.Series) -> pl.Series:
    """Whether the ninth character is the check character: 11 − Σ value·weight mod 11, X for 10, 0 for 11."""
    right = np.zeros(len(codes), dtype=np.bool_)
    fits = codes.str.contains(r"^[0-9A-Z]{8}[0-9X]$").fill_null(False)
    at = np.flatnonzero(fits.to_numpy())
    if len(at):
        letters = np.frombuffer("".join(codes.gather(at).to_list()).encode(), dtype=np.uint8).reshape(-1, 9)
        table = np.zeros(256, dtype=np.int64)
        table[np.frombuffer(_ALPHABET.encode(), dtype=np.uint8)] = np.arange(len(_ALPHABET))
        rest = 11 - (table[letters[:, :8]] @ np.array(_WEIGHTS)) % 11
        right[at] = letters[:, 8] == np.frombuffer(b"0123456789X0", dtype=np.uint8)[rest]
    return pl.Series(right)
