from django.db import migrations

from werklandschap.web.audit.guard import put_up, take_down


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda _, editor: put_up(editor), lambda _, editor: take_down(editor)
        )
    ]
