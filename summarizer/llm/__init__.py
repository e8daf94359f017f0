"""One structured call to a model, and everything around it.

Messages and a Pydantic model go in, a validated instance with its usage comes out, from any OpenAI-compatible provider
or the cache. Nothing here knows of reports. The SDKs are imported when the first call is made.

    settings = load_settings(flags, os.environ, Path("summarizer.toml"))
    async with Client(settings) as model:
        answer = await model.complete(Request(messages=messages, schema=Draft, name="section_draft"))

Whatever goes wrong is a ModelError (summarizer.llm.errors has the tree): retried here where that can help, `fatal`
where the run should stop asking, and of its own type where the caller has a choice: BadAnswer (ask again), CutOff
(smaller chunks), Refused (leave it).
"""

from summarizer.llm.cache import AnswerCache, CacheInfo
from summarizer.llm.client import Client, cache_of, estimate_request
from summarizer.llm.errors import (
    AnswerError,
    BadAnswer,
    BadKey,
    BadRequest,
    BudgetSpent,
    CutOff,
    Fault,
    ModelError,
    NotFound,
    QuotaExhausted,
    RateLimited,
    Refused,
    ServerFault,
    TimedOut,
    TooLong,
    Unreachable,
)
from summarizer.llm.ledger import CallRecord, Ledger
from summarizer.llm.lenient import lenient
from summarizer.llm.masking import SecretFilter, scrub
from summarizer.llm.model import Answer, Message, Mode, Model, Request
from summarizer.llm.providers import PROVIDERS, Provider
from summarizer.llm.settings import LLMSettings, load_settings
from summarizer.llm.usage import Price, Usage, estimate_tokens, load_prices, price_of

__all__ = [
    "PROVIDERS",
    "Answer",
    "AnswerCache",
    "AnswerError",
    "BadAnswer",
    "BadKey",
    "BadRequest",
    "BudgetSpent",
    "CacheInfo",
    "CallRecord",
    "Client",
    "CutOff",
    "Fault",
    "LLMSettings",
    "Ledger",
    "Message",
    "Mode",
    "Model",
    "ModelError",
    "NotFound",
    "Price",
    "Provider",
    "QuotaExhausted",
    "RateLimited",
    "Refused",
    "Request",
    "SecretFilter",
    "ServerFault",
    "TimedOut",
    "TooLong",
    "Unreachable",
    "Usage",
    "cache_of",
    "estimate_request",
    "estimate_tokens",
    "lenient",
    "load_prices",
    "load_settings",
    "price_of",
    "scrub",
]
