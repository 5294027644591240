import { openOne } from './openOne'

/** The dialogs of the shell, of which one can be open. */
export type CommandDialog = 'palette' | 'shortcuts' | 'scan'

export const { set: openCommand, useValue: useOpenCommand } = openOne<CommandDialog>()
