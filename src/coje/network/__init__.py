"""Bodies through time. Pure."""
