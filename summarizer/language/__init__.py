"""The language of the reports: words, numerals, time, and rules with names, each once for all that reads or checks."""
