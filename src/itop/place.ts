/** Where something stands in a file. Lines and columns count from 1, as editors show them. */
export interface Place {
  path: string;
  line: number;
  column: number;
}

/** `path:line:column`, the form that terminals and editors make clickable. */
export function formatPlace({ path, line, column }: Place): string {
  return `${path}:${line}:${column}`;
}
