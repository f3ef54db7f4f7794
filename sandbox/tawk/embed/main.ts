import { install } from './api';
import { KeptVisitor } from './kept-visitor';
import type { TawkApi } from './tawk-globals';

// The stand-in of the script that https://embed.tawk.to/<property>/<widget> gives.
const { origin, pathname } = new URL((document.currentScript as HTMLScriptElement).src);
const [, propertyId = ''] = pathname.split('/');
const page = window as unknown as { Tawk_API?: TawkApi };
page.Tawk_API ??= {} as TawkApi;
install(page.Tawk_API, origin, new KeptVisitor(propertyId));
