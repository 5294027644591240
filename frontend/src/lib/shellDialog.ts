import { openOne } from './openOne'

/** The dialogs of the shell, of which one can be open. */
export type CommandDialog = 'palette' | 'shortcuts' | 'scan'

export const { set: openCommand, useValue: useOpenCommand } = openOne<CommandDialog>()

/** A field that wants a code from the camera. */
export interface CodeReading {
  onCode: (code: string) => void
}

export const { set: readCode, useValue: useCodeReading } = openOne<CodeReading>()
