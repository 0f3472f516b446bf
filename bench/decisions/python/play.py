"""Plays Optuna's TPE and SMAC3 in the worlds that bench/decisions/export-worlds.ts wrote.

    python play.py [--folder ratchet-data/bench] [--players tpe-7,tpe-1,smac-1] [--cells PATTERN]
                   [--studies 50] [--budget 300] [--smac-budget 100] [--jobs 2]

Appends one JSON line per study to public-optimizers.jsonl in the folder; what is there already is not played again.
`npm run bench:decisions -- search` adds these studies to its table.
"""

import argparse
import json
import os
import re
import sys
import time
import zlib
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

# One thread per study: the studies themselves are spread over the cores.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np

from optimizers import play_smac, play_tpe
from world import Laboratory, read_world

PLAYERS = {
    "tpe-7": ("Optuna TPE, 7 runs a trial", "optuna"),
    "tpe-1": ("Optuna TPE, 1 run a trial", "optuna"),
    "smac-1": ("SMAC3, 1 run", "smac"),
}
BY_MEAN = ", incumbent by mean"


def main() -> None:
    options = read_options()
    results = options.folder / "public-optimizers.jsonl"
    tasks = [task for task in planned(options) if key_of(task) not in played(results)]
    print(f"{len(tasks)} studies to play", file=sys.stderr)
    with get_context("spawn").Pool(options.jobs) as pool, results.open("a") as stream:
        for done, lines in enumerate(pool.imap_unordered(play, tasks), start=1):
            stream.write("".join(json.dumps(line) + "\n" for line in lines))
            stream.flush()
            last = lines[0]
            print(
                f"{done}/{len(tasks)} {last['cell']} {last['seed']} {last['player']}: {last['seconds']} s",
                file=sys.stderr,
            )


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Optuna's TPE and SMAC3 in exported worlds")
    parser.add_argument("--folder", type=Path, default=Path("ratchet-data/bench"))
    parser.add_argument("--players", default="tpe-7,tpe-1,smac-1", help=", ".join(PLAYERS))
    parser.add_argument("--cells", default=".", help="pattern of cell names")
    parser.add_argument("--studies", type=int, default=50, help="at most so many per cell, lowest seeds first")
    parser.add_argument("--budget", type=int, default=300, help="runs of a study")
    parser.add_argument("--smac-budget", type=int, default=100, help="the same for SMAC, the slowest")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    unknown = [name for name in options.players.split(",") if name not in PLAYERS]
    if unknown:
        parser.error(f"unknown players {unknown}: there are {list(PLAYERS)}")
    return options


def planned(options: argparse.Namespace) -> list[tuple[Path, str, int]]:
    """World file, player and budget of every study; all players of a world before the next world."""
    seeds: dict[str, list[int]] = {}
    for file in (options.folder / "worlds").glob("*.json.gz"):
        cell, seed = file.name.removesuffix(".json.gz").rsplit("-", 1)
        if re.search(options.cells, cell.replace("-", " ")):
            seeds.setdefault(cell, []).append(int(seed))
    worlds = sorted(
        (seed, cell) for cell, all_ in seeds.items() for seed in sorted(all_)[: options.studies]
    )
    return [
        (
            options.folder / "worlds" / f"{cell}-{seed}.json.gz",
            player,
            options.smac_budget if player.startswith("smac") else options.budget,
        )
        for seed, cell in worlds
        for player in options.players.split(",")
    ]


def key_of(task: tuple[Path, str, int]) -> tuple[str, int, str, int]:
    file, player, budget = task
    cell, seed = file.name.removesuffix(".json.gz").rsplit("-", 1)
    return cell.replace("-", " "), int(seed), PLAYERS[player][0], budget


def played(results: Path) -> set[tuple[str, int, str, int]]:
    if not results.exists():
        return set()
    lines = [json.loads(line) for line in results.read_text().splitlines()]
    return {(line["cell"], line["seed"], line["player"], line["budget"]) for line in lines}


def play(task: tuple[Path, str, int]) -> list[dict]:
    """One study; two lines of results, by what the optimizer itself stands for and by the best mean."""
    file, player, budget = task
    world = read_world(file)
    lab = Laboratory(world, np.random.default_rng([world.seed, zlib.crc32(player.encode())]))
    started = time.process_time()
    if player == "smac-1":
        play_smac(lab, budget=budget)
    else:
        play_tpe(lab, runs_a_trial=int(player.removeprefix("tpe-")), budget=budget)
    name, package = PLAYERS[player]
    common = {
        "cell": world.cell,
        "seed": world.seed,
        "budget": budget,
        "used": lab.used,
        "best": world.best,
        "seconds": round(time.process_time() - started, 1),
        "package": f"{package} {version(package)}",
    }
    return [
        {**common, "player": name, "incumbents": lab.own},
        {**common, "player": name + BY_MEAN, "incumbents": lab.by_mean},
    ]


if __name__ == "__main__":
    main()
