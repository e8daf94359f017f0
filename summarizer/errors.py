"""Every error this package raises on purpose.

SummarizerError
├── UsageError            the call itself is wrong: an option, a setting, a path that cannot be written
├── SourceError           a source cannot be read: missing, empty, binary, undecodable, no report in it
├── CatalogueError        an entry of the indicator catalogue is wrong
├── RecordError           a line of JSONL is no record, or a value cannot be written into one
├── AnnotationError       a line of JSONL is no annotated passage
├── OutputError           an output can be written no more: the disk is full, the reader is gone
├── PromptError           a prompt template is missing, or uses a variable that does not exist
└── ProviderError         the model's provider refused, failed or could not be reached (see summarizer.llm)
"""


class SummarizerError(Exception):
    """Root of the tree; its text is one line that says what is wrong and what to do."""


class UsageError(SummarizerError):
    """The call is wrong: an unknown option value, a bad setting, an output that cannot be written."""


class SourceError(SummarizerError):
    """A source cannot be used; the text begins with the source's name."""


class CatalogueError(SummarizerError):
    """An entry of the indicator catalogue is wrong; the text names the entry."""


class RecordError(SummarizerError):
    """A line is no record of the published schema, or a value has no JSON form; the text says where."""


class AnnotationError(SummarizerError):
    """A line is no annotated passage (docs/gold.md); the text says where."""


class OutputError(SummarizerError):
    """An output can be written no more; what was written is kept, and the text begins with the output's name."""


class PromptError(SummarizerError):
    """A prompt template is missing or uses an unknown variable; the text names the template."""


class ProviderError(SummarizerError):
    """The provider of the model failed; subclasses in summarizer.llm say how, and whether a retry can help."""

    retryable = False
