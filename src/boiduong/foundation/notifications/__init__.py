"""Thông báo — the outbox: what people are told by the application, and that it reached them."""
