/** Whether something belongs to a question over the page. Who answers it has not left what is open under it. */
export function isQuestion(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="alertdialog"]') !== null
}
