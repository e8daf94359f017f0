"""Finding reports in fictional collections: where they stand and what their heads say."""

from datetime import date

import pytest

from summarizer.chunker import Report, find_reports
from summarizer.documents import View, build_view, document_from_text

_OPENING = "各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议，并请市政协委员和列席人员提出意见。\n"
_REVIEW = """\
一、2030年工作回顾
过去一年，面对复杂严峻的外部环境，我们在上级党委的坚强领导下，较好完成了年初确定的目标任务。全年地区生产总值增长6.3%。
（一）产业发展提质增效。坚持把项目建设作为第一抓手，实施亿元以上项目86个，完成投资204.5亿元，规上工业增加值增长8.2%。
（二）民生福祉持续改善。新建改建学校12所，新增学位6800个，城镇新增就业1.2万人，居民人均可支配收入增长6.5%。
"""
_PLAN = """\
二、2031年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长5%，粮食产量稳定在65万吨。
（一）着力扩大有效投资。加快推进重点项目建设，全年完成固定资产投资230亿元，新开工项目60个。
（二）着力保障改善民生。深入实施就业优先战略，优化教育医疗资源配置，办好十件民生实事。
三、加强政府自身建设
坚持依法行政，自觉接受人大监督，持续改进作风，严格落实过紧日子要求。
"""
_CALL = "各位代表！实干成就梦想。让我们更加紧密地团结起来，锐意进取、真抓实干，为谱写高质量发展新篇章而努力奋斗！\n"
_TEXT = _REVIEW + _PLAN + _CALL


def _view(text: str) -> View:
    return build_view(document_from_text(text, "fictional.txt"))


def _find(text: str) -> tuple[Report, ...]:
    return find_reports(_view(text))


def _only(text: str) -> Report:
    (report,) = _find(text)
    return report


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("2.清江市政府工作报告", "清江市政府工作报告"),
        ("12．2031年清江市政府工作报告", "2031年清江市政府工作报告"),
        ("第二篇：**市2031年政府工作报告", "**市2031年政府工作报告"),
        ("（三）清江市政府工作报告", "清江市政府工作报告"),
        (" 2031年 XX区政府工作报告", "2031年XX区政府工作报告"),
        ("【清江市2031年政府工作报告】", "清江市2031年政府工作报告"),
        ("《清江市政府工作报告》", "清江市政府工作报告"),
        ("政 府 工 作 报 告", "政府工作报告"),
        ("政府工作报告（摘要）", "政府工作报告（摘要）"),
        ("关于2030年政府工作的报告", "关于2030年政府工作的报告"),
        ("2031年清江县人民政府工作报告", "2031年清江县人民政府工作报告"),
        ("清源乡人民政府2031年工作报告", "清源乡人民政府2031年工作报告"),
        ("清江经济开发区2031年工作报告", "清江经济开发区2031年工作报告"),
        ("政府工作报告(市)", "政府工作报告(市)"),
        ("# 2031年清江市政府工作报告", "2031年清江市政府工作报告"),
        ("清江市政府工作报告（2031年）", "清江市政府工作报告（2031年）"),
        ("清江市政府工作报告2031", "清江市政府工作报告2031"),
        ("政府工作报告（2031年1月12日在清江市第九届人民代表大会第二次会议上）", "政府工作报告"),
        ("清江地区行政公署工作报告", "清江地区行政公署工作报告"),
        ("政府工作报告——2031年1月12日在清江市第九届人民代表大会第二次会议上", "政府工作报告"),
        ("关于清江市2031年\n政府工作的报告", "关于清江市2031年政府工作的报告"),
        ("清江市\n人民政府\n工作报告", "清江市人民政府工作报告"),
        ("第三篇：清江市2031年政府工作报告\n2031年政府工作报告", "清江市2031年政府工作报告"),
    ],
)
def test_titles_in_all_their_forms(head: str, title: str) -> None:
    """The title is as in the text, put together where it is broken, without list numbers and brackets."""
    assert _only(f"{head}\n{_OPENING}{_TEXT}").title == title


@pytest.mark.parametrize(
    ("line", "delivered"),
    [
        ("——2031年1月12日在清江市第九届人民代表大会第二次会议上", date(2031, 1, 12)),
        ("（2031 年 1 月 12 日在清江市第九届人民代表大会第二次会议上）", date(2031, 1, 12)),
        ("22031年1月12日在清江市第九届人民代表大会第二次会议上", date(2031, 1, 12)),
        ("2031年1月12日至15日在清江市第九届人民代表大会第二次会议上", date(2031, 1, 12)),
        ("二○三一年一月二十二日在清江市第九届人民代表大会第二次会议上", date(2031, 1, 22)),
        ("（2031年1月12日）", date(2031, 1, 12)),
        ("次会议上\n2031年1月12日在清江市第九届人民代表大会第二", date(2031, 1, 12)),
        ("2031年1月12日在清江市第九届\n人民代表大会第二次会议上", date(2031, 1, 12)),
        ("发布时间：2031-02-03 来源：市政府办公室", None),
        ("2031年13月45日在清江市第九届人民代表大会第二次会议上", None),
    ],
)
def test_dates_of_delivery(line: str, delivered: date | None) -> None:
    """The date of the meeting is read in digits and Chinese numerals, from broken and misprinted lines."""
    assert _only(f"清江市政府工作报告\n{line}\n{_OPENING}{_TEXT}").delivered_on == delivered


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("市长 殷梦", "殷梦"),
        ("国务院总理 强", "强"),
        ("代市长 别必成", "别必成"),
        ("省长：王某某", "王某某"),
        ("清江市人民政府市长　张　三", "张三"),
        ("（市长 李四）", "李四"),
        ("市长\n张三", "张三"),
        ("旗长 阿拉坦·苏和", "阿拉坦·苏和"),
        ("自治区主席 王五", "王五"),
        ("市委副书记、代市长 张三", "张三"),
        ("管委会主任 钱七", "钱七"),
        ("2031年1月12日在清江市第九届人民代表大会第二次会议上 市长 张三", "张三"),
        ("张三", "张三"),
        ("市长 XXX", None),
        ("市长 某某", None),
        ("清江日报", None),
    ],
)
def test_speakers(line: str, speaker: str | None) -> None:
    """The name after the post is the speaker; a redacted one is none."""
    assert _only(f"2031年政府工作报告\n{line}\n{_OPENING}{_TEXT}").speaker == speaker


@pytest.mark.parametrize(
    ("head", "organ", "name", "level", "code"),
    [
        ("政府工作报告\n——2031年3月5日在第十五届全国人民代表大会第四次会议上", "国务院", "全国", "nation", None),
        ("北京市政府工作报告", "市", "北京市", "province", "110000"),
        ("内蒙古自治区政府工作报告", "自治区", "内蒙古自治区", "province", "150000"),
        ("2031年泰州市高港区政府工作报告", "区", "泰州市高港区", "county", "321203"),
        ("2031年度江阴市政府工作报告", "市", "江阴市", "county", "320281"),
        ("襄阳市2031年政府工作报告", "市", "襄阳市", "prefecture", "420600"),
        ("昌吉回族自治州政府工作报告", "州", "昌吉回族自治州", "prefecture", "652300"),
        (
            "政府工作报告\n2031年1月12日在南京市鼓楼区第九届人民代表大会第二次会议上",
            "区",
            "南京市鼓楼区",
            "county",
            "320106",
        ),
        ("重庆市永川区政府工作报告", "区", "重庆市永川区", "county", "500118"),
        ("北溪河西区政府工作报告", "区", "北溪河西区", "county", None),
        ("鼓楼区政府工作报告", "区", "鼓楼区", "county", None),
        ("2031年XX区政府工作报告", "区", None, "county", None),
        ("**县2031年政府工作报告", "**县", None, "county", None),
        ("2031年XX镇政府工作报告", "镇", None, "township", None),
        ("政府工作报告", "省", None, "province", None),
        ("政府工作报告", "清波街道", "清波街道", "township", None),
        ("清江左旗政府工作报告", "旗", "清江左旗", "county", None),
        ("清江市政府工作报告", "市", "清江市", None, None),
        ("清江经济开发区工作报告", "开发区管理委员会", "清江经济开发区", None, None),
    ],
)
def test_regions(head: str, organ: str, name: str | None, level: str | None, code: str | None) -> None:
    """Name, level and code come from the title, the meeting or the opening; a redacted name is None."""
    government = organ if organ.endswith(("国务院", "委员会")) else f"{organ}人民政府"
    region = _only(f"{head}\n{_OPENING.replace('市人民政府', government, 1)}{_TEXT}").region
    assert (region.name, region.level, region.code) == (name, level, code)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("在省委、省政府和市委的坚强领导下，各县（市、区）、市直各部门密切配合。", "prefecture"),
        ("作为省会城市，我们在全国副省级城市中位次前移。", "prefecture"),
        ("在清河市委、市政府和市委的坚强领导下，我市跻身全国县域经济百强县市。", "county"),
        ("入选国家创新型县（市），各镇（街道）竞相发展，位列清河县市第一。", "county"),
        ("我们接续奋斗。", None),
    ],
)
def test_the_level_of_a_redacted_city_comes_from_its_text(words: str, level: str | None) -> None:
    """The places under and above a city tell a prefecture from a county-level city."""
    text = f"2031年XX市政府工作报告\n{_OPENING}{_REVIEW}{words}{words}\n{_PLAN}{_CALL}"
    assert _only(text).region.level == level


@pytest.mark.parametrize(
    ("title", "text", "year"),
    [
        ("2031年清江市政府工作报告", _TEXT, 2031),
        ("清江市政府工作报告", _TEXT, 2031),
        ("清江市政府工作报告", _REVIEW + _CALL, 2031),
        ("2030年清江市政府工作报告", _TEXT, 2031),
        ("二〇三一年清江市政府工作报告", _REVIEW + _CALL, 2031),
        ("2035年清江市政府工作报告", _TEXT, 2035),
        ("关于2030年政府工作的报告\n2031年1月12日在清江市第九届人民代表大会第二次会议上", _TEXT, 2031),
        ("清江市政府工作报告", _CALL * 4, None),
    ],
)
def test_the_year_is_the_year_of_delivery(title: str, text: str, year: int | None) -> None:
    """It comes from the date, the title, or the years reviewed and planned; a title may name the year reviewed."""
    assert _only(f"{title}\n{_OPENING}{text}").year == year


@pytest.mark.parametrize(
    ("text", "completeness"),
    [
        (f"清江市政府工作报告\n{_OPENING}{_TEXT}", "whole"),
        (f"{_OPENING}{_TEXT}", "whole"),
        (f"清江市政府工作报告\n{_TEXT}", "whole"),
        (f"清江市政府工作报告\n{_OPENING}{_TEXT}附件：名词解释\n1.一网通办：指一个平台办理。\n", "whole"),
        (f"清江市政府工作报告\n{_OPENING}{_REVIEW}{_PLAN}", "tail_missing"),
        (f"清江市政府工作报告\n{_OPENING}{_TEXT[:-30]}", "tail_missing"),
        (f"清江市政府工作报告\n{_OPENING}{_REVIEW[:-9]}", "tail_missing"),
        (f"{_PLAN}{_CALL}", "head_missing"),
        (f"清江市政府工作报告\n{_PLAN}{_CALL}", "head_missing"),
        (f"{_REVIEW[60:]}{_PLAN}", "fragment"),
    ],
)
def test_completeness(text: str, completeness: str) -> None:
    """A missing opening, a missing closing call and an end in the middle of a sentence are seen."""
    assert _only(text).completeness == completeness


def test_a_collection_gives_its_reports_in_order() -> None:
    """Contents pages, with and without page numbers, are no reports; every report begins at its own head."""
    names = ["清江市", "白云县", "云岭区"]
    for entry in ("{}.{}政府工作报告 {}7", "{}.{}政府工作报告"):
        contents = "\n".join(entry.format(i, name, i) for i, name in enumerate(names, 1))
        reports = "".join(f"{i}.{name}政府工作报告\n{_OPENING}{_TEXT}" for i, name in enumerate(names, 1))
        text = f"合集\n目录\n{contents}\n{reports}"
        view = _view(text)
        found = find_reports(view)
        assert [report.title for report in found] == [f"{name}政府工作报告" for name in names]
        assert [view.text[report.extent[0] :][:5] for report in found] == [f"{i}.{n}" for i, n in enumerate(names, 1)]
        assert all(view.text[report.body :].startswith("各位代表") for report in found)
        assert all(view.text[: report.extent[1]].endswith("努力奋斗！") for report in found)


def test_a_cover_and_a_page_of_contents_belong_to_no_report() -> None:
    """The report begins at the title over its text."""
    contents = "一、2030年工作回顾……1\n二、2031年工作安排……5\n三、加强政府自身建设……12\n"
    view = _view(f"清江市政府工作报告\n目录\n{contents}清江市政府工作报告\n{_OPENING}{_TEXT}")
    (report,) = find_reports(view)
    assert view.text[report.extent[0] :].startswith("清江市政府工作报告\n各位代表")


def test_a_title_repeated_as_a_running_head_begins_nothing() -> None:
    """A page head in the middle of a report does not cut it."""
    report = _only(f"清江市政府工作报告\n{_OPENING}{_REVIEW}清江市政府工作报告\n{_PLAN}清江市政府工作报告\n{_CALL}")
    assert report.completeness == "whole"


def test_reports_without_titles_are_told_apart_by_their_openings() -> None:
    """Each opening begins a report of its own, without a title."""
    assert [(report.title, report.completeness) for report in _find((_OPENING + _TEXT) * 2)] == [("", "whole")] * 2


def test_the_site_around_reports_belongs_to_none() -> None:
    """Breadcrumbs, publishing data, page heads and links to other pages are left out."""
    text = (
        "首页 > 政务公开 > 政府工作报告\n2031年清江区政府工作报告-10篇(第3/9页)\n"
        f"{_PLAN}{_CALL}2031年清江区政府工作报告\n发布时间：2031-02-03 来源：区政府办\n{_OPENING}{_TEXT}"
        "责任编辑：李四\n上一篇：2030年清江区政府工作报告\n下一篇：2031年白云县政府工作报告-9篇\n"
    )
    view = _view(text)
    first, second = find_reports(view)
    assert (first.title, first.year, first.region.level, first.completeness) == ("", 2031, "county", "head_missing")
    assert view.text[first.extent[0] : first.extent[1]] == _view(_PLAN + _CALL).text
    assert (second.title, second.completeness) == ("2031年清江区政府工作报告", "whole")
    assert view.text[: second.extent[1]].endswith("努力奋斗！")


def test_other_reports_of_a_session_are_none_of_the_government() -> None:
    """The courts' and budget reports after a government's report are left out of it."""
    court = "清江市人民法院工作报告\n各位代表：\n现在，我代表市人民法院向大会报告工作。\n" + "本院审结案件320件。" * 40
    budget = (
        "关于清江市2030年预算执行情况的报告\n各位代表：\n我受市人民政府委托，向大会报告2030年预算执行情况。\n" + _PLAN
    )
    view = _view(f"清江市政府工作报告\n{_OPENING}{_TEXT}{court}\n{budget}")
    (report,) = find_reports(view)
    assert view.text[: report.extent[1]].endswith("努力奋斗！")


@pytest.mark.parametrize(
    "text",
    [
        "清江市人代会开幕\n本报讯（记者 李四）市长张三代表市人民政府向大会作政府工作报告。"
        "报告指出，过去一年，全市生产总值增长6.3%。报告强调，今年要加快推进重点项目建设。"
        "代表们表示，报告催人奋进，要持续改善民生，深化改革开放，推动经济实现质的提升。\n" * 4,
        "秋天的清晨，薄雾笼罩着村庄，炊烟从屋顶缓缓升起。老人坐在门前的石凳上，望着远处的山峦出神。" * 20,
        "1.清江市政府工作报告 3\n2.白云县政府工作报告 17\n3.云岭区政府工作报告 29\n",
        "政府工作报告\n",
        "学习贯彻政府工作报告精神。",
    ],
    ids=["news", "prose", "contents", "title", "sentence"],
)
def test_text_without_a_report_gives_none(text: str) -> None:
    """News about a report, other prose and bare contents are no reports."""
    assert _find(text) == ()


def test_wrapped_and_redacted_reports_are_found() -> None:
    """A report in hard-wrapped lines has the same head."""
    text = (
        " 2031年 XX区政府工作报告\n\n各位代表：\n\n现在，我代表区人民政府，向大会报告工作，请予审议，\n\n"
        "并请各位政协委员和其他列席会议的同志提出意见。\n\n" + _TEXT.replace("\n", "\n\n")
    )
    report = _only(text)
    assert (report.title, report.region.level, report.completeness) == ("2031年XX区政府工作报告", "county", "whole")


@pytest.mark.parametrize("following", ["去年，粮食产量5万吨。", "去年，收入增长5%。\n今年，收入增长6%左右。"])
def test_a_title_with_an_address_is_a_report_however_short(following: str) -> None:
    """A text of a few lines is one where it is titled and addressed; a title alone is none."""
    report = _only(f"2031年清江县政府工作报告\n各位代表：\n{following}\n")
    assert (report.title, report.year) == ("2031年清江县政府工作报告", 2031)
    assert _find(f"2031年清江县政府工作报告\n{following}\n") == ()
