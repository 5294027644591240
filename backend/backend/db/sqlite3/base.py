from django.db.backends.sqlite3 import base

from backend.db.precommit import PreCommitMixin


class DatabaseWrapper(PreCommitMixin, base.DatabaseWrapper):
    pass
