"""Emissions: what a second life and a clean end avoid, by our method and by those of others. Floor 4."""
