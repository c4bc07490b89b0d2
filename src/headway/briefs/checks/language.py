"""Names inside sentences, in the reader's language where somebody has translated them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from headway.kernel.sentences import Sentence
from headway.kernel.translations import Named, Texts


def names_in(sentence: Sentence) -> Iterable[Named]:
    """Yield the names in a sentence, and in the sentences inside it."""
    for value in sentence.values.values():
        if isinstance(value, Named):
            yield value
        elif isinstance(value, Sentence):
            yield from names_in(value)


def reread(sentence: Sentence, said: Texts) -> Sentence:
    """Return a sentence with its names in the reader's language."""
    values: Mapping[str, object] = {
        name: said.read(value)
        if isinstance(value, Named)
        else reread(value, said)
        if isinstance(value, Sentence)
        else value
        for name, value in sentence.values.items()
    }
    return replace(sentence, values=values)  # type: ignore[arg-type]
