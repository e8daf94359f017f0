"""Drivers of sessions: a model's live calls, what a provider's batch has brought, a dry run that asks nobody."""

import asyncio
from collections.abc import Iterator
from typing import Any

from summarizer.engines.base import Question, Session
from summarizer.llm import Answer, Model, ModelError, Request
from summarizer.llm.stored import PutOff


async def answer_live(session: Session, model: Model) -> None:
    """Feed a session by a model, all its open questions at once, until it has none.

    Raises the ModelErrors that stop the run; what is under way is dropped then.
    """
    under_way: dict[asyncio.Task[Answer[Any] | ModelError], Question] = {}
    begun: set[int] = set()
    try:
        while True:
            for question in session.questions():
                if question.number not in begun:
                    begun.add(question.number)
                    under_way[asyncio.ensure_future(_outcome(model, question.request))] = question
            if not under_way:
                return
            done, _ = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                session.feed(under_way.pop(task), task.result())
    finally:
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


async def answer_from(model: Model, session: Session) -> None:
    """Feed a session what a model with a StoredTransport can answer, the questions one after the other.

    Raises PutOff once every question that could come up has been noted or answered, where some have still to come.
    """
    noted: set[int] = set()
    while fresh := [question for question in session.questions() if question.number not in noted]:
        for question in fresh:
            try:
                session.feed(question, await model.complete(question.request))
            except PutOff:
                noted.add(question.number)
            except ModelError as error:
                if error.fatal:
                    raise
                session.feed(question, error)
    if noted:
        raise PutOff("the provider's batch has still to answer")


def asked_in_vain(session: Session) -> Iterator[Request[Any]]:
    """Every request of a session that never gets an answer: all that a report takes where nothing is asked again."""
    while True:
        while questions := session.questions():
            for question in questions:
                yield question.request
                session.feed(question, ModelError("not asked"))
        session.draft()
        if not session.review(()):
            return


async def _outcome(model: Model, request: Request[Any]) -> Answer[Any] | ModelError:
    """The answer or the failure that a session has to live with."""
    try:
        return await model.complete(request)
    except ModelError as error:
        if error.fatal:
            raise
        return error
