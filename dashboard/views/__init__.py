"""Pages: each asks, calls one report, draws."""
