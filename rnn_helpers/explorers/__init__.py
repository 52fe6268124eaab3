"""Explorers: sliders -> equations -> views. Each function returns one explorer."""
