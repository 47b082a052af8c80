"""The appraisal again, from ``docs/figures.md`` alone: rows are dicts, numbers are fractions, loops are loops."""
