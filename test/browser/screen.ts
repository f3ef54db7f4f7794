/** A frame of tawk.to: its bubble, its chat window, or the agent's last message above the bubble. */
export type TawkFrame = 'bubble' | 'window' | 'preview';

/** The style sheet that each kind of frame asks for; neither titles nor ids tell them apart. */
export const SHEETS: Record<TawkFrame, string> = {
  bubble: 'min-widget.css',
  window: 'max-widget.css',
  preview: 'message-preview.css',
};

/** Where something is, in pixels of the window. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a person sees of the chat. */
export interface Screen {
  /** Ours; undefined where there is none to be seen. */
  launcher?: {
    rect: Rect;
    busy: boolean;
    /** What is said by the way. */
    status: string;
    /** What the panel says, its buttons included; '' for no panel. */
    panel: string;
  };
  /** tawk.to's frames that are shown; one that is not drawn is an empty box. */
  tawk: {
    /** undefined: it has not got so far as to ask for its style sheet. */
    kind?: TawkFrame;
    rect: Rect;
    drawn: boolean;
  }[];
}

/** Looks at the page. Runs in it, hence knows nothing but its parameter. */
export function lookAtScreen(sheets: Record<string, string>): Screen {
  const isSeen = (element: Element) =>
    element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
    element.getBoundingClientRect().width > 1;
  const rectOf = (element: Element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
  };
  const root = document.querySelector('itop-tawk')?.shadowRoot;
  const button = root?.querySelector('button');
  const panel = root?.querySelector<HTMLElement>('[role=alertdialog]');
  const frames = [...document.querySelectorAll<HTMLIFrameElement>('iframe[title="chat widget"]')].filter(isSeen);
  return {
    launcher:
      button && isSeen(button)
        ? {
            rect: rectOf(button),
            busy: button.getAttribute('aria-busy') === 'true',
            status: root?.querySelector('[role=status]')?.textContent ?? '',
            panel: panel && isSeen(panel) ? panel.innerText : '',
          }
        : undefined,
    tawk: frames.map((frame) => {
      const inner = frame.contentDocument;
      const link = (sheet: string) => inner?.querySelector(`link[href$="/${sheet}"]`);
      return {
        kind: Object.keys(sheets).find((kind) => link(sheets[kind] as string)) as TawkFrame | undefined,
        rect: rectOf(frame),
        drawn:
          [...(inner?.querySelectorAll('button, textarea, input') ?? [])].some(isSeen) ||
          !!inner?.body.innerText.trim(),
      };
    }),
  };
}
