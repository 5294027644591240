"""Our tokens: simplejwt's that also name the sign-in they come of, and refuse claims that make no sense."""

from datetime import datetime
from typing import Any, Final
from uuid import NAMESPACE_OID, uuid5

from jwt import ImmatureSignatureError
from rest_framework_simplejwt import tokens as simplejwt
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError, TokenError
from rest_framework_simplejwt.state import token_backend

from .models import EndedSession

# The id of a sign-in: all tokens that come of it carry it. It is the jti of the first refresh token.
FAMILY: Final = "family"
_LONGEST_ID: Final = 64
_INVALID: Final = "Token is invalid"


class _Backend(TokenBackend):
    """Takes a token that was issued "in the future": the clock was put back, or another server's is ahead."""

    def decode(self, token: Any, verify: bool = True) -> dict[str, Any]:
        try:
            return super().decode(token, verify)
        except TokenBackendError as error:
            if not isinstance(error.__cause__, ImmatureSignatureError):
                raise
        # The signature has been verified: PyJWT looks at claims when it has. Token.verify looks at `exp`.
        return super().decode(token, verify=False)


class _Checked(simplejwt.Token):
    """Whatever a token says, it is taken or refused: a signed one with odd claims is no error of the server."""

    _token_backend = _Backend(token_backend.algorithm, token_backend.signing_key)

    def __init__(self, token: Any = None, verify: bool = True) -> None:
        try:
            super().__init__(token, verify)
        # An `exp` beyond all years, a header that is nested too deeply, and the like.
        except (ArithmeticError, LookupError, OSError, RecursionError, TypeError, ValueError) as error:
            raise TokenError(_INVALID) from error

    def verify(self) -> None:
        ids = [self.payload.get("jti"), self.payload.get(FAMILY, "none")]
        if not all(isinstance(id, str) and 0 < len(id) <= _LONGEST_ID and id.isprintable() for id in ids):
            raise TokenError(_INVALID)
        user_id = self.payload.get("user_id", 0)
        digits = str(user_id) if isinstance(user_id, str | int) else ""
        if not digits.isdecimal() or len(digits) > _LONGEST_ID:
            raise TokenError(_INVALID)
        super().verify()

    @property
    def family(self) -> str:
        """Empty for an access token that is older than families."""
        return str(self.payload.get(FAMILY, ""))


class AccessToken(_Checked, simplejwt.AccessToken):
    pass


class RefreshToken(_Checked, simplejwt.RefreshToken):
    """What becomes of it is in sessions.py; simplejwt's own lists are asked about older tokens only."""

    @classmethod
    def for_user(cls, user: Any) -> "RefreshToken":
        # Past BlacklistMixin, which would store the token itself.
        token: RefreshToken = super(simplejwt.BlacklistMixin, cls).for_user(user)
        token[FAMILY] = token["jti"]
        return token

    @property
    def family(self) -> str:
        return super().family or str(self["jti"])

    def check_blacklist(self) -> None:
        if EndedSession.objects.filter(pk=self.family).exists():
            raise TokenError("Token is blacklisted")
        if FAMILY not in self:
            super().check_blacklist()

    def successor(self, jti: str, at: datetime) -> "RefreshToken":
        """The token that takes this one's place, issued *at* a time. The same for the same arguments, always."""
        new = type(self)()
        new.current_time = at
        new.set_iat()
        new.set_exp()
        new["jti"] = jti
        for claim, value in self.payload.items():
            new.payload.setdefault(claim, value)
        new[FAMILY] = self.family
        return new

    @property
    def access_token(self) -> AccessToken:
        """The access token of the pair. The same each time, so that a pair can be given again."""
        access = AccessToken()
        access.set_iat(at_time=self.current_time)
        access.set_exp(from_time=self.current_time)
        access["jti"] = uuid5(NAMESPACE_OID, str(self["jti"])).hex
        for claim, value in self.payload.items():
            access.payload.setdefault(claim, value)
        access[FAMILY] = self.family
        return access
