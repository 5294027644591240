from django.db.backends.postgresql import base

from engine.db.precommit import PreCommitMixin
from engine.db.prepared import PreparedMixin
from engine.db.queries import UnloggedMixin


class DatabaseWrapper(PreCommitMixin, PreparedMixin, UnloggedMixin, base.DatabaseWrapper):
    pass
