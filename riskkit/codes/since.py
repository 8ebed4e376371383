"""Since which version a code is there; a code is never reused, so this never changes."""

from __future__ import annotations

from functools import cache

# codes of the versions that are out, by family; what is in none of them came with LATEST
_OUT: dict[str, str] = {
    "0.1.0": "AHP 1-5; ARG 1-3; BOOL 1; BUG 1-2; CAT 1; COL 1-9; DATE 1-2; DUP 1; EXP 1; FILE 1-6; FREQ 1-12; ID 1-2; "
    "NUM 1-5; OUT 1-4; ROLL 1-2; ROW 1-6,99; RULE 1-24,30-31; SCORE 1-3; USCC 1; WGT 1-6",
    "0.2.0": "CLS 1-8; CRED 1-11; ITEM 1-7,11-16; NUM 6-7; OVR 1-8; ROLL 3-5; RULE 25-28,32-35,40; STAT 1-15; TGT 1-18",
}
LATEST = "0.3.0"


def since(code: str) -> str:
    """The version that a code came with.

    >>> since("NUM-01"), since("NUM-07"), since("NUM-12")
    ('0.1.0', '0.2.0', '0.3.0')
    """
    return _versions().get(code, LATEST)


@cache
def _versions() -> dict[str, str]:
    found = {}
    for version, families in _OUT.items():
        for family in families.split("; "):
            name, numbers = family.split(" ")
            for run in numbers.split(","):
                first, _, last = run.partition("-")
                for number in range(int(first), int(last or first) + 1):
                    found[f"{name}-{number:02d}"] = version
    return found
