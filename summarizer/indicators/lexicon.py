"""The words that tell what a number is, as patterns: verbs of growth and of doing, words of time and place, fillers.

The word lists stand in ``lexicon.toml``. All patterns are meant for folded text (ASCII digits and punctuation).
``Ending`` patterns match at the end of a text: they are compiled backwards and matched against the reversed text, so
that no search over all positions is needed.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

_WORDS: Final = {
    name: tuple(dict.fromkeys(words.split()))
    for name, words in tomllib.loads(
        files("summarizer.indicators").joinpath("lexicon.toml").read_text(encoding="utf-8")
    ).items()
}


@dataclass(frozen=True, slots=True)
class Ending:
    """A set of words that may close a text."""

    pattern: re.Pattern[str]

    def length(self, text: str) -> int:
        """How many characters at the end of ``text`` the words cover."""
        found = self.pattern.match(text[::-1])
        return found.end() if found else 0


def longest_first(words: Iterable[str]) -> str:
    """An alternation of ``words`` in which a longer word is tried before its own beginning."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def ending(words: Iterable[str], *, repeat: bool = True, extra: str = "") -> Ending:
    """The pattern of ``words`` (and of the reversed pattern ``extra``) at the end of a text, once or repeated."""
    options = longest_first(word[::-1] for word in words)
    return Ending(re.compile(f"(?:{options}{'|' + extra if extra else ''})" + ("+" if repeat else "")))


DIRECTIONS: Final = dict.fromkeys(_WORDS["up"], "up") | dict.fromkeys(_WORDS["down"], "down")
CHANGE_WORDS: Final = re.compile(longest_first(DIRECTIONS))
RATE_NOUNS: Final = frozenset(_WORDS["rate_nouns"])
GROWTH_VERB: Final = ending(DIRECTIONS, repeat=False)
RATE_FILLER: Final = ending(_WORDS["rate_filler"], extra=r"[\s:\"“”]")
TO_VERB: Final = ending(
    (stem + particle for stem in _WORDS["reaching"] for particle in ("到", "至", "为", "达", "达到", "到了")),
    repeat=False,
)
FILLER: Final = ending(
    _WORDS["filler"],
    extra=r"[\s:\"“·—~+\-,/]|和|及以|及(?![惠涉普波])|与(?!参)|年[\d两二三四五六七八九十]{1,2}续连",
)
RANK_FILLER: Final = ending(_WORDS["rank_filler"], extra=r"[\s:\"“”·,]|年[\d两二三四五六七八九十多]{1,2}续连")
BARE_HEAD: Final = frozenset(_WORDS["bare_head"])
ACTIONS: Final = frozenset(_WORDS["action"])
ACTION_VERB: Final = re.compile(longest_first(ACTIONS))

#: The number is a share of a whole.
SHARE: Final = re.compile(r"占(?!地(?!区|方)|用|领|有|道|比|补|先|位)|占比|比重|(?<!同)比例|份额|相当于|占有份额")

#: Leading words that say when, how or how surely, never what.
LEAD: Final = re.compile(
    r"(?:[,;、。:\s\"”·—\-~+/]|\((?:预计|下同|以下|含|其中|[一二三四五六七八九十\d]{1,2})[^()]{0,6}\)|"
    + longest_first(_WORDS["lead"])
    + r"|\((?=扣除|剔除|按|含|其中|占)"
    r"|[一二三四五六七八九十]+是|全区(?!域)|推动(?=全)|并(?!网)|和(?!平|谐|美|睦)|的(?!士)"
    r"|(?:省|市|县|区)政府(?!规章|质量|规范|令|文件|投资|奖)|再(?!生|就业|贷款|融资|制造)"
    r"|都(?!市)|近(?!零)|[一二两三四五\d]+[期批轮](?=共)|共(?![享同建青产和治富识有赢])"
    r"|基本(?!医|养|公|农|草)|计划(?!生)|达(?!成|标|产|效|州|人)"
    r"|有效(?!期|发明|投资|灌)|成功(?!率)|(?:扣除|剔除|不含|按)[^,;、]{2,14}(?:因素|口径|影响)(?:后|外)?|新(?=签|引进|开工|认定|入选|获|投用|投放|遴选|承接|招引|申|组建|评|推|晋|落地|纳入|上线)|首批(?=新|建|完|入|认)"
    r"|高标准(?!农田)|高效(?=完|推|办|为)|快速(?=推)|集中(?=开|签|推)|滚动(?=实|推|开)|重点(?=推|实|抓|建|打|支|培)|科学(?=编|制|推)"
    r"|精准(?=招|培|帮)|(?:实际|预计)(?=完成|新增|建成|发放|投入)|组织(?=开展|实施)"
    r"|截至?(?:(?:20)?\d\d年?末?|\d+月底|年末)?|到?20\d\d年(?:底|末|全年|度|前)?|到?\d{1,2}月底?"
    r"|“?十[一二三四五]五”?(?:时期|期间|以来|末|规划)?|[一二三四五两\d]+年来|[一二三四五六七八九十两\d]+年(?:间|累计|平均|年均)|近[两三四五\d]+年来?"
    r"|前?[一二三四1-4]季度末?|1[-—至]\d+月份?)+"
)

#: A remainder that begins like this shows that the "verb" before it is part of a word (使用率, 服务业).
NOUN_SUFFIX: Final = re.compile(
    r"(?:率|量|额|数|费|者|员|力|度|性|点|站|所|室|区|园|型|类|式|化|款|证|权|师|商|业|的|资本|贸易|保险|效能|消费|补助|值|外包)"
)

#: The same behind the first verb: "征收土地" may be a deed, but 更新改造项目 and 接待能力 are nouns.
NOUN_TAIL: Final = re.compile(
    r"(?:面积|总额|总量|总数|总值|产值|收入|支出|余额|规模|能力|强度|比例|比重|水平|价格|指数|浓度|次数|人数|就业|"
    r"投资额?$|金额|资金|项目|工程|任务|行动|计划|工作|活动|试点|基地|中心|平台|机制|体系|用地|成本|周期|时间|时限|期限|"
    r"效率|标准|目标|贷款|外资|内资)"
)

#: Words that end the noun right after a count ("90个项目完工"): what follows is said of it.
PREDICATE: Final = re.compile(
    r"(?:全部|(?<![人平年])均(?!衡|等|价|质)|(?<![首成古])都(?!市|江|匀|会)|已|将|正(?!高|规|品|式|在建)|再(?!生|制造|造|贷)|也|(?<!植)被(?!动|征)|"
    r"(?<!自)由|在(?!建|校|岗|编|册|线|库)|于|为(?!民|主|农)|是|达(?!标|人|州|产|效|到国家)|超(?=过|额|\d|$)|占(?!地|用|道)|"
    r"(?<![人家宜群邻])居(?=全|世|首|第|前|中|同|国)|(?<![系序陈])列(?=全|世|首|第|前|中|同|入)|位居|[荣斩喜]?获(?!得感)|入选|上榜|跻身|晋升|荣膺|"
    r"当选|进入|纳入|入围|立项|完工|竣工|开工|投产|投用|投运|建成(?!区)|落地|落户|签约|通过|实现|完成|突破|增长(?!极|点)|下降|提高|"
    r"提升(?!工程|行动|项目|改造|中心)|同比|顺利|成功|基本(?!医|养|公|农|草)|加快|有序|相继|陆续|如期|正式|启动|开展|受益|享受|参加|得到|取得|形成|"
    r"推进|推动|新增(?!长)|新建|引进|增加(?!值)|减少|总投资|预计|力争|可(?=以|达|望|新增|实现|供)|能(?=够|实现)|使(?!用|馆|命)|让|"
    r"开放(?=$)|开通|运行|建设(?=加快|有序|进展|顺利|取得)|集中(?=开工|签约|竣工)|分别|从(?!业|事)|以(?!上|下|内|外)|(?<!参)与(?!会)|"
    r"用于|作为|成为|保持|稳定|首次|率先|加入|揭牌|挂牌|交付|解决|复工|退出|摘帽|脱贫|惠及|覆盖(?!率)|带动|年产|年均|比上年|较上年|平稳|快速|"
    r"压减|压缩|调增|调减|调整为|缩减|精简|缩短|增至|降至|缩小|扩大到|扩大至|发展到|发展为|转为|收窄|减至|升至|上升|拓展至|扩展)"
)

#: Where the subject of a clause without a number ends.
SAID: Final = re.compile(PREDICATE.pattern + "|" + longest_first(_WORDS["said"]))

#: What closes a count's noun in any case.
NOUN_STOP: Final = re.compile(r"[,;、。:!?()\[\]\n]|并|(?<![甲乙丙特高中初平])等(?!级|候)")

#: Words right after a number that belong to it, not to a noun.
AFTER_NUMBER: Final = re.compile(
    r"(?:以上|以下|以内|左右|上下|以外|之多|之间|多|余|的|[\s\"”]|\([^()]{1,4}\)|(?:规模|级)(?=[^,;、。]))+"
)

#: Ends of words that only look like the name of a place.
NOT_A_PLACE: Final = re.compile(
    r"(?:全|我|本|各|该|两|多|新|老|城|设区|县级|地级|直辖|超大|特大|省会|副省级|同类|有关|周边|沿线|兄弟|试点|示范|先进|主|中心|"
    r"社|园|景|校|小|灌|库|片|矿|林|山|牧|农|汛|军|湖|海|港|郊|街|开发|高新|经开|自贸|保税|功能|度假|风景|保护|实验|合作|工业|"
    r"科技|产业|服务|文化|旅游|商务|棚户|居住|生活|安置|试验|核心|先行|引领|集聚|聚集|自治|超|强|欧|美|股|债|楼|门|夜|菜|早|"
    r"集|超级|上|入|后|期|都|花|个|盟|等|区|省|市)(?:省|市|州|盟|县|区|旗|镇|乡|街道)$"
)
