"""Rules on scoring tables: points, thresholds and how values become points."""

from coje.contract.checker.base import Rule
from coje.contract.checker.scoring import agreement, points, thresholds

RULES: tuple[type[Rule], ...] = (*points.RULES, *thresholds.RULES, *agreement.RULES)
