"""A simulated world, as bench/decisions/export-worlds.ts wrote it, and what an optimizer sees of it."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class World:
    cell: str
    seed: int
    items: int
    # Name and values of every factor with more than one value.
    factors: list[tuple[str, list]]
    start: int
    # Per spec, its values' places in `factors`.
    specs: list[tuple[int, ...]]
    # Chance of a pass, per spec and item.
    chances: np.ndarray
    shift_sd: float
    best: float
    # Runs of a real model, per spec: an array of runs and items, and whether a run's items belong together.
    recorded: list[tuple[np.ndarray, bool]] | None

    @property
    def number_of(self) -> dict[tuple[int, ...], int]:
        """The number of a spec, by its places."""
        return {places: number for number, places in enumerate(self.specs)}

    @property
    def is_deterministic(self) -> bool:
        """Is there no chance in any run?"""
        return self.shift_sd == 0 and bool(np.all((self.chances == 0) | (self.chances == 1)))


def read_world(file: Path) -> World:
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        content = json.load(stream)
    return World(
        cell=content["cell"],
        seed=content["seed"],
        items=content["items"],
        factors=[(factor["factor"], factor["values"]) for factor in content["factors"]],
        start=content["start"],
        specs=[tuple(places) for places in content["specs"]],
        chances=np.array(content["chances"]),
        shift_sd=content["shiftSd"],
        best=content["best"],
        recorded=_recorded(content.get("recorded")),
    )


def _recorded(content: dict | None) -> list[tuple[np.ndarray, bool]] | None:
    if content is None:
        return None
    return [(np.array(runs), whole) for runs, whole in zip(content["runs"], content["whole"])]


class Laboratory:
    """Measures specs of a world, counts the runs, and notes what the optimizer stands for after each measurement."""

    def __init__(self, world: World, rng: np.random.Generator):
        self.world = world
        self.used = 0
        # True accuracy of the optimizer's own incumbent, from so many runs on.
        self.own: list[tuple[int, float]] = []
        # The same for the spec with the highest mean of its runs, one run's worth of the overall mean added to each.
        self.by_mean: list[tuple[int, float]] = []
        self._rng = rng
        self._truth = world.chances.mean(axis=1)
        self._runs = np.zeros(len(world.specs))
        self._passes = np.zeros(len(world.specs))

    def measure(self, spec: int, runs: int) -> float:
        """Accuracy over so many runs of the spec, the median where there are several: what the seed's loop compares."""
        accuracies = [self._one_run(spec) / self.world.items for _ in range(runs)]
        return float(np.median(accuracies))

    def stands_for(self, spec: int) -> None:
        """Says which spec the optimizer would answer with now."""
        self._note(self.own, spec)
        grand_mean = self._passes.sum() / self._runs.sum()
        shrunken = np.where(self._runs > 0, (self._passes + grand_mean) / (self._runs + 1), -1)
        self._note(self.by_mean, int(np.argmax(shrunken)))

    def _one_run(self, spec: int) -> int:
        passes = self._drawn(spec) if self.world.recorded else self._simulated(spec)
        self.used += 1
        self._runs[spec] += 1
        self._passes[spec] += passes
        return passes

    def _drawn(self, spec: int) -> int:
        runs, whole = self.world.recorded[spec]
        if whole:
            return int(runs[self._rng.integers(len(runs))].sum())
        items = np.arange(runs.shape[1])
        return int(runs[self._rng.integers(len(runs), size=len(items)), items].sum())

    def _simulated(self, spec: int) -> int:
        chances = self.world.chances[spec]
        if self.world.shift_sd > 0:
            odds = chances / (1 - chances) * np.exp(self._rng.normal(0, self.world.shift_sd))
            chances = odds / (1 + odds)
        return int((self._rng.random(self.world.items) < chances).sum())

    def _note(self, incumbents: list[tuple[int, float]], spec: int) -> None:
        accuracy = round(float(self._truth[spec]), 9)
        if not incumbents or incumbents[-1][1] != accuracy:
            incumbents.append((self.used, accuracy))
