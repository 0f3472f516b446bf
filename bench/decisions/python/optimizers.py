"""Optuna's TPE and SMAC3 at a simulated world, by their public packages with their own defaults."""

import logging
import tempfile
import warnings
from pathlib import Path

import joblib
import optuna
from ConfigSpace import CategoricalHyperparameter, ConfigurationSpace
from smac import HyperparameterOptimizationFacade as Smac
from smac import Scenario
from smac.main.exceptions import ConfigurationSpaceExhaustedException
from smac.model.random_forest.random_forest import RandomForest
from smac.runhistory.dataclasses import TrialValue

from world import Laboratory, World

SMAC_INITIAL_CONFIGURATIONS = 12
# More than a tree over a study's runs can have. SMAC's own limit of 2**20 makes scikit-learn set aside 2 million nodes
# for each tree: the same trees, at ten times the time.
SMAC_MOST_LEAVES = 2**10


def play_tpe(lab: Laboratory, *, runs_a_trial: int, budget: int) -> None:
    """Every factor is a categorical; the first trial is the start, which the other searches know too."""
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    world = lab.world
    number_of = world.number_of
    study = optuna.create_study(
        direction="maximize", sampler=optuna.samplers.TPESampler(seed=world.seed)
    )
    study.enqueue_trial(_named(world, world.specs[world.start]))
    while lab.used + runs_a_trial <= budget:
        trial = study.ask()
        places = tuple(
            trial.suggest_categorical(name, list(range(len(values))))
            for name, values in world.factors
        )
        study.tell(trial, lab.measure(number_of[places], runs_a_trial))
        best = study.best_trial.params
        lab.stands_for(number_of[tuple(best[name] for name, _ in world.factors)])


def play_smac(lab: Laboratory, *, budget: int) -> None:
    """The hyperparameter optimization facade, one run an evaluation; it repeats promising specs by itself where runs differ."""
    logging.disable(logging.WARNING)
    warnings.filterwarnings("ignore", message="Loky-backed parallel loops")
    world = lab.world
    number_of = world.number_of
    space = ConfigurationSpace(seed=world.seed)
    start = _named(world, world.specs[world.start])
    space.add(
        [
            CategoricalHyperparameter(name, list(range(len(values))), default_value=start[name])
            for name, values in world.factors
        ]
    )
    with tempfile.TemporaryDirectory() as folder:
        scenario = Scenario(
            space,
            deterministic=world.is_deterministic,
            n_trials=budget,
            output_directory=Path(folder),
            seed=world.seed,
        )
        smac = Smac(
            scenario,
            target_function=lambda config, seed=0: 0.0,
            initial_design=Smac.get_initial_design(
                scenario,
                n_configs=SMAC_INITIAL_CONFIGURATIONS,
                additional_configs=[space.get_default_configuration()],
            ),
            model=_forest(scenario),
            logging_level=False,
            overwrite=True,
        )
        while lab.used < budget:
            try:
                # joblib's pool of one thread polls; in line the same trees take half the time.
                with joblib.parallel_config(backend="sequential"):
                    trial = smac.ask()
            except (StopIteration, ConfigurationSpaceExhaustedException):
                # It proposes nothing that is new to it any more.
                return
            accuracy = lab.measure(number_of[_places(world, trial.config)], 1)
            smac.tell(trial, TrialValue(cost=1 - accuracy), save=False)
            incumbent = smac.intensifier.get_incumbent()
            if incumbent is not None:
                lab.stands_for(number_of[_places(world, incumbent)])


def _forest(scenario: Scenario) -> RandomForest:
    """The facade's own model, as `Smac.get_model` makes it, with less memory set aside."""
    return RandomForest(
        log_y=True,
        n_trees=10,
        bootstrapping=True,
        ratio_features=1.0,
        min_samples_split=2,
        min_samples_leaf=1,
        max_depth=2**20,
        max_leaf_nodes=SMAC_MOST_LEAVES,
        configspace=scenario.configspace,
        instance_features=scenario.instance_features,
        seed=scenario.seed,
    )


def _named(world: World, places: tuple[int, ...]) -> dict[str, int]:
    return {name: place for (name, _), place in zip(world.factors, places)}


def _places(world: World, config) -> tuple[int, ...]:
    return tuple(int(config[name]) for name, _ in world.factors)
