"""Papers as files: typesetting (typst, PDF/A), the seal on them (pyhanko, PAdES), and the numbers they carry.

Nothing here knows a table: services and views bring the words and figures, and get bytes.

Rooms: `numbers` (certificate numbers), `typesetting` (templates `*.typ`, fonts), `sealing` (the key, the signature).
"""
