"""A panel for research: one row a region and year, with targets, results, lengths and counts of concept words."""
