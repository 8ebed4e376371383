"""Rules of the tables that stand beside an extract: one rule = one code = one module, of the same form as in intake.

Fires and credit records are judged where more than a cell is known: the rules of severity and scope, the day, the
subjects. ``check.py`` gives the findings that one table alone tells; every other module is named after its code.
"""
