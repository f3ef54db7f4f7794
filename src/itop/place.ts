/** Where something is in a file. Lines and columns count from 1, as editors show them. */
export interface Place {
  path: string;
  line: number;
  column: number;
}

/** `path:line:column`, the form that terminals and editors make clickable; just `path` where no line is known. */
export function formatPlace({ path, line, column }: Partial<Place> & { path: string }): string {
  return [path, line, column].filter((part) => part !== undefined).join(':');
}
