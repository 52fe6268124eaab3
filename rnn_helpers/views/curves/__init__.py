"""Curves, bars.

cobweb       the new state read off a curve, again and again
tanh_curve   where the units stand on tanh
bars         probabilities, or other shares of a whole
"""
