"""What stands of a draft: the model's words item by item, the rules' where it has none, and what was given up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from summarizer.analysis import Analysis
from summarizer.engines.draft import Claim, Draft, DraftPoint, Note, SectionDraft
from summarizer.engines.llm.items import (
    LISTS,
    TEXTS,
    Item,
    KeyPoint,
    MarkReading,
    Prose,
    SectionText,
    SummaryPoint,
    SummaryText,
    path_of,
    scope_of,
)
from summarizer.engines.llm.outcomes import FailureCode
from summarizer.schemas.record import Usage


@dataclass(slots=True)
class Sheet:
    """The draft of one report under way; ``base`` is the rules' draft.

    ``texts`` holds what the model wrote and what stands of it, ``claims`` the model's word on readings by the index of
    the fact, ``notes`` what is to be flagged.
    """

    analysis: Analysis
    base: Draft
    texts: dict[Prose, DraftPoint] = field(default_factory=dict)
    claims: dict[int, Claim] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    extra: Mapping[str, object] | None = None

    def draft(self, usage: Usage) -> tuple[Draft, dict[str, Item]]:
        """The draft, and the model's items in it by their JSON Pointers in the record."""
        paths: dict[str, Item] = {
            path_of(MarkReading(i)): MarkReading(i) for i, c in self.claims.items() if c.origin == "llm"
        }
        written = self._key_points()
        sections = [self._section(place, rules, written, paths) for place, rules in enumerate(self.base.sections)]
        texts = {name: self._text(name, paths) for name in TEXTS}
        lists = {name: self._points(name, paths) for name in LISTS}
        made = replace(
            self.base,
            **texts,  # type: ignore[arg-type]
            **lists,  # type: ignore[arg-type]
            sections=tuple(sections),
            claims=tuple(self.claims.get(index, claim) for index, claim in enumerate(self.base.claims)),
            notes=tuple(dict.fromkeys(self.notes)),
            usage=usage,
            extra=self.extra,
        )
        return made, paths

    def note(self, code: FailureCode, message: str, english: str, item: Item) -> None:
        """Flag an item at its place, in Chinese and English."""
        self.notes.append(Note(code, message, english, path_of(item), scope_of(self.analysis, item)))

    def give_up(self, item: Item, code: FailureCode, why: str) -> None:
        """Leave one item to the rules; a point goes alone, the others stay."""
        match item:
            case MarkReading(index):
                self.claims.pop(index, None)
                self.note(code, f"模型的读法未采用：{why}", f"the model's reading is left out: {why}", item)
            case KeyPoint() | SummaryPoint():
                self.texts.pop(item, None)
                self.note(code, f"模型的一个要点未采用：{why}", f"a point of the model's is left out: {why}", item)
            case _:
                self.texts.pop(item, None)
                self.note(code, f"改用规则的文字：{why}", f"left to the rules: {why}", item)

    def _section(
        self, place: int, rules: SectionDraft, written: Mapping[int, Sequence[KeyPoint]], paths: dict[str, Item]
    ) -> SectionDraft:
        item = SectionText(place)
        if item in self.texts:
            paths[path_of(item)] = item
        summary = self.texts[item].text if item in self.texts else rules.summary
        points = self._kept(written.get(place, ()), paths)
        return SectionDraft(rules.section, summary, points or rules.key_points)

    def _key_points(self) -> Mapping[int, Sequence[KeyPoint]]:
        """Those that stand, by section."""
        found: defaultdict[int, list[KeyPoint]] = defaultdict(list)
        for item in self.texts:
            if isinstance(item, KeyPoint):
                found[item.place].append(item)
        return found

    def _text(self, name: str, paths: dict[str, Item]) -> str:
        item = SummaryText(name)
        if item not in self.texts:
            return str(getattr(self.base, name))
        paths[path_of(item)] = item
        return self.texts[item].text

    def _points(self, name: str, paths: dict[str, Item]) -> tuple[DraftPoint, ...]:
        items = [item for item in self.texts if isinstance(item, SummaryPoint) and item.name == name]
        rules: tuple[DraftPoint, ...] = getattr(self.base, name)
        return self._kept(items, paths) or rules

    def _kept(self, items: Iterable[KeyPoint | SummaryPoint], paths: dict[str, Item]) -> tuple[DraftPoint, ...]:
        """The points in their order; each is known by where it stands among those that are left."""
        kept = sorted(items, key=lambda item: item.number)
        for number, item in enumerate(kept):
            paths[f"{path_of(item)}/{number}"] = item
        return tuple(self.texts[item] for item in kept)
