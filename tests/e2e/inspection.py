"""What is wrong with what a page shows now: barriers that axe finds, and what is cut off or sticks out."""

import json
from typing import Any

from playwright.sync_api import Page

from servers import ROOT

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
EVERY_RULE = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What another colour scheme can change: the elements are the same.
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def barriers(page: Page, *, colours_only: bool = False) -> list[str]:
    """axe's findings, at WCAG 2.2 A and AA and what it calls best practice."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    options = {
        "runOnly": COLOUR_RULES if colours_only else EVERY_RULE,
        "resultTypes": ["violations"],
    }
    found = page.evaluate(f"axe.run(document, {json.dumps(options)})")
    told = [(violation["id"], _nodes(violation)) for violation in found["violations"]]
    return [f"{rule} ({len(nodes)}): {' | '.join(nodes[:3])}" for rule, nodes in told if nodes]


def cuts(page: Page) -> list[str]:
    """What reaches out of the window sideways, and text that is cut off without saying so."""
    # What hangs on something else is put in its place a frame later.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    found: list[str] = page.evaluate(CUTS)
    return found


def _nodes(violation: dict[str, Any]) -> list[str]:
    """The elements that violate a rule, but for two that are as they should be."""
    return [node["html"][:200] for node in violation["nodes"] if not _is_fine(violation["id"], node)]


def _is_fine(rule: str, node: dict[str, Any]) -> bool:
    if rule == "region":
        # Best practice wants everything inside a landmark. A menu is found by its button, which is inside one.
        # axe shortens what it quotes.
        return "data-radix-popper-co" in node["html"]
    # What a panel or "1 new" lies half over for a moment is no small target.
    checks = [check.get("data") or {} for check in node["any"]]
    return rule == "target-size" and any("bscured" in str(data.get("messageKey")) for data in checks)


CUTS = r"""() => {
  const found = []
  const note = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 160)}`)
  const width = document.documentElement.clientWidth
  const whole = document.documentElement.scrollWidth
  if (whole > width) found.push(`the page is ${whole} px wide`)

  const chain = (element) => (element ? [element, ...chain(element.parentElement)] : [])
  const clips = (element) => /hidden|clip/.test(getComputedStyle(element).overflowX)
  // Three dots, or a number of lines with dots at their end, say that there is more. On paper that is no help.
  const isOnPaper = matchMedia('print').matches
  const saysSo = (element) => {
    if (isOnPaper) return false
    const { textOverflow, webkitLineClamp } = getComputedStyle(element)
    return textOverflow === 'ellipsis' || webkitLineClamp !== 'none'
  }
  const isForReaders = (element) =>
    element.closest('[aria-hidden=true], [inert]') ||
    chain(element).some((one) => {
      const { clipPath, visibility } = getComputedStyle(one)
      return clipPath === 'inset(50%)' || visibility === 'hidden'
    })
  const scrolls = (element) =>
    chain(element.parentElement).some((one) => /auto|scroll/.test(getComputedStyle(one).overflowX))

  const isText = (node) => node?.nodeType === 3 && node.data.trim()
  // What people have called something stands in an element of its own.
  const isName = (node) => node.nodeName === 'BDI' && isText(node.firstChild)

  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect()
    // A single pixel is for readers of screens.
    const isInWindow = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
    if (!isInWindow || isForReaders(element)) continue
    const isControl = element.matches('a[href], button, input, select, textarea, [role=button]')
    if (isControl && (box.right > width + 1 || box.left < -1) && !scrolls(element)) {
      note('sticks out of the window', element)
    }
    const hasText = [...element.childNodes].some((node) => isText(node) || (isOnPaper && isName(node)))
    if (!hasText || getComputedStyle(element).display === 'inline') continue
    const frame = chain(element).find(clips)
    if (!frame || saysSo(frame)) continue
    const edge = frame.getBoundingClientRect()
    const end = element === frame ? box.left + element.clientWidth : edge.right
    const lacksLines = isOnPaper && frame === element && element.scrollHeight > element.clientHeight + 1
    if (lacksLines || box.left + element.scrollWidth > end + 1 || box.left < edge.left - 1) note('is cut', element)
  }
  return found.slice(0, 5)
}"""
