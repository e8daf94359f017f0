"""Contrast classes and abbreviations: which names are names of one thing."""

import pytest

from summarizer.language.contrasts import differ, expand, members
from summarizer.schemas.catalogue import load_catalogue

OTHERS = [
    ("人均地区生产总值", "地区生产总值", "per"),
    ("户均耕地面积", "人均耕地面积", "per"),
    ("城镇居民人均可支配收入", "农村居民人均可支配收入", "residence"),
    ("进口总额", "出口总额", "trade"),
    ("进出口总额", "出口总额", "trade"),
    ("一般公共预算收入", "财政支出", "budget"),
    ("存款余额", "贷款余额", "bank"),
    ("新增企业", "企业总数", "flow"),
    ("开工项目", "竣工项目", "works"),
    ("新建公厕", "改造公厕", "building"),
    ("一产增加值", "第二产业增加值", "industry"),
    ("规上工业营业收入", "规模以上服务业营业收入", "sector"),
    ("制造业企业", "服务业企业", "sector"),
    ("工业增加值", "工业总产值", "account"),
    ("国家级绿色工厂", "省级绿色工厂", "grade"),
    ("PM2.5浓度", "PM10浓度", "pollutant"),
]


@pytest.mark.parametrize(("first", "second", "kind"), OTHERS)
def test_other_things(first: str, second: str, kind: str) -> None:
    """Names with words of a class that exclude each other are different things, in either order."""
    found, turned = differ(first, second), differ(second, first)

    assert found is not None
    assert turned is not None
    assert found.kind == kind
    assert (turned.first, turned.second) == (found.second, found.first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("规上工业增加值", "规模以上工业增加值"),
        ("社零", "社会消费品零售总额"),
        ("GDP", "地区生产总值"),
        ("财政收入", "一般公共预算收入"),
        ("农民收入", "农村居民人均可支配收入"),
        ("新增就业", "城镇新增就业"),
        ("城乡居民收入", "农村居民收入"),
        ("新改建农村公路", "新建农村公路"),
        ("工业技改投资", "制造业技术改造投资"),
        ("退休人员养老金", "退休人员人均养老金"),
        ("养老床位", "养老床位"),
    ],
)
def test_same_thing(first: str, second: str) -> None:
    """Abbreviations are what they stand for; a name given short, or one that holds both members, leaves it open."""
    assert differ(first, second) is None


def test_names_of_the_catalogue() -> None:
    """The names that the catalogue has for one indicator never differ."""
    wrong = [
        (entry.zh, alias)
        for entry in load_catalogue().entries
        for alias in entry.aliases
        if differ(entry.zh, alias) is not None
    ]

    assert wrong == []


def test_expand() -> None:
    """Abbreviations are written out wherever they stand; a longer one, or a word that only holds one, is left whole."""
    assert expand("青屿市规上工业增加值") == "青屿市规模以上工业增加值"
    assert expand("社零总额") == "社会消费品零售总额"
    assert expand("城乡居民收入比") == "城乡居民收入比"


def test_members() -> None:
    """A name's members by class; a word for two holds both; one that only looks like a word of the class holds none."""
    assert members("城乡居民收入") == {"per": ("人均",), "residence": ("农村", "城镇"), "budget": ("收入",),
                                  "account": ("可支配收入",)}  # fmt: skip
    assert members("进口博览会") == {}
