"""Checks one claim: its quote, its number, and every slot against the source's own reading of that number."""

from dataclasses import dataclass, replace

from summarizer.documents import Document, Span, build_view
from summarizer.indicators import Fact
from summarizer.quantities import Quantity, scan
from summarizer.schemas.record import Evidence, FlagCode, Indicator, OtherReading, Severity, VerificationStatus
from summarizer.validator import words
from summarizer.validator.model import VERIFIED, Finding, Verification, finding
from summarizer.validator.quotes import nearest, occurrences, plain
from summarizer.validator.readers import is_disputed, readings, reads_itself
from summarizer.validator.reading import Reading
from summarizer.validator.slots import differences, is_rounding
from summarizer.validator.subjects import likeness
from summarizer.validator.values import Amount, amount, amount_of, same_unit
from summarizer.validator.words import Words

_ELSEWHERE = Words("引文在报告的另一处", "the quote stands elsewhere in the report")
_MENDED = Words("引文与原文只有形式上的出入，已改成原文", "the quote differs from the source in form only; mended")
_NO_QUANTITY = Words("按约定不算指标数字，只核对了字面", "no quantity by the contract; only its words were checked")
_UNSUPPORTING = frozenset({"number_not_in_source", "quote_not_found"})


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a claim gave: the index of the ``fact`` it rests on, the quote as ``evidence`` if mended,
    what each reader reads where they disagree."""

    verification: Verification
    findings: tuple[Finding, ...] = ()
    fact: int | None = None
    evidence: Evidence | None = None
    readings: tuple[OtherReading, ...] = ()


def check_claim(claim: Indicator, path: str, reading: Reading) -> Checked:
    """Check one indicator against the source. A claim that is the source's own reading costs next to nothing."""
    index = reading.by_span.get(claim.quantity.span)
    if index is not None and _is_fact(claim, reading.facts[index], reading):
        return Checked(_borne_out(claim, index, reading), fact=index)
    return _examine(claim, path, reading)


def _borne_out(claim: Indicator, index: int, reading: Reading) -> Verification:
    """The verification of a claim that the source bears out: doubtful where its reading is, and no second reader says
    the same."""
    if reading.facts[index].quantity.value is None:
        return Verification("redacted", ("redacted_value",))
    doubts = reading.doubts.get(index, ())
    return Verification("doubtful", (), doubts) if doubts and not reads_itself(claim) else VERIFIED


def _is_fact(claim: Indicator, fact: Fact, reading: Reading) -> bool:
    """Whether a claim is in every slot what the binder says."""
    claimed, quantity, evidence = claim.quantity, fact.quantity, claim.evidence
    return (
        claimed.value == quantity.value
        and claim.name == fact.name
        and claimed.unit == quantity.unit
        and claimed.text == quantity.text
        and claimed.comparator == quantity.comparator
        and claimed.value_max == quantity.value_max
        and claim.canonical == fact.canonical
        and claim.measure == fact.measure
        and claim.direction == fact.direction
        and claim.status == fact.status
        and claim.region == fact.region
        and _is_period(claim, fact)
        and evidence.span == reading.view.span(*fact.evidence)
        and evidence.quote == reading.document.text[evidence.span[0] : evidence.span[1]]
    )


def _is_period(claim: Indicator, fact: Fact) -> bool:
    claimed, period = claim.period, fact.period
    if claimed is None or period is None:
        return claimed is None and period is None
    return (claimed.label, claimed.start, claimed.end) == (period.label, period.start, period.end)


def _examine(claim: Indicator, path: str, reading: Reading) -> Checked:
    findings: list[Finding] = []
    evidence = _evidence(claim, path, reading, findings)
    span = evidence.span if evidence is not None else claim.evidence.span
    index = _fact_of(claim, span, reading)
    if index is None:
        _without_fact(claim, path, reading, findings)
    else:
        _with_fact(claim, index, span, path, reading, findings)
    mended = evidence if evidence is not None and evidence != claim.evidence else None
    return _judged(claim, findings, index, mended, reading)


def _judged(
    claim: Indicator, findings: list[Finding], index: int | None, mended: Evidence | None, reading: Reading
) -> Checked:
    codes: tuple[FlagCode, ...] = tuple(dict.fromkeys(f.code for f in findings if f.severity == "error"))
    if not codes and index is not None:
        return Checked(_borne_out(claim, index, reading), tuple(findings), index, mended)
    if index is not None and is_disputed(frozenset(codes), claim, index, reading):
        return _disputed(claim, findings, index, mended, reading)
    status: VerificationStatus = "verified"
    if codes:
        status = "unsupported" if _UNSUPPORTING & set(codes) else "mismatch"
    return Checked(Verification(status, codes), tuple(findings), index, mended)


def _disputed(
    claim: Indicator, findings: list[Finding], index: int, mended: Evidence | None, reading: Reading
) -> Checked:
    """A claim that another reader makes of a number that can be read more than one way: both readings are kept.

    A model's leaves a doubt; a reviewer has looked, so theirs is noted and stands.
    """
    fact = reading.facts[index]
    reviewed = claim.origin == "reviewer"
    severity: Severity = "info" if reviewed else "warning"
    kept = [each for each in findings if each.severity != "error"]
    first = replace(next(each for each in findings if each.severity == "error"), code="disputed", severity=severity)
    if reviewed:
        kept.append(first)
        return Checked(VERIFIED, tuple(kept), index, mended, readings(claim, fact))
    said = words.disputed(fact.quantity.text)
    kept.append(replace(first, message=said.zh, english=said.en))
    verification = Verification("doubtful", ("disputed",), reading.doubts.get(index, ()))
    return Checked(verification, tuple(kept), index, mended, readings(claim, fact))


def _evidence(claim: Indicator, path: str, reading: Reading, findings: list[Finding]) -> Evidence | None:
    """The claim's evidence as it stands in the source; None, with a finding, where it does not."""
    quote, span = claim.evidence.quote, claim.evidence.span
    text = reading.document.text
    start, end = reading.span
    if quote and start <= span[0] and span[1] <= end and text[span[0] : span[1]] == quote:
        return claim.evidence
    path = f"{path}/evidence"
    place = _place_of(quote, span, reading)
    if place is None:
        said = Words(f"原文没有这句话：“{_short(quote)}”", f"the source does not say “{_short(quote)}”")
        findings.append(finding("quote_not_found", "error", said, path, _inside(span, text)))
        return None
    mended = Evidence(quote=text[place[0] : place[1]], span=place, page=claim.evidence.page)
    same = mended.quote == quote
    findings.append(finding("quote_not_found", "info", _ELSEWHERE if same else _MENDED, path, place))
    return mended


def _place_of(quote: str, span: Span, reading: Reading) -> Span | None:
    """Where a quote stands in the report, as it is or but for its form, nearest to the span given for it."""
    same = nearest(occurrences(quote, reading.document.text, *reading.span), span[0])
    if same is not None:
        return Span(same)
    found = nearest(reading.plain.extents(quote), reading.view.extent(span)[0])
    return None if found is None else reading.view.span(*found)


def _fact_of(claim: Indicator, evidence: Span, reading: Reading) -> int | None:
    """The fact that a claim points at, or seems to: by its span, else in its evidence, else by its number."""
    index = reading.by_span.get(claim.quantity.span)
    if index is not None:
        return index
    claimed = claim.quantity
    wanted = _claimed(claim)
    near = list(reading.within(evidence))
    same = [i for i in near if amount_of(reading.facts[i].quantity) == wanted]
    same = same or [i for i in near if is_rounding(claimed, reading.facts[i].quantity)]
    same = same or list(reading.within(claimed.span))
    same = same or ([] if wanted.value is None else reading.by_amount.get(wanted, []))
    same = same or [i for i in near if _same_kind(claim, reading.facts[i])]
    if not same:
        return None
    at = claimed.span[0]
    return max(same, key=lambda i: (_score(claim, reading.facts[i]), -abs(reading.facts[i].quantity.span[0] - at)))


def _same_kind(claim: Indicator, fact: Fact) -> bool:
    """Whether the claim is plainly about this fact, with another number."""
    return (
        claim.name == fact.name and claim.measure == fact.measure and same_unit(claim.quantity.unit, fact.quantity.unit)
    )


def _score(claim: Indicator, fact: Fact) -> float:
    same = (claim.canonical is not None and claim.canonical == fact.canonical) + (claim.measure == fact.measure)
    return 2 * likeness(claim.name, fact.name) + same + (claim.status == fact.status)


def _without_fact(claim: Indicator, path: str, reading: Reading, findings: list[Finding]) -> None:
    """A claim whose number the scanner does not see: its words may still stand in the source."""
    span, text = claim.quantity.span, reading.document.text
    path = f"{path}/quantity"
    stands = plain(text[span[0] : span[1]]) == plain(claim.quantity.text) != ""
    read = _read(claim.quantity.text)
    if stands and read is not None and amount_of(read) == _claimed(claim):
        findings.append(finding("number_not_in_source", "info", _NO_QUANTITY, path, span))
        return
    given = claim.quantity.text or f"{claim.quantity.value}"
    said = Words(f"原文没有{given}这个数", f"the source does not give {given}")
    findings.append(finding("number_not_in_source", "error", said, path, _inside(span, text)))


def _with_fact(
    claim: Indicator, index: int, evidence: Span, path: str, reading: Reading, findings: list[Finding]
) -> None:
    quantity = reading.facts[index].quantity
    span = quantity.span
    found = differences(claim, index, reading)
    findings += [finding(each.code, "error", each.words, path, span) for each in found]
    if quantity.value is None and claim.quantity.value is not None:
        said = Words(f"原文略去了这个数：{quantity.text}", f"the source is redacted: {quantity.text}")
        findings.append(finding("redacted_value", "error", said, path, span))
    if is_rounding(claim.quantity, quantity):
        said = words.rounded(claim.quantity.text, quantity.text)
        findings.append(finding("value_mismatch", "info", said, f"{path}/quantity", span))
    if not any(difference.code in ("value_mismatch", "unit_mismatch", "number_not_in_source") for difference in found):
        findings += _wording(claim, reading.facts[index], f"{path}/quantity/text")
    if not (evidence[0] <= span[0] and span[1] <= evidence[1]) and not any(
        finding.code == "quote_not_found" and finding.severity == "error" for finding in findings
    ):
        said = Words(f"引文里没有{quantity.text}", f"the quote does not hold the number {quantity.text}")
        findings.append(finding("quote_not_found", "error", said, f"{path}/evidence", span))


def _wording(claim: Indicator, fact: Fact, path: str) -> list[Finding]:
    """The number as the claim writes it: as in the source, in another form, or another number."""
    text, quantity = claim.quantity.text, fact.quantity
    if text == quantity.text or quantity.value is None:
        return []
    if plain(text) == plain(quantity.text):
        return [finding("quote_not_found", "info", _written(quantity), path, quantity.span)]
    read = _read(text)
    if read is not None and amount_of(read) in (_claimed(claim), amount_of(quantity)):
        if same_unit(read.unit, quantity.unit):
            return [finding("value_mismatch", "info", _written(quantity), path, quantity.span)]
        said = words.compared("unit_mismatch", fact, words.plainly(text))
        return [finding("unit_mismatch", "error", said, path, quantity.span)]
    code: FlagCode = "value_mismatch"
    if read is not None and not same_unit(read.unit, quantity.unit):
        code = "unit_mismatch"
    return [finding(code, "error", words.compared(code, fact, words.plainly(text)), path, quantity.span)]


def _written(quantity: Quantity) -> Words:
    return Words(f"原文写作{quantity.text}", f"written {quantity.text} in the source")


def _claimed(claim: Indicator) -> Amount:
    claimed = claim.quantity
    return amount(claimed.value, claimed.value_max, claimed.unit, claimed.text)


def _read(text: str) -> Quantity | None:
    """The one quantity that a text is; None if it is none, or more."""
    if not text.strip():
        return None
    found = scan(build_view(Document("", text))).quantities
    return found[0] if len(found) == 1 else None


def _inside(span: Span, text: str) -> Span | None:
    return span if span[0] <= span[1] <= len(text) else None


def _short(text: str, size: int = 40) -> str:
    return text if len(text) <= size else f"{text[: size - 1]}…"
