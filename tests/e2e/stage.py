"""The app as its first start makes it, with a morning of work on it, and people who look at it."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

import httpx
from places import expect_live, main, pill
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, WebSocketRoute, expect
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from servers import PASSWORD, InventoryServer, wait_until

Device = Literal["desk", "phone"]
Scheme = Literal["light", "dark"]

VIEWPORTS = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
# As the API names them, to stall or to refuse. Anything may follow.
PRODUCTS = r"/api/products/(my_products/)?(\?|$)"

# Of the same origin as the app, and nothing that is live.
RESTING_PLACE = "/api/config/"

FIGURES = ("products", "low", "out", "movements_today", "units_in_today", "units_out_today")
NO_STOCK = {"stock_value": "0.00", **dict.fromkeys(FIGURES, 0)}

# The colours have come to rest as well.
IS_DRESSED = """(scheme) =>
  document.documentElement.classList.contains('dark') === (scheme === 'dark') &&
  document.getAnimations().every((one) => !(one instanceof CSSTransition) || one.playState !== 'running')"""

# Who works here: demo, an admin; ana, who sees and edits beside them; and vera, who only looks.
PEOPLE = f"""
from django.contrib.auth.models import User
from api.accounts import roles
for name in ("demo", "ana", "vera"):
    user = User.objects.filter(username=name).first() or User(username=name, email=name + "@shop.example")
    user.set_password({PASSWORD!r})
    user.save()
roles.set_role(User.objects.get(username="vera"), "viewer")
"""


def signed_in(server: InventoryServer, username: str) -> Any:
    """What a browser keeps of somebody who has signed in. A pair for each browser: a renewal spends it."""
    kept = {"name": "lr.tokens", "value": json.dumps({**server.tokens(username), "skew": 0})}
    return {"cookies": [], "origins": [{"origin": server.url, "localStorage": [kept]}]}


@dataclass
class Stage:
    """A running server with the sample data. Products are kept by what the screens need of them."""

    server: InventoryServer
    own: dict[str, Any] = field(default_factory=dict)  # demo's, with a picture, a reorder level and a past
    foreign: dict[str, Any] = field(default_factory=dict)  # somebody else's
    newest: dict[str, Any] = field(default_factory=dict)  # the first of the list, demo's too
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def latest(self) -> str:
        """The name that stands first in the list when that is as it begins."""
        name: str = self.newest["name"]
        return name

    def set_up(self) -> None:
        """Fill the empty server: sample products, and a morning's work of two people."""
        self.server.shell(PEOPLE)
        with self._api("demo") as api:
            rows = api.get("products/?limit=200&ordering=name").json()
            mine = [row for row in rows if row["owner"] == "demo" and row["is_active"]]
            self.own = next(row for row in mine if row["image"] and row["reorder_level"] and row["quantity"] > 20)
            self.foreign = next(row for row in rows if row["owner"] not in ("demo", "ana"))
            sold = [row for row in mine if row["quantity"] > 5 and row["id"] != self.own["id"]][:5]
            for row, (delta, reason) in zip(sold, MORNING, strict=False):
                self._post(api, f"products/{row['id']}/adjust/", {"delta": delta, "reason": reason})
            adjust = f"products/{self.own['id']}/adjust/"
            wrong = self._post(api, adjust, {"delta": -6, "reason": "damage", "note": "Fell off the lift"})
            self._post(api, adjust, {"delta": 12, "reason": "receive", "note": "Delivery 4711"})
            self._post(api, f"movements/{wrong['movement']['id']}/revert/", {"note": "They were fine"})
        coasters = self.add("Cork coasters, set of 4", price="9.50", quantity=9, reorder_level=6)
        self.adjust(coasters, -5)
        self.newest = self.add(
            "Walnut cutting board", category="home", price="34.00", quantity=18, reorder_level=6
        )

    def add(self, name: str, **fields: Any) -> dict[str, Any]:
        """Add a product of demo's."""
        draft = {"name": name, "category": "home", "price": "12.00", "quantity": 8, **fields}
        with self._api("demo") as api:
            return self._post(api, "products/", draft)

    def adjust(self, product: dict[str, Any], delta: int, *, by: str = "demo") -> None:
        with self._api(by) as api:
            self._post(api, f"products/{product['id']}/adjust/", {"delta": delta, "reason": "sale"})

    def change(self, product: dict[str, Any], **fields: Any) -> None:
        with self._api("demo") as api:
            assert api.patch(f"products/{product['id']}/", json=fields).status_code == 200

    def delete(self, product: dict[str, Any]) -> None:
        with self._api("demo") as api:
            assert api.delete(f"products/{product['id']}/").status_code == 204

    def remove_for_good(self, product: dict[str, Any]) -> None:
        with self._api("demo") as api:
            assert api.delete(f"products/trash/{product['id']}/").status_code == 204

    def picture(self) -> dict[str, Any]:
        """The picture of demo's product, as a file that a browser can be given."""
        content = httpx.get(urljoin(self.server.url, self.own["image"])).content
        return {"name": "picture.webp", "mimeType": "image/webp", "buffer": content}

    def join(self, username: str, product: dict[str, Any]) -> Callable[[], None]:
        """Somebody else edits a product, until what is returned is called."""
        words = [Subprotocol("inventory.v1"), Subprotocol(f"bearer.{self._token(username)}")]
        with ExitStack() as stack:
            socket = stack.enter_context(connect(self.server.ws_url, subprotocols=words))
            socket.send(json.dumps({"type": "presence", "product": product["id"], "mode": "edit"}))
            return stack.pop_all().close

    def invite(self, role: str, **fields: Any) -> dict[str, Any]:
        """Have demo invite somebody. Returns the invitation with its `link`."""
        with self._api("demo") as api:
            return self._post(api, "invitations/", {"role": role, **fields})

    def revoke(self, invitation: dict[str, Any]) -> None:
        with self._api("demo") as api:
            assert api.delete(f"invitations/{invitation['id']}/").status_code == 204

    def make_token(self, name: str, *scopes: str) -> dict[str, Any]:
        """Have demo make a token. Returns it with its `token`."""
        with self._api("demo") as api:
            return self._post(api, "tokens/", {"name": name, "scopes": scopes})

    def delete_token(self, token: dict[str, Any]) -> None:
        with self._api("demo") as api:
            assert api.delete(f"tokens/{token['id']}/").status_code in (204, 404)

    def make_service(self, username: str) -> dict[str, Any]:
        """Have demo open a service account."""
        with self._api("demo") as api:
            return self._post(api, "people/", {"username": username, "role": "viewer", "service": True})

    def delete_service(self, account: dict[str, Any]) -> None:
        with self._api("demo") as api:
            assert api.delete(f"people/{account['id']}/").status_code == 204

    def reset_link(self, username: str) -> str:
        """Have demo make a link by which somebody sets a new password."""
        with self._api("demo") as api:
            person = next(one for one in api.get("people/").json() if one["username"] == username)
            link: str = self._post(api, f"people/{person['id']}/reset-link/", {})["link"]
        return link

    def bring(self, data: str, *, filename: str, kind: str = "products", **choices: Any) -> dict[str, Any]:
        """Have demo bring a file to import. Text is Western, as old spreadsheets save it."""
        with self._api("demo") as api:
            query = f"imports/?kind={kind}&filename={filename}"
            answer = api.post(query, content=data.encode("cp1252"), headers={"Content-Type": "text/csv"})
            assert answer.status_code == 201, answer.text
            source: dict[str, Any] = answer.json()
            if choices:
                assert api.patch(f"imports/{source['id']}/", json=choices).status_code == 200
        return source

    def work(self, source: dict[str, Any], *steps: str) -> None:
        """Check, apply or undo an import of demo's."""
        with self._api("demo") as api:
            for step in steps:
                last = api.post(f"imports/{source['id']}/{step}/", json={}).text.splitlines()[-1]
                assert json.loads(last)["type"] == "end", last

    def forget(self, source: dict[str, Any]) -> None:
        with self._api("demo") as api:
            assert api.delete(f"imports/{source['id']}/").status_code in (204, 404)

    def save_view(self, name: str, query: str) -> str:
        with self._api("demo") as api:
            slug: str = self._post(api, "views/", {"name": name, "query": query, "scope": "all"})["slug"]
        return slug

    def delete_view(self, slug: str) -> None:
        with self._api("demo") as api:
            assert api.delete(f"views/{slug}/").status_code == 204

    def context(self, browser: Browser, device: Device, username: str | None, **options: Any) -> BrowserContext:
        """A browser of somebody's own, on a device. Nothing moves in it, so that it can be looked at."""
        if device == "phone":
            options |= {"has_touch": True, "is_mobile": True}
        if username:
            options["storage_state"] = signed_in(self.server, username)
        context = browser.new_context(
            viewport=VIEWPORTS[device],  # type: ignore[arg-type]
            reduced_motion="reduce",
            timezone_id="Europe/London",
            base_url=self.server.url,
            **{"locale": "en-GB", **options},
        )
        context.set_default_timeout(30_000)
        return context

    def _api(self, username: str) -> httpx.Client:
        return self.server.api(self._token(username))

    def _token(self, username: str) -> str:
        if username not in self.tokens:
            self.tokens[username] = self.server.token(username)
        return self.tokens[username]

    @staticmethod
    def _post(api: httpx.Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = api.post(path, json=body)
        assert answer.status_code in (200, 201), answer.text
        made: dict[str, Any] = answer.json()
        return made


MORNING = [(-2, "sale"), (24, "receive"), (-1, "damage"), (-3, "sale"), (1, "return")]


@dataclass
class Visit:
    """One page of one person, on a stage: how a screen is brought to the state that it is to be seen in."""

    stage: Stage
    page: Page
    device: Device
    stalled: list[Route] = field(default_factory=list)
    put_back: list[Callable[[], None]] = field(default_factory=list)
    """What is done when the visit is over, so that the next finds the stage as it was."""
    page_is_changed: bool = False
    """Scripts and a clock that were put into the page stay in it: the next visit needs another."""

    def go(self, path: str, *, ready: str | None = None) -> Page:
        """Open a path; return when the live feed is there and the heading or text *ready* shows."""
        self.page.goto(path)
        expect_live(self.page)
        if ready:
            expect(main(self.page).get_by_text(ready).filter(visible=True).first).to_be_visible()
        return self.page

    def open(self, path: str) -> Page:
        """Open a path that does not get as far as being live."""
        self.page.goto(path)
        return self.page

    def before_the_page(self, script: str) -> None:
        """Run a script in the page before those of its own, each time that it is loaded."""
        self.page_is_changed = True
        self.page.add_init_script(script)

    def stall(self, pattern: str) -> None:
        """Requests like this are never answered."""
        self.page.route(re.compile(pattern), lambda route: self.stalled.append(route))

    def fail(self, pattern: str) -> None:
        # With a status that is not asked again: the page would take its time.
        self._answer(pattern, 409, "The server is busy. Try again in a moment.")

    def forbid(self, pattern: str) -> None:
        self._answer(pattern, 403, "You do not have permission to perform this action.")

    def nothing_in_stock(self) -> None:
        """The figures of an inventory without products."""
        self.page.route(re.compile("/api/dashboard/"), lambda route: route.fulfill(json=NO_STOCK))

    def empty(self, pattern: str) -> None:
        """Requests like this find nothing."""

        def fulfil(route: Route) -> None:
            answer = route.fetch()
            headers = {**answer.headers, "x-total-count": "0"}
            for name in ("link", "content-encoding", "content-length"):
                headers.pop(name, None)
            route.fulfill(response=answer, headers=headers, json=[])

        self.page.route(re.compile(pattern), fulfil)

    def add(self, name: str, **fields: Any) -> dict[str, Any]:
        """Add a product that is gone after the visit."""
        product = self.stage.add(name, **fields)
        self.put_back.append(lambda: self.stage.delete(product))
        return product

    def adjust(self, product: dict[str, Any], delta: int) -> None:
        """Move stock, and back after the visit."""
        self.stage.adjust(product, delta)
        self.put_back.append(lambda: self.stage.adjust(product, -delta))

    def bring(self, data: str, *steps: str, **options: Any) -> str:
        """Bring a file to import, and take these steps with it; undone and forgotten after the visit.

        Returns the path of its page.
        """
        source = self.stage.bring(data, **options)
        self.put_back.append(lambda: self.stage.forget(source))
        self.stage.work(source, *steps)
        if "apply" in steps:
            self.put_back.insert(0, lambda: self.stage.work(source, "undo"))
        return f"/imports/{source['id']}"

    def invite(self, role: str, **fields: Any) -> str:
        """Invite somebody, until the visit is over. Returns the path of the link."""
        invitation = self.stage.invite(role, **fields)
        self.put_back.append(lambda: self.stage.revoke(invitation))
        return self.path_of(invitation["link"])

    @staticmethod
    def path_of(link: str) -> str:
        """What stands behind the name of the server."""
        parts = urlsplit(link)
        return f"{parts.path}#{parts.fragment}"

    def config(self, **fields: Any) -> None:
        """What the server says about itself, with these fields instead."""

        def fulfil(route: Route) -> None:
            answer = route.fetch()
            route.fulfill(response=answer, json={**answer.json(), **fields})

        self.page.route(re.compile("/api/config/"), fulfil)

    def save_view(self, name: str, query: str) -> str:
        """Save a view of demo's that is gone after the visit. Returns its slug."""
        slug = self.stage.save_view(name, query)
        self.put_back.append(lambda: self.stage.delete_view(slug))
        return slug

    def lose_the_server(self, path: str, *, ready: str) -> Page:
        """Open a path, then cut its socket until the page says that it is offline."""
        open_sockets: list[WebSocketRoute] = []
        is_cut = False

        def connect(socket: WebSocketRoute) -> None:
            if is_cut:
                socket.close()
                return
            socket.connect_to_server()
            open_sockets.append(socket)

        self.page_is_changed = True
        # For the age of the data, and for the patience of the page, time is moved on.
        self.page.clock.install()
        self.page.route_web_socket(re.compile(r"/ws/"), connect)
        page = self.go(path, ready=ready)
        is_cut = True
        for socket in open_sockets:
            socket.close()
        expect(pill(page)).to_contain_text("Reconnecting")
        page.clock.fast_forward("03:00")
        expect(pill(page)).to_contain_text("Not connected")
        return page

    def dress(self, scheme: Scheme) -> None:
        """Change between light and dark; return when everything has its colour."""
        self.page.emulate_media(color_scheme=scheme)
        wait_until(lambda: self.page.evaluate(IS_DRESSED, scheme), what=f"the page to be {scheme}")

    def leave(self, *, page_stays: bool = False) -> None:
        """Let go of what was held up, and put everything back. The page is closed, or as good as new."""
        for route in self.stalled:
            # One that the page has given up is none any more.
            with suppress(Error):
                route.abort()
        self.page.unroute_all(behavior="ignoreErrors")
        if page_stays and not self.page_is_changed:
            self._rest()
        else:
            self.page.close()
        for step in self.put_back:
            step()

    def _rest(self) -> None:
        """Make the page as good as new, in a place where it keeps its process with the compiled app."""
        self.page.goto(RESTING_PLACE)
        self.page.evaluate("sessionStorage.clear()")
        self.page.set_viewport_size(VIEWPORTS[self.device])  # type: ignore[arg-type]
        self.page.emulate_media(media="null", color_scheme="light", forced_colors="none")

    def _answer(self, pattern: str, status: int, detail: str) -> None:
        self.page.route(re.compile(pattern), lambda route: route.fulfill(status=status, json={"detail": detail}))


@contextmanager
def stage_in(folder: Path) -> Iterator[Stage]:
    """A server whose first start has made the sample data, and the morning on it."""
    folder.mkdir(exist_ok=True)
    # Only a server in development makes samples.
    server = InventoryServer(folder, first_start=True, env={"DEBUG": "True"})
    try:
        server.start()
        stage = Stage(server)
        stage.set_up()
        yield stage
    finally:
        server.kill()
