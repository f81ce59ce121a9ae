"""Giải thích — facts, irreducible conflicts and ways out of them."""
