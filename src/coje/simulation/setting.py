"""What a simulation is given: a seed, the months it covers, the parameters; and its random streams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from coje.simulation.horizon import Horizon
from coje.simulation.parameters import Parameters

Booleans: TypeAlias = NDArray[np.bool_]
Days: TypeAlias = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Setting:
    """The seed, the months covered and the parameters of a simulation."""

    seed: int
    horizon: Horizon
    parameters: Parameters

    def __post_init__(self) -> None:
        if self.seed < 0:
            raise ValueError(f"la graine ({self.seed}) doit être un nombre entier, positif ou nul")

    def stream(self, *subject: str) -> np.random.Generator:
        """The random stream of a subject: its own, so that what is drawn for one does not depend on the others."""
        return np.random.default_rng([self.seed, *(crc32(word.encode()) for word in subject)])
