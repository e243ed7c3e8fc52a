"""The first texts of the portal, so that a new installation speaks from its first minute.

`seed_pages()` makes what is missing and leaves alone whatever somebody has written or changed since. The texts lie in
`pages/`, a file each, Chinese and English side by side; the file's name gives the order and the address. No number that
a city may decide otherwise stands in them: such numbers are shown, dated and with their source, where they apply.
"""

from __future__ import annotations

from platform_site.content.seeding import seed_pages

__all__ = ["seed_pages"]
