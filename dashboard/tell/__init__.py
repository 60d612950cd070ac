"""What each page says first: one sentence with its cases, and the figures that its reader looks for."""
