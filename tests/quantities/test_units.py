"""The unit table."""

import tomllib
from importlib.resources import files

import pytest

from summarizer.quantities import canonical_unit, dimension


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("㎡", "平方米"),
        ("m2", "平方米"),
        ("％", "%"),
        ("个百分点", "百分点"),
        ("km", "公里"),
        ("千米", "公里"),
        ("kWh", "千瓦时"),
        ("度", "千瓦时"),
        ("千克", "公斤"),
        ("人民币元", "元"),
        ("港币", "港元"),
        ("TEU", "标准箱"),
        ("台(套)", "台套"),
        ("kWh/人", "千瓦时/人"),
        ("万 元", "万元"),
        ("无此单位", "无此单位"),
        ("", ""),
    ],
)
def test_canonical(written: str, canonical: str) -> None:
    """Equal units have one canonical form; an unknown unit is its own."""
    assert canonical_unit(written) == canonical


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("元", "currency"),
        ("美元", "currency"),
        ("吨", "mass"),
        ("亩", "area"),
        ("公里", "length"),
        ("千瓦", "power"),
        ("千瓦时", "energy"),
        ("吨标准煤", "energy"),
        ("家", "count"),
        ("个百分点", "ratio"),
        ("微克/立方米", "concentration"),
        ("μg/m3", "concentration"),
        ("小时", "time"),
        ("位", "rank"),
        ("元/人", "currency/count"),
        ("人/平方公里", "count/area"),
        ("元/无此单位", ""),
        ("", ""),
    ],
)
def test_dimension(unit: str, expected: str) -> None:
    """A unit's dimension is its table; a rate has those of its parts."""
    assert dimension(unit) == expected


def test_table_is_sound() -> None:
    """No unit stands in the table twice, and every alias names a unit of its own table."""
    table = tomllib.loads(files("summarizer.quantities").joinpath("units.toml").read_text(encoding="utf-8"))
    del table["not_before"]
    written = [unit for entry in table.values() for unit in (*entry["names"], *entry.get("aliases", {}))]
    assert len(written) == len(set(written))
    assert all(unit in entry["names"] for entry in table.values() for unit in entry.get("aliases", {}).values())
