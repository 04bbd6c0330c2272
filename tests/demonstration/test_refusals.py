"""What cannot be written, and how it is said."""

from __future__ import annotations

import pytest

from fordel.demonstration import DemonstrationFolderIsFile, write


@pytest.mark.parametrize("inside", ["", "below"])
def test_a_file_where_the_folder_should_be_is_refused(municipality, tmp_path, inside):
    file = tmp_path / "kommune"
    file.write_text("not a folder", encoding="utf-8")
    with pytest.raises(DemonstrationFolderIsFile) as refusal:
        write(municipality, file / inside)
    assert refusal.value.message("da") == (
        f"{file} er en fil, ikke en mappe. Demonstrationskommunen består af flere filer. Angiv en "
        "mappe; findes den ikke, bliver den oprettet."
    )
    assert refusal.value.message("en") == (
        f"{file} is a file, not a folder. The demonstration municipality consists of several "
        "files. Name a folder; if it does not exist, it is made."
    )
    assert file.read_text(encoding="utf-8") == "not a folder"
