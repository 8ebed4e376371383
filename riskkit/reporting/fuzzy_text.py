"""The fuzzy evaluation on a page: one line with the membership vector, and a note where it names another grade."""

from __future__ import annotations

from riskkit.explanation import Explanation
from riskkit.reporting.beside import grade_text
from riskkit.reporting.words import words_of
from riskkit.terms import Lang


def fuzzy_texts(explanation: Explanation, lang: Lang) -> list[str]:
    """Texts to show, none where the rulebook has no fuzzy evaluation."""
    line = explanation.fuzzy
    if line is None:
        return []
    words = words_of(lang)
    joint = "，" if lang == "zh" else ", "
    vector = joint.join(f"{grade.code} {share:.2f}" for grade, share in line.vector)
    said = {"vector": vector, "grade": grade_text(line.grade, lang), "score": f"{line.score:.2f}"}
    texts = [words["fuzzy_line"].format(**said)]
    if line.differs:
        score_grade = grade_text(explanation.grade, lang)
        texts.append(words["fuzzy_differs"].format(grade=said["grade"], score_grade=score_grade))
    if line.unknown_share > 0:
        texts.append(words["fuzzy_unknown"].format(share=f"{line.unknown_share:.0%}"))
    return texts
