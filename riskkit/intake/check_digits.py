"""Check digits of the codes of organisations: GB 32100-2015, GB 11714-1997, GS 15-2006."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = np.full(256, -1, dtype=np.int16)
_VALUES[np.frombuffer(USCC_ALPHABET.encode(), dtype=np.uint8)] = np.arange(31)
_WEIGHTS = np.array([pow(3, power, 31) for power in range(17)], dtype=np.int16)
_BLOCK = 1 << 16  # codes at a time: the letters of a block stay in the processor's cache


def uscc_is_wrong(codes: pl.Series) -> NDArray[np.bool_]:
    """Where a unified social credit code breaks GB 32100-2015: 18 characters without I O Z S V, check digit mod 31.

    The check digit is 31 − Σ value(i)·3^(i−1) mod 31 over the first 17 characters. Null is not wrong.

    >>> uscc_is_wrong(pl.Series(["91350100M000100Y43", "91350100M000100Y44", None])).tolist()
    [False, True, False]
    """
    wrong: NDArray[np.bool_] = codes.is_not_null().to_numpy().copy()
    at = np.flatnonzero((codes.str.len_bytes() == 18).fill_null(False).to_numpy())
    for start in range(0, len(at), _BLOCK):
        part = at[start : start + _BLOCK]
        values = letter_values(codes.gather(part))
        check = (31 - (values[:, :17] * _WEIGHTS).sum(axis=1, dtype=np.int32) % 31) % 31
        wrong[part] = (values < 0).any(axis=1) | (check != values[:, 17])
    return wrong


def letter_values(codes: pl.Series) -> NDArray[np.int16]:
    """The values of the characters of codes of 18 bytes each, −1 where GB 32100 does not allow the character.

    >>> letter_values(pl.Series(["91350100M000100Y4I"]))[0, -3:].tolist()
    [30, 4, -1]
    """
    letters = np.frombuffer("".join(codes.to_list()).encode(), dtype=np.uint8)
    return _VALUES[letters.reshape(-1, 18)]


def organisation_code_passes(code: str) -> bool:
    """Whether nine characters are an organisation code of GB 11714: eight, and 11 − Σ weight·value mod 11 (10: X).

    >>> organisation_code_passes("D2143569X"), organisation_code_passes("D21435690")
    (True, False)
    """
    if len(code) != 9 or not (code.isascii() and code[:8].isalnum()) or code != code.upper():
        return False
    total = sum(weight * int(letter, 36) for weight, letter in zip((3, 7, 9, 10, 5, 8, 4, 2), code, strict=False))
    return code[8] == "0123456789X0"[11 - total % 11]


def registration_number_passes(code: str) -> bool:
    """Whether fifteen digits are a business registration number of GS 15-2006 (ISO 7064 MOD 11,10).

    >>> registration_number_passes("440301103097413"), registration_number_passes("440301103097431")
    (True, False)
    """
    if len(code) != 15 or not (code.isascii() and code.isdigit()):
        return False
    product = 10
    for digit in code[:14]:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return (product + int(code[14])) % 10 == 1
