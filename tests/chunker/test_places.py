"""Places that a report's text names, with their codes."""

import pytest

from summarizer.chunker import Level, NamedPlace, Region, place_named, places_in

TAIZHOU = Region("泰州市", "prefecture", "321200")
UNKNOWN = Region(None, None, None)


@pytest.mark.parametrize(
    ("name", "full", "level", "code"),
    [
        ("鄂尔多斯市", "鄂尔多斯市", "prefecture", "150600"),
        ("鄂尔多斯", "鄂尔多斯市", "prefecture", "150600"),
        ("高港区", "高港区", "county", "321203"),
        ("南京市鼓楼区", "南京市鼓楼区", "county", "320106"),
        ("恩施州", "恩施土家族苗族自治州", "prefecture", "422800"),
        ("积石山县", "积石山保安族东乡族撒拉族自治县", "county", "622927"),
        ("广西", "广西壮族自治区", "province", "450000"),
        ("兴安盟", "兴安盟", "prefecture", "152200"),
        ("长三角", "长三角", None, None),
        ("京津冀", "京津冀", None, None),
        ("中部六省", "中部六省", None, None),
        ("全国", "全国", "nation", None),
    ],
)
def test_names_and_their_codes(name: str, full: str, level: Level | None, code: str | None) -> None:
    """Full and short names of divisions have their code; regions of several and the nation have a name alone."""
    assert place_named(name, UNKNOWN) == Region(full, level, code)


@pytest.mark.parametrize("name", ["云岭区", "高新区", "增长", ""])
def test_words_that_name_no_place(name: str) -> None:
    """A word that is no division's name is no place."""
    assert place_named(name, TAIZHOU) is None


def test_a_shared_name_means_the_place_in_or_around_the_reports_own_region() -> None:
    """Two districts are called 通州区, four 鼓楼区: the nearest counts; where several are near, no code does."""
    assert place_named("通州区", TAIZHOU) == Region("通州区", "county", "320612")
    assert place_named("通州区", Region("北京市", "province", "110000")) == Region("通州区", "county", "110112")
    assert place_named("鼓楼区", Region("徐州市", "prefecture", "320300")) == Region("鼓楼区", "county", "320302")
    assert place_named("鼓楼区", TAIZHOU) == Region("鼓楼区", "county", None)
    assert place_named("鼓楼区", UNKNOWN) == Region("鼓楼区", "county", None)


def test_places_in_a_text() -> None:
    """The longest names count, a county with the city above it is one place, ordinary words are none."""
    text = "其中鄂尔多斯市增长5%,泰州高港区、长三角地区和中部六省更快,新城区建设加快,示范县增多,合作深化。"
    assert [(text[place.start : place.end], place.region.code) for place in places_in(text, TAIZHOU)] == [
        ("鄂尔多斯市", "150600"),
        ("泰州高港区", "321203"),
        ("长三角地区", None),
        ("中部六省", None),
    ]
    assert places_in("和县", TAIZHOU) == [NamedPlace(0, 2, Region("和县", "county", "340523"))]
