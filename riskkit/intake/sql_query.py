"""Which queries are put to a database: one SELECT or WITH, or the name of a table; nothing that could change it."""

from __future__ import annotations

import re

_HIDING = re.compile(
    r"[eE]'(?:[^'\\]|\\.|'')*'"  # an escape string of PostgreSQL
    r"|'(?:[^']|'')*'"
    r'|"(?:[^"]|"")*"'
    r"|`[^`]*`"
    r"|\$(\w*)\$.*?\$\1\$"
    r"|--[^\n]*"
    r"|/\*.*?\*/",
    re.DOTALL,
)
_CHANGING = re.compile(
    r"\b(insert|update|delete|merge|drop|alter|create|truncate|grant|revoke|into)\b(?!\s*\()", re.IGNORECASE
)
_STARTS = re.compile(r"\s*\(*\s*(select|with)\b", re.IGNORECASE)
_ORDERED = re.compile(r"\border\s+by\b", re.IGNORECASE)


def bare(query: str) -> str:
    """``query`` with its strings, quoted names and comments blanked, and without the semicolon at its end.

    >>> bare("SELECT ';' AS a -- b; c\\n FROM t;")
    'SELECT   AS a  \\n FROM t'
    """
    return _HIDING.sub(" ", query).strip().rstrip(";").rstrip()


def is_select(query: str) -> bool:
    """Whether ``query`` begins as a question does, rather than being a table's name.

    >>> is_select("/* all */ select * from t"), is_select("单位")
    (True, False)
    """
    return bool(_STARTS.match(bare(query)))


def forbidden(query: str) -> str:
    """What keeps ``query`` from being put to a database: a second statement or a word that changes something.

    >>> forbidden("SELECT 1; DROP TABLE t"), forbidden("WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x")
    (';', 'DELETE')
    >>> forbidden("SELECT truncate(a, 2), 'drop' FROM t;")
    ''
    """
    text = bare(query)
    if ";" in text:
        return ";"
    found = _CHANGING.search(text)
    return found[1] if found else ""


def is_ordered(query: str) -> bool:
    """Whether the query says in which order its rows come.

    >>> is_ordered("SELECT * FROM t ORDER BY id"), is_ordered("SELECT 'order by' FROM t")
    (True, False)
    """
    return bool(_ORDERED.search(bare(query)))


def without_end(query: str) -> str:
    """``query`` without the semicolon that may end it, for databases that put it inside a statement of their own."""
    return query.strip().rstrip(";").rstrip()
