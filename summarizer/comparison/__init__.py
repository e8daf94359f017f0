"""Regions beside each other: results and targets by headline slot, with ranks, and last year's target beside them."""
