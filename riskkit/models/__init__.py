"""Statistics: fires and exposure → fires a year with an interval. Imports no rules and no scoring."""
