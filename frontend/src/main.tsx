import './app/styles.css'
import { loadWords } from './lib/language'

// The words are looked up as the app's modules are loaded, so they come first. English has nothing to wait for.
const words = loadWords()
if (words) words.then(start)
else start()

function start() {
  return import('./app/start')
}
