"""The service: reports uploaded, summarized as jobs that survive a restart, reviewed over HTTP; and the same by MCP."""
