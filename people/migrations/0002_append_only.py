"""What the access log and the uses of a mandate say has happened is not rewritten."""

from django.db import migrations

from common.append_only import append_only

# Packages that need a login's table and nothing else of ours. Their many small migrations run here, before any table of
# the floors above: Django makes the classes of all related models anew for each of them, and on a fresh database most
# of the time would go into that. Nothing is lost when one of them moves on: only that this one ran has to be recorded.
LIBRARIES = [
    ("account", "0009_emailaddress_unique_primary_email"),
    ("mfa", "0003_authenticator_type_uniq"),
    ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ("usersessions", "0001_initial"),
    ("wagtailadmin", "0006_formstate"),
    ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ("wagtaildocs", "0014_alter_document_file_size"),
    ("wagtailimages", "0027_image_description"),
    ("wagtailredirects", "0008_add_verbose_name_plural"),
    ("wagtailsearch", "0010_add_text_fields"),
    ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
]


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), *LIBRARIES]
    operations = [
        append_only("people_accesslog"),
        append_only("people_mandateuse"),
    ]
