"""One published line for each doubt code: what somebody should look at."""

from typing import Final

from summarizer.schemas.record import DoubtCode
from summarizer.validator.words import Words

LINES: Final[dict[DoubtCode, Words]] = {
    "competing_frame": Words(
        "附近还有别的时间说法：看这个数说的是哪一年、哪几年",
        "another time is named nearby: see which year or years the number is about",
    ),
    "carried_subject": Words(
        "名称是从前面隔着的分句承接来的：看这个数说的是不是它",
        "the name comes from further back than the clause before: see whether the number is about it",
    ),
    "odd_name": Words(
        "名称不像一个完整的名词：看它该从哪里起、到哪里止",
        "the name is no whole noun phrase: see where it should begin and end",
    ),
    "read_otherwise_alone": Words(
        "单看这一句会读出别的意思：看前文管不管得到这里",
        "the sentence read alone gives another reading: see whether what comes before holds here",
    ),
    "implausible_value": Words(
        "数值超出这个指标通常的范围：看单位、数位和所指",
        "the value is outside the indicator's usual range: see its unit, its digits and what it is about",
    ),
    "future_result": Words(
        "结果却在报告当年或以后：看它是不是目标，年份对不对",
        "a result in the report's own year or later: see whether it is an aim, and the year",
    ),
    "headline_conflict": Words(
        "同一个主要指标在别处是另一个数：看哪一处是全地区全年的",
        "the same headline has another value elsewhere: see which one is the whole region's and year's",
    ),
    "growth_conflict": Words(
        "增长率与前后两个数对不上：看三个数各说的是什么",
        "the growth does not follow from the two amounts: see what each of the three is",
    ),
    "part_exceeds_whole": Words(
        "部分大于整体：看两个数各说的是什么",
        "the part is larger than the whole: see what each of the two is",
    ),
}
