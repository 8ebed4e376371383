"""What stands on 说明 of the workbooks of linking: files, thresholds, accounts, how a pair is judged."""

from __future__ import annotations

from riskkit.linking.result import Links
from riskkit.reporting.link_words import account_line, how_line
from riskkit.terms import Label

HOW = (
    (
        Label("代码相同", "same code"),
        Label(
            "统一社会信用代码相同，或一边只有组织机构代码而它正是另一边代码的第 9—17 位；"
            "校验位都通过，且两边各只有一行用它。"
            "多行共用一个代码的（分支机构、多处场所、填错），还要地址相同。",
            "The same unified social credit code, or an organisation code that is characters 9 to 17 of the other; "
            "check digits pass, and one row on each side has it. Where several rows share a code the address must "
            "agree as well.",
        ),
    ),
    (
        Label("名称和地址", "name and address"),
        Label(
            "比对前去掉公司形式（有限公司、个体工商户……）、前面的省市区、括号和空格，一号写作 1号；"
            "号、弄、幢、室两边都写了的必须一致。",
            "Compared without legal forms, places in front, brackets and spaces, numerals as digits; house, lane, "
            "building and room must agree where both sides write them.",
        ),
    ),
    (
        Label("相符程度、把握", "agreement, certainty"),
        Label(
            "相符程度只看这一对：各项依据按“真是同一家的有多常见、不是同一家的有多常见”加分（Fellegi–Sunter 方法）。"
            "把握还扣除对方其余候选：两个候选同样相符时，各不超过 50%。加分用合成数据标定，是项目默认，不是规范。",
            "Agreement looks at the pair alone: evidence is added up by how common it is among true pairs and among "
            "others (Fellegi and Sunter). Certainty allows for every other candidate as well: of two that agree "
            "equally neither exceeds 50 %. The points were set on made-up data and are a project default, no norm.",
        ),
    ),
    (
        Label("从不自动关联", "never joined by itself"),
        Label(
            "两边代码都有效而不同，或代码指向另一行；名称里的编号不同（一店、二店）；地址或坐标互相矛盾（代码和名称都相同的除外）；"
            "没有名称或没有地址可对照。",
            "Both codes valid and different, or the code of another row; different numbers in the names; addresses or "
            "coordinates that contradict (unless code and name agree); no name or no address to compare.",
        ),
    ),
    (
        Label("一对一", "one to one"),
        Label(
            "一处场所对一处场所。一家单位多处场所、一处地址多家单位只列为分组，各行分开。",
            "One place to one place. A unit of many sites, a building of many units are shown as groups, kept apart.",
        ),
    ),
)
ANSWERING = (
    Label("怎样核对", "how to answer"),
    Label(
        "每一对在“结论”里选：是＝同一家单位的同一处；否＝不是；存疑＝以后再看；不选＝还没有核对。红字是两边不同的字。"
        "存盘后运行 riskkit link A B --reviewed 本文件：是则关联，否则分开。不要改其他列，否则对不上。",
        "Choose for each pair: yes = the same place of the same unit; no = not; unsure = later; nothing = not seen. "
        "Red characters differ. Save it and run riskkit link A B --reviewed FILE: yes joins, no keeps apart. Leave the "
        "other columns as they are, or an answer will not be recognised.",
    ),
)


def about_rows(result: Links, *, answering: bool = False) -> list[tuple[str, str]]:
    """(item, content) for the sheet 说明; ``answering`` adds how the review workbook is filled in."""
    lang = result.lang
    first, second = result.sources
    thresholds = Label(
        f"把握 ≥ {result.thresholds.certainty:.0%} 才关联；相符程度 ≥ {result.thresholds.review:.0%} 的列入待核",
        f"joined at a certainty of {result.thresholds.certainty:.0%} or more; to review from an agreement of "
        f"{result.thresholds.review:.0%}",
    )
    rows = [
        *([("", result.notice)] if result.notice else []),
        *([(ANSWERING[0].of(lang), ANSWERING[1].of(lang))] if answering else []),
        *(
            (f"{side} · SHA-256", f"{source.file} · {source.sha256}")
            for side, source in zip("AB", (first, second), strict=True)
        ),
        (Label("日期", "as of").of(lang), result.as_of.isoformat()),
        (Label("界限", "thresholds").of(lang), thresholds.of(lang)),
        *(
            (Label(f"{side} 的各行", f"rows of {side}").of(lang), account_line(side, account, source.file, lang))
            for side, account, source in zip("AB", result.accounts, result.sources, strict=True)
        ),
        (Label("关联方式", "found by").of(lang), how_line(result)),
        *((item.of(lang), content.of(lang)) for item, content in HOW),
        ("riskkit", result.version),
    ]
    return rows
