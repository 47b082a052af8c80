"""The report on paper: Typst templates and the data they print."""
