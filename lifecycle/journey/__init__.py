"""A subject's facts in order of life: where it stands, and the legs of each fact. Floor 3."""
