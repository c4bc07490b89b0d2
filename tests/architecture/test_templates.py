"""No template holds text that a translator never sees, or a style or script that the policy refuses."""

import re

import pytest

from tests.architecture.house import ROOT, SOURCE

TEMPLATES = sorted(
    path for path in SOURCE.glob("**/templates/**/*") if path.suffix in {".html", ".txt", ".svg"}
)
every_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
BLOCKS = r"\{%-?\s*(comment|blocktranslate|blocktrans|verbatim)\b.*?%\}.*?\{%\s*end\1\s*%\}"
SPOKEN = r"\s(?:alt|title|placeholder|aria-label|label|summary)=([\"'])(.*?)\1"
NAMES = {"Headway", "Cymraeg", "English", "CSV", "JSON"}


def untranslated(source: str) -> list[str]:
    """Return the words a reader would see that pass through no translation."""
    text = re.sub(BLOCKS, " ", source, flags=re.DOTALL)
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->|<(script|style|code|pre)\b.*?</\1>", " ", text, flags=re.DOTALL)
    attributes = [match[1] for match in re.findall(SPOKEN, text, flags=re.DOTALL)]
    visible = re.sub(r"<[^>]*>", " ", text)
    visible = re.sub(r"&[#\w]+;|\b\w+\.txt\b", " ", visible)
    words = re.findall(r"[^\W\d_]{2,}", " ".join([visible, *attributes]))
    return [word for word in words if word not in NAMES]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Led by {{ lead }}</p>", ["Led", "by"]),
        ('<p>{% translate "Led by" %} {{ lead }}</p>', []),
        ("{% blocktranslate %}Led by {{ lead }}{% endblocktranslate %}", []),
        ('<img alt="A chart">', ["chart"]),
        ('<img alt="{% translate "A chart" %}">', []),
        ('<h1 class="title">{{ title }}</h1>&nbsp;{# why #}', []),
    ],
)
def test_untranslated_words_are_found(source, words):
    found = untranslated(source)

    assert found == words


@every_template
def test_a_template_holds_no_untranslated_text(path):
    found = untranslated(path.read_text("utf-8"))

    assert found == []


@every_template
def test_a_template_holds_no_inline_style_or_script(path):
    text = path.read_text("utf-8")

    inline = re.findall(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*(?:src=|application/json))", text)

    assert inline == []


def test_there_are_templates_to_look_at():
    assert TEMPLATES, f"no template under {SOURCE.relative_to(ROOT)}"
