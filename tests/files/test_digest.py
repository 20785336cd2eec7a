from hashlib import sha256

import pytest

from shuzhi.files.digest import digest, digest_of


@pytest.mark.parametrize("size", [0, 1, (1 << 16) - 1, 1 << 16, (1 << 16) + 1, 200_001])
def test_the_hash_is_that_of_the_whole_file(tmp_path, size):
    content = bytes(place % 251 for place in range(size))
    (tmp_path / "a").write_bytes(content)
    assert digest(tmp_path / "a") == sha256(content).hexdigest()
    with (tmp_path / "a").open("rb") as stream:
        assert digest_of(stream) == sha256(content).hexdigest()


def test_of_an_open_file_what_is_left_counts(tmp_path):
    (tmp_path / "a").write_bytes(b"head" + b"rest")
    with (tmp_path / "a").open("rb") as stream:
        stream.read(4)
        assert digest_of(stream) == sha256(b"rest").hexdigest()
