import './app/styles.css'
import { loadWords } from './lib/language'

// The words are looked up as the app's modules are loaded, so they come first. English has nothing to wait for.
const words = loadWords()
if (words) words.then(start)
else start()

/** Runs the largest parts first, each in a task of its own: nobody can press anything during one. */
async function start() {
  await import('react-dom/client')
  await import('axios')
  await import('./app/start')
}
