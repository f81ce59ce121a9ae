"""ITC-2007, track 3 — curriculum-based course timetabling (formulation UD2), to measure the search in public."""
