"""What waits: for whom, since when, and where it is done."""
