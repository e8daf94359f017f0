"""The LLM engine against a local server with a model that reads well: what is asked, what becomes of the answers."""

from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel, Field

from summarizer.analysis import Analysis
from tests.engines.conftest import REPORT, Summarize
from tests.model_server import Json, in_order


def test_readings_that_the_model_does_not_correct_are_the_rules(summarize: Summarize, analysis: Analysis) -> None:
    """One claim a number, all verified, nothing flagged; every section's text is the model's."""
    made = summarize()
    assert [claim.quantity.span for claim in made.record.indicators] == [fact.quantity.span for fact in analysis.facts]
    assert made.origins == {"rules"}
    assert made.record.validation.verified == len(analysis.facts)
    assert (made.record.validation.status, made.errors) == ("passed", [])


def test_a_model_that_reads_blind_makes_all_claims_itself(summarize: Summarize, analysis: Analysis) -> None:
    """Without the rules' readings before it; what agrees with them is verified as the model's."""
    made = summarize(second_reading="full")
    assert made.origins == {"llm"}
    assert made.record.validation.verified == len(analysis.facts)
    assert not any("<readings>" in request["messages"][1]["content"] for request in made.requests)


def test_one_call_for_a_short_report_and_one_for_the_whole(summarize: Summarize) -> None:
    """Main parts that look back share a call, so do those that look ahead."""
    assert summarize().asked == {"section": 2, "report": 1}


def test_the_last_call_has_goals_problems_and_headline_facts(summarize: Summarize) -> None:
    """The passages whole, beside the model's key points; each once."""
    text = summarize().requests[-1]["messages"][1]["content"]
    assert "目标原文｜今年经济社会发展的主要预期目标是" in text
    assert "问题原文｜同时，我们也清醒认识到" in text
    assert "居民消费价格涨幅3%左右" in text
    assert "城镇新增就业4200人" in text.partition("数字｜")[2]
    assert text.count("链条偏短") == 1
    assert len(text) < 4_500


def test_each_number_is_shown_as_the_rules_read_it(summarize: Summarize) -> None:
    """One line a mark; what is as in the line before is left out, doubts are said."""
    text = summarize().requests[0]["messages"][1]["content"]
    assert "\n1|地区生产总值|增速|2023\n2\n3|一般公共预算收入\n" in text


def test_instructions_come_first_and_are_the_same_for_all_passages(summarize: Summarize) -> None:
    """So that providers can keep what they made of the prefix."""
    made = summarize(characters=200)
    systems = {request["messages"][0]["content"] for request in made.requests[:-1]}
    assert made.asked["section"] > 3
    assert len(systems) == 1
    assert "云岚" not in systems.pop()


def test_the_record_says_which_model_and_prompts(summarize: Summarize) -> None:
    """Name, model, hash and bearing settings; no address and no key."""
    made = summarize()
    engine = made.record.engine
    assert (engine.name, engine.model, engine.settings["reasks"]) == ("llm", "simulated", 2)
    assert engine.prompt_sha256 is not None
    assert "127.0.0.1" not in made.line


def test_usage_counts_calls_and_tokens(summarize: Summarize) -> None:
    """As the provider counted them."""
    usage = summarize().record.usage
    assert (usage.calls, usage.reasks, usage.retries) == (3, 0, 0)
    assert usage.input_tokens > 500
    assert usage.output_tokens > 500


def test_a_second_run_makes_no_calls_and_gives_the_same_bytes(summarize: Summarize) -> None:
    """Also where the first one had to retry: usage is that of the answers, not of the run."""
    first = summarize(plan=in_order("rate_limit", None, "server_error"))
    second = summarize()
    assert first.calls["retries"] > 0
    assert (second.calls["calls"], second.line) == (0, first.line)


def test_a_second_run_after_answers_that_were_cut_off(summarize: Summarize) -> None:
    """What they used is kept as well: the same bytes."""

    def plan(number: int, request: Json) -> str | None:
        return "length" if "<2.1>" in (text := request["messages"][1]["content"]) and "<2.2>" in text else None

    first, second = summarize(plan=plan), summarize()
    assert (second.calls["calls"], second.line) == (0, first.line)


def test_what_the_model_leaves_out_is_added_by_the_rules(summarize: Summarize, analysis: Analysis) -> None:
    """No number of the source is lost, and each says who claimed it."""

    def half(request: Json, answer: Json, count: int) -> Json:
        return {**answer, "claims": answer["claims"][::2]} if "claims" in answer else answer

    made = summarize(twist=half, second_reading="full")
    assert len(made.record.indicators) == len(analysis.facts)
    assert made.origins == {"llm", "rules"}
    assert made.errors == []


def test_a_section_that_the_model_leaves_out_is_flagged(summarize: Summarize) -> None:
    """It is asked about once more by itself; then its summary is the rules', and the record says so."""

    def but_one(request: Json, answer: Json, count: int) -> Json:
        sections = [row for row in answer.get("sections", ()) if row["id"] != "2.1"]
        return {**answer, "sections": sections} if "sections" in answer else answer

    made = summarize(twist=but_one)
    (flag,) = made.record.validation.flags
    place = [section.id for section in made.record.sections].index("2.1")
    assert (flag.code, flag.path) == ("llm_failed", f"/sections/{place}")
    assert made.record.sections[place].summary


def test_points_have_the_sentence_they_rest_on(summarize: Summarize) -> None:
    """By their numbers, else by their words."""

    def own_words(request: Json, answer: Json, count: int) -> Json:
        for section in answer.get("sections", ()):
            if section["id"] == "2.2":
                section["p"] = ["城镇新增就业4200人", "老旧小区得到改造"]
        return answer

    made = summarize(twist=own_words)
    points = next(section for section in made.record.sections if section.id == "2.2").key_points
    quotes = [[REPORT[slice(*span)] for span in point.evidence] for point in points]
    assert quotes == [
        ["城镇新增就业4200人，城镇居民人均可支配收入增长5.7%。"],
        ["新建学校3所，改造老旧小区42个。"],
    ]


class Extra(BaseModel):
    """Fields of a user's own."""

    theme: str = Field(description="主题", max_length=60)
    score: float


def test_fields_of_the_users_own_reach_the_record(summarize: Summarize) -> None:
    """Asked for with the whole report, as JSON values under extra."""

    def filled(request: Json, answer: Json, count: int) -> Json:
        return {**answer, "extra": {"theme": "技改投资27.5亿元", "score": 0.5}} if "headline" in answer else answer

    made = summarize(twist=filled, schema=Extra)
    assert made.record.extra == {"theme": "技改投资27.5亿元", "score": Decimal("0.5")}
    assert made.line.endswith('"extra":{"score":0.5,"theme":"技改投资27.5亿元"}}')


def test_numbers_in_the_users_fields_are_checked(summarize: Summarize) -> None:
    """A number that the report does not give is asked about, then the fields are left out and that is flagged."""

    def invented(request: Json, answer: Json, count: int) -> Json:
        return {**answer, "extra": {"theme": "技改投资99.9亿元", "score": 1}} if "headline" in answer else answer

    made = summarize(twist=invented, schema=Extra)
    assert made.record.extra is None
    assert made.codes == ["llm_failed"]
    assert made.record.usage.reasks == 2


def test_the_cache_is_where_the_settings_say(summarize: Summarize, tmp_path: Path) -> None:
    """Answers are kept in the folder given."""
    summarize()
    assert list(tmp_path.rglob("cache.db"))
