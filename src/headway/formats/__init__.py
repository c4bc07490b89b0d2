"""Files of figures: bytes to tables, tables to statements, statements to bytes.

Words: *table* (named columns of text cells), *layout* (a saved mapping: which column means what),
*statement* (what one row says of a place and a period), *problem* (a cell that cannot be read, by
row, column and value), *record* (the canonical CSV of a release). Pure: no Django, network or clock.
"""
