"""Province rates as a table for people: Chinese names and headings, the measure in each heading."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from riskkit.terms import Label, Lang

if TYPE_CHECKING:
    import pandas as pd

NAMES = {
    "Beijing": "北京",
    "Tianjin": "天津",
    "Hebei": "河北",
    "Shanxi": "山西",
    "Inner Mongolia": "内蒙古",
    "Liaoning": "辽宁",
    "Jilin": "吉林",
    "Heilongjiang": "黑龙江",
    "Shanghai": "上海",
    "Jiangsu": "江苏",
    "Zhejiang": "浙江",
    "Anhui": "安徽",
    "Fujian": "福建",
    "Jiangxi": "江西",
    "Shandong": "山东",
    "Henan": "河南",
    "Hubei": "湖北",
    "Hunan": "湖南",
    "Guangdong": "广东",
    "Guangxi": "广西",
    "Hainan": "海南",
    "Chongqing": "重庆",
    "Sichuan": "四川",
    "Guizhou": "贵州",
    "Yunnan": "云南",
    "Tibet": "西藏",
    "Shaanxi": "陕西",
    "Gansu": "甘肃",
    "Qinghai": "青海",
    "Ningxia": "宁夏",
    "Xinjiang": "新疆",
}
HEADINGS = {
    "region": Label("省级地区", "province"),
    "year": Label("年份", "year"),
    "fires": Label("火灾起数", "fires"),
    "deaths": Label("死亡人数", "deaths"),
    "injuries": Label("受伤人数", "injuries"),
    "loss": Label("直接损失(万元)", "direct loss (10,000 yuan)"),
    "population": Label("人口(由公布火灾率反算,人年)", "population (from the published rate, person-years)"),
    "rate": Label("火灾率(起/10万人年)", "fires per 100,000 person-years"),
    "rate_low": Label("火灾率90%精确区间下限", "rate, exact 90% interval, low"),
    "rate_high": Label("火灾率90%精确区间上限", "rate, exact 90% interval, high"),
    "group_rate": Label("全国平均火灾率(起/10万人年)", "rate of all provinces"),
    "shrunk_rate": Label("收缩后火灾率(起/10万人年)", "rate shrunk toward all provinces"),
    "shrunk_low": Label("收缩后90%区间下限", "shrunk rate, 90% interval, low"),
    "shrunk_high": Label("收缩后90%区间上限", "shrunk rate, 90% interval, high"),
    "credibility": Label("自身数据权重(0-1)", "weight of its own count (0-1)"),
    "deaths_per_100_fires": Label("每百起火灾死亡(人)", "deaths per 100 fires"),
    "deaths_per_100_fires_low": Label("每百起死亡90%区间下限", "deaths per 100 fires, low"),
    "deaths_per_100_fires_high": Label("每百起死亡90%区间上限", "deaths per 100 fires, high"),
    "injuries_per_100_fires": Label("每百起火灾受伤(人)", "injuries per 100 fires"),
    "injuries_per_100_fires_low": Label("每百起受伤90%区间下限", "injuries per 100 fires, low"),
    "injuries_per_100_fires_high": Label("每百起受伤90%区间上限", "injuries per 100 fires, high"),
    "loss_per_fire": Label("每起直接损失(万元)", "direct loss per fire (10,000 yuan)"),
}


def write_province_rates(rates: pd.DataFrame, folder: Path, name: str, lang: Lang) -> None:
    """Write ``name``.parquet with machine names and ``name``.csv for people (UTF-8 with BOM), worst rate first."""
    rates.to_parquet(folder / f"{name}.parquet", index=False)
    ordered = rates.sort_values(["shrunk_rate", "region"], ascending=[False, True])
    if lang == "zh":
        ordered = ordered.assign(region=[NAMES.get(region, region) for region in ordered["region"]])
    shown = ordered.round(4).rename(columns={column: label.of(lang) for column, label in HEADINGS.items()})
    shown.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\n")
