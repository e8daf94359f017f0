"""Every fuzz target for a little while; `python tests/fuzz/run.py TARGET` goes on as long as it is given."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import HEAD, PIECES, TARGETS, seeds

_REPORTS = st.lists(st.integers(0, len(PIECES) - 1), max_size=120).map(bytes)
"""Texts of pieces of reports alone."""


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.one_of(st.binary(max_size=300), _REPORTS, _REPORTS.map(HEAD.__add__)))
def test_whatever_comes_from_outside_ends_well(name: str, data: bytes) -> None:
    """Random bytes, and texts put together of pieces of reports, raise nothing but errors of ours."""
    TARGETS[name](data)


@pytest.mark.parametrize("name", TARGETS)
def test_the_fuzzer_starts_from_good_inputs(name: str) -> None:
    """The inputs that a fuzzer starts from are there, and good."""
    given = seeds(name)
    assert given
    for data in given:
        TARGETS[name](data)
