"""Figures to reach, measured in one run and printed as ratios: `make bench`."""
