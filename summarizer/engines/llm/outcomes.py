"""What became of a question: an answer, a malformed one, too much at once, or a failure to live with."""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from summarizer.llm import Answer, AnswerError, BadAnswer, CutOff, Fault, ModelError, Refused, TooLong
from summarizer.schemas.record import Usage

FailureCode: TypeAlias = Literal["llm_failed", "llm_refused"]


@dataclass(frozen=True, slots=True)
class Given:
    """A whole answer of the right form."""

    value: Any


@dataclass(frozen=True, slots=True)
class Malformed:
    """An answer of the wrong form: its text, and what is wrong with it."""

    raw: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class TooMuch:
    """The question or its answer is too long for the model: ask for less at a time. ``raw`` is what came of it."""

    message: str
    raw: str


@dataclass(frozen=True, slots=True)
class Failed:
    """No answer: the rules take over. ``code`` is the flag, ``message`` says why."""

    code: FailureCode
    message: str


Reply: TypeAlias = Given | Malformed | TooMuch | Failed


def reply_of(outcome: Answer[Any] | ModelError) -> Reply:
    """What an outcome means for a session."""
    match outcome:
        case Answer(value=value):
            return Given(value)
        case BadAnswer(raw=raw, faults=faults):
            return Malformed(raw, faults)
        case CutOff(raw=raw):
            return TooMuch(outcome.what, raw)
        case TooLong():
            return TooMuch(outcome.what, "")
        case Refused():
            return Failed("llm_refused", outcome.what)
        case _:
            return Failed("llm_failed", outcome.what)


@dataclass(slots=True)
class AnswerTally:
    """What the answers about one report took: the same however often they had to be asked for, and from where.

    Attempts that brought no answer, and what the provider itself had cached, differ from run to run and stand in the
    run report only.
    """

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    reasks: int = 0

    def add(self, outcome: Answer[Any] | ModelError, *, again: bool) -> None:
        """Count an answer; ``again``: to a question that was put once more."""
        if not isinstance(outcome, Answer | AnswerError):
            return
        self.calls += 1
        self.reasks += again
        self.input_tokens += outcome.usage.input_tokens
        self.output_tokens += outcome.usage.output_tokens

    def usage(self) -> Usage:
        """As the record has it."""
        return Usage(
            calls=self.calls,
            cached_calls=0,
            input_tokens=self.input_tokens,
            output_tokens=self.output_tokens,
            retries=0,
            reasks=self.reasks,
        )


_IN_CHINESE = {
    "missing": "缺少这个字段",
    "string_too_long": "文字太长",
    "too_long": "项数太多",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "string_type": "应为文字",
    "list_type": "应为列表",
    "model_type": "应为对象",
    "literal_error": "不是允许的取值",
    "json_invalid": "不是合格的JSON",
}


def in_chinese(faults: tuple[Fault, ...]) -> list[str]:
    """What is wrong with the form of an answer, for the model."""
    return [
        f"{'.'.join(map(str, fault.path))}：{_IN_CHINESE.get(fault.kind, fault.message)}"
        if fault.path
        else _IN_CHINESE.get(fault.kind, "没有可读的JSON对象")
        for fault in faults
    ]
