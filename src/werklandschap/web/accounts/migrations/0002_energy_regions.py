"""Roles by region of the energy strategies get a scope of their own beside COROP."""

from django.db import migrations, models

SCOPES = [
    ("PARK", "bedrijventerrein"),
    ("MUNICIPALITY", "gemeente"),
    ("ENERGY_REGION", "energieregio (RES)"),
    ("REGION", "COROP-gebied"),
    ("WATER_BOARD", "waterschap"),
    ("PROVINCE", "provincie"),
    ("PROGRAMME", "hele programma"),
]


def _move(apps, was, now):
    for name in ("Assignment", "Invitation"):
        rows = apps.get_model("accounts", name).objects.filter(scope=was)
        rows.filter(code__startswith="ES").update(scope=now)


def apart(apps, schema_editor):
    """Tell energy regions (ES14) from COROP regions (CR17)."""
    _move(apps, "REGION", "ENERGY_REGION")


def together(apps, schema_editor):
    """Put them in one scope again."""
    _move(apps, "ENERGY_REGION", "REGION")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="assignment",
            name="scope",
            field=models.CharField(
                choices=SCOPES, max_length=16, verbose_name="reikwijdte"
            ),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="scope",
            field=models.CharField(choices=SCOPES, max_length=16),
        ),
        migrations.RunPython(apart, together),
    ]
