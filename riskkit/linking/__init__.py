"""Join the tables of two departments: keys, candidates, evidence, certainty, what is joined and what a human must see."""
