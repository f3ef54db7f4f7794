/** What a call of `addmsgadmin` writes. */
export interface Writing {
  /** Above 0 an operator, -1 system, -2 a bot. */
  user_id: number;
  name_support: string;
  msg: string;
  isWhisper: boolean;
}

/** What the role of a REST user allows beyond `lhchat, use`. */
export interface WritingRights {
  whispermode?: boolean;
  htmlbbcodeenabled?: boolean;
}

/**
 * Reads a call as the real server does, with its odd cases: a text that begins with `!` is a command, which only agents
 * see; one with `[html]` is replaced, unless the role allows it.
 * @param operator whose key it is
 * @returns the reason of a refusal, which has the status 400
 */
export function readWriting(
  form: URLSearchParams,
  operator: { id: number; name: string },
  rights: WritingRights = {},
): Writing | string {
  const text = (form.get('msg') ?? '').replace(/^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g, '');
  if (text === '') return 'Please enter a message!';
  const sender = form.get('sender') ?? '';
  const isWhisper = sender === 'whisper';
  if (isWhisper && !rights.whispermode) return 'You do not have permission. `lhchat`, `whispermode` is required.';
  const isCommand = !isWhisper && text.startsWith('!');
  const isHtml = text.includes('[html]') && !rights.htmlbbcodeenabled;
  const own = { system: -1, bot: -2 }[sender] ?? operator.id;
  return {
    user_id: isCommand || isHtml ? -1 : own,
    name_support: form.get('operator_name') || (sender === 'bot' ? 'Bot' : operator.name),
    msg: isHtml ? '[html] is disabled for you!' : isCommand ? `[b]${operator.name}[/b]: ${text}` : text,
    isWhisper,
  };
}
