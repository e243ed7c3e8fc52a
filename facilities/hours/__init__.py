"""Opening hours: read from what people write, kept in OpenStreetMap syntax, told in plain words.

Rooms: `reading` (people's ways of writing to OpenStreetMap syntax) with `chinese` and `clock` below it; `evaluating`
(open now, what is next, the coming days) with `calendar` below it (public holidays and the weekends worked in
exchange); `wording` (rules in words). Knows nothing about facilities.
"""
