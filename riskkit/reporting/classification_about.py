"""What stands on 说明 of classification.xlsx: the lists used, what the answers mean, what every unit needs."""

from __future__ import annotations

import polars as pl

from riskkit.classification.limits import needed_of_any
from riskkit.classification.result import Classification
from riskkit.indicators.classification_lists import ListInForce
from riskkit.terms import BASIS_LABELS, Answer, Label, Lang

ABOUT = (
    (
        Label("是", "yes"),
        Label(
            "至少达到一条界限，“达到的界限”列写明哪一条、实际值和界限。",
            "at least one line is met; the column says which, with value and limit.",
        ),
    ),
    (
        Label("否", "no"),
        Label(
            "名单已录全，且没有达到任何界限。名单没有录全时不判“否”。",
            "the list is entered in full and no line is met. A list that is cut off never gives a 'no'.",
        ),
    ),
    (
        Label("不能判定", "not decidable"),
        Label(
            "缺少判定所需的值，或名单没有录全，或所属类别没有录入；不等于不属于。",
            "a value is unknown, or the list is cut off, or the class is not entered; this does not mean 'not on it'.",
        ),
    ),
    (
        Label("本类界限与实际值", "limits of its class and its values"),
        Label(
            "没有判“是”的单位，逐条列出它所属类别的界限、实际值和差多少；各类单位都适用的界限不逐行列，见下。",
            "of a unit not answered 'yes' every limit of its class, its value and how far it is; a line for units of "
            "every class is not repeated in each row, see below.",
        ),
    ),
    (
        Label("一个单位一个类别", "one class a unit"),
        Label(
            "只按“场所类型”所写的类别判定；一个单位兼有几种用途的，分行各列一次。",
            "only the class written is looked at; a unit of several uses needs a row for each.",
        ),
    ),
    (
        Label("用途", "use"),
        Label(
            "仅供筛选；是否属于，以消防救援机构的确定为准（消防法第十七条）。",
            "a screening only; the fire authority designates the units (Fire Protection Law art. 17).",
        ),
    ),
)  # fmt: skip
FOR_ANY = Label("各类单位都适用的界限", "line for units of every class")


def about_rows(result: Classification) -> list[tuple[str, str]]:
    """Day, jurisdiction, the texts and what is missing from them, what the answers mean: (item, content)."""
    lang, chosen = result.lang, result.chosen
    read, aside = result.rows_read, result.set_aside_rows.height
    account = Label(
        f"读入 {read} = 判定 {result.classified} + 未判定 {aside}",
        f"read {read} = classified {result.classified} + set aside {aside}",
    )
    return [
        *([("", result.notice)] if result.notice else []),
        (Label("评估日", "as of").of(lang), result.as_of.isoformat()),
        (Label("辖区", "jurisdiction").of(lang), chosen.jurisdiction.of(lang)),
        (Label("行数", "rows").of(lang), account.of(lang)),
        *[(entry.label.of(lang), _about_list(entry, lang)) for entry in chosen.lists],
        *[(head.of(lang), text.of(lang)) for head, text in ABOUT],
        *[(FOR_ANY.of(lang), text) for entry in chosen.lists for text in _for_any(entry, result)],
        (Label("临近界限", "near a limit").of(lang), _about_near(result)),
    ]


def _about_list(entry: ListInForce, lang: Lang) -> str:
    block = entry.block
    whole = Label("已录全", "entered in full") if block.complete else Label("没有录全", "not entered in full")
    parts = [entry.cited(lang), f"{entry.since} →", whole.of(lang), BASIS_LABELS[block.basis].of(lang)]
    texts = [" · ".join(parts)]
    if block.note is not None:
        texts.append(_of(block.note.zh, block.note.en, lang))
    if entry.expected is not None:
        newer = Label(
            f"▲ 已知有更新的规定（{entry.expected} 起，日期为假定），文本未录入，目前沿用旧名单。",
            f"▲ A newer text is known of (from {entry.expected}, assumed) and not at hand; the old list is used.",
        )
        texts.append(newer.of(lang))
    return "\n".join(texts)


def _for_any(entry: ListInForce, result: Classification) -> list[str]:
    """Each line that a unit of any class is held against, and how many units it leaves open for want of a value."""
    lang, joint = result.lang, "；" if result.lang == "zh" else "; "
    own = result.answers.filter((pl.col("list") == entry.label.of(lang)) & (pl.col("answer") == Answer.UNDECIDED.value))
    lacking = own.get_column("missing").str.split(joint)
    texts = []
    for column, line in needed_of_any(entry, result.chosen, lang):
        count = int(lacking.list.contains(column).sum())
        texts.append(
            Label(
                f"{entry.label.zh}“{line}”：每个单位都要有“{column}”才能判定；{count} 个单位缺这个值。",
                f"{entry.label.en}, '{line}': every unit needs '{column}'; {count} units lack it.",
            ).of(lang)
        )
    return texts


def _about_near(result: Classification) -> str:
    near, lang = result.chosen.near, result.lang
    note = _of(near.note.zh, near.note.en, lang) if near.note else ""
    return f"±{near.share:.0%} · {BASIS_LABELS[near.basis].of(lang)} · {note}"


def _of(zh: str, en: str, lang: Lang) -> str:
    return zh if lang == "zh" else en
