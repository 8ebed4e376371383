"""How the parts of a rulebook are called when a change is printed."""

from __future__ import annotations

from riskkit.terms import Label

PART_LABELS: dict[str, Label] = {
    "rulebook": Label("规则集", "rulebook"),
    "field": Label("字段", "field"),
    "tree": Label("指标树", "tree"),
    "indicator": Label("指标", "indicator"),
    "grades": Label("等级", "grades"),
    "veto": Label("否决", "veto"),
}
WHAT_LABELS: dict[str, Label] = {
    "place": Label("位置", "place"),
    "parent": Label("上级", "parent"),
    "weight": Label("同级权重(总权重)", "weight (global)"),
    "bonus": Label("加分上限", "bonus cap"),
    "basis": Label("依据性质", "basis"),
    "reference": Label("依据", "reference"),
    "note": Label("说明", "note"),
    "indicator": Label("指标", "indicator"),
    "scale": Label("分档/满分", "scale / full points"),
    "label": Label("名称", "label"),
    "measure": Label("取值", "measure"),
    "direction": Label("方向", "direction"),
    "missing": Label("未知值", "missing"),
    "applies_when": Label("适用条件", "applies when"),
    "remedy": Label("改进措施", "remedy"),
    "closed": Label("闭端", "closed end"),
    "also_grade": Label("另行定级的准则", "criteria also graded"),
    "interval": Label("区间", "interval"),
    "veto": Label("否决", "veto"),
    "kind": Label("性质", "kind"),
    "when": Label("条件", "condition"),
    "outcome": Label("后果", "outcome"),
    "field": Label("字段", "field"),
    "rulebook": Label("规则集", "rulebook"),
    "content": Label("其他内容(指纹)", "other content (digest)"),
}
