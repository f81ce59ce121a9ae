"""CP-SAT — proofs, bounds, minimal repairs and polishing; the import costs half a second, so it is made late."""
