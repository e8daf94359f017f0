"""The lexicon's words as the binder's patterns.

All patterns are meant for folded text (ASCII digits and punctuation).
"""

from typing import Final

from summarizer.expressions import expression
from summarizer.language.lexicon import Entry, anywhere, at_end, at_start, ending, one_of, words

DIRECTIONS: Final = dict.fromkeys(words("up"), "up") | dict.fromkeys(words("down"), "down")
CHANGE_WORDS: Final = anywhere("up", "down")
RATE_NOUNS: Final = frozenset(words("rate_nouns"))
GROWTH_VERB: Final = at_end("up", "down", repeat=False)
RATE_FILLER: Final = at_end("rate_filler", extra=r"[\s:\"“”]")
TO_VERB: Final = ending(
    sorted(
        (Entry(stem + particle) for stem in words("reaching") for particle in ("到", "至", "为", "达", "达到", "到了")),
        key=lambda each: (-len(each.word), each.word),
    ),
    repeat=False,
)
FILLER: Final = at_end(
    "filler", extra=r"[\s:\"“·—~+\-,/]|和|及以|及(?![惠涉普波])|与(?!参)|年[\d两二三四五六七八九十]{1,2}续连"
)
RANK_FILLER: Final = at_end("rank_filler", extra=r"[\s:\"“”·,]|年[\d两二三四五六七八九十多]{1,2}续连")
BARE_HEAD: Final = frozenset(words("bare_head"))
ACTIONS: Final = frozenset(words("action"))
ACTION_VERB: Final = anywhere("action")
ACTION_VERBS: Final = at_start("action")
ACTION_END: Final = at_end("action", repeat=False)
SHARE: Final = anywhere("share")
COMPARISON: Final = anywhere("comparison")
PREPOSITION: Final = anywhere("preposition")
NOUN_SUFFIX: Final = anywhere("noun_suffix")
NOUN_TAIL: Final = expression(one_of("noun_tail") + r"|投资额?$")
SAID_OF: Final = anywhere("said_of")
HEAD: Final = expression(one_of("head") + "$")
COUNTABLE: Final = anywhere("countable")
COUNTED_MEASURE: Final = at_start("counted_measure")
DEEDS: Final = at_start("deed", "deed_manner", extra="和|及")
DEED_END: Final = at_end("deed_end", repeat=False)

#: Leading words that say when, how or how surely, never what.
LEAD: Final = at_start(
    "lead",
    "lead_phrase",
    extra=r"[,;、。:\s\"”·—\-~+/]|\((?:预计|下同|以下|含|其中|[一二三四五六七八九十\d]{1,2})[^()]{0,6}\)"
    r"|\((?=扣除|剔除|按|含|其中|占)|[一二三四五六七八九十]+是"
    r"|(?:省|市|县|区)政府(?!规章|质量|规范|令|文件|投资|奖)"
    r"|[一二两三四五\d]+[期批轮](?=共)|(?:扣除|剔除|不含|按)[^,;、]{2,14}(?:因素|口径|影响)(?:后|外)?"
    r"|截至?(?:(?:20)?\d\d年?末?|\d+月底|年末)?|到?20\d\d年(?:底|末|全年|度|前)?|到?\d{1,2}月底?"
    r"|“?十[一二三四五]五”?(?:时期|期间|以来|末|规划)?|[一二三四五两\d]+年来|[一二三四五六七八九十两\d]+年(?:间|累计|平均|年均)"
    r"|近[两三四五\d]+年来?|前?[一二三四1-4]季度末?|1[-—至]\d+月份?",
)

_STANDS = r"(?<![人家宜群邻])居(?=全|世|首|第|前|中|同|国)|(?<![系序陈])列(?=全|世|首|第|前|中|同|入)"
#: Words that end the noun right after a count.
PREDICATE: Final = expression(one_of("predicate", extra=rf"超(?=\d|$)|{_STANDS}|[荣斩喜]?获(?!得感)|开放(?=$)"))
#: Where the subject of a clause without a number ends.
SAID: Final = expression(PREDICATE.pattern + "|" + one_of("said"))
#: What closes a count's noun in any case.
NOUN_STOP: Final = expression(r"[,;、。:!?()\[\]\n]|并|(?<![甲乙丙特高中初平均])等(?!级|候)")
#: Words right after a number that belong to it, not to a noun.
AFTER_NUMBER: Final = expression(
    r"(?:以上|以下|以内|左右|上下|以外|之多|之间|多|余|的|[\s\"”]|\([^()]{1,4}\)|(?:规模|级)(?=[^,;、。]))+"
)
#: Ends of words that only look like the name of a place.
NOT_A_PLACE: Final = expression(one_of("no_place") + r"(?:省|市|州|盟|县|区|旗|镇|乡|街道)$")
#: One of several places, not which (某县, 各市, 每个乡镇).
ONE_OF_SEVERAL: Final = expression(r"[某各每]")
#: Things that are counted, not rates: a percentage of them is a share.
COUNTED: Final = expression(one_of("counted") + "$")
STEP: Final = expression(one_of("step") + "$")
