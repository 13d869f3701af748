"""A person who installs the app, with a browser."""

from __future__ import annotations

import re

import httpx

from tests.fakes.waiting import PATIENCE


async def install(public):
    """Install the app as a person's browser does; the last page."""
    async with httpx.AsyncClient(verify=False, trust_env=False, timeout=PATIENCE) as browser:
        begun = await browser.get(f"{public}/slack/install")
        assert begun.status_code == 302
        page = await browser.get(begun.headers["location"])
        button = re.search(
            r"<form.*?</form>", page.text[page.text.find("alice") - 1500 :], re.DOTALL
        )[0]
        fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', button))
        fields = {name: value.replace("&amp;", "&") for name, value in fields.items()}
        target = page.url.copy_with(path="/oauth/v2/authorize/callback", query=None)
        back = await browser.post(target, data=fields)
        cookie = begun.headers["set-cookie"].split(";")[0]
        return await browser.get(back.headers["location"], headers={"Cookie": cookie})
