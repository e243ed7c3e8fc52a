"""Tables in and out: CSV and XLSX files that people keep in a spreadsheet.

Why on the lowest floor: the hierarchy is loaded from such a file, and so is every roster of the floors above
(volunteers, elders, facilities, organizations, teams). They must refuse rows in the same words, so the
reading stands where all of them can reach it. It knows nothing about regions.

The shape of an import: `read_table` yields numbered rows; the import checks each and collects `Refusal`s in
an `ImportReport`; good rows are kept; `write_refused` gives the rest back as a file that can be mended and
loaded again.

Rooms: `records` (what an import speaks in), `formulas` (the guard), `reading`, `cell_readers`, `row_reader`,
`writing`, `responses`.
"""
