"""Who volunteered, in classes: people with the same features are exchangeable, so they are counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate

Ints = NDArray[np.int64]


class UnknownFeature(CannotEstimate):
    """A quota names a feature that nobody told. Numbers: none; ``feature`` names it."""

    code = "unknown_feature"

    def __init__(self, feature: str) -> None:
        super().__init__()
        self.feature = feature


class UnknownValue(CannotEstimate):
    """Somebody has a value that no quota counts. ``feature``, ``value`` and ``person`` name it."""

    code = "unknown_value"

    def __init__(self, feature: str, value: str, person: str) -> None:
        super().__init__()
        self.feature, self.value, self.person = feature, value, person


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of a panel have a value of a feature: at least and at most."""

    feature: str
    value: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Pool:
    """Volunteers by class.

    ``people`` holds the ids of each class in the order given; ``counts`` (C,) how many they are;
    ``quotas`` the Q quotas; ``members`` (Q, C) which classes each quota counts.
    """

    people: tuple[tuple[str, ...], ...]
    counts: Ints
    quotas: tuple[Quota, ...]
    members: NDArray[np.bool_]


def pool_of(ids: Sequence[str], features: Mapping[str, Sequence[str]], quotas: Sequence[Quota]) -> Pool:
    """Group volunteers by the features that quotas speak of.

    Parameters
    ----------
    ids : sequence of str, length n
        Who volunteered; each stands once.
    features : mapping of str to sequence of str, each of length n
        What they told.
    quotas : sequence of Quota
        At least one value for each feature.

    Raises
    ------
    UnknownFeature, UnknownValue
        When quota and volunteers do not speak of the same.
    """
    names = list(dict.fromkeys(quota.feature for quota in quotas))
    for name in names:
        if name not in features:
            raise UnknownFeature(name)
    known = {(quota.feature, quota.value) for quota in quotas}
    classes: dict[tuple[str, ...], list[str]] = {}
    for at, person in enumerate(ids):
        told = tuple(features[name][at] for name in names)
        for name, value in zip(names, told, strict=True):
            if (name, value) not in known:
                raise UnknownValue(name, value, person)
        classes.setdefault(told, []).append(person)
    ordered = sorted(classes)
    members = np.array(
        [[told[names.index(quota.feature)] == quota.value for told in ordered] for quota in quotas],
        dtype=np.bool_,
    ).reshape(len(quotas), len(ordered))
    counts = np.array([len(classes[told]) for told in ordered], dtype=np.int64)
    return Pool(tuple(tuple(classes[told]) for told in ordered), counts, tuple(quotas), members)


def one_per_household(
    ids: Sequence[str], households: Sequence[str], random: np.random.Generator
) -> list[int]:
    """Return the positions of one volunteer of each household, drawn evenly, in the order given.

    An empty household is a household of its own.
    """
    together: dict[str, list[int]] = {}
    for at, household in enumerate(households):
        together.setdefault(household or f"\0{ids[at]}", []).append(at)
    return sorted(each[int(random.integers(len(each)))] for each in together.values())
