"""Curves, bars, gauges.

cobweb       the new state read off a curve, again and again
tanh_curve   where the units stand on tanh
bars         probabilities, or other shares of a whole
gauge        how far a goal still is
"""
