import { configure, getConfig } from '@testing-library/react'

/*
 * Queries by role ask for the style of every element, and those that wait print the whole page each time that they have
 * not found what they look for yet. QuickAdjust.test.tsx took 29 s of processor time with that, and takes 19 without.
 */

/** What an element looks like depends on its tag, and here on this attribute: the type of an input may hide it. */
const DECISIVE: Record<string, string> = { DIALOG: 'open', INPUT: 'type' }

const realStyle = window.getComputedStyle.bind(window)
const known = new Map<string, CSSStyleDeclaration>()
/** A page of its own for one element of each kind, which nothing changes. */
const samples = document.implementation.createHTMLDocument()

/** There are no style sheets of ours here: an element without a style of its own looks as any other of its kind. */
window.getComputedStyle = (element, pseudo) => {
  if (element.hasAttribute('style') || element.hasAttribute('hidden')) return realStyle(element, pseudo)
  const attribute = DECISIVE[element.tagName]
  const value = attribute ? element.getAttribute(attribute) : null
  const kind = `${element.tagName} ${value}`
  let style = known.get(kind)
  if (!style) {
    const sample = samples.createElement(element.tagName)
    if (attribute && value !== null) sample.setAttribute(attribute, value)
    style = realStyle(samples.body.appendChild(sample))
    known.set(kind, style)
  }
  return style
}

const { getElementError } = getConfig()

/** The page is printed when somebody reads the message. */
configure({
  getElementError(message, container) {
    const error = new Error(message ?? '')
    error.name = 'TestingLibraryElementError'
    Object.defineProperty(error, 'message', { get: () => getElementError(message, container).message })
    return error
  },
})
