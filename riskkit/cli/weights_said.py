"""The calls behind ``riskkit weights``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from riskkit.errors import RiskkitError
from riskkit.intake.plain_rows import read_rows
from riskkit.terms import Lang
from riskkit.weighting.ahp import AhpResult, ahp_weights
from riskkit.weighting.combine import combine
from riskkit.weighting.objective import ObjectiveResult, critic_weights, entropy_weights, standard_deviation_weights
from riskkit.weighting.tables import NamedMatrix, read_matrix_rows
from riskkit.weighting.wording import METHOD_LABELS, weights_table

METHODS: dict[str, Any] = {
    "entropy": entropy_weights,
    "critic": critic_weights,
    "standard_deviation": standard_deviation_weights,
}


def subjective(file: Path, method: str, ri: str) -> AhpResult:
    """AHP weights of the matrix in ``file``; an inconsistent one (CR ≥ 0.1) raises AHP-03."""
    matrix = _matrix(file)
    chosen: Any = method
    return ahp_weights(matrix.values, chosen, names=matrix.criteria, ri=ri, require_consistent=True)


def objective(file: Path, method: str, cost: tuple[str, ...]) -> ObjectiveResult:
    """Objective weights of the table subjects × criteria in ``file``."""
    table = _matrix(file, named_rows=True)
    result: ObjectiveResult = METHODS[method](table.values, cost=cost, names=table.column_names)
    return result


def _matrix(file: Path, *, named_rows: bool | None = None) -> NamedMatrix:
    """The numbers of ``file``; a cell that is none is named with the file."""
    rows = read_rows(file)
    try:
        return read_matrix_rows(rows, named_rows=named_rows)
    except RiskkitError as problem:
        where = f"{file} {problem.where}"
        raise RiskkitError(problem.code, where=where, found=problem.found, allowed=problem.allowed) from None


def combined_text(judged: AhpResult, measured: ObjectiveResult, method: str, alpha: float, lang: Lang) -> str:
    """Both sets of weights and their combination side by side."""
    chosen: Any = method
    joint = combine(judged.weights, measured.weights, chosen, alpha=alpha, names=judged.names)
    columns = {
        METHOD_LABELS[judged.method].of(lang): judged.weights,
        METHOD_LABELS[measured.method].of(lang): measured.weights,
        f"{'组合' if lang == 'zh' else 'combined'} ({method})": joint,
    }
    return weights_table(judged.names, columns, lang)
