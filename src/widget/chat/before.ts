import type { CreatePanel, Panel, PanelParts } from '../scripts';

/** The panel, which opens before the chat. Its script is loaded at the first use. */
export type Before = [
  /**
   * Opens the panel.
   *
   * @param isAwaited whether the user still waits for it
   * @param about class and key of a request: the chat about it opens at once
   * @param came called when the panel is shown; or when it has nothing to show, fails, or does not load
   */
  open: (isAwaited: () => boolean, about: string | undefined, came: (isShown: boolean) => void) => void,
  /** @returns whether it was open */
  close: () => boolean,
  /**
   * Starts to tell the agent what is told later.
   *
   * @param isOpened the user has opened the chat
   */
  tell: (isOpened: boolean) => void,
];

export function createBefore(parts: PanelParts): Before {
  let url = parts[0][0].chatUrl.replace(/\w+\.js/, 'panel.js');
  let panel: Panel | undefined;

  const bring = (): Promise<Panel> =>
    import(url).then(
      ({ default: createPanel }: { default: CreatePanel }) => {
        panel ??= createPanel(parts);
        return panel;
      },
      () => {
        // The browser does not load a failed module again.
        url += '?';
        throw url;
      },
    );

  return [
    (isAwaited, about, came) => {
      bring()
        .then((there) => there.open(isAwaited, about))
        .catch(() => false)
        .then(came);
    },
    () => !!panel?.close(),
    (isOpened) => {
      bring().then(
        (there) => there.tell(isOpened),
        () => {},
      );
    },
  ];
}
