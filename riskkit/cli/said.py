"""What a command prints about a result: counts, grades, problems by code, files, seconds."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

from riskkit.assessment import Assessment
from riskkit.cli.decisions_said import read_as_lines, rewritten_lines
from riskkit.reporting.accounts import credit_text, override_texts
from riskkit.reporting.display import clip, one_line
from riskkit.reporting.words import WORDS
from riskkit.terms import SEVERITY_LABELS, Label, Lang, Severity

LONGEST_VALUE = 40
BASELINES = {
    "random": Label("随机", "random"),
    "past_count": Label("历年起数", "past count"),
    "floor_area": Label("建筑面积", "floor area"),
    "class_mean": Label("分类均值", "class mean"),
}
SPELT = str.maketrans({"²": "2", "³": "3"})  # a Chinese Windows console has no such characters


def summary_lines(result: Assessment, lang: Lang) -> list[str]:
    """The result in a few lines: rule and day, account of rows, grades, problems by code; cp936 can print it."""
    zh = lang == "zh"
    scored, aside = result.tables.register.height, result.tables.set_aside.height
    vetoed = int((result.tables.register.get_column("veto_clauses") != "").sum())
    label, rulebook = result.rulebook.label.of(lang), result.rulebook
    read = Label(
        f"读入 {result.rows_read} = 评分 {scored} + 未评分 {aside}",
        f"read {result.rows_read} = scored {scored} + set aside {aside}",
    )
    lines = [
        f"{label}{f'（{rulebook.id}）' if zh else f' ({rulebook.id})'} · {result.as_of} · {rulebook.digest[:12]}",
        *read_as_lines(result.sources, lang),
        read.of(lang),
        *rewritten_lines(result.sources[:1], lang),
        f"{'等级：' if zh else 'grades: '}{_grades(result, lang)} · {'直接判定或否决' if zh else 'vetoed'} {vetoed}",
    ]
    overridden = override_texts(result.overrides, result.below, lang)
    lines += [f"{WORDS['override'].of(lang)}{'：' if zh else ': '}{text}" for text in overridden]
    if result.credit is not None:
        lines.append(f"{WORDS['credit'].of(lang)}{'：' if zh else ': '}{credit_text(result.credit, lang)}")
    lines += _open_grades(result, lang)
    if result.model is not None:
        fires = result.tables.register.get_column("fires_per_year").sum()
        words = Label(
            f"未来一年期望火灾：{fires:.1f} 起 · 模型", f"expected fires in the year ahead: {fires:.1f} · model"
        )
        lines.append(f"{words.of(lang)} {result.model_id}")
        lines += _backtest(result, lang)
    return [line.translate(SPELT) for line in lines + problem_lines(result.tables.findings, lang)]


def _open_grades(result: Assessment, lang: Lang) -> list[str]:
    """What unknown indicators leave open, said before anybody acts on a grade."""
    register = result.tables.register
    affected = register.filter(pl.col("grade_range").str.contains("～"))
    open_grades = affected.height
    if not open_grades:
        return []
    share = float(affected.get_column("unobserved_share").mean() or 0.0)  # type: ignore[arg-type]
    words = Label(
        f"▲ {open_grades} 个对象的等级取决于未知指标（未知按规则计分；它们平均未知权重 {share:.0%}），"
        "范围见清单“等级可能范围”列，补齐资料后再用",
        f"▲ the grade of {open_grades} subjects depends on unknown indicators (their mean unknown weight {share:.0%}); "
        "see the column 'possible grades', complete the data before using them",
    )
    return [words.of(lang)]


def _backtest(result: Assessment, lang: Lang) -> list[str]:
    """How the frequency model did on later years beside the trivial baselines, worse ones said to be worse."""
    tested = (result.card or {}).get("backtest")
    if not tested:
        return []
    ours = list(tested)[-1]
    share = {name: row["top_10_percent"] for name, row in tested.items()}
    best = max((name for name in share if name != ours), key=lambda name: share[name])
    if share[ours] > share[best]:
        verdict = Label("高于全部基准", "above every baseline")
    elif share[best] <= tested[ours]["top_10_percent_high"]:
        verdict = Label("▲ 没有高于基准（差别在误差之内）", "▲ not above the best baseline (within the error)")
    else:
        verdict = Label("▲ 不如基准，频率不宜作为排序依据", "▲ below a baseline: do not order by the frequency")
    named = BASELINES.get(best, Label(best, best))
    words = Label(
        f"频率模型回测：风险最高 10% 的对象占后来火灾的 {share[ours]:.0%}"
        f"（最好的基准“{named.zh}” {share[best]:.0%}），",
        f"back-test: the top 10% held {share[ours]:.0%} of later fires "
        f"(best baseline, {named.en}, {share[best]:.0%}), ",
    )
    return [words.of(lang) + verdict.of(lang)]


def _grades(result: Assessment, lang: Lang) -> str:
    """Subjects in each grade; a grade whose code is a Chinese word goes by its label in English."""
    counts = result.grade_counts()
    said = {grade.code: grade.code for grade in result.rulebook.grades.grades}
    if lang == "en":
        said = {
            grade.code: grade.code if grade.code.isascii() else grade.label.en
            for grade in result.rulebook.grades.grades
        }
    return " · ".join(f"{said[code]} {count}" for code, count in counts.items())


def problem_lines(findings: pl.DataFrame, lang: Lang) -> list[str]:
    """One line a code, errors first: of the input, and apart from it what the rules have to say (RULE-…)."""
    of_rules = pl.col("code").str.starts_with("RULE-")
    about_data, about_rules = findings.filter(~of_rules), findings.filter(of_rules)
    head = Label(
        "数据问题（按类合计；逐条见 findings.csv；代码的含义见 riskkit help 代码）：",
        "problems (each one in findings.csv; riskkit help CODE explains a code):",
    )
    clean = [Label("未发现数据问题", "no problem found in the data").of(lang)]
    lines = [head.of(lang), *_by_code(about_data, lang)] if about_data.height else clean
    rules = Label("规则提醒：", "what the rules say:").of(lang)
    return [*lines, rules, *_by_code(about_rules, lang)] if about_rules.height else lines


def _by_code(findings: pl.DataFrame, lang: Lang) -> list[str]:
    """A line a code: severity, code, how often, what, the first example, the mend."""
    grouped = findings.group_by("severity", "code", maintain_order=True).agg(
        pl.len().alias("count"), pl.first("problem", "mend", "file", "row", "column", "value", "allowed")
    )
    return [f"  {_problem_line(row, lang)}" for row in grouped.iter_rows(named=True)]


def _problem_line(row: dict[str, Any], lang: Lang) -> str:
    severity = SEVERITY_LABELS[Severity(row["severity"])].of(lang)
    place = f"{row['file']}#{row['row']}" if row["row"] is not None else row["file"] or ""
    value = f"[{clip(one_line(row['value']), LONGEST_VALUE)}]" if row["value"] else ""
    example = " ".join(part for part in (place, one_line(row["column"] or ""), value) if part)
    if row["code"] == "COL-04" and row["allowed"]:
        example += Label(f"，是否指 {row['allowed']}？", f", perhaps {row['allowed']}?").of(lang)
    first = f"（例 {example}）" if lang == "zh" else f" (e.g. {example})"
    return f"{severity} {row['code']} × {row['count']} {row['problem']}{first} → {row['mend']}"


def as_json(result: Assessment, folder: str, notes: list[str], *, ascii_only: bool) -> str:
    """The same as one JSON object for programs, on one line; ``ascii_only`` where a pipe could not hold Chinese."""
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
        "credit": result.credit,
        "overrides": result.overrides,
        "below": result.below,
        "findings": by_code.to_dicts(),
        "notes": notes,
    }
    return json.dumps(content, ensure_ascii=ascii_only, sort_keys=True)
