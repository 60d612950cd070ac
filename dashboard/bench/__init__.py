"""The scan bench: a component of our own with its queue in the browser, and the door that its scans come through."""
