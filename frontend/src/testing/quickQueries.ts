import { configure, getConfig } from '@testing-library/react'

/*
 * Queries by role ask for the style of every element, and those that wait print the whole page each time that they have
 * not found what they look for yet. QuickAdjust.test.tsx took 29 s of processor time with that, and takes 19 without.
 */

/** What a dialog looks like depends on whether it is open, and the type of an input may hide it. */
const DEPENDENT = ['DIALOG', 'INPUT']

const realStyle = window.getComputedStyle.bind(window)
const byTag = new Map<string, CSSStyleDeclaration>()
/** A page of its own for one element of each tag, which nothing changes. */
const samples = document.implementation.createHTMLDocument()

/** There are no style sheets here: an element without a style of its own looks as any other of its tag. */
window.getComputedStyle = (element, pseudo) => {
  const hasItsOwn = element.hasAttribute('style') || element.hasAttribute('hidden')
  if (hasItsOwn || DEPENDENT.includes(element.tagName)) return realStyle(element, pseudo)
  let style = byTag.get(element.tagName)
  if (!style) {
    style = realStyle(samples.body.appendChild(samples.createElement(element.tagName)))
    byTag.set(element.tagName, style)
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
