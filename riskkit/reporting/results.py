"""A whole result to a folder, and back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from riskkit.assessment import Assessment, register_with_carried
from riskkit.errors import RiskkitError
from riskkit.explain import Account
from riskkit.explanation import Explanation
from riskkit.fuzzy_columns import fuzzy_labels
from riskkit.indicators.resolved import ResolvedFile
from riskkit.indicators.rulebook import Criterion, Rulebook
from riskkit.listed_columns import listed_labels
from riskkit.records_intake import CHANGES, CONFLICTS
from riskkit.reporting.across_sheets import write_across
from riskkit.reporting.context import RegisterContext
from riskkit.reporting.facts import facts_of
from riskkit.reporting.manifest import sha256_of, write_manifest
from riskkit.reporting.pages import write_pages
from riskkit.reporting.tables import write_columns, write_csv, write_parquet
from riskkit.reporting.workbook import write_register_workbook
from riskkit.terms import Label

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("xlsx", "csv", "parquet")
NEEDED = ("manifest.json", "rulebook.json", "register.parquet", "explanations.parquet", "carried.parquet")


def write_result(
    assessment: Assessment, folder: Path, formats: tuple[str, ...] = FORMATS, pages: int | None = None
) -> list[str]:
    """Write every table, page and the manifest of ``assessment`` into an existing ``folder``; what is worth saying.

    ``pages``: how many units get a page, from the top of the register; None for all. Notes say where the workbook
    holds only the top of a long register. The manifest comes last: it lists the digest of every other file.
    """
    tables, labels = assessment.tables, criterion_labels(assessment.rulebook)
    notes: list[str] = []
    write_parquet(tables.register, folder / "register.parquet", "register")
    write_parquet(tables.explanations, folder / "explanations.parquet", "explanations")
    tables.carried.write_parquet(folder / "carried.parquet")
    if tables.frequency is not None:
        tables.frequency.write_parquet(folder / "frequency.parquet")
    if tables.hidden_dangers is not None:
        write_parquet(tables.hidden_dangers, folder / "hidden_dangers.parquet", "hidden_dangers")
        write_csv(tables.hidden_dangers, folder / "hidden_dangers.csv", "hidden_dangers", assessment.lang)
    write_across(tables, folder, assessment.lang)
    if tables.credit is not None:
        write_parquet(tables.credit, folder / "credit.parquet", "credit")
        write_csv(tables.credit, folder / "credit.csv", "credit", assessment.lang)
    if "csv" in formats:
        write_csv(tables.register, folder / "register.csv", "register", assessment.lang, labels)
    write_csv(tables.findings, folder / "findings.csv", "findings", assessment.lang)
    write_csv(tables.set_aside, folder / "set_aside.csv", "set_aside", assessment.lang)
    if tables.conflicts is not None and tables.conflicts.height:
        write_columns(tables.conflicts, folder / "conflicts.csv", list(CONFLICTS), assessment.lang)
    if tables.changes is not None:
        write_columns(tables.changes, folder / "changes.csv", list(CHANGES), assessment.lang)
    if "xlsx" in formats:
        written = write_register_workbook(folder / "register.xlsx", tables.register, _context(assessment))
        notes += [note.of(assessment.lang) for note in written]
    (folder / "rulebook.json").write_text(_rulebook_json(assessment.rulebook), encoding="utf-8", newline="\n")
    if assessment.model is not None and assessment.card is not None:
        from riskkit.models.store import save

        save(assessment.model, folder / "model.json")
        write_manifest(folder / "model_card.json", assessment.card)
    if pages != 0:
        entries = tables.register if pages is None else tables.register.head(pages)
        write_pages(assessment.account.explanations_of(entries), folder / "pages", assessment.lang)
    write_manifest(folder / "manifest.json", _manifest(assessment, folder))
    return notes


def _context(assessment: Assessment) -> RegisterContext:
    tables = assessment.tables
    return RegisterContext(
        level=assessment.rulebook.level,
        as_of=assessment.as_of,
        grade_scale=assessment.account.grade_scale(),
        facts=facts_of(assessment),
        bases=assessment.rulebook.bases(),
        labels=criterion_labels(assessment.rulebook),
        findings=tables.findings,
        set_aside=tables.set_aside,
        comparison=tables.comparison,
        common_problems=tables.common_problems,
        lang=assessment.lang,
        notice=assessment.notice,
    )


def criterion_labels(rulebook: Rulebook) -> dict[str, Label]:
    """Headings of the register's criterion columns, of the fuzzy evaluation and of what is only listed."""
    criteria = [child for child in rulebook.root.children if isinstance(child, Criterion)]
    scores = {f"criterion.{c.id}": Label(f"{c.label.zh}得分", f"{c.label.en} score") for c in criteria}
    grades = {f"criterion.{c.id}.grade": Label(f"{c.label.zh}等级", f"{c.label.en} grade") for c in criteria}
    graded = {name: grades[name] for name in grades if name.split(".")[1] in rulebook.grades.also_grade}
    return scores | graded | fuzzy_labels(rulebook) | listed_labels(rulebook)


def _rulebook_json(rulebook: Rulebook) -> str:
    content = rulebook.resolved.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _manifest(assessment: Assessment, folder: Path) -> dict[str, Any]:
    rulebook, tables = assessment.rulebook, assessment.tables
    by_code = tables.findings.group_by("code").len().sort("code")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        "as_of": assessment.as_of,
        "lang": assessment.lang,
        "notice": assessment.notice,
        "riskkit": assessment.version,
        "fingerprint": assessment.fingerprint,
        "rulebook": {"id": rulebook.id, "digest": rulebook.digest, "bases": rulebook.bases()},
        "model": assessment.model_id or None,
        "inputs": [asdict(source) for source in assessment.sources],
        "rows": {"read": assessment.rows_read, "scored": tables.register.height, "set_aside": tables.set_aside.height},
        "stations": [station.as_dict(assessment.lang) for station in assessment.stations],
        "grades": assessment.grade_counts(),
        "credit": assessment.credit,
        "overrides": assessment.overrides,
        "below": assessment.below,
        "findings": dict(by_code.iter_rows()),
        "outputs": {path.relative_to(folder).as_posix(): sha256_of(path) for path in files},
    }


@dataclass(frozen=True, repr=False)
class StoredResult:
    """A result read back from its folder: enough to explain any subject and to be rolled up."""

    account: Account
    carried: pl.DataFrame
    manifest: dict[str, Any]

    @property
    def register(self) -> pd.DataFrame:
        """The ranked register, one row a subject."""
        return self.account.register.to_pandas()

    @property
    def explanations(self) -> pd.DataFrame:
        """One row a subject and indicator; a subject's contributions sum to its risk score."""
        return self.account.explanations.to_pandas()

    @property
    def model_id(self) -> str:
        """The frequency model its rates come from; empty without one."""
        return str(self.manifest["model"] or "")

    def explain(self, subject_id: str) -> Explanation:
        """Why this subject stands where it stands; raises RiskkitError EXP-01 for an unknown id."""
        return self.account.explain(subject_id)

    def __repr__(self) -> str:
        return f"StoredResult({self.rulebook.id}, {self.manifest['as_of']}, {self.account.register.height} subjects)"

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook it was made with, as stored beside it."""
        return self.account.rulebook

    def for_roll_up(self) -> pl.DataFrame:
        """The register with the fields that upper levels roll up beside it."""
        return register_with_carried(self.account.register, self.carried)


def read_result(folder: str | Path) -> StoredResult:
    """Read back what write_result wrote; raises RiskkitError OUT-03 when ``folder`` holds no complete result."""
    home = Path(folder)
    try:
        manifest = json.loads((home / "manifest.json").read_text("utf-8"))
        resolved = ResolvedFile.model_validate_json((home / "rulebook.json").read_text("utf-8"))
        rulebook = Rulebook.of(resolved, date.fromisoformat(manifest["as_of"]))
        frames = {name: pl.read_parquet(home / f"{name}.parquet") for name in ("register", "explanations", "carried")}
        factors = home / "frequency.parquet"
        frequency = pl.read_parquet(factors) if factors.exists() else None
        records = home / "credit.parquet"
        credit = pl.read_parquet(records) if records.exists() else None
        defects = home / "hidden_dangers.parquet"
        dangers = pl.read_parquet(defects) if defects.exists() else None
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as problem:
        absent = [name for name in NEEDED if not (home / name).is_file()]
        found = ", ".join(absent) or type(problem).__name__
        raise RiskkitError("OUT-03", where=str(home), found=f"× {found}" if absent else found) from problem
    account = Account(
        rulebook,
        frames["register"],
        frames["explanations"],
        frequency,
        manifest["fingerprint"],
        manifest["lang"],
        manifest["notice"],
        credit,
        dangers,
    )
    return StoredResult(account, frames["carried"], manifest)
