"""The speaker's line at the head of a report: 市长 殷勇, 省长：王某某, （代区长 李四）."""

import re
from collections.abc import Sequence

from summarizer.expressions import expression

_POST = (
    r"(?P<post>国务院总理|总理|行政长官|自治区(?:代|代理)?主席|(?:代|代理|常务副|副)?(?P<place>省|市|县|区|州|旗|盟|镇|乡)长"
    r"|专员|(?:管委会|管理委员会|党工委|工委|办事处|街道)(?:副)?主任|(?:代|代理)?主席|苏木达|区长)"
)
_NAME = r"(?P<name>[\u3400-\u9fff〇Xx×*□]{1,4}|[\u3400-\u9fff·]{3,16})"
_SPEAKER = expression(
    rf"(?:.{{0,60}}(?:会议|大会|次会)上?\)?)?[(—\-]*(?:报告人:?)?(?P<org>[^,。:()\d]{{0,24}}?){_POST}[:]?{_NAME}(?:\([^()]*\))?\)?"
)
_POST_ALONE = expression(rf"[(]?(?P<org>[^,。:()\d]{{0,24}}?){_POST}:?\)?")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹章云苏潘葛范彭郎鲁韦马方俞任袁柳鲍史唐费薛雷贺"
    "倪汤滕罗毕郝安常于傅齐康伍余顾孟黄穆萧尹姚邵汪毛米明戴宋庞熊纪舒项祝董梁杜阮蓝季贾江颜郭梅林钟徐邱骆高夏蔡田樊胡凌"
    "霍万柯卢莫房解丁邓洪包左石崔吉龚程邢裴陆荣翁甄封靳段焦牧侯甘厉武符刘景龙叶黎白赖卓乔翟谭申冉牛尚温庄晏柴瞿阎连习艾"
    "容向古易廖耿文欧聂关荆游肖殷别辛岳喻占付闫涂晋鄢肇"
)
_NAME_ALONE = expression(rf"\(?(?P<name>[{_SURNAMES}][\u3400-\u9fff]{{1,2}})\)?")
_ANY_NAME = expression(_NAME)
_NOT_NAME = expression(
    r"会议|目录|合集|正文|代表|报告|政府|大会|全文|摘要|文件|通知|公告|同志|热线|信箱|工作|负责|专线|办公"
)
_REDACTED = expression(r"[Xx×*〇□某·]+")
_ORGAN = expression(r"(?:人民)?政府$|.*(?:市委|县委|区委|党委|党组)(?:副?书记)?、?")
_LEVEL_WORDS = {"总理": "全国", "自治区": "自治区"}


def is_speaker_line(line: str) -> bool:
    """Whether a line names the speaker, or only the post, with the name on the next line."""
    if len(line) > 80:
        return False
    match = _SPEAKER.fullmatch(line)
    return (match is not None and not _NOT_NAME.search(match["name"])) or _POST_ALONE.fullmatch(line) is not None


def find_speaker(lines: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """The speaker's name in folded head lines, None when it is missing or redacted; and the place the post names.

    A name without a post counts only on a line of its own that is one of the common surnames and one or two
    characters more.
    """
    for i, line in enumerate(lines):
        match = _SPEAKER.fullmatch(line)
        if match and not _NOT_NAME.search(match["name"]):
            return _name(match["name"]), _places(match)
        match = _POST_ALONE.fullmatch(line)
        if match:
            following = lines[i + 1] if i + 1 < len(lines) else ""
            alone = _ANY_NAME.fullmatch(following)
            named = alone is not None and not _NOT_NAME.search(following)
            return (_name(following) if named else None), _places(match)
    for line in lines:
        if (match := _NAME_ALONE.fullmatch(line)) and not _NOT_NAME.search(line):
            return match["name"], ()
    return None, ()


def _name(name: str) -> str | None:
    return None if _REDACTED.fullmatch(name) else name


def _places(match: re.Match[str]) -> tuple[str, ...]:
    """The places a post tells: 清江市人民政府市长 → 清江市, 市."""
    organ = _ORGAN.sub("", match["org"])
    word = match["place"] or next((level for post, level in _LEVEL_WORDS.items() if post in match["post"]), "")
    return tuple(filter(None, (organ, word)))
