"""Files that come in anywhere: bounded in size, kind and pixels."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.documents.forms import get_document_form
from wagtail.documents.models import Document
from wagtail.images.fields import WagtailImageField

pytestmark = pytest.mark.django_db


def test_a_request_of_any_size_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr("platform_site.uploads.MOST_BYTES", 1_000)
    upload = SimpleUploadedFile("a.pdf", b"x" * 5_000)
    assert Client().post(reverse("verify:file"), {"file": upload}).status_code in (400, 413)


def test_an_image_of_many_pixels_in_few_bytes_is_refused():
    file = io.BytesIO()
    Image.new("1", (6_000, 6_000)).save(file, "PNG")
    assert len(file.getvalue()) < 20_000
    with pytest.raises(Exception, match=r"pixels|像素"):
        WagtailImageField().clean(SimpleUploadedFile("logo.png", file.getvalue(), "image/png"))
    assert settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS < 36_000_000


@pytest.mark.parametrize("name", ["page.html", "picture.svg", "program.exe"])
def test_a_document_that_a_browser_would_run_is_refused(name, city):
    form = get_document_form(Document)(
        {"title": "x", "collection": 1}, {"file": SimpleUploadedFile(name, b"<svg/>")}
    )
    assert "file" in form.errors
