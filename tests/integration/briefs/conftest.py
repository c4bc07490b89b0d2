"""Each test of briefs has its own folder of stored files."""

import pytest


@pytest.fixture(autouse=True)
def own_data(settings, tmp_path):
    settings.DATA = tmp_path
