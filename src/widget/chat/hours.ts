import type { ChatContext } from '../../contract/chat-context';

/** Seconds since the page began; correct also if the browser's clock is wrong or the computer was asleep. */
export function age(): number {
  return (Date.now() - performance.timeOrigin) / 1000;
}

/** Whether the desk is closed now. */
export function isClosed({ hours }: ChatContext): boolean {
  if (!hours) return false;
  const hasChanged = hours.until !== null && hours.now + age() >= hours.until;
  return hours.isOpen === hasChanged;
}
