"""Leximin by listing every panel of people and solving one plain programme a person: slow and obvious."""

from itertools import combinations

import numpy as np
from scipy.optimize import linprog


def panels(ids, features, quotas, size):
    """Return every panel that meets the quotas."""
    where = {person: at for at, person in enumerate(ids)}
    found = []
    for panel in combinations(ids, size):
        counts = [sum(features[q.feature][where[p]] == q.value for p in panel) for q in quotas]
        if all(q.least <= count <= q.most for q, count in zip(quotas, counts, strict=True)):
            found.append(panel)
    return found


def leximin(ids, every):
    """Return each person's chance under the leximin lottery over these panels."""
    on = np.array([[person in panel for panel in every] for person in ids], dtype=float)
    fixed: dict[int, float] = {}
    while len(fixed) < len(ids):
        least = highest(on, fixed, [at for at in range(len(ids)) if at not in fixed])
        for at in [at for at in range(len(ids)) if at not in fixed]:
            others = {**fixed, **{k: least for k in range(len(ids)) if k not in fixed and k != at}}
            if highest(on, others, [at]) <= least + 1e-7:
                fixed[at] = least
    return np.array([fixed[at] for at in range(len(ids))])


def highest(on, fixed, open_):
    """Return how high the least chance of these people can be, the others keeping what is fixed."""
    people, count = on.shape
    rows, limits = [], []
    for at in range(people):
        if at in open_:
            rows.append(np.append(-on[at], 1.0))
            limits.append(0.0)
        elif at in fixed:
            rows.append(np.append(-on[at], 0.0))
            limits.append(-fixed[at] + 1e-10)
    total = np.append(np.ones(count), 0.0)[None, :]
    bounds = [(0, None)] * count + [(None, None)]
    done = linprog(
        np.append(np.zeros(count), -1.0), np.array(rows), limits, total, [1.0], bounds=bounds, method="highs"
    )
    return -done.fun
