'use strict'

// The app's choice of theme (frontend/index.html); the viewer has its dark colours under this class.
const system = matchMedia('(prefers-color-scheme: dark)')
function dress() {
  let choice = null
  try {
    choice = localStorage.getItem('lr.theme')
  } catch {
    // Storage may be blocked: the system decides.
  }
  const dark = choice === 'dark' || (choice !== 'light' && system.matches)
  document.documentElement.classList.toggle('dark-mode', dark)
}
dress()
system.addEventListener('change', dress)
addEventListener('storage', dress)

// What the viewer leaves out for those who hear it or use keys.
const accessible = ({ React }) => {
  const named = (Original) => (props) =>
    React.createElement(
      'label',
      null,
      React.createElement('span', { className: 'for-readers' }, props.description),
      React.createElement(Original, props),
    )
  return {
    wrapComponents: {
      // A link inside of the button that opens the operation; opening it sets the address as well.
      DeepLink: () => ({ text }) => React.createElement('span', null, text),
      InfoContainer: (Original) => (props) =>
        React.createElement('section', { 'aria-label': 'About' }, React.createElement(Original, props)),
      // A heading between that of the page and those of the groups.
      operations: (Original) => (props) =>
        React.createElement(
          React.Fragment,
          null,
          React.createElement('h2', { className: 'for-readers' }, 'Operations'),
          React.createElement(Original, props),
        ),
      JsonSchema_string: named,
      JsonSchema_boolean: named,
    },
  }
}

SwaggerUIBundle({
  url: '{{ schema_url|escapejs }}',
  dom_id: '#swagger-ui',
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [accessible],
  layout: 'BaseLayout',
  defaultModelsExpandDepth: -1,
  ...{{ settings|safe }},
})
