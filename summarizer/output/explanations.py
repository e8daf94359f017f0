"""Explanations of sentences as JSON lines and for a terminal."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from summarizer.engines.rules import Chosen
from summarizer.explanation import NumberReason, SentenceReason, SlotReason


def json_line(sentence: SentenceReason) -> str:
    """A sentence's explanation as one line of JSON; spans are document offsets, those of words are in the sentence."""
    return json.dumps(
        {
            "sentence": sentence.text,
            "headings": sentence.headings,
            "frame": sentence.frame,
            "words": [
                {"word": word.word, "span": [word.start, word.end], "classes": word.classes} for word in sentence.words
            ],
            "numbers": [
                {
                    "text": number.text,
                    "span": number.span,
                    "slots": {slot.slot: _slot(slot) for slot in number.slots},
                }
                for number in sentence.numbers
            ],
        },
        ensure_ascii=False,
    )


def point_line(chosen: Chosen) -> str:
    """A point of a summary and why it stands there, as one line of JSON."""
    return json.dumps(
        {
            "list": chosen.list,
            "text": chosen.point.text,
            "evidence": chosen.point.evidence,
            "section": chosen.section,
            "why": [{"rule": why.rule, "reason": why.reason, "weight": why.weight} for why in chosen.why],
        },
        ensure_ascii=False,
    )


def shown_points(points: Sequence[Chosen]) -> Table:
    """The points of summaries for a terminal, each with the rules that chose it and what they added."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("list", "point", "rule", "adds", "because"):
        table.add_column(column, overflow="fold")
    for chosen in points:
        table.add_row(
            chosen.list,
            Text(chosen.point.text),
            "\n".join(why.rule for why in chosen.why),
            "\n".join(f"{why.weight:+.1f}" if why.weight else "" for why in chosen.why),
            "\n".join(why.reason for why in chosen.why),
            end_section=True,
        )
    return table


def _slot(slot: SlotReason) -> dict[str, Any]:
    return {
        "value": slot.value,
        "support": slot.support,
        "rules": [{"id": rule.id, "reason": rule.reason, "place": rule.place} for rule in slot.rules],
    }


def shown(sentence: SentenceReason, *, words: bool = False, told: Callable[[str], str] = str) -> Group:
    """A sentence's explanation for a terminal: the sentence, its frame, and a table a number.

    ``told`` puts the time, the names of slots, and what these rest on, into the language of the table.
    """
    parts: list[Text | Table] = [Text(sentence.text, style="bold")]
    if sentence.headings:
        parts.append(Text(" › ".join(sentence.headings), style="dim"))
    parts.append(Text(told(f"time: {sentence.frame}"), style="dim"))
    if words:
        found = "  ".join(f"{word.word} ({', '.join(word.classes)})" for word in sentence.words)
        parts.append(Text(told("words: {0}").format(found), style="dim"))
    parts += [_table(number, told) for number in sentence.numbers]
    return Group(*parts)


def _table(number: NumberReason, told: Callable[[str], str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=number.text, title_justify="left", title_style="bold cyan")
    for column in ("slot", "reading", "rests on", "decided by", "because"):
        table.add_column(column, overflow="fold")
    for slot in number.slots:
        table.add_row(
            told(slot.slot),
            Text(slot.value),
            told(slot.support),
            "\n".join(f"{rule.id} ({rule.place})" for rule in slot.rules),
            "\n".join(rule.reason for rule in slot.rules),
        )
    return table
