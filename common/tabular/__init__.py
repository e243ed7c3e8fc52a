"""Tables in and out: CSV and XLSX files that people keep in a spreadsheet.

The shape of an import: `read_table` yields numbered rows; the import checks each and collects `Refusal`s in
an `ImportReport`; good rows are kept; `write_refused` gives the rest back as a file that can be mended and
loaded again.
"""
