"""Files that somebody else made, taken apart only where every reader takes them apart alike."""

import io
import zipfile

import pytest

from shuzhi.untrusted import Unfit, is_safe, members


@pytest.mark.parametrize("name", ["/a.xml", "../a.xml", "a/../b.xml", "a/./b.xml", "a//b.xml", "a//", "/", "c:a.xml", "a\\b.xml"])
def test_a_name_that_leads_elsewhere_is_not_safe(name):
    """Neither above the file, nor to a drive, nor to a place that has a shorter name, too."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"")
    assert not is_safe(name)
    with pytest.raises(Unfit, match="broken"):
        members(data.getvalue(), "broken")


def test_names_of_parts_and_folders_are_safe():
    """Dots inside a name and the slash that ends a folder are ordinary."""
    assert all(map(is_safe, ["[Content_Types].xml", "word/_rels/a..b.xml", "word/", "..a", "图片/一.png"]))
