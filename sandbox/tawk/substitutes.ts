// Files that the real client requests and that copies of it lack: style sheets, languages, sounds. These are our own
// simple versions, also for the stand-in's client, so that a page looks alike with either.

const CSS = 'text/css';
const JSON_TYPE = 'application/json';

const BUBBLE_STYLE = `html, body, .tawk-min-container { height: 100%; margin: 0; overflow: hidden; }
button { display: grid; place-items: center; box-sizing: border-box; border: 0; background: #0b7a3e; color: #fff; font: 15px sans-serif; cursor: pointer; }
.tawk-button-circle { width: 60px; height: 60px; border-radius: 50%; }
svg { fill: currentColor; }
.tawk-min-badge { position: absolute; top: 0; right: 0; padding: 0 5px; border-radius: 9px; background: #c00; color: #fff; font: 12px sans-serif; }
.tawk-min-badge:empty { display: none; }`;

const WINDOW_STYLE = `body { margin: 0; font: 15px/1.4 system-ui, sans-serif; color: #222; }
.tawk-max-container:not([hidden]) { height: 100vh; display: flex; flex-direction: column; }
.tawk-max-container > .tawk-flex-1 { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.tawk-max-container { box-sizing: border-box; overflow: hidden; border: 1px solid #c9d3cd; border-radius: 12px; background: #fff; }
.tawk-toolbar { padding: 12px 16px; min-height: 24px; background: #0b7a3e; color: #fff; font-weight: 600; }
.tawk-toolbar:empty::before { content: "Chat with Support"; }
.tawk-visitor-chat-bubble, .tawk-agent-chat-bubble { width: fit-content; max-width: 80%; margin: 8px 0; padding: 8px 12px; border-radius: 14px 14px 14px 4px; background: #eef1f4; overflow-wrap: anywhere; }
.tawk-visitor-chat-bubble { margin-left: auto; border-radius: 14px 14px 4px; background: #0b7a3e; color: #fff; }
.tawk-router-view { flex: 1; overflow: auto; padding: 12px; }
.tawk-tooltip-hover, .tawk-emoji-picker { display: none; }
textarea { box-sizing: border-box; width: 100%; border: 0; border-top: 1px solid #c9d3cd; padding: 14px; font: inherit; resize: none; }
textarea:focus { outline: 0; box-shadow: inset 0 2px #0b7a3e; }
@media (hover: none) { .tawk-max-container { border: 0; border-radius: 0; } }`;

const LANGUAGE = {
  chat: {
    default_name: 'You',
    chat_widget: 'chat widget',
    chat_icon: 'Chat icon',
    close_icon: 'Close icon',
    new_message: '{{count}} new',
  },
  rollover: { chat_menu: 'Chat menu', minimize: 'Minimise', back: 'Back', end: 'End chat' },
};

/** A twentieth of a second of silence: 16-bit mono, 8000 samples a second. */
function silence(): Uint8Array {
  const samples = 400;
  const data = new DataView(new ArrayBuffer(44 + 2 * samples));
  const fields: [offset: number, value: string | number, bytes?: 2 | 4][] = [
    [0, 'RIFF'],
    [4, 36 + 2 * samples, 4],
    [8, 'WAVEfmt '],
    [16, 16, 4],
    [20, 1, 2],
    [22, 1, 2],
    [24, 8000, 4],
    [28, 16_000, 4],
    [32, 2, 2],
    [34, 16, 2],
    [36, 'data'],
    [40, 2 * samples, 4],
  ];
  for (const [offset, value, bytes] of fields) {
    if (typeof value === 'string')
      [...value].forEach((letter, i) => void data.setUint8(offset + i, letter.charCodeAt(0)));
    else if (bytes === 2) data.setUint16(offset, value, true);
    else data.setUint32(offset, value, true);
  }
  return new Uint8Array(data.buffer);
}

/** The substitute at that path, below a build's address or among the assets. */
export function substitute(path: string): Response | undefined {
  const of = (body: string | Uint8Array<ArrayBuffer>, type: string) =>
    new Response(body, { headers: { 'content-type': type } });
  if (path.endsWith('/min-widget.css')) return of(BUBBLE_STYLE, CSS);
  if (path.endsWith('/max-widget.css')) return of(WINDOW_STYLE, CSS);
  if (/\/css\/[\w-]+\.css$/.test(path)) return of('', CSS);
  if (/\/languages\/\w+\.json$/.test(path)) return of(JSON.stringify(LANGUAGE), JSON_TYPE);
  if (/\.(mp3|ogg|wav)$/.test(path)) return of(silence() as Uint8Array<ArrayBuffer>, 'audio/wav');
  return undefined;
}
