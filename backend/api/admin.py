"""The admin: Django looks for it here. Each noun registers its own pages."""

from django.contrib import admin

# Importing a noun's pages registers them.
from .catalog import admin as catalog_admin  # noqa: F401
from .labels import admin as labels_admin  # noqa: F401
from .live import admin as live_admin  # noqa: F401
from .saved_views import admin as saved_views_admin  # noqa: F401
from .stock import admin as stock_admin  # noqa: F401
from .trail import admin as trail_admin  # noqa: F401

admin.site.site_header = admin.site.site_title = "LR Inventory"
admin.site.index_title = "Administration"
