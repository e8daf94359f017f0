"""From the answers about passages to sections: each told by all the passages that hold its text, or by the rules."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.engines.draft import Note
from summarizer.engines.llm.evidence import Grounds
from summarizer.engines.llm.items import KeyPoint, SectionText
from summarizer.engines.llm.outcomes import Failed
from summarizer.engines.llm.passages import Passage
from summarizer.engines.llm.salvage import ToldOfPassage
from summarizer.engines.llm.sheet import Sheet
from summarizer.schemas.draft import SectionSummary

KEY_POINTS = 6


@dataclass(frozen=True, slots=True)
class PassageAnswer:
    """What became of a passage: what was said of its sections, or why nothing was; ``number`` is the question's."""

    number: int
    passage: Passage
    said: ToldOfPassage | Failed


def written_sections(sheet: Sheet, grounds: Grounds, parts: Sequence[PassageAnswer]) -> None:
    """Put the sections that the model told into the sheet, and flag those that it did not."""
    analysis = sheet.analysis
    places = {section.id: place for place, section in enumerate(analysis.sections)}
    told: defaultdict[str, list[SectionSummary]] = defaultdict(list)
    untold: dict[str, Failed] = {}
    for part in parts:
        if isinstance(part.said, Failed):
            untold |= {name: part.said for name in part.passage.sections if name not in untold}
            if not part.passage.sections:
                sheet.notes.append(_note(part.said))
            continue
        given = {section.id.strip("<>§ "): section for section in part.said.sections}
        for name in part.passage.sections:
            told[name].append(given[name])
    for name, sections in told.items():
        if name not in untold:
            _write(sheet, grounds, places[name], sections)
    for name, failed in untold.items():
        place = places[name]
        sheet.notes.append(replace(_note(failed), path=f"/sections/{place}", extent=analysis.sections[place].extent))


def _write(sheet: Sheet, grounds: Grounds, place: int, sections: Sequence[SectionSummary]) -> None:
    extent = sheet.analysis.sections[place].extent
    summary = "".join(_ended(section.s.strip()) for section in sections)
    sheet.texts[SectionText(place)] = grounds.point(summary, extent)
    texts = dict.fromkeys(text.strip() for section in sections for text in section.p if text.strip())
    for number, text in enumerate(list(texts)[:KEY_POINTS]):
        sheet.texts[KeyPoint(place, number)] = grounds.point(text, extent)


def _ended(text: str) -> str:
    return text if text[-1] in "。！？；…" else f"{text}。"


def _note(failed: Failed) -> Note:
    return Note(failed.code, f"改用规则的文字：{failed.message}", f"left to the rules: {failed.message}")
