"""Who may do what: logins, sessions, keys, roles, and protection of forms.

In routes, JSON or HTML:

    staff: Signed                                 who acts; raises ProblemError not_signed_in (401)
    staff: Annotated[Staff, Depends(allow("case.read"))]     who acts, and may: else ProblemError forbidden (403)

    store: OpenStore                              the store of the running application; else ProblemError store (503)

`Signed` and `allow` also refuse a POST, PUT, PATCH or DELETE that another site may have caused (ProblemError forged, 403): with a
session the form must carry `csrf_token`, or the request the header X-CSRF-Token; without logins the browser's own headers decide.
The form counts where its route has read it, or where its request is a `BoundedRequest` (offerscan_api.body).

For pages:

    csrf_token(request)                           for the hidden field `csrf_token` of every form ("" without a session)
    maybe_staff(request)                          async: Staff or None, without refusing
    log_in(request, response, name, password)     async: sets the cookie on `response`; -> Staff; raises ProblemError
                                                  bad_login (401), throttled (429 with Retry-After), forged (403)
    change_password(request, response, staff, old, new)
                                                  async: ends all other sessions; raises as log_in does, and InputError
    log_out(request, response)                    async: ends the session and clears the cookie
    check_known(request)                          async: refuses a stranger's body before it is read (offerscan_api.bounded_routes)
    is_local(request)                             whether this is the single-user mode without logins
    may(staff, action)                            for showing or hiding a button; ACTIONS in offerscan_api.auth.roles

The login form itself has no session yet: `log_in` checks its Origin instead, so it needs no token.

For `serve`: has_logins(settings) says whether anybody can log in, without which no other machine may reach the service.
"""

from offerscan_api.auth.guard import OpenStore, Signed, allow, check_known, csrf_token, is_local, maybe_staff, store_of
from offerscan_api.auth.login import Attempts, change_password, has_logins, log_in, log_out
from offerscan_api.auth.roles import ACTIONS, LOCAL, may

__all__ = [
    "ACTIONS",
    "LOCAL",
    "Attempts",
    "OpenStore",
    "Signed",
    "allow",
    "change_password",
    "check_known",
    "csrf_token",
    "has_logins",
    "is_local",
    "log_in",
    "log_out",
    "may",
    "maybe_staff",
    "store_of",
]
