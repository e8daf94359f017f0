"""Place and year of a report whose text names none, from the other columns of its row in a table."""

from collections.abc import Mapping
from dataclasses import replace

from summarizer.chunker.model import Region, Report
from summarizer.chunker.regions import find_region
from summarizer.expressions import expression

_PROVINCE = ("province", "prov", "provname", "省份", "省", "所属省份", "省级")
_CITY = ("city", "prefecture", "cityname", "城市", "地级市", "地市", "市", "所属城市", "地级")
_COUNTY = ("county", "district", "countyname", "区县", "县区", "县", "县级", "县市区", "所属区县")
_ANY = ("region", "area", "place", "location", "地区", "区域", "地方", "行政区", "行政区划", "地区名称")
_YEAR = ("year", "年份", "年度", "年", "报告年份", "会计年度")
_DATE = ("date", "delivered_on", "日期", "时间", "会议日期", "发布日期", "报告日期")
_SUFFIXED = expression(r"(?:[市县区州盟旗]|地区|自治州)$")
_YEAR_WRITTEN = expression(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def completed(report: Report, fields: Mapping[str, str | int | float | bool] | None) -> Report:
    """The report with what the columns of its row tell and its text does not: the place, the year."""
    if not fields:
        return report
    told = {key.strip().lower(): str(value).strip() for key, value in fields.items()}
    if report.year is None and (year := _year(told)) is not None:
        report = replace(report, year=year)
    if report.region.name is None and (region := _region(told)) is not None:
        fits = report.region.level is None or region.level in (None, report.region.level)
        report = replace(report, region=region) if fits else report
    return report


def _first(told: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((told[name] for name in names if told.get(name)), "")


def _year(told: Mapping[str, str]) -> int | None:
    for names in (_YEAR, _DATE):
        if found := _YEAR_WRITTEN.search(_first(told, names)):
            return int(found.group())
    return None


def _region(told: Mapping[str, str]) -> Region | None:
    """The place of the narrowest column, with the wider ones before it, which tell namesakes apart."""
    province, city, county = (_first(told, names) for names in (_PROVINCE, _CITY, _COUNTY))
    named = list(dict.fromkeys(filter(None, (province, _as_city(city, province), county)))) or [_first(told, _ANY)]
    for start in range(len(named)):
        region = find_region("".join(named[start:]))
        if region.name is not None and region.code is not None:
            return replace(region, name=named[-1])
    region = find_region(named[-1])
    return region if region.name is not None else None


def _as_city(name: str, province: str) -> str:
    """A city's name with its last word, which tables often leave out: 清江 → 清江市."""
    return name if not name or name == province or _SUFFIXED.search(name) else f"{name}市"
