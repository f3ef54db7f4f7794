import type { ChatContext } from './context';

/** Has tawk.to's embed script fetched, as its own snippet does, with the visitor known before it starts. */
export function insertEmbedScript({ embedUrl, visitor }: ChatContext): void {
  window.Tawk_API ??= {};
  window.Tawk_LoadStart = new Date();
  if (visitor) window.Tawk_API.visitor = visitor;

  const script = document.createElement('script');
  script.async = true;
  script.src = embedUrl;
  script.crossOrigin = 'anonymous';
  document.head.append(script);
}
