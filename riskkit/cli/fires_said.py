"""The calls behind ``riskkit fires`` and ``riskkit severity``, and what they print."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
import polars as pl

from riskkit.cli.progress import progress
from riskkit.cli.said import problem_lines
from riskkit.fire_statistics.comparison import STATUSES
from riskkit.fire_statistics.counting import MEASURES
from riskkit.fire_statistics.one_fire import Severity
from riskkit.fire_statistics.severity_limits import Standing
from riskkit.fire_statistics.summary import FireSummary, SummaryOptions, fire_summary
from riskkit.indicators.plain_text import aligned, console_safe
from riskkit.reporting.fire_columns import FIGURE_LABELS, shown_comparison, shown_figures
from riskkit.reporting.fire_workbook import write_fire_summary
from riskkit.reporting.run_folder import run_folder
from riskkit.terms import Label, Lang

ROWS_SHOWN = 12


def summarise_and_save(file: Path, output: Path, today: date, lang: Lang, given: dict[str, Any]) -> FireSummary:
    """Summarise ``file`` and write ``output``; whether that can be written is tried before any work."""
    options = SummaryOptions(
        since=given["since"],
        today=max(today, given["as_of"] or today),
        lang=lang,
        encoding=given["encoding"],
        population_encoding=given["population_encoding"],
        sheet=given["sheet"],
        header_row=given["header_row"],
        rule_root=given["rule_root"],
    )
    with run_folder(output, replace=given["replace"]) as working, progress(lang):
        summary = fire_summary(
            file,
            by=given["by"],
            per=given["per"],
            as_of=given["as_of"],
            population=given["population"],
            across_breaks=given["across_breaks"],
            options=options,
        )
        write_fire_summary(summary, working)
    return summary


def say(summary: FireSummary, output: Path, *, as_json: bool) -> None:
    """The summary on stdout, or JSON on stdout and the summary on stderr."""
    lang = summary.options.lang
    if as_json:
        click.echo(_json(_content(summary, output)))
    written = Label(f"已写出：{output}", f"written: {output}").of(lang)
    lines = [*_lines(summary), *problem_lines(summary.findings, lang), written]
    click.echo(console_safe("\n".join(lines)), err=as_json)


def _lines(summary: FireSummary) -> Iterator[str]:
    lang, read = summary.options.lang, summary.fires.summary
    yield Label(
        f"{read.file} · {summary.since} … {summary.until} · 读入 {read.rows_read} = 计入 {summary.counted}"
        f" + 统计期外 {summary.outside} + 无日期 {summary.fires.undated} + 非火灾行 {read.rows_set_aside}",
        f"{read.file} · {summary.since} … {summary.until} · read {read.rows_read} = counted {summary.counted}"
        f" + outside {summary.outside} + undated {summary.fires.undated} + no fire {read.rows_set_aside}",
    ).of(lang)
    yield from _figures(summary)
    yield from _breaks(summary)


def _figures(summary: FireSummary) -> list[str]:
    """The last periods: the four figures, the death rate with its interval, and the change of fires."""
    lang = summary.options.lang
    change = shown_comparison(summary, lang).filter(pl.col("measure") == FIGURE_LABELS["fires"].of(lang))
    table = shown_figures(summary).join(
        change.select("group", "period", pl.col("change_percent").round(1), "status"),
        on=["group", "period"],
        how="left",
    )
    heads = ["", "", *(FIGURE_LABELS[name].of(lang) for name in MEASURES)]
    heads += [Label("起数同比", "fires, change").of(lang), Label("10万人死亡率", "deaths per 100,000").of(lang)]
    rows = [heads]
    for row in _shown(table, summary).iter_rows(named=True):
        counts = ["-" if row[name] is None else f"{row[name]}" for name in MEASURES[:3]]
        loss = "-" if row["direct_loss_wan"] is None else f"{row['direct_loss_wan']:,.2f}"
        rows.append([row["group"], row["period"], *counts, loss, _percent(row, lang), _rate(row)])
    lines: list[str] = list(aligned(rows))
    if table.height > ROWS_SHOWN:
        more = Label(
            f"（至多列 {ROWS_SHOWN} 行，共 {table.height} 行，见 figures.csv）",
            f"(at most {ROWS_SHOWN} of {table.height} rows, see figures.csv)",
        )
        lines.append(more.of(lang))
    return lines


def _shown(table: pl.DataFrame, summary: FireSummary) -> pl.DataFrame:
    """The last periods; of several groups those with most fires in the last period."""
    if summary.per == "all" or table.height <= ROWS_SHOWN:
        return table.tail(ROWS_SHOWN)
    last = table.filter(pl.col("end") == table["end"].max())
    return last.sort(["fires", "group"], descending=[True, False]).head(ROWS_SHOWN)


def _percent(row: dict[str, Any], lang: Lang) -> str:
    """The change, with ▲ across a break of scope; without a number, why there is none."""
    if row["change_percent"] is None:
        return str(row["status"])
    mark = "▲ " if row["status"] == STATUSES["across_break"].of(lang) else ""
    return f"{mark}{row['change_percent']:+.1f}%"


def _rate(row: dict[str, Any]) -> str:
    if row["deaths_per_100k"] is None:
        return "-"
    return f"{row['deaths_per_100k']:.3f} [{row['deaths_per_100k_low']:.3f}, {row['deaths_per_100k_high']:.3f}]"


def _breaks(summary: FireSummary) -> Iterator[str]:
    lang = summary.options.lang
    touched = summary.comparison.filter(pl.col("status").is_in(["break", "across_break"]))
    if touched.is_empty():
        return
    periods = ("、" if lang == "zh" else ", ").join(touched.get_column("period").unique(maintain_order=True).head(6))
    if summary.across_breaks:
        yield Label(
            f"▲ 跨统计口径的比较：{periods}；数值含口径变化的影响，不代表火情变化",
            f"▲ compared across a change of statistical scope: {periods}; the figures hold the change of counting too",
        ).of(lang)
    else:
        yield Label(
            f"▲ 统计口径不同，未与上年比较：{periods}（确要比较加 --across-breaks）",
            f"▲ different statistical scopes, not compared with the year before: {periods} (--across-breaks to do so)",
        ).of(lang)


def _content(summary: FireSummary, output: Path) -> dict[str, Any]:
    wanted = ["group", "period", "scope", "is_whole", *MEASURES, "slight_fires", "criminal_deaths"]
    rates = [f"{name}_per_100k{suffix}" for name in ("fires", "deaths") for suffix in ("", "_low", "_high")]
    changes = ["group", "period", "measure", "change_percent", "change_low", "change_high", "p_value", "status"]
    return {
        "folder": str(output),
        "since": summary.since.isoformat(),
        "until": summary.until.isoformat(),
        "across_breaks": summary.across_breaks,
        "rows": {
            "read": summary.fires.summary.rows_read,
            "counted": summary.counted,
            "outside": summary.outside,
            "undated": summary.fires.undated,
            "set_aside": summary.fires.summary.rows_set_aside,
        },
        "figures": summary.figures.select(*wanted, *rates).to_dicts(),
        "comparison": summary.comparison.select(changes).to_dicts(),
        "findings": summary.findings.group_by("severity", "code", maintain_order=True)
        .agg(pl.len().alias("count"))
        .to_dicts(),
    }


def severity_json(answer: Severity) -> str:
    """One fire's grade as one line of JSON."""
    reference = answer.block.reference
    return _json(
        {
            "on": answer.on.isoformat(),
            "grade": answer.grade,
            "at_least": answer.at_least,
            "at_most": answer.at_most,
            "is_slight": answer.is_slight,
            "decided_by": list(answer.decided_by),
            "table": answer.table.isoformat(),
            "basis": answer.block.basis.value,
            "reference": {"source": reference.source, "clause": reference.clause},
            "death_window_days": answer.block.death_window.days,
            "not_known": [item.field for item in answer.block.not_known],
            "criteria": [_standing(item) for item in answer.standings],
            "other_tables": [
                {"table": other.table.isoformat(), "at_least": other.at_least, "at_most": other.at_most}
                for other in answer.elsewhere()
            ],
        }
    )


def _standing(item: Standing) -> dict[str, Any]:
    """One criterion: its value, the grade it alone reaches, from where to where that grade goes."""
    grade, start, below = item.reached or (None, None, None)
    code = grade.code if grade else None
    return {"criterion": item.criterion, "value": item.value, "at_most": item.at_most} | {
        "grade": code, "from": start, "below": below
    }  # fmt: skip


def _json(content: dict[str, Any]) -> str:
    """One line; ASCII alone where a pipe could not hold Chinese."""
    encoding = codecs.lookup(sys.stdout.encoding or "ascii").name
    return json.dumps(content, ensure_ascii=encoding != "utf-8", sort_keys=True)
