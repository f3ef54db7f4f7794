import { ItopRestStandIn } from '../sandbox/itop/rest';

/** The stand-in of iTop in its own process, which takes this many milliseconds for each call. Prints its URL. */
const delay = Number(process.argv[2]);
const itop = new ItopRestStandIn([{ user: 'bridge', password: 'b3nch' }]);
const org_id = itop.model.put('Organization', { name: 'Demo' });
itop.model.put('Person', { email: 'claude@example.com', status: 'active', org_id });
itop.behave = () => ({ before: delay });
const { url } = await itop.listen();
process.stdout.write(`${url}\n`);
