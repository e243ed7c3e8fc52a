"""No request brings more than the largest file there is, wherever it goes: the rest would fill the disk first."""

from __future__ import annotations

from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# The largest roster that is refused with a sentence of its own, and what stands around it.
MOST_BYTES = 65 * 1024 * 1024


class BoundedUploads(FileUploadHandler):
    """Stands before Django's handlers, and refuses by the length that the request declares, before anything is read."""

    def handle_raw_input(
        self, input_data: IO[bytes], META: dict[str, str], content_length: int, boundary: str,
        encoding: str | None = None,
    ) -> None:  # fmt: skip
        if content_length > MOST_BYTES:
            raise RequestDataTooBig("An upload is larger than any form of ours takes.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        return None
