"""What the readers of a report know of the language: numerals, words, rules."""
