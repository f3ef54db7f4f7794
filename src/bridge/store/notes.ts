/** A message of the bridge for a chat. */
export interface Note {
  property: string;
  chat: string;
  name: string;
  to: 'visitor' | 'agents';
  text: string;
}
