"""The prompt templates."""
