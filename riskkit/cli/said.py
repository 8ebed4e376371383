"""What a command prints about a result: counts, grades, problems by code, files, seconds."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

from riskkit.assessment import Assessment
from riskkit.terms import SEVERITY_LABELS, Lang, Severity

EXAMPLES = 1


def summary_lines(result: Assessment, lang: Lang) -> list[str]:
    """The result in a few lines: rule and day, account of rows, grades, problems by code."""
    zh = lang == "zh"
    scored, aside = result.tables.register.height, result.tables.set_aside.height
    grades = " · ".join(f"{code} {count}" for code, count in result.grade_counts().items())
    vetoed = int((result.tables.register.get_column("veto_clauses") != "").sum())
    lines = [
        f"{result.rulebook.label.of(lang)}（{result.rulebook.id}） · {result.as_of} · {result.rulebook.digest[:12]}",
        f"{'读入' if zh else 'read'} {result.rows_read} = {'评分' if zh else 'scored'} {scored}"
        f" + {'未评分' if zh else 'set aside'} {aside}",
        f"{'等级' if zh else 'grades'}: {grades} · {'直接判定或否决' if zh else 'vetoed'} {vetoed}",
    ]
    if result.model is not None:
        fires = result.tables.register.get_column("fires_per_year").sum()
        words = "未来一年期望火灾" if zh else "expected fires in the year ahead"
        lines.append(f"{words}: {fires:.1f} · model {result.model_id}")
    return lines + problem_lines(result.tables.findings, lang)


def problem_lines(findings: pl.DataFrame, lang: Lang) -> list[str]:
    """One line a code, errors first: severity, code, how often, what, the first example, the mend."""
    if findings.is_empty():
        return ["未发现数据问题" if lang == "zh" else "no problem found in the data"]
    grouped = findings.group_by("severity", "code", maintain_order=True).agg(
        pl.len().alias("count"), pl.first("problem", "mend", "file", "row", "column", "value")
    )
    head = "数据问题（按类合计；逐条见 findings.csv）：" if lang == "zh" else "problems (each one in findings.csv):"
    return [head, *(f"  {_problem_line(row, lang)}" for row in grouped.iter_rows(named=True))]


def _problem_line(row: dict[str, Any], lang: Lang) -> str:
    severity = SEVERITY_LABELS[Severity(row["severity"])].of(lang)
    place = f"{row['file']}#{row['row']}" if row["row"] is not None else row["file"] or ""
    example = " ".join(
        str(part) for part in (place, row["column"], f"[{row['value']}]" if row["value"] else "") if part
    )
    first = "例" if lang == "zh" else "e.g."
    return f"{severity} {row['code']} × {row['count']} {row['problem']}（{first} {example}）→ {row['mend']}"


def as_json(result: Assessment, folder: str, notes: list[str]) -> str:
    """The same as one JSON object for programs, on one line."""
    findings = result.tables.findings
    by_code = findings.group_by("severity", "code", maintain_order=True).agg(pl.len().alias("count"))
    content = {
        "folder": folder,
        "as_of": result.as_of.isoformat(),
        "rulebook": {"id": result.rulebook.id, "digest": result.rulebook.digest},
        "model": result.model_id or None,
        "rows": {
            "read": result.rows_read,
            "scored": result.tables.register.height,
            "set_aside": result.tables.set_aside.height,
        },
        "grades": result.grade_counts(),
        "findings": by_code.to_dicts(),
        "notes": notes,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
