"""Quantities with a digit altered: which program still finds them a place in the text, and which refuses them."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import changes
from peers.model import OURS, Peer, Table, percent

_SEED = 7

Case = tuple[str, str, str]
"""A sentence, a quantity that stands in it once, and that quantity with a digit altered, which does not."""
Grounds = Callable[[Sequence[Path]], tuple[int, int, int]]
"""Reports → how many quantities there were, how many true ones found a place, how many altered ones did."""


def table(paths: Sequence[Path]) -> Table:
    """Places of true and altered quantities of the reports in ``paths`` by every program that is installed."""
    peers = [(peer, make) for peer, make in PROGRAMS if peer.installed]
    return Table(
        title="Grounding",
        note=(
            f"Quantities of {', '.join(path.name for path in paths)}, given once as they stand and once with one digit "
            "altered, so that they stand nowhere in their sentence: how many were given a place, or for ours not "
            "refused by the validator. The fewer altered ones the better."
        ),
        columns=("quantities", "true ones placed %", "altered ones placed %"),
        rows=[(peer.label, *_cells(*make()(paths))) for peer, make in peers],
        absent=[peer.name for peer, _ in PROGRAMS if not peer.installed],
    )


def _cells(total: int, found: int, accepted: int) -> tuple[str, ...]:
    return str(total), percent(found, total), percent(accepted, total)


def _ours(paths: Sequence[Path]) -> tuple[int, int, int]:
    """The records of the rules engine, checked as they are and with every claim's number altered."""
    from mutations import records_of

    from summarizer.validator import check

    total = found = accepted = 0
    for made in records_of(paths, random.Random(_SEED)):
        chance = random.Random(_SEED)
        claims = [(claim, changes.digit_changed(claim, chance)) for claim in made.record.indicators]
        altered = tuple(other or claim for claim, other in claims)
        right = check(made.record, made.analysis).verifications
        wrong = check(made.record.model_copy(update={"indicators": altered}), made.analysis).verifications
        for (_, other), first, second in zip(claims, right, wrong, strict=True):
            if other is not None:
                total += 1
                found += first.status in _ACCEPTED
                accepted += second.status in _ACCEPTED
    return total, found, accepted


_ACCEPTED = ("verified", "doubtful")


def _langextract(tokenizer_name: str, **options: object) -> Grounds:
    from langextract import resolver  # type: ignore[import-not-found, unused-ignore]
    from langextract.core import data, tokenizer  # type: ignore[import-not-found, unused-ignore]

    tokens = getattr(tokenizer, tokenizer_name)()
    aligner = resolver.Resolver()

    def placed(sentence: str, said: str) -> tuple[int, int] | None:
        groups = aligner.align([data.Extraction("quantity", said)], sentence, 0, 0, tokenizer_inst=tokens, **options)
        place = next(iter(groups)).char_interval
        return None if place is None else (place.start_pos, place.end_pos)

    def grounds(paths: Sequence[Path]) -> tuple[int, int, int]:
        cases = _cases(paths)
        found = sum(placed(sentence, said) == _place(sentence, said) for sentence, said, _ in cases)
        accepted = sum(placed(sentence, altered) is not None for sentence, _, altered in cases)
        return len(cases), found, accepted

    return grounds


def _place(sentence: str, said: str) -> tuple[int, int]:
    start = sentence.index(said)
    return start, start + len(said)


def _cases(paths: Sequence[Path]) -> list[Case]:
    from mutations import records_of

    chance = random.Random(_SEED)
    claims = [claim for made in records_of(paths, random.Random(_SEED)) for claim in made.record.indicators]
    cases = [(one.evidence.quote, one.quantity.text, changes.change_digit(one.quantity.text, chance)) for one in claims]
    return [case for case in cases if _is_told(*case)]


def _is_told(sentence: str, said: str, altered: str) -> bool:
    return sentence.count(said) == 1 and altered != said and altered not in sentence


def _exact_only() -> Grounds:
    return _langextract("UnicodeTokenizer", enable_fuzzy_alignment=False, accept_match_lesser=False)


PROGRAMS: tuple[tuple[Peer, Callable[[], Grounds]], ...] = (
    (OURS, lambda: _ours),
    (Peer("langextract, default", "langextract", "langextract"), lambda: _langextract("RegexTokenizer")),
    (Peer("langextract, Unicode", "langextract", "langextract"), lambda: _langextract("UnicodeTokenizer")),
    (Peer("langextract, Unicode, exact matches", "langextract", "langextract"), _exact_only),
)
