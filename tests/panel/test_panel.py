"""The panel: its rows and columns, lengths and concept counts, and that statistics programs read it."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import summarize
from summarizer.documents import Document
from summarizer.errors import UsageError
from summarizer.output.selection import read_selection
from summarizer.panel.concepts import EXAMPLE, Concept, count, jieba_cutter, load_concepts
from summarizer.panel.output import write
from summarizer.panel.panel import Panel, make_panel
from summarizer.panel.slots import slot_columns, stem
from summarizer.panel.texts import TextCounts, TextPlace, count_texts, text_columns, text_place
from summarizer.schemas import Record
from summarizer.schemas.catalogue import load_catalogue
from summarizer.schemas.record import Region
from summarizer.tables.columns import Label
from tests.tables.conftest import make_record, text_of

INNOVATION = Concept("innovation", Label("创新", "Innovation"), ("创新", "科技创新", "研发"))
DIGITAL = Concept("digital", Label("数字化", "Digital"), ("数字",))
CONCEPTS = (INNOVATION, DIGITAL)


def characters(text: str) -> Iterable[str]:
    """Cuts a text into its characters: what the tests need of a cutter."""
    return list(text)


def province(name: str, code: str, year: int, results: str, aims: str) -> Record:
    return make_record(name, year, level="province", code=code, results=results, aims=aims)


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """The nation, a province in two years, a city of it."""
    return [
        province("东明省", "510000", 2025, "地区生产总值4300亿元，增长5.6%。", "地区生产总值增长5.5%左右。"),
        province("东明省", "510000", 2024, "地区生产总值4000亿元，增长5.2%。", "力争地区生产总值增长6%以上。"),
        make_record("河口市", 2025, level="prefecture", code="510300", aims="地区生产总值增长7%。"),
        make_record("全国", 2025, level="nation", results="国内生产总值126万亿元。", aims="国内生产总值增长5%左右。"),
    ]


def count_given(documents: Sequence[Document], places: Mapping[str, TextPlace]) -> Mapping[str, TextCounts]:
    """What the documents hold for the reports at the places."""
    return count_texts(places, documents, CONCEPTS, characters)


def rows_of(panel: Panel) -> list[dict[str, Any]]:
    return [dict(zip(panel.table.names, row, strict=True)) for row in panel.rows]


def test_a_row_a_region_and_year(records: list[Record]) -> None:
    """Rows stand by level, code and year, with what the report says in each slot."""
    rows = rows_of(make_panel(records))
    assert [(row["region_code"], row["region"], row["year"]) for row in rows] == [
        (0, "全国", 2025),
        (510000, "东明省", 2024),
        (510000, "东明省", 2025),
        (510300, "河口市", 2025),
    ]
    row = rows[1]
    assert [row[f"gdp_growth_target{end}"] for end in ("", "_max", "_unit", "_cmp", "_mod", "_state", "_ver")] == [
        Decimal(6),
        None,
        "%",
        "over",
        "strive",
        "stated",
        "verified",
    ]
    assert row["gdp_growth_target_text"].endswith("力争地区生产总值增长6%以上。")
    assert (row["cpi_growth_target"], row["cpi_growth_target_state"]) == (None, "not_stated")


def test_last_years_target_and_the_gap(records: list[Record]) -> None:
    """A result stands beside the target that the report of the year before had for it."""
    rows = rows_of(make_panel(records))
    assert [(row["gdp_growth_before"], row["gdp_growth_gap"]) for row in rows] == [
        (None, None),
        (None, None),
        (Decimal(6), Decimal("-0.4")),
        (None, None),
    ]


def test_target_of_the_level_above(records: list[Record]) -> None:
    """The target of the nearest level above that is given for the year, and how much the own one adds to it."""
    rows = rows_of(make_panel(records))
    assert [(row["gdp_growth_above"], row["gdp_growth_above_lvl"], row["gdp_growth_add"]) for row in rows] == [
        (None, None, None),
        (None, None, None),
        (Decimal(5), "nation", Decimal("0.5")),
        (Decimal("5.5"), "province", Decimal("1.5")),
    ]


def test_filters_choose_rows_not_what_they_are_set_beside(records: list[Record]) -> None:
    """A panel of one level and year still has the targets of other levels and years; --slot chooses columns."""
    chosen = read_selection(levels=["province"], years=["2025"], slots=["gdp:growth_rate"])
    (row,) = rows_of(made := make_panel(records, chosen))
    assert (row["gdp_growth_before"], row["gdp_growth_above"]) == (Decimal(6), Decimal(5))
    assert [name for name in made.table.names if name.endswith("_target")] == ["gdp_growth_target"]


def test_every_name_fits_stata() -> None:
    """Columns have unique names of up to 32 characters, and labels in both languages, for every headline slot."""
    pairs = list(dict.fromkeys((slot.canonical, slot.measure) for slot in load_catalogue().headlines))
    longest = replace(INNOVATION, id="a23456789012")
    columns = (*slot_columns(pairs), *text_columns([longest]))
    names = [column.name for column in columns]
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 32
    assert all(name.isascii() and name.isidentifier() for name in names)
    assert stem(("gdp", "growth_rate")) == "gdp_growth"
    assert stem(("some_new_indicator", "level")) == "som_new_ind_level"


WORDS = st.text(alphabet="创新研发字 \n", min_size=0, max_size=60)


@given(WORDS)
def test_counts_are_those_of_str_count(text: str) -> None:
    """A concept's count is the sum of str.count of its words in the text without white space, each place once."""
    found = count(text, CONCEPTS, characters)
    bare = "".join(text.split())
    assert found.places == (bare.count("创新") + bare.count("研发"), bare.count("数字"))
    assert (found.characters, found.words) == (len(bare), len(bare))


def test_tokens_are_words_of_the_concept() -> None:
    """Words count where they stand as words: also the longer ones that str.count finds in the shorter."""

    def cut(text: str) -> Sequence[str]:
        return ["科技创新", "，", "创新", "驱动", "研发"]

    found = count("科技创新，创新驱动研发", CONCEPTS, cut)
    assert (found.words, found.tokens, found.places) == (4, (3, 0), (3, 0))


def test_sections_share_the_text(records: list[Record]) -> None:
    """A section's own text leaves out those in it, so no character is counted twice."""
    place = text_place(records[0])
    spans = sorted(span for spans in place.kinds.values() for span in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert {section.kind for section in records[0].sections} == set(place.kinds)


def test_nested_sections_leave_holes() -> None:
    """The text before, between and behind the sections inside one is its own, and nothing is lost."""
    results = "过去一年成绩很好。\n（一）经济稳定增长。地区生产总值增长6%。\n（二）民生不断改善。城镇新增就业5000人。"
    made = make_record(results=results)
    assert any(section.parent for section in made.sections)
    own = sum(end - start for spans in text_place(made).kinds.values() for start, end in spans)
    assert own == sum(section.span[1] - section.span[0] for section in made.sections if section.parent is None)


def test_texts_are_found_by_their_hash(tmp_path: Path) -> None:
    """Sources are matched by their text, whatever they are called; what is missing or changed stays without lengths."""
    first, second = text_of("青禾县", 2024), text_of("白沙县", 2024)
    records = [*summarize(first), *summarize(second)]
    places = {record.report.id: text_place(record) for record in records}
    documents = [Document("other name", first), Document("changed", second + "。")]
    counts = count_texts(places, documents, CONCEPTS, characters)
    assert list(counts) == [records[0].report.id]
    whole = counts[records[0].report.id].whole
    assert whole.characters == len("".join(first.split()))
    assert whole.places == (first.count("创新"), first.count("数字"))
    made = make_panel(
        records, concepts=CONCEPTS, counting=lambda found: count_texts(found, documents, CONCEPTS, characters)
    )
    assert [report.id for report in made.without_text] == [records[1].report.id]
    rows = {row["report_id"]: row for row in rows_of(made)}
    row = rows[records[0].report.id]
    assert row["innovation_per1000"] == round(Decimal(1000 * whole.places[0]) / whole.characters, 6)
    assert row["innovation_tasks_n"] == row["innovation_n"] == 2
    assert (row["chars_glossary"], row["innovation_glossary_per1000"]) == (0, None)
    assert rows[records[1].report.id]["chars"] is None


def test_no_sources_no_lengths(records: list[Record]) -> None:
    """Without sources the panel has no columns that only texts can fill."""
    names = make_panel(records).table.names
    assert not [name for name in names if name.startswith(("chars", "words"))]
    assert "report_chars" in names


def test_examples_are_dictionaries_that_can_be_counted() -> None:
    """The shipped file has three concepts; no word of one holds another word of it, so all are counted."""
    concepts = load_concepts(EXAMPLE)
    assert [concept.id for concept in concepts] == ["innovation", "environment", "digital"]
    for concept in concepts:
        assert concept.counted == concept.words
        assert len(concept.words) >= 20


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no concept in it"),
        ("[x", "cannot be read as TOML"),
        ('[Innovation]\nwords = "创新"', r"\[Innovation\]: an id has up to 12 small letters"),
        ('[a]\nzh = "甲"', r"\[a\]: words: Field required"),
        ("[a]\nwords = ''", r"\[a\]: words"),
        ('[a]\nword = "创新"', r"\[a\]: word"),
        ("a = 1", r"\[a\]: "),
    ],
)
def test_wrong_dictionaries_say_where(tmp_path: Path, text: str, message: str) -> None:
    """A file of concepts that is wrong is a usage error naming file and table."""
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        load_concepts(path)


def test_jieba_knows_the_concepts_words() -> None:
    """Words of the dictionaries are words for jieba, though its own dictionary lacks them."""
    pytest.importorskip("jieba")
    odd = Concept("odd", Label("奇", "Odd"), ("雪豹山谷计划",))
    text = "我们实施雪豹山谷计划，推进科技创新。"
    assert "雪豹山谷计划" in list(jieba_cutter([odd])(text))
    assert "雪豹山谷计划" not in list(jieba_cutter([])(text))


@pytest.fixture(scope="module")
def panel(records: list[Record]) -> Panel:
    """The panel of the records, with lengths and concepts of all reports."""

    def counting(places: Mapping[str, TextPlace]) -> Mapping[str, TextCounts]:
        return dict.fromkeys(places, TextCounts(count("创新发展", CONCEPTS, characters), {}))

    return make_panel(records, concepts=CONCEPTS, counting=counting)


def test_stata_file_has_labels_and_values(panel: Panel, tmp_path: Path) -> None:
    """pandas and pyreadstat read the .dta back: numbers, sentences, dates, labels in both languages."""
    pandas, pyreadstat = pytest.importorskip("pandas"), pytest.importorskip("pyreadstat")
    path = tmp_path / "panel.dta"
    write(path, panel, "zh")
    frame, told = pyreadstat.read_dta(str(path))
    assert list(frame.columns) == list(panel.table.names)
    assert told.column_names_to_labels["gdp_growth_add"].startswith("国内生产总值增速 加码 / Gross domestic product, ")
    assert max(map(len, told.column_names_to_labels.values())) == 80
    assert told.variable_value_labels["region_level"][2] == "省级 / Province"
    back = pandas.read_stata(path)
    for name, cells in zip(panel.table.names, zip(*panel.rows, strict=True), strict=True):
        column = next(column for column in panel.table.columns if column.name == name)
        if column.kind in ("integer", "number"):
            assert [None if pandas.isna(cell) else cell for cell in back[name]] == [
                None if cell is None else float(cell) for cell in cells
            ]
        elif not column.codes and column.kind == "text":
            assert list(back[name]) == [cell or "" for cell in cells]
    expected, strived = "预期 / Expect", "力争 / Strive"
    assert list(back["gdp_growth_target_mod"]) == [expected, strived, expected, expected]


def test_long_sentences_are_whole_in_stata(panel: Panel, tmp_path: Path) -> None:
    """A text of more than 2,045 bytes is kept whole."""
    pandas = pytest.importorskip("pandas")
    place = panel.table.names.index("gdp_growth_target_text")
    rows = tuple((*row[:place], "长" * 3000, *row[place + 1 :]) for row in panel.rows)
    write(tmp_path / "p.dta", replace(panel, rows=rows), "zh")
    assert pandas.read_stata(tmp_path / "p.dta")["gdp_growth_target_text"][0] == "长" * 3000


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_other_forms_hold_the_same(panel: Panel, tmp_path: Path, form: str) -> None:
    """CSV, Parquet and XLSX have the machine names as headings and the same numbers."""
    pandas = pytest.importorskip("pandas")
    path = tmp_path / f"p.{form}"
    if form == "xlsx":
        pytest.importorskip("openpyxl")
    write(path, panel, "zh")
    read = {
        "csv": pandas.read_csv,
        "parquet": pandas.read_parquet,
        "xlsx": partial(pandas.read_excel, engine="openpyxl"),
    }[form]
    frame = read(path)
    assert list(frame.columns) == list(panel.table.names)
    assert frame["gdp_growth_target"].tolist() == [5, 6, 5.5, 7]
    assert frame["innovation_per1000"].tolist() == [250] * 4


def test_an_empty_panel_can_be_written(tmp_path: Path) -> None:
    """No record, no rows, but every form with its columns."""
    pytest.importorskip("pandas")
    made = make_panel([])
    for form in ("csv", "xlsx", "dta", "parquet"):
        write(tmp_path / f"p.{form}", made, "en")
        assert (tmp_path / f"p.{form}").stat().st_size > 0


def test_dictionary_tells_what_was_counted(panel: Panel, tmp_path: Path) -> None:
    """The data dictionary beside the panel names the words of each concept."""
    write(tmp_path / "p.csv", panel, "zh")
    with (tmp_path / "p.dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {row["column"]: row["meaning"] for row in csv.DictReader(file)}
    assert told["innovation_n"] == "str.count of 创新 研发"


def test_a_region_without_code(records: list[Record]) -> None:
    """A redacted place has a row of its own, without a code."""
    report = records[0].report.model_copy(update={"region": Region(name=None, level="county", code=None)})
    rows = rows_of(make_panel([records[0].model_copy(update={"report": report})]))
    assert [(row["region_code"], row["region"], row["region_level"]) for row in rows] == [(None, None, "county")]


@pytest.mark.parametrize(
    ("place", "library"), [("summarizer.panel.stata", "pandas"), ("summarizer.panel.concepts", "jieba")]
)
def test_a_missing_library_is_named(
    panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, library: str
) -> None:
    """Without pandas no .dta, without jieba no words: one line that says what to install."""

    def refuse(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(f"{place}.import_module", refuse)
    make = partial(jieba_cutter, CONCEPTS) if library == "jieba" else partial(write, tmp_path / "p.dta", panel, "zh")
    with pytest.raises(UsageError, match=f"^{library} is not installed; run: pip install 'report-summarizer"):
        make()
    assert list(tmp_path.iterdir()) == []
