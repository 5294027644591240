from django.db.backends.postgresql import base

from backend.db.precommit import PreCommitMixin
from backend.db.prepared import PreparedMixin


class DatabaseWrapper(PreCommitMixin, PreparedMixin, base.DatabaseWrapper):
    pass
