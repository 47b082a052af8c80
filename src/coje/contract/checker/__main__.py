"""Print the catalogue of rules: ``python -m coje.contract.checker > docs/regles.md``."""

from coje.contract.checker.catalogue import catalogue

print(catalogue(), end="")
