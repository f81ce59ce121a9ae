"""Cơ sở đào tạo, quy chế, nhiệm kỳ — what an institution has laid down, each from a day on."""
