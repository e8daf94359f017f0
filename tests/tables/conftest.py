"""Records of fictional places, and the programs that open tables."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import TypeAlias

import pytest

from summarizer import summarize
from summarizer.schemas import Record
from summarizer.schemas.record import Region, RegionLevel

MakeRecord: TypeAlias = Callable[..., Record]

CHINESE_CSV = "CSV:44,34,76,1,,2052,false,true,false,false,false,0,true"
"""Commas, quotes, UTF-8, the Chinese locale, special numbers found and formulas run, as the dialogue offers it."""

TEXT = """{year}年{name}政府工作报告
——{year}年1月18日在{name}第十八届人民代表大会第三次会议上

各位代表：
现在，我代表人民政府，向大会报告工作，请予审议。

一、{past}年工作回顾
{results}
同时，我们也清醒地看到，产业结构还不够优，财政收支矛盾比较突出。

二、{year}年主要目标和重点工作
今年经济社会发展的主要预期目标是：{aims}
坚持创新引领，推进科技创新和绿色低碳发展，建设数字政府。

各位代表！让我们同心协力，为建设美丽家园而努力奋斗！
"""
RESULTS = "地区生产总值达到286.4亿元，增长6.1%；一般公共预算收入下降3.5%。城镇新增就业5200人。"
AIMS = "地区生产总值增长6%左右，城镇新增就业5000人以上，单位地区生产总值能耗下降2.5%以上。"


def make_record(
    name: str = "青禾县",
    year: int = 2024,
    *,
    level: RegionLevel = "county",
    code: str | None = None,
    results: str = RESULTS,
    aims: str = AIMS,
) -> Record:
    """The record of a report of a place that does not exist; its region is said to be of this level and code."""
    (record,) = summarize(text_of(name, year, results, aims))
    return record.model_copy(
        update={
            "report": record.report.model_copy(
                update={"region": Region(name=name, level=level, code=code), "year": year}
            )
        }
    )


def text_of(name: str, year: int, results: str = RESULTS, aims: str = AIMS) -> str:
    """The text of such a report."""
    return TEXT.format(name=name, year=year, past=year - 1, results=results, aims=aims)


@pytest.fixture(scope="session")
def record() -> Record:
    """One report with figures of many kinds."""
    return make_record()


@pytest.fixture
def office(tmp_path: Path) -> Callable[[Path, str], Path]:
    """Opens a file in LibreOffice in a Chinese locale, recalculates it and saves it in another form."""
    program = which("soffice") or which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")

    def convert(path: Path, form: str) -> Path:
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
                "--headless",
                *([f"--infilter={CHINESE_CSV}"] if path.suffix == ".csv" else []),
                "--convert-to",
                form,
                "--outdir",
                tmp_path / "converted",
                path,
            ],
            check=True,
            capture_output=True,
            timeout=240,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"},
        )
        return tmp_path / "converted" / f"{path.stem}.{form.partition(':')[0]}"

    return convert
