"""What a city can decide otherwise about the time bank: parameters with their first values and where those come from.

A module for each subject; whoever reads a parameter names it as `policy.NAME`.
"""
