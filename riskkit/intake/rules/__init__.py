"""One rule of intake = one code = one module = one page: what is seen, what is done, worked cases that tests run.

``shape.py`` is the form of a rule, ``deeds.py`` what many of them do; ``chains.py`` puts the rules of cells in order;
``*_words.py`` are shared by the rules that read them; every other module is named after its code. The words of a code
(problem, mend, severity) stand in ``riskkit/codes/``; decision 0017 tells where a rule is judged.
"""
