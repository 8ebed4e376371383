"""Make weighting_reference.json with other software; run it in an environment of its own, not in riskkit's.

    python -m venv refvenv
    refvenv/bin/pip install pymcdm==1.4.0 scikit-criteria==0.10 AHPy==2.1
    refvenv/bin/python tests/reference/make_weighting_reference.py

AHPy finds the eigenvector by repeated squaring and takes the random indices of Donegan and Dodd (1991); pymcdm
supplies entropy, CRITIC, TOPSIS; scikit-criteria the cases with costs and with a zero.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from itertools import combinations
from pathlib import Path

import ahpy
import numpy as np
from pymcdm.methods import TOPSIS, WSM
from pymcdm.normalizations import max_normalization, minmax_normalization, vector_normalization
from pymcdm.weights import critic_weights, entropy_weights, standard_deviation_weights
from skcriteria.agg import topsis as skc_topsis
from skcriteria.preprocessing import weighters

# upper triangles, row by row
JUDGEMENTS = {
    "four criteria": [1, 5, 3, 3, 3, 1],
    "four criteria, two decimals printed": [3, 3, 7, 1, 5, 3],
    "five criteria": [2, 3, 4, 7, 3, 2, 5, 1 / 2, 2, 3],
    "six criteria": [3, 1 / 2, 4, 1, 2, 1 / 4, 2, 1 / 2, 1, 5, 3, 4, 1 / 3, 1 / 2, 2],
    "inconsistent three": [7, 1 / 5, 6],
    "nine criteria": [
        *[2, 3, 1, 4, 5, 2, 6, 3],
        *[2, 1, 3, 3, 1, 4, 2],
        *[1 / 2, 2, 2, 1, 3, 1],
        *[3, 4, 2, 5, 3],
        *[1, 1 / 2, 2, 1],
        *[1 / 3, 1, 1 / 2],
        *[3, 2],
        *[1 / 2],
    ],
}
TABLES = {
    "four by three": [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]],
    "seven by four": [
        [12.5, 3, 0.71, 140],
        [8.25, 5, 0.64, 95],
        [20.1, 2, 0.93, 310],
        [15.0, 4, 0.88, 222],
        [9.9, 7, 0.52, 180],
        [31.4, 1, 0.77, 65],
        [17.3, 6, 0.81, 150],
    ],
}
WITH_ZERO = [[0, 2, 5], [3, 4, 1], [6, 0, 2], [1, 8, 4]]
WEIGHTS = {"four by three": [0.3, 0.4, 0.3], "seven by four": [0.4, 0.3, 0.2, 0.1]}
OBJECTIVES = {"four by three": [1, -1, 1], "seven by four": [-1, 1, 1, -1]}


def ahp_case(upper: list[float]) -> dict[str, object]:
    size = int((1 + np.sqrt(1 + 8 * len(upper))) / 2)
    names = [f"c{place}" for place in range(size)]
    comparisons = dict(zip(combinations(names, 2), upper, strict=True))
    compared = ahpy.Compare("case", comparisons, precision=10, random_index="dd")
    matrix = np.eye(size)
    for (first, second), value in zip(combinations(range(size), 2), upper, strict=True):
        matrix[first, second], matrix[second, first] = value, 1 / value
    return {
        "matrix": matrix.tolist(),
        "weights": [float(compared.local_weights[name]) for name in names],
        "cr_donegan_dodd": float(compared.consistency_ratio),
    }


def table_case(name: str) -> dict[str, object]:
    table, weights = np.array(TABLES[name], float), np.array(WEIGHTS[name])
    types = np.array(OBJECTIVES[name])
    vector = table / np.sqrt((table**2).sum(axis=0))
    return {
        "table": table.tolist(),
        "given_weights": weights.tolist(),
        "objectives": types.tolist(),
        "pymcdm": {
            "entropy": entropy_weights(table).tolist(),
            "critic": critic_weights(table).tolist(),
            "standard_deviation": standard_deviation_weights(table).tolist(),
            "topsis_vector": TOPSIS(vector_normalization)(table, weights, np.ones(len(weights))).tolist(),
            "topsis_min_max_costs": TOPSIS(minmax_normalization)(table, weights, types).tolist(),
            "sum_min_max_costs": WSM(minmax_normalization)(table, weights, types).tolist(),
            "sum_max": WSM(max_normalization)(table, weights, np.ones(len(weights))).tolist(),
        },
        "scikit_criteria": {
            "entropy": weighters.entropy_weights(table).tolist(),
            "critic_costs": weighters.critic_weights(table, types).tolist(),
            "topsis_vector_costs": skc_topsis.topsis(vector, types, weights)[3].tolist(),
        },
    }


def main() -> None:
    reference = {
        "versions": {name: version(name) for name in ("AHPy", "pymcdm", "scikit-criteria", "numpy", "scipy")},
        "ahp": {name: ahp_case(upper) for name, upper in JUDGEMENTS.items()},
        "tables": {name: table_case(name) for name in TABLES},
        "with_zero": {
            "table": WITH_ZERO,
            "scikit_criteria": {"entropy": weighters.entropy_weights(np.array(WITH_ZERO, float)).tolist()},
        },
    }
    target = Path(__file__).with_name("weighting_reference.json")
    target.write_text(json.dumps(reference, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
