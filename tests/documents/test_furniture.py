"""What repeats where pages end, and in the middle of sentences, is no text."""

import pytest

from summarizer.documents import build_view, document_from_text

_TITLE = "清江县政府工作报告"
_SENTENCES = [
    "粮食生产再获丰收，总产量稳定在六十五万吨以上，建成高标准农田十八万亩。",
    "工业经济稳中向好，规模以上企业净增十二家，技术改造投资增长百分之九。",
    "城乡面貌持续改善，改造老旧小区四十八个，惠及居民一万九千户，群众满意。",
    "生态环境更加优美，国控断面水质优良比例保持百分之百，空气质量全省领先。",
    "民生福祉不断增进，城镇新增就业三万六千人，新建学校幼儿园二十一所。",
    "改革开放纵深推进，政务服务事项网上可办率超过百分之九十八，再创新高。",
]


def _read(text: str) -> list[str]:
    return build_view(document_from_text(text, "fictional.txt")).text.split("\n")


@pytest.mark.parametrize("head", [_TITLE, "2031年汇编　第7页"])
@pytest.mark.parametrize("end", ["\f{head}\n", "\n— {page} —\n{head}\n", "\n{head}\n第{page}页\n"])
def test_running_heads_go(head: str, end: str) -> None:
    """Beside form feeds and page numbers, in whichever order; the title of the report stays."""
    pages = [
        f"{sentence[:20]}{end.format(head=head, page=page)}{sentence[20:]}"
        for page, sentence in enumerate(_SENTENCES, 1)
    ]
    assert _read("\n".join([_TITLE, "各位代表：", *pages])) == [_TITLE, "各位代表：", *_SENTENCES]


def test_lines_that_repeat_within_the_text_stay() -> None:
    """An address of the audience, or a short paragraph, may come at the end of every page."""
    text = "\f".join(f"各位代表！\n{sentence}\n重点任务" for sentence in _SENTENCES[:2])
    assert _read(text).count("各位代表！") == 2
    assert _read(text).count("重点任务") == 2


def test_watermarks_in_sentences_go() -> None:
    """With the words that stand beside them each time."""
    mark = "更多资料+【公众号某某文库】"
    text = "\n".join(f"{sentence[:13]}{mark}{sentence[13:]}" for sentence in _SENTENCES)
    assert _read(text) == _SENTENCES


def test_brackets_of_headings_stay() -> None:
    """A bracketed word that opens paragraphs is one of the text's own."""
    text = [f"【重点任务】{sentence}" for sentence in _SENTENCES]
    assert _read("\n".join(text)) == text
