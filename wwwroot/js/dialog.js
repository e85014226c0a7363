// The page may have removed the dialog meanwhile: then there is nothing to open or close.
export function open(dialog) {
  if (dialog && !dialog.open) dialog.showModal();
}

export function close(dialog) {
  dialog?.close();
}
