"""口径说明: what fire statistics rest on, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from riskkit.fire_statistics.severity_limits import CRITERION_LABELS
from riskkit.fire_statistics.summary import FireSummary
from riskkit.indicators.fire_rules_file import CRITERIA, SeverityBlock
from riskkit.terms import BASIS_LABELS, Label, Lang
from riskkit.version import VERSION

_WAN = 10_000


def fire_facts(summary: FireSummary) -> list[tuple[str, str]]:
    """What was read, what days are covered, scopes, severity tables, methods: (item, content)."""
    lang = summary.options.lang
    lines = [*_reading(summary), *_scopes(summary), *_tables(summary), *_methods(summary), *_versions(summary)]
    return [(item.of(lang), content) for item, content in lines]


def _reading(summary: FireSummary) -> Iterator[tuple[Label, str]]:
    lang, read = summary.options.lang, summary.fires
    account = Label(
        f"读入 {read.summary.rows_read} 行 = 计入 {summary.counted} + 统计期外 {summary.outside}"
        f" + 无起火日期 {read.undated} + 非火灾行 {read.summary.rows_set_aside}",
        f"{read.summary.rows_read} rows read = {summary.counted} counted + {summary.outside} outside + {read.undated} "
        f"without a day + {read.summary.rows_set_aside} no fire",
    )
    yield Label("记录", "records"), f"{read.summary.file}: {account.of(lang)}"
    assumed = Label(
        "（未给 --since：取最早一起火灾的日期，此前是否完整不知，所在时期不完整、不作基期）",
        " (no --since: the day of the first fire; whether the days before are whole is not known, so that period is "
        "partial and no base)",
    ).of(lang)
    last = Label("（未给 --as-of：取最后一起火灾的日期）", " (no --as-of: the day of the last fire)").of(lang)
    since = f"{summary.since}{'' if summary.options.since else assumed}"
    until = f"{summary.until}{'' if summary.until_is_given else last}"
    yield Label("统计期", "days covered"), f"{since} … {until}"
    if summary.population is not None and summary.population.summary is not None:
        yield Label("人口", "population"), summary.population.summary.file
    elif summary.population is None:
        none = Label("没有给人口表，没有比率（--population）", "no table of people, hence no rates (--population)")
        yield Label("人口", "population"), none.of(lang)


def _scopes(summary: FireSummary) -> Iterator[tuple[Label, str]]:
    lang, rules = summary.options.lang, summary.rules
    for name, scope in summary.line.scopes.items():
        label = Label(f"口径：{scope.label.zh}", f"scope: {scope.label.en}")
        until = scope.until or Label("今", "now").of(lang)
        texts = [scope.changed, *([scope.note] if scope.note else [])]
        said = " ".join(text.zh if lang == "zh" else text.en for text in texts)
        words = ("、" if lang == "zh" else ", ").join([name, *scope.words])
        basis = BASIS_LABELS[scope.basis].of(lang)
        written = Label(f"“统计口径”列可写：{words}", f"in the column 统计口径 written: {words}").of(lang)
        yield label, f"{scope.from_} … {until}; {said} [{basis}: {rules.cited(scope.reference, lang)}] {written}"
    note = rules.scopes.series["fire_records"].note
    if note is not None:
        yield Label("2021年的变化", "the change of 2021"), note.zh if lang == "zh" else note.en


def _tables(summary: FireSummary) -> Iterator[tuple[Label, str]]:
    lang, rules = summary.options.lang, summary.rules
    for start, block in rules.tables.items():
        label = Label(f"火灾等级表（{start} 起）", f"severity table (from {start})")
        basis = BASIS_LABELS[block.basis].of(lang)
        window = Label(
            f"死亡人数计火灾后 {block.death_window.days} 日内", f"deaths within {block.death_window.days} days"
        )
        rest = [block.note, *(item.note for item in block.not_known)]
        notes = " ".join(text.zh if lang == "zh" else text.en for text in rest if text is not None)
        limits = limits_in_words(block, lang)
        cited = rules.cited(block.reference, lang)
        yield label, f"{limits}; {window.of(lang)} [{basis}: {cited}] {notes}"


def limits_in_words(block: SeverityBlock, lang: Lang) -> str:
    """The limits of a severity table in one line.

    >>> from riskkit.indicators.fire_rules import fire_rules
    >>> limits_in_words(list(fire_rules().tables.values())[1], "zh").split("；")[0]
    '特别重大：死亡≥30 或 重伤≥100 或 直接财产损失≥30000万元'
    """
    parts = []
    for grade in block.grades:
        if grade.at_least is None:
            words = Label("其余", "the rest").of(lang)
        else:
            limits = [(name, getattr(grade.at_least, name)) for name in CRITERIA]
            either = Label(" 或 ", " or ").of(lang)
            words = either.join(_limit(name, value, lang) for name, value in limits if value is not None)
        code = grade.code if lang == "zh" else grade.label.en
        parts.append(f"{code}{'：' if lang == 'zh' else ': '}{words}")
    if block.slight is not None:
        below = block.slight.direct_loss_cny_below
        words = Label(f"无伤亡且损失<{below:g}元", f"nobody hurt and loss < {below:g} yuan").of(lang)
        parts.append(
            f"{block.slight.code if lang == 'zh' else block.slight.label.en}{'：' if lang == 'zh' else ': '}{words}"
        )
    return ("；" if lang == "zh" else "; ").join(parts)


def _limit(name: str, value: float, lang: Lang) -> str:
    label = CRITERION_LABELS[name].of(lang)
    if name != "direct_loss_cny":
        return f"{label}≥{value:g}"
    return f"{label}≥{value / _WAN:.0f}万元" if lang == "zh" else f"{label} ≥ {value:,.0f} yuan"


def _methods(summary: FireSummary) -> Iterator[tuple[Label, str]]:
    lang, percent = summary.options.lang, f"{summary.options.coverage:.0%}"
    yield (
        Label("比率和区间", "rates and intervals"),
        Label(
            f"每10万人年；不足一年的时期按天数折算。{percent} 区间为泊松分布精确区间（Garwood 1936），只含偶然波动；"
            "一起火灾多人死亡时各人并不独立，死亡的区间只会更宽。",
            f"per 100,000 person-years, parts of a year by their days. The {percent} intervals are exact Poisson ones "
            "(Garwood 1936) and hold chance alone; deaths in one fire are not independent, so theirs is the least.",
        ).of(lang),
    )
    yield (
        Label("比较", "comparison"),
        Label(
            "与上年同一段日子比较，不按人口和天数折算；起数、死亡、受伤的变化区间和 p 值为条件二项精确方法，"
            "损失没有区间。"
            "一次看许多行时，每20行约有一行仅凭偶然就“超出偶然波动”。",
            "with the same days a year before, not per person or day; change of counts with the exact conditional "
            "binomial method, the loss has no interval. Among many rows about one in twenty is 'beyond chance' by "
            "chance alone.",
        ).of(lang),
    )
    across = Label(
        "跨口径的比较已按要求给出，逐行注明"
        if summary.across_breaks
        else "口径不同的时期不比较（--across-breaks 可强制给出）",
        "comparisons across scopes are given as asked, each said to be so"
        if summary.across_breaks
        else "periods of different scopes are not compared (--across-breaks gives them all the same)",
    )
    yield Label("跨口径", "across scopes"), across.of(lang)
    yield (
        Label("死亡人数", "deaths"),
        Label(
            "四项指标含刑事案件，刑事案件另列；超过统计时限的死亡不计入，另列；轻微火灾计入起数，另列。",
            "criminal fires are in the four figures and also listed apart; deaths after the window are not counted and "
            "listed apart; slight fires count as fires and are listed apart.",
        ).of(lang),
    )


def _versions(summary: FireSummary) -> Iterator[tuple[Label, str]]:
    yield Label("版本", "version"), f"riskkit {VERSION}"
    yield Label("规则指纹", "digest of the rules"), summary.rules.digest
    yield Label("记录指纹", "digest of the records"), summary.fires.summary.digest
