"""Join the tables of two departments: keys, candidates, evidence, certainty, what is joined, what a human must see."""
