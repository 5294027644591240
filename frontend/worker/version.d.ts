declare module 'virtual:app-version' {
  /** Of the build that page and worker belong to. */
  const version: string
  export default version
}
