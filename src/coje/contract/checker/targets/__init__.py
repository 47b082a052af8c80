"""Rules on indicators and their yearly targets."""

from coje.contract.checker.base import Rule
from coje.contract.checker.targets import ambition, figures, missing, naming, relative, sense, unset

RULES: tuple[type[Rule], ...] = (
    *missing.RULES,
    *naming.RULES,
    *unset.RULES,
    *ambition.RULES,
    *relative.RULES,
    *sense.RULES,
    *figures.RULES,
)
