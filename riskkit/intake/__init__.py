"""Files and DataFrames → typed tables, with every problem as a finding and every row accounted for."""
