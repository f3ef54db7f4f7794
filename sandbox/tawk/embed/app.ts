import { Api } from './api';
import type { Module } from './chunks';
import { Client } from './client';
import { page } from './tawk-globals';

/** Starts the client in the first runtime that gets this far; a second one only creates the methods. */
export const app: Module = (runtime) => {
  const api = new Api();
  bringLanguages(`${runtime.base}languages/`);
  if (page.$_Tawk.downloaded !== undefined) return;
  page.$_Tawk.downloaded = true;
  api.client = new Client(runtime, api);
  api.client.connect(page.Tawk_API.visitor);
};

async function bringLanguages(folder: string): Promise<void> {
  const texts: Record<string, Record<string, string>>[] = [];
  const bring = (name: string) =>
    fetch(folder + name)
      .then((response) => response.json())
      .then((found) => texts.push(found))
      .catch((error) => console.error('[Tawk/Widget-Settings]', error));
  await Promise.all(['en.json', 'en_dev.json'].map(bring));
  page.$_Tawk.i18next = (key) => {
    const [group = '', name = ''] = key.split('.');
    return texts[0]?.[group]?.[name] ?? key;
  };
}
