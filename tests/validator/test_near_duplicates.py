"""Near-identical reports of a run."""

import pickle
import random

from summarizer.analysis import Analysis
from summarizer.validator import Duplicates, duplicates, signature

from .conftest import TEXT, read

THEMES = "粮食 蔬菜 渔业 港口 公路 学校 医院 养老 社保 就业 科技 人才 旅游 文化 环保 水利 林业 电力 招商 金融".split()
DEEDS = "持续推进 全面落实 不断完善 深入开展 有序实施 着力提升 扎实做好 加快建设".split()


def report(place: str, seed: int) -> str:
    """A report of its own: sentences by chance."""
    rng = random.Random(seed)
    sentences = (
        f"{rng.choice(DEEDS)}{rng.choice(THEMES)}和{rng.choice(THEMES)}工作，{place}新建{rng.choice(THEMES)}项目"
        f"{rng.randint(2, 99)}个，{rng.choice(THEMES)}高质量发展的基础进一步夯实。"
        for _ in range(120)
    )
    head = TEXT[: TEXT.index("（一）经济")].replace("青屿", place)
    return f"{head}{''.join(sentences)}\n各位代表，让我们团结奋斗！\n"


def test_redacted_copy_is_found() -> None:
    """A copy with names and numbers left out is reported, with how alike it is and which one is redacted."""
    text = report("临湾", 1)
    redacted = text.replace("临湾", "XX").translate({ord(digit): "X" for digit in "0123456789"})
    run = [read(text, "a.txt"), read(report("南浦", 2), "b.txt"), read(redacted, "c.txt")]

    found = duplicates(run)

    assert [len(findings) for findings in found] == [0, 0, 1]
    (finding,) = found[2]
    assert finding.code == "duplicate_report"
    assert "临湾市2024年政府工作报告 (a.txt" in finding.message
    assert "这一份略去了数字" in finding.message
    assert "this one is redacted" in finding.english


def test_wrapping_and_width_make_no_difference() -> None:
    """A copy in hard-wrapped lines and full-width digits is the same report; neither is redacted."""
    text = report("临湾", 3)
    wide = text.translate({ord("0") + digit: chr(ord("０") + digit) for digit in range(10)})

    (_, (finding,)) = duplicates([read(text, "a.txt"), read(wide, "b.txt")])

    assert "的相似度为100%" in finding.message
    assert finding.english.startswith("100% identical to")
    assert "redacted" not in finding.english


def test_signatures_travel(analysis: Analysis) -> None:
    """A signature made in another process finds the same duplicate."""
    seen = Duplicates()

    assert seen.add(pickle.loads(pickle.dumps(signature(analysis.view, analysis.report)))) == ()
    assert len(seen.add(signature(analysis.view, analysis.report))) == 1
