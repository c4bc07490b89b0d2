"""Tools of the house that `./run` calls; nothing here is part of the product."""
