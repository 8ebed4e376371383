"""Fire statistics: how severe a fire was by the table of its day, and what fire figures may be compared.

fires_table → scope, severity → counting (over periods) → rates, comparison → summary.
"""
