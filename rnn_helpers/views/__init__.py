"""Pictures: arrays in, artists out. Each view is drawn once and then moved with `set`."""
