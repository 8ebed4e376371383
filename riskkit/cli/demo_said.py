"""What ``riskkit demo`` prints."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from riskkit.cli.said import SPELT, summary_lines
from riskkit.demo import REAL, SYNTHETIC, Demo
from riskkit.terms import LEVEL_LABELS, Label, Lang, Level

SHOWN = 3


def demo_lines(demo: Demo, output: Path, lang: Lang, seconds: float) -> list[str]:
    """Per level: the summary, the top of the register; then the files and the time."""
    lines = [SYNTHETIC.of(lang)]
    for level, result in demo.results.items():
        lines += ["", f"● {LEVEL_LABELS[level].of(lang)}", *summary_lines(result, lang)]
        lines += [Label("清单前三：", "top of the register:").of(lang), *_top(result.tables.register)]
    lines += ["", f"● {Label('省级火灾率与伤亡（2004—2009）', 'provinces 2004–2009').of(lang)}", REAL.of(lang), ""]
    lines += [*demo.notes, Label("已写出：", "written:").of(lang), *_files(output, lang)]
    lines.append(Label(f"用时 {seconds:.1f} 秒", f"took {seconds:.1f} s").of(lang))
    return [line.translate(SPELT) for line in lines]


def _top(register: pl.DataFrame) -> list[str]:
    columns = ["rank", "subject_id", "name", "grade", "risk_score", "veto_clauses", "top_reasons"]
    return [
        f"  {rank}. {subject_id} {name or ''} · {grade} · {risk:.2f} · {vetoes or reasons}"
        for rank, subject_id, name, grade, risk, vetoes, reasons in register.head(SHOWN).select(columns).iter_rows()
    ]


def _files(output: Path, lang: Lang) -> list[str]:
    """One line a folder and what a person would open there first."""
    said = {
        Level.UNIT: Label(
            "单位清单 register.xlsx、逐个单位说明 pages/index.html、频率模型 model_card.json",
            "register.xlsx, pages/index.html, the fire model's model_card.json",
        ),
        Level.INDUSTRY: Label("行业清单 register.xlsx、说明 pages/index.html", "register.xlsx, pages/index.html"),
        Level.REGION: Label("区域清单 register.xlsx、说明 pages/index.html", "register.xlsx, pages/index.html"),
    }
    lines = [f"  {output / level.value}  {label.of(lang)}" for level, label in said.items()]
    province = Label("31 省火灾率、伤亡率及区间", "31 provinces: fire rates, severity, intervals").of(lang)
    return [*lines, f"  {output / 'province'}  {province}", f"  {output / 'manifest.json'}"]
