"""The dashboard: pages that ask, answer and draw. Floor 10."""
