"""Which places a store may stand in."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference_app.store import place

MOUNTS = r"""/dev/vda1 / ext4 rw 0 0
proc /proc proc rw 0 0
//files/home /home/ada/shared\040drive cifs rw 0 0
files:/export /srv nfs4 rw 0 0
/dev/sdb1 /srv/local ext4 rw 0 0
ada@host: /mnt/over fuse.sshfs rw 0 0
overlay /mnt/layer fuse.fuse-overlayfs rw 0 0

odd
"""


@pytest.mark.parametrize(
    ("path", "kind", "network"),
    [
        ("/home/ada/a.store", "ext4", False),
        ("/home/ada/shared drive/a.store", "cifs", True),
        ("/home/ada/shared drives/a.store", "ext4", False),
        ("/srv/deep/down/a.store", "nfs4", True),
        ("/srv/local/a.store", "ext4", False),
        ("/mnt/over/a.store", "fuse.sshfs", True),
        ("/mnt/layer/a.store", "fuse.fuse-overlayfs", False),
    ],
)
def test_a_network_drive_is_recognised(path: str, kind: str, network: bool) -> None:
    assert place.file_system(Path(path), MOUNTS) == kind
    assert place.is_network(kind) is network


def test_nothing_is_known_without_mounts() -> None:
    assert place.file_system(Path("/a"), "") == ""
    assert not place.is_network("")
