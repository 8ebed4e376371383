from __future__ import annotations

import hashlib
from datetime import date

import pytest

from riskkit.reporting.manifest import is_result, sha256_of, write_manifest


def test_the_order_of_keys_does_not_change_the_bytes(tmp_path):
    write_manifest(tmp_path / "a.json", {"b": 1, "a": {"名": "值", "d": date(2026, 1, 2)}})
    write_manifest(tmp_path / "b.json", {"a": {"d": date(2026, 1, 2), "名": "值"}, "b": 1})
    content = (tmp_path / "a.json").read_bytes()
    assert content == (tmp_path / "b.json").read_bytes()
    assert "名".encode() in content
    assert b"\r" not in content


def test_nan_and_objects_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"NaN|nan|Out of range"):
        write_manifest(tmp_path / "a.json", {"x": float("nan")})
    with pytest.raises(TypeError, match=r"PosixPath|WindowsPath"):
        write_manifest(tmp_path / "a.json", {"x": tmp_path})


def test_a_folder_is_ours_only_with_our_manifest(tmp_path):
    assert not is_result(tmp_path)
    (tmp_path / "manifest.json").write_text("not json")
    assert not is_result(tmp_path)
    write_manifest(tmp_path / "manifest.json", {})
    assert is_result(tmp_path)


def test_digest(tmp_path):
    (tmp_path / "x").write_bytes(b"fire" * 100_000)
    assert sha256_of(tmp_path / "x") == hashlib.sha256(b"fire" * 100_000).hexdigest()
