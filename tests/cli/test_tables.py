"""Commands that make tables of records: filters, forms, compressed records, what they say when something is wrong."""

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import REPORT, Run


@pytest.fixture
def records(run: Run, tmp_path: Path) -> Path:
    """Records of two counties of 2024 and 2025."""
    for name, year in (("青禾县", "2024"), ("白沙县", "2025")):
        text = REPORT.replace("青禾县", name).replace("2024年", f"{year}年").replace("2023年", f"{int(year) - 1}年")
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    run("summarize", "--engine", "rules", "青禾县.txt", "白沙县.txt", "-o", "r.jsonl")
    return tmp_path / "r.jsonl"


def shown(run: Run, *arguments: str | Path) -> list[str]:
    """The titles in the table that `show` prints."""
    done = run("show", *arguments)
    assert done.returncode == 0, done.stderr.decode()
    return [line.split()[0] for line in done.stdout.decode().splitlines() if "政府工作报告" in line]


def test_export_writes_the_facts(run: Run, records: Path, tmp_path: Path) -> None:
    """`export` writes a table with one row a fact, says how many, and takes the filters."""
    done = run("export", records, "-o", "f.csv", "--region", "白沙", "--slot", "gdp", "--status", "target")
    assert (done.returncode, done.stdout, done.stderr.decode()) == (0, b"", "1 row written to f.csv\n")
    with (tmp_path / "f.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["region"], row["report_year"], row["value"], row["comparator"]) == ("白沙县", "2025", "6", "about")


def test_show_takes_the_filters(run: Run, records: Path) -> None:
    """`show` prints the reports that the filters leave, and the figures of the slots that are asked for."""
    assert len(shown(run, records)) == 2
    assert shown(run, records, "--year", "2024") == ["2024年青禾县政府工作报告"]
    done = run("show", records, "--slot", "城镇新增就业:level:target", "--year", "2025")
    (row,) = (line.split() for line in done.stdout.decode().splitlines() if "白沙县" in line)
    assert row == ["2025年白沙县政府工作报告", "2025", ">5000人", "1", "1", "0", "0", "0", row[-1]]


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_compressed_records_are_read(run: Run, records: Path, tmp_path: Path, suffix: str) -> None:
    """`export` compresses records; `show` and `validate` read them, from a file and from standard input."""
    assert run("export", records, "-o", f"r.jsonl.{suffix}").returncode == 0
    packed = tmp_path / f"r.jsonl.{suffix}"
    assert packed.stat().st_size < records.stat().st_size / 2
    assert shown(run, packed) == shown(run, records)
    assert run("show", "-", stdin=packed.read_bytes()).stdout == run("show", records).stdout
    checked = run("validate", packed, "--sources", "青禾县.txt", "--sources", "白沙县.txt")
    assert checked.returncode == 0
    assert checked.stderr.decode().startswith("2 records checked")


@pytest.mark.parametrize(
    "command",
    [
        ("apply", "none.jsonl", "{}", "-o", "{}.out"),
        ("brief", "{}", "-o", "{}.md"),
        ("compare", "{}", "-o", "{}.csv"),
        ("eval", "none.jsonl", "{}", "--json"),
        ("export", "{}", "-o", "{}.csv"),
        ("panel", "{}", "-o", "{}.csv"),
        ("review", "{}", "青禾县.txt", "-o", "{}.html"),
        ("show", "{}"),
    ],
)
def test_every_command_reads_compressed_records(
    run: Run, records: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """What it makes of them is what it makes of the plain file."""
    run("export", records, "-o", "p.jsonl.zst")
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    plain, packed = (run(*(part.format(name) for part in command)) for name in ("r.jsonl", "p.jsonl.zst"))
    assert (plain.returncode, plain.stdout) == (packed.returncode, packed.stdout) == (0, plain.stdout)
    made = command[-1].format
    if "-o" in command:
        assert (tmp_path / made("r.jsonl")).read_bytes() == (tmp_path / made("p.jsonl.zst")).read_bytes()


def test_damaged_compression_is_one_line(run: Run, records: Path, tmp_path: Path) -> None:
    """A compressed file that is cut off is said to be; no traceback."""
    run("export", records, "-o", "r.jsonl.gz")
    packed = tmp_path / "r.jsonl.gz"
    packed.write_bytes(packed.read_bytes()[:-20])
    done = run("show", packed)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[0].endswith("copy it again")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("output", ["out.xlsx", "out.csv", "OUT.PARQUET", "out.duckdb", "out.jsonl.gz"])
def test_summarize_says_how_to_get_a_table(run: Run, report: Path, tmp_path: Path, output: str) -> None:
    """`summarize -o out.xlsx` writes nothing and says which command makes the table."""
    done = run("summarize", report, "-o", output)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        f"error: {output}: summarize writes JSON lines; name OUT.jsonl, then run: "
        f"summarizer export OUT.jsonl -o {output}\n"
    )
    assert not (tmp_path / output).exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "f.ods"), "f.ods: the suffix decides the format"),
        (("-o", "."), "the suffix decides the format"),
        (("-o", "f.csv", "--slot", "gpd"), "--slot gpd: no such indicator"),
        (("-o", "f.csv", "--year", "x"), "--year x: give a year"),
        (("-o", "r.jsonl.gz", "--verified-only"), "records are written whole"),
    ],
)
def test_wrong_calls_are_one_line(run: Run, records: Path, arguments: tuple[str, ...], message: str) -> None:
    """A wrong call of `export` ends with exit code 2 and one line."""
    done = run("export", records, *arguments)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1


def test_a_bad_line_is_named(run: Run, records: Path) -> None:
    """A line that is no record ends `export` with its file and number."""
    with records.open("ab") as file:
        file.write(b"{}\n")
    done = run("export", records, "-o", "f.csv")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("error: ")
    assert "r.jsonl, line 3" in done.stderr.decode()


def test_compare_says_what_it_made(run: Run, records: Path, tmp_path: Path) -> None:
    """`compare` writes the form that the suffix names, and says how much is in it."""
    for form in ("html", "xlsx", "csv"):
        done = run("compare", records, "-o", f"c.{form}", "--level", "county")
        assert (done.returncode, done.stdout) == (0, b""), done.stderr.decode()
        assert done.stderr.decode().startswith("2 regions, 2 reports, ")
        assert (tmp_path / f"c.{form}").exists()


def test_compare_names_reports_left_out(run: Run, records: Path, tmp_path: Path) -> None:
    """Of two reports of one region and year one is compared, and the other is named."""
    twice = tmp_path / "twice.jsonl"
    twice.write_bytes(records.read_bytes() * 2)
    told = run("compare", twice, "-o", "c.csv").stderr.decode().splitlines()
    assert told[0].startswith("left out: 2024年青禾县政府工作报告 (青禾县.txt): another report of this region and year")
    assert len(told) == 3


def test_panel_counts_in_the_sources(run: Run, records: Path, tmp_path: Path) -> None:
    """`panel` finds the texts by their hash, counts the words of the dictionaries, and names reports without a text."""
    pytest.importorskip("jieba")
    (tmp_path / "words.toml").write_text('[gardens]\nwords = "幼儿园 造林"\n', encoding="utf-8")
    done = run("panel", records, "-s", "青禾县.txt", "--concepts", "words.toml", "-o", "p.csv")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr.decode().splitlines() == [
        "no lengths: 2025年白沙县政府工作报告 (白沙县.txt): not among the sources, or changed since",
        "2 rows written to p.csv",
    ]
    with (tmp_path / "p.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["region"]: row for row in csv.DictReader(file)}
    text = "".join(REPORT.split())
    assert rows["青禾县"]["gardens_n"] == str(text.count("幼儿园") + text.count("造林"))
    assert rows["青禾县"]["chars"] == str(len(text))
    assert rows["白沙县"]["gardens_n"] == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("compare", "r.jsonl", "-o", "c.pdf"), "c.pdf: the suffix decides the format; use one of .html"),
        (("panel", "r.jsonl", "-o", "p.sav"), "p.sav: the suffix decides the format; use one of .csv"),
        (("panel", "r.jsonl", "-o", "p.csv", "--concepts", "example"), "give them with --sources PATH"),
        (("panel", "r.jsonl", "-o", "p.csv", "-s", "青禾县.txt", "--concepts", "no.toml"), "no.toml: cannot be read"),
    ],
)
def test_wrong_calls_of_compare_and_panel(run: Run, records: Path, arguments: tuple[str, ...], message: str) -> None:
    """A wrong call ends with exit code 2 and one line."""
    done = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1


def test_from_a_table_of_reports_to_a_panel(run: Run, tmp_path: Path) -> None:
    """The way of the page on panels: a CSV with a report a row, its records, a panel with lengths and concepts."""
    pytest.importorskip("jieba")
    texts = {2024: REPORT, 2025: REPORT.replace("2024年", "2025年").replace("2023年", "2024年")}
    with (tmp_path / "reports.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["县", "年份", "正文"])
        writer.writerows(["青禾县", year, text] for year, text in texts.items())
    assert run("summarize", "--engine", "rules", "reports.csv", "-o", "r.jsonl").returncode == 0
    done = run("panel", "r.jsonl", "--sources", "reports.csv", "--concepts", "example", "-o", "panel.csv")
    assert done.stderr.decode() == "2 rows written to panel.csv\n"
    with (tmp_path / "panel.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["year"], row["gdp_growth_target"], row["gdp_growth_before"]) for row in rows] == [
        ("2024", "6", ""),
        ("2025", "6", "6"),
    ]
    assert [row["chars"] for row in rows] == [str(len("".join(text.split()))) for text in texts.values()]
    assert rows[0]["environment_n"] == str(
        sum("".join(REPORT.split()).count(word) for word in ("生态", "环境", "造林", "森林覆盖率"))
    )
