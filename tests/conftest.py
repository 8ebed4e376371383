"""Settings for every test: reproducible hypothesis runs without a clock, and no network."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("riskkit", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("riskkit")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """riskkit works offline: a test that opens a connection to anywhere but this machine fails."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"network access in a test: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
