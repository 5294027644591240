/** The frame, in the first load too: it comes in while what fills it is fetched. */
export const drawerStyles =
  'print:hidden fixed inset-y-0 right-0 z-30 flex w-(--drawer) animate-drawer flex-col border-line border-l bg-canvas shadow-raised outline-none'
