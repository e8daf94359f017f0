"""The indicator catalogue: its data, the errors of its loader, and which names mean which indicator."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import CatalogueError
from summarizer.quantities.units import canonical_unit
from summarizer.schemas.catalogue import DEFAULT_PATH, Entry, HeadlineSlot, load_catalogue, normalise

Write: TypeAlias = Callable[[str], Path]

CATALOGUE = load_catalogue()

GOOD = {
    "zh": '"麻类产量"',
    "en": '"Fibre crops"',
    "units": '"吨"',
    "measures": '"level growth_rate"',
    "definition": '"当年收获的麻类"',
    "source": '"无统一定义"',
}


def table(name: str = "fibre", **changes: str | None) -> str:
    """An entry's table in TOML, with fields changed or (None) left out."""
    fields = {key: value for key, value in (GOOD | changes).items() if value is not None}
    return f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in fields.items())


def identity(name: str) -> str | None:
    entry = CATALOGUE.lookup(name)
    return entry.id if entry else None


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A function that writes a catalogue file and gives its path."""

    def write_file(text: str) -> Path:
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def test_a_users_own_file_is_loaded(write: Write) -> None:
    """One table makes one indicator, with lists written as words and ranges as two numbers."""
    loaded = load_catalogue(write(table(aliases='"苎麻产量 亚麻产量"', level_range='"1 2e6"', headline='"level"')))
    entry = loaded.lookup("预计全市亚麻产量")
    assert entry is not None
    assert (entry.id, entry.aliases, entry.measures) == ("fibre", ("苎麻产量", "亚麻产量"), ("level", "growth_rate"))
    assert loaded.headlines == (HeadlineSlot("fibre", "level", "actual"), HeadlineSlot("fibre", "level", "target"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (table(zh=None), "zh: Field required"),
        (table(definition='""'), "definition: String should have at least 1 character"),
        (table(colour='"red"'), "colour: Extra inputs are not permitted"),
        (table(measures='"level size"'), "measures.1: Input should be 'level'"),
        (table(measures='""'), "measures: Tuple should have at least 1 item"),
        (table(level_range='"1"'), "level_range.1: Field required"),
        (table(level_range='"9 3"'), "level_range: 9 is not below 3"),
        (table(measures='"rank"', level_range='"1 3"'), "level_range: level is not one of its measures"),
        (table(measures='"level"', growth_range='"1 3"'), "growth_range: growth_rate is not one of its measures"),
        (table(measures='"level"', headline='"rank"'), "headline: rank is not one of its measures"),
        (table(aliases="[3]"), "aliases.0: Input should be a valid string"),
        (table(id='"flax"'), "must be a table [fibre] without an id of its own"),
        ('fibre = "麻类"', "must be a table [fibre]"),
        (table(aliases='"苎麻产量 苎麻产量"'), "the name '苎麻产量' is already a name of 'fibre'"),
    ],
)
def test_a_wrong_entry_is_named(write: Write, text: str, said: str) -> None:
    """The error says which file, which entry, which field, and what is wrong with it."""
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(write(text))
    assert str(caught.value).startswith("own.toml: entry 'fibre': ")
    assert said in str(caught.value)


def test_an_id_must_be_an_identifier(write: Write) -> None:
    """Ids stand in records and are lower case words joined by underscores."""
    with pytest.raises(CatalogueError, match=r"own\.toml: entry 'Fibre Crops': id: String should match"):
        load_catalogue(write(table('"Fibre Crops"')))


def test_a_name_of_two_entries_is_an_error(write: Write) -> None:
    """Names that differ in width, case or quotation marks only are one name."""
    text = table("flax", zh='"ＧＤＰ“亚麻”"') + table("hemp", zh='"gdp亚麻"')
    with pytest.raises(CatalogueError, match="entry 'hemp': the name 'gdp亚麻' is already a name of 'flax'"):
        load_catalogue(write(text))


def test_a_table_written_twice_is_an_error(write: Write) -> None:
    """An id can be used once; the error names it."""
    with pytest.raises(CatalogueError, match=r"own\.toml: .*'fibre'.*twice"):
        load_catalogue(write(table() + table()))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that does not exist gives one line that names it."""
    with pytest.raises(CatalogueError, match=r"^none\.toml: .*No such file"):
        load_catalogue(tmp_path / "none.toml")


def test_the_packages_own_catalogue_is_read_once() -> None:
    """Loading again gives the same object."""
    assert load_catalogue() is CATALOGUE
    assert load_catalogue(DEFAULT_PATH) == CATALOGUE


def test_every_field_of_work_has_indicators() -> None:
    """At least 120 indicators, as the records' readers were promised."""
    assert len(CATALOGUE.entries) >= 120


@pytest.mark.parametrize("entry", CATALOGUE.entries, ids=lambda entry: entry.id)
def test_every_name_looks_up_its_own_entry(entry: Entry) -> None:
    """By itself, and as reports write it with harmless words around it."""
    for name in (entry.zh, *entry.aliases):
        found = {identity(written) for written in (name, f"全市{name}", f"预计2023年全年{name}")}
        assert found == {entry.id}


def test_units_are_canonical() -> None:
    """A unit that the unit table writes otherwise could never match a number's."""
    written = {unit for entry in CATALOGUE.entries for unit in entry.units}
    assert {unit for unit in written if canonical_unit(unit) != unit} == set()


def test_percent_units_stand_only_beside_levels_in_percent() -> None:
    """What only grows by percents must not have % among its units, or its growth would be read as a level."""
    for name in ("gdp", "cpi", "fixed_asset_investment", "retail_sales_of_consumer_goods", "energy_use_per_gdp"):
        assert "%" not in CATALOGUE.by_id[name].units
    for name in ("surveyed_urban_unemployment_rate", "urbanization_rate", "rd_intensity", "forest_coverage"):
        assert CATALOGUE.by_id[name].units == ("%",)


def test_headline_slots_are_the_contracts() -> None:
    """Each slot once as actual figure and once as target, in this order: records rely on it."""
    slots = """
    gdp level, gdp growth_rate, general_public_budget_revenue level, general_public_budget_revenue growth_rate,
    cpi growth_rate, new_urban_jobs level, surveyed_urban_unemployment_rate level, fixed_asset_investment growth_rate,
    retail_sales_of_consumer_goods growth_rate, imports_and_exports level, imports_and_exports growth_rate,
    industrial_value_added_above_scale growth_rate, disposable_income_per_capita level,
    disposable_income_per_capita growth_rate, urban_disposable_income_per_capita level,
    urban_disposable_income_per_capita growth_rate, rural_disposable_income_per_capita level,
    rural_disposable_income_per_capita growth_rate, grain_output level, urbanization_rate level, rd_intensity level,
    energy_use_per_gdp growth_rate
    """
    pairs = [tuple(slot.split()) for slot in slots.split(",")]
    expected = [(*pair, status) for pair in pairs for status in ("actual", "target")]
    assert [(slot.canonical, slot.measure, slot.status) for slot in CATALOGUE.headlines] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("全省地区生产总值", "gdp"),
        ("预计全年GDP", "gdp"),
        ("“十四五”以来经济总量", "gdp"),
        ("前三季度生产总值增速", "gdp"),
        ("经济增长预期目标", "gdp"),
        ("云溪市地区生产总值", "gdp"),
        ("云溪市重点项目投资", "key_project_investment"),
        ("我区地方一般公共预算收入", "general_public_budget_revenue"),
        ("一般公共预算收入同口径", "general_public_budget_revenue"),
        ("居民消费价格涨幅", "cpi"),
        ("CPI", "cpi"),
        ("新增城镇就业", "new_urban_jobs"),
        ("城镇新增就业人数", "new_urban_jobs"),
        ("城镇调查失业率均值", "surveyed_urban_unemployment_rate"),
        ("城镇登记失业率", "registered_urban_unemployment_rate"),
        ("固定资产投资（不含农户）", "fixed_asset_investment"),
        ("全社会固定资产投资总额", "fixed_asset_investment"),
        ("社零总额增速", "retail_sales_of_consumer_goods"),
        ("外贸进出口总额", "imports_and_exports"),
        ("其中出口", "exports"),
        ("规上工业增加值", "industrial_value_added_above_scale"),
        ("规模以上工业总产值", "industrial_output_above_scale"),
        ("全体居民人均可支配收入", "disposable_income_per_capita"),
        ("城镇常住居民人均可支配收入", "urban_disposable_income_per_capita"),
        ("农牧民人均可支配收入", "rural_disposable_income_per_capita"),
        ("粮食总产量", "grain_output"),
        ("常住人口城镇化率", "urbanization_rate"),
        ("户籍人口城镇化率", "registered_urbanization_rate"),
        ("全社会研发投入强度", "rd_intensity"),
        ("研发经费支出占地区生产总值比重", "rd_intensity"),
        ("全社会研究与试验发展(R&D)经费投入占GDP的比重", "rd_intensity"),
        ("研发经费投入相当于全市生产总值的比例", "rd_intensity"),
        ("全社会研发投入占地区生产总值", "rd_intensity"),
        ("全社会研发经费投入占比", "rd_intensity"),
        ("R＆D经费投入", "rd_expenditure"),
        ("万元GDP能耗", "energy_use_per_gdp"),
        ("单位地区生产总值能耗", "energy_use_per_gdp"),
        ("人均地区生产总值", "gdp_per_capita"),
        ("服务业增加值占GDP比重", "tertiary_industry_value_added"),
        ("税收占一般公共预算收入比重", "tax_revenue"),
        ("一般公共预算支出", "general_public_budget_expenditure"),
        ("PM2.5平均浓度", "pm25"),
        ("空气质量优良天数比例", "good_air_days"),
        ("地表水国考断面水质优良比例", "good_surface_water"),
        ("每千人口执业（助理）医师数", "doctors_per_thousand"),
        ("完成城镇老旧小区改造", "old_neighbourhoods_renovated"),
        ("新建、改造提升高标准农田", "high_standard_farmland"),
        ("新增国家级专精特新“小巨人”企业", "new_little_giants"),
        ("高新技术企业总数", "high_tech_enterprises"),
        ("新增高新技术企业", "new_high_tech_enterprises"),
        ("本外币各项贷款余额", "loans"),
    ],
)
def test_names_as_reports_write_them(name: str, expected: str) -> None:
    """Each form means one indicator."""
    assert identity(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "人均一般公共预算收入",
        "城镇居民人均转移净收入",
        "高技术产业利用外资",
        "民间制造业投资",
        "规模以上民营工业增加值",
        "脱贫县地区生产总值",
        "高新区地区生产总值",
        "9个市地区生产总值",
        "园区税收收入",
        "乡镇一般公共预算收入",
        "县域经济",
        "占地区生产总值",
        "民生支出占地区生产总值",
        "主要经济指标",
        "经济社会发展",
        "机电产品进出口",
        "增速",
        "总量",
        "投资",
        "",
    ],
)
def test_another_scope_is_no_known_indicator(name: str) -> None:
    """A qualifier that is not known to be harmless makes another indicator; words alone are none."""
    assert identity(name) is None


def test_only_what_is_counted_by_doing_takes_verbs_before_it() -> None:
    """建成 before 高标准农田 says how it came about; 新增 before a stock of money makes another number."""
    assert identity("累计建成高标准农田") == "high_standard_farmland"
    assert identity("新增存款余额") is None


@given(st.text(max_size=40))
def test_no_name_raises(name: str) -> None:
    """Any text is an indicator's name or none; spaces and width make no difference."""
    entry = CATALOGUE.lookup(name)
    assert CATALOGUE.lookup(normalise(name)) == entry
    assert CATALOGUE.lookup(f" {name}\n") == entry


@pytest.mark.parametrize("words", ["市", "、", "全市县", "2023年", "新建改建"])
def test_long_runs_of_harmless_words_are_no_name(words: str) -> None:
    """What no report would write is given up, not searched for minutes."""
    assert identity(words * 40 + "甲地区生产总值") is None
    assert identity(words * 40 + "甲高标准农田") is None
