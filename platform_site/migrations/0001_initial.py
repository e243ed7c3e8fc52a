import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from django.db import migrations, models

from common.migration_operations import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_append_only"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="HomePage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "title_en",
                            models.CharField(blank=True, max_length=255, verbose_name="title in English"),
                        ),
                        (
                            "intro",
                            models.CharField(
                                blank=True,
                                help_text="One or two sentences",
                                max_length=300,
                                verbose_name="introduction",
                            ),
                        ),
                        (
                            "intro_en",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="introduction in English"
                            ),
                        ),
                        (
                            "body",
                            wagtail.fields.StreamField(
                                [("heading", 0), ("text", 1), ("steps", 3), ("notice", 4), ("action", 7)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"icon": "title", "label": "heading", "max_length": 80},
                                    ),
                                    1: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "h3", "ul", "ol", "link"],
                                            "label": "text",
                                        },
                                    ),
                                    2: ("wagtail.blocks.CharBlock", (), {"max_length": 300}),
                                    3: (
                                        "wagtail.blocks.ListBlock",
                                        (2,),
                                        {
                                            "icon": "list-ol",
                                            "label": "steps",
                                            "template": "platform_site/blocks/steps.html",
                                        },
                                    ),
                                    4: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "icon": "warning",
                                            "label": "notice",
                                            "template": "platform_site/blocks/notice.html",
                                        },
                                    ),
                                    5: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "button text", "max_length": 40},
                                    ),
                                    6: (
                                        "wagtail.blocks.RegexBlock",
                                        (),
                                        {
                                            "error_messages": {
                                                "invalid": "Begin with / for a page of this site, with https:// or with tel:"
                                            },
                                            "label": "web address",
                                            "max_length": 200,
                                            "regex": "^(/|https://|tel:)\\S*$",
                                        },
                                    ),
                                    7: (
                                        "wagtail.blocks.StructBlock",
                                        [[("label", 5), ("address", 6)]],
                                        {"template": "platform_site/blocks/action.html"},
                                    ),
                                },
                                verbose_name="text",
                            ),
                        ),
                        (
                            "body_en",
                            wagtail.fields.StreamField(
                                [("heading", 0), ("text", 1), ("steps", 3), ("notice", 4), ("action", 7)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"icon": "title", "label": "heading", "max_length": 80},
                                    ),
                                    1: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "h3", "ul", "ol", "link"],
                                            "label": "text",
                                        },
                                    ),
                                    2: ("wagtail.blocks.CharBlock", (), {"max_length": 300}),
                                    3: (
                                        "wagtail.blocks.ListBlock",
                                        (2,),
                                        {
                                            "icon": "list-ol",
                                            "label": "steps",
                                            "template": "platform_site/blocks/steps.html",
                                        },
                                    ),
                                    4: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "icon": "warning",
                                            "label": "notice",
                                            "template": "platform_site/blocks/notice.html",
                                        },
                                    ),
                                    5: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "button text", "max_length": 40},
                                    ),
                                    6: (
                                        "wagtail.blocks.RegexBlock",
                                        (),
                                        {
                                            "error_messages": {
                                                "invalid": "Begin with / for a page of this site, with https:// or with tel:"
                                            },
                                            "label": "web address",
                                            "max_length": 200,
                                            "regex": "^(/|https://|tel:)\\S*$",
                                        },
                                    ),
                                    7: (
                                        "wagtail.blocks.StructBlock",
                                        [[("label", 5), ("address", 6)]],
                                        {"template": "platform_site/blocks/action.html"},
                                    ),
                                },
                                verbose_name="text in English",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "home page",
                        "verbose_name_plural": "home pages",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="InfoPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "title_en",
                            models.CharField(blank=True, max_length=255, verbose_name="title in English"),
                        ),
                        (
                            "intro",
                            models.CharField(
                                blank=True,
                                help_text="One or two sentences",
                                max_length=300,
                                verbose_name="introduction",
                            ),
                        ),
                        (
                            "intro_en",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="introduction in English"
                            ),
                        ),
                        (
                            "body",
                            wagtail.fields.StreamField(
                                [("heading", 0), ("text", 1), ("steps", 3), ("notice", 4), ("action", 7)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"icon": "title", "label": "heading", "max_length": 80},
                                    ),
                                    1: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "h3", "ul", "ol", "link"],
                                            "label": "text",
                                        },
                                    ),
                                    2: ("wagtail.blocks.CharBlock", (), {"max_length": 300}),
                                    3: (
                                        "wagtail.blocks.ListBlock",
                                        (2,),
                                        {
                                            "icon": "list-ol",
                                            "label": "steps",
                                            "template": "platform_site/blocks/steps.html",
                                        },
                                    ),
                                    4: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "icon": "warning",
                                            "label": "notice",
                                            "template": "platform_site/blocks/notice.html",
                                        },
                                    ),
                                    5: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "button text", "max_length": 40},
                                    ),
                                    6: (
                                        "wagtail.blocks.RegexBlock",
                                        (),
                                        {
                                            "error_messages": {
                                                "invalid": "Begin with / for a page of this site, with https:// or with tel:"
                                            },
                                            "label": "web address",
                                            "max_length": 200,
                                            "regex": "^(/|https://|tel:)\\S*$",
                                        },
                                    ),
                                    7: (
                                        "wagtail.blocks.StructBlock",
                                        [[("label", 5), ("address", 6)]],
                                        {"template": "platform_site/blocks/action.html"},
                                    ),
                                },
                                verbose_name="text",
                            ),
                        ),
                        (
                            "body_en",
                            wagtail.fields.StreamField(
                                [("heading", 0), ("text", 1), ("steps", 3), ("notice", 4), ("action", 7)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"icon": "title", "label": "heading", "max_length": 80},
                                    ),
                                    1: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "h3", "ul", "ol", "link"],
                                            "label": "text",
                                        },
                                    ),
                                    2: ("wagtail.blocks.CharBlock", (), {"max_length": 300}),
                                    3: (
                                        "wagtail.blocks.ListBlock",
                                        (2,),
                                        {
                                            "icon": "list-ol",
                                            "label": "steps",
                                            "template": "platform_site/blocks/steps.html",
                                        },
                                    ),
                                    4: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "icon": "warning",
                                            "label": "notice",
                                            "template": "platform_site/blocks/notice.html",
                                        },
                                    ),
                                    5: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "button text", "max_length": 40},
                                    ),
                                    6: (
                                        "wagtail.blocks.RegexBlock",
                                        (),
                                        {
                                            "error_messages": {
                                                "invalid": "Begin with / for a page of this site, with https:// or with tel:"
                                            },
                                            "label": "web address",
                                            "max_length": 200,
                                            "regex": "^(/|https://|tel:)\\S*$",
                                        },
                                    ),
                                    7: (
                                        "wagtail.blocks.StructBlock",
                                        [[("label", 5), ("address", 6)]],
                                        {"template": "platform_site/blocks/action.html"},
                                    ),
                                },
                                verbose_name="text in English",
                            ),
                        ),
                        ("on_home", models.BooleanField(default=True, verbose_name="named on the home page")),
                        (
                            "icon",
                            models.CharField(
                                default="info",
                                help_text="Name in the icon set",
                                max_length=20,
                                verbose_name="icon",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "information page",
                        "verbose_name_plural": "information pages",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="NewsIndexPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "title_en",
                            models.CharField(blank=True, max_length=255, verbose_name="title in English"),
                        ),
                        (
                            "intro",
                            models.CharField(
                                blank=True,
                                help_text="One or two sentences",
                                max_length=300,
                                verbose_name="introduction",
                            ),
                        ),
                        (
                            "intro_en",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="introduction in English"
                            ),
                        ),
                        (
                            "body",
                            wagtail.fields.StreamField(
                                [("heading", 0), ("text", 1), ("steps", 3), ("notice", 4), ("action", 7)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"icon": "title", "label": "heading", "max_length": 80},
                                    ),
                                    1: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "h3", "ul", "ol", "link"],
                                            "label": "text",
                                        },
                                    ),
                                    2: ("wagtail.blocks.CharBlock", (), {"max_length": 300}),
                                    3: (
                                        "wagtail.blocks.ListBlock",
                                        (2,),
                                        {
                                            "icon": "list-ol",
                                            "label": "steps",
                                            "template": "platform_site/blocks/steps.html",
                                        },
                                    ),
                                    4: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "icon": "warning",
                                            "label": "notice",
                                            "template": "platform_site/blocks/notice.html",
                                        },
                                    ),
                                    5: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "button text", "max_length": 40},
                                    ),
                                    6: (
                                        "wagtail.blocks.RegexBlock",
                                        (),
                                        {
                                            "error_messages": {
                                                "invalid": "Begin with / for a page of this site, with https:// or with tel:"
                                            },
                                            "label": "web address",
                                            "max_length": 200,
                                            "regex": "^(/|https://|tel:)\\S*$",
                                        },
                                    ),
                                    7: (
                                        "wagtail.blocks.StructBlock",
                                        [[("label", 5), ("address", 6)]],
                                        {"template": "platform_site/blocks/action.html"},
                                    ),
                                },
                                verbose_name="text",
                            ),
                        ),
                        (
                            "body_en",
                            wagtail.fields.StreamField(
                                [("heading", 0), ("text", 1), ("steps", 3), ("notice", 4), ("action", 7)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"icon": "title", "label": "heading", "max_length": 80},
                                    ),
                                    1: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "h3", "ul", "ol", "link"],
                                            "label": "text",
                                        },
                                    ),
                                    2: ("wagtail.blocks.CharBlock", (), {"max_length": 300}),
                                    3: (
                                        "wagtail.blocks.ListBlock",
                                        (2,),
                                        {
                                            "icon": "list-ol",
                                            "label": "steps",
                                            "template": "platform_site/blocks/steps.html",
                                        },
                                    ),
                                    4: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "icon": "warning",
                                            "label": "notice",
                                            "template": "platform_site/blocks/notice.html",
                                        },
                                    ),
                                    5: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "button text", "max_length": 40},
                                    ),
                                    6: (
                                        "wagtail.blocks.RegexBlock",
                                        (),
                                        {
                                            "error_messages": {
                                                "invalid": "Begin with / for a page of this site, with https:// or with tel:"
                                            },
                                            "label": "web address",
                                            "max_length": 200,
                                            "regex": "^(/|https://|tel:)\\S*$",
                                        },
                                    ),
                                    7: (
                                        "wagtail.blocks.StructBlock",
                                        [[("label", 5), ("address", 6)]],
                                        {"template": "platform_site/blocks/action.html"},
                                    ),
                                },
                                verbose_name="text in English",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "news list",
                        "verbose_name_plural": "news lists",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="NewsPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "title_en",
                            models.CharField(blank=True, max_length=255, verbose_name="title in English"),
                        ),
                        (
                            "intro",
                            models.CharField(
                                blank=True,
                                help_text="One or two sentences",
                                max_length=300,
                                verbose_name="introduction",
                            ),
                        ),
                        (
                            "intro_en",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="introduction in English"
                            ),
                        ),
                        (
                            "body",
                            wagtail.fields.StreamField(
                                [("heading", 0), ("text", 1), ("steps", 3), ("notice", 4), ("action", 7)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"icon": "title", "label": "heading", "max_length": 80},
                                    ),
                                    1: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "h3", "ul", "ol", "link"],
                                            "label": "text",
                                        },
                                    ),
                                    2: ("wagtail.blocks.CharBlock", (), {"max_length": 300}),
                                    3: (
                                        "wagtail.blocks.ListBlock",
                                        (2,),
                                        {
                                            "icon": "list-ol",
                                            "label": "steps",
                                            "template": "platform_site/blocks/steps.html",
                                        },
                                    ),
                                    4: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "icon": "warning",
                                            "label": "notice",
                                            "template": "platform_site/blocks/notice.html",
                                        },
                                    ),
                                    5: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "button text", "max_length": 40},
                                    ),
                                    6: (
                                        "wagtail.blocks.RegexBlock",
                                        (),
                                        {
                                            "error_messages": {
                                                "invalid": "Begin with / for a page of this site, with https:// or with tel:"
                                            },
                                            "label": "web address",
                                            "max_length": 200,
                                            "regex": "^(/|https://|tel:)\\S*$",
                                        },
                                    ),
                                    7: (
                                        "wagtail.blocks.StructBlock",
                                        [[("label", 5), ("address", 6)]],
                                        {"template": "platform_site/blocks/action.html"},
                                    ),
                                },
                                verbose_name="text",
                            ),
                        ),
                        (
                            "body_en",
                            wagtail.fields.StreamField(
                                [("heading", 0), ("text", 1), ("steps", 3), ("notice", 4), ("action", 7)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"icon": "title", "label": "heading", "max_length": 80},
                                    ),
                                    1: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "h3", "ul", "ol", "link"],
                                            "label": "text",
                                        },
                                    ),
                                    2: ("wagtail.blocks.CharBlock", (), {"max_length": 300}),
                                    3: (
                                        "wagtail.blocks.ListBlock",
                                        (2,),
                                        {
                                            "icon": "list-ol",
                                            "label": "steps",
                                            "template": "platform_site/blocks/steps.html",
                                        },
                                    ),
                                    4: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "icon": "warning",
                                            "label": "notice",
                                            "template": "platform_site/blocks/notice.html",
                                        },
                                    ),
                                    5: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "button text", "max_length": 40},
                                    ),
                                    6: (
                                        "wagtail.blocks.RegexBlock",
                                        (),
                                        {
                                            "error_messages": {
                                                "invalid": "Begin with / for a page of this site, with https:// or with tel:"
                                            },
                                            "label": "web address",
                                            "max_length": 200,
                                            "regex": "^(/|https://|tel:)\\S*$",
                                        },
                                    ),
                                    7: (
                                        "wagtail.blocks.StructBlock",
                                        [[("label", 5), ("address", 6)]],
                                        {"template": "platform_site/blocks/action.html"},
                                    ),
                                },
                                verbose_name="text in English",
                            ),
                        ),
                        (
                            "day",
                            models.DateField(default=django.utils.timezone.localdate, verbose_name="date"),
                        ),
                    ],
                    options={
                        "verbose_name": "news item",
                        "verbose_name_plural": "news",
                    },
                    bases=("wagtailcore.page",),
                ),
            ],
        ),
    ]
