"""Papers as files, typeset with typst as PDF/A from the templates `*.typ`.

Nothing here knows a table: services and views bring the words and figures, and get bytes.
"""
