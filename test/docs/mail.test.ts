import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test("the mail of docs/notifications.md puts no words of a visitor into HTML as they are: iTop's `html(…)` escapes them", () => {
  const [, mail = ''] = /^ *```text\n(.*?)^ *```/ms.exec(readFileSync('docs/notifications.md', 'utf8')) ?? [];
  const placeholders = [...mail.matchAll(/\$this->(.*?)\$/g)].map(([, placeholder]) => placeholder);
  expect(placeholders).toContain('html(visitor_name)');
  for (const placeholder of placeholders) {
    expect(placeholder).toMatch(/^(html\(\w+\)|started_at|hyperlink\(\))$/);
  }
});
