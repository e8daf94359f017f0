"""What comparisons call things, in Chinese and English."""

from summarizer.tables.columns import Label

WORDS = {
    "title": Label("政府工作报告指标比较", "Work reports compared"),
    "level": Label("级别", "Level"),
    "code": Label("代码", "Code"),
    "place": Label("地区", "Region"),
    "year": Label("年份", "Year"),
    "no_year": Label("年份不详", "No year"),
    "no_name": Label("地区不详", "Region unknown"),
    "rank": Label("位次", "Rank"),
    "actual": Label("实际", "Result"),
    "actual_rank": Label("位次", "Rank"),
    "target": Label("目标", "Target"),
    "target_rank": Label("位次", "Rank"),
    "earlier": Label("上年报告目标", "Target a year before"),
    "gap": Label("实际减目标", "Result less target"),
    "ranking": Label("排名", "Ranking"),
    "charts": Label("图表", "Charts"),
    "overview": Label("总览", "Overview"),
    "indicators": Label("指标", "Indicators"),
    "marks": Label("符号", "Marks"),
    "doubtful": Label("存疑或未核实，使用前请查看原文", "Doubtful or not verified: look at the sentence first"),
    "incomplete": Label("报告不完整", "Report incomplete"),
    "report_of": Label("年报告", " report"),
    "find": Label("查找指标或地区", "Find an indicator or region"),
    "sentence": Label("点击数字查看原文", "Select a number to see its sentence"),
    "ranks_told": Label(
        "位次在同级同年报告中从大到小排列；上年报告目标取自前一年的报告。",
        "Ranks are among reports of the same level and year, the largest first; the target a year before is that of "
        "the report of the year before.",
    ),
    "first_shown": Label("图中只列前", "The chart shows the first"),
}
