"""Forms of lots: how one begins, what may come next for it, and what each of these facts is asked."""
