<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

/**
 * Written by "npm run build" from src/contract (settings.ts, facts.ts, desks.ts, providers.ts), where each key is explained.
 */
class SettingTable
{
	const SETTINGS = array(
		'provider' => array(
			'kind' => 'omissible',
			'pattern' => '~^(?:tawk|livehelperchat)$~iD',
			'fallback' => 'tawk',
			'expected' => 'one of "tawk", "livehelperchat"',
		),
		'property_id' => array(
			'kind' => 'required',
			'of' => 'tawk',
			'pattern' => '~^(?:[0-9a-f]{24})$~iD',
			'oldName' => 'site_id',
			'expected' => '24 hexadecimal digits',
		),
		'widget_id' => array(
			'kind' => 'required',
			'of' => 'tawk',
			'pattern' => '~^(?:[a-z0-9]{1,50})$~iD',
			'expected' => '1 to 50 letters and digits',
		),
		'api_key' => array(
			'kind' => 'omissible',
			'of' => 'tawk',
			'pattern' => '~^(?:[!-\\~]+)$~iD',
			'fallback' => null,
			'expected' => 'the JavaScript API key, without blanks, or nothing where secure mode is off',
		),
		'livehelperchat_url' => array(
			'kind' => 'required',
			'of' => 'livehelperchat',
			'pattern' => '~^(?:https?://(?!.*/index\\.php)[a-z0-9.:\\[\\]-]+(/[a-z0-9._/%\\~-]*)?)$~iD',
			'expected' => 'the http(s) address of the server\'s root, without index.php, query and user name',
		),
		'livehelperchat_department' => array(
			'kind' => 'omissible',
			'of' => 'livehelperchat',
			'pattern' => '~^(?:[1-9][0-9]{0,8})$~iD',
			'isNumber' => true,
			'fallback' => null,
			'expected' => 'a department\'s number, or nothing for the server\'s own choice',
		),
		'livehelperchat_secret' => array(
			'kind' => 'omissible',
			'of' => 'livehelperchat',
			'pattern' => '~^(?:[!-\\~]{32,})$~iD',
			'fallback' => null,
			'expected' => 'at least 32 characters without blanks, or nothing where no identity is proved',
		),
		'dashboard_secret' => array(
			'kind' => 'optional',
			'of' => 'livehelperchat',
			'pattern' => '~^(?:[!-\\~]{32,200})$~iD',
			'fallback' => '',
			'expected' => '32 to 200 characters without blanks, or nothing where agents have no dashboard in iTop',
		),
		'dashboard_profiles' => array(
			'kind' => 'list',
			'of' => 'livehelperchat',
			'fallback' => array(),
			'expected' => 'a list of profile names without an empty one',
		),
		'dashboard_prefix' => array(
			'kind' => 'optional',
			'of' => 'livehelperchat',
			'pattern' => '~^(?:[a-z][a-z0-9]{1,19}[._-])$~iD',
			'fallback' => 'itop-',
			'expected' => 'a letter, 1 to 19 letters or digits, and one of . _ -',
		),
		'enabled_portals' => array(
			'kind' => 'list',
			'fallback' => array('itop-portal'),
			'expected' => 'a list of portal ids without an empty one',
		),
		'allowed_profiles' => array(
			'kind' => 'list',
			'fallback' => array(),
			'expected' => 'a list of profile names without an empty one',
		),
		'ticket_classes' => array(
			'kind' => 'list',
			'fallback' => array('UserRequest', 'Incident'),
			'expected' => 'a list of classes of tickets without an empty one',
		),
		'share' => array(
			'kind' => 'list',
			'words' => array('name', 'email', 'organization', 'language', 'portal', 'location', 'phone', 'manager', 'person_link', 'open_requests', 'requests', 'cis', 'page', 'request_title'),
			'fallback' => array('name', 'email', 'organization', 'language'),
			'expected' => 'a list of what tawk.to may be told, without an empty entry',
		),
		'widgets' => array(
			'kind' => 'parts',
			'fallback' => array(),
			'expected' => 'a list of desks',
		),
		'hours' => array(
			'kind' => 'parts',
			'fallback' => array(),
			'expected' => 'opening hours',
		),
		'load' => array(
			'kind' => 'optional',
			'words' => array('idle', 'immediate', 'click'),
			'fallback' => 'idle',
			'expected' => 'one of "idle", "immediate", "click"',
		),
		'consent' => array(
			'kind' => 'optional',
			'words' => array('none', 'ask'),
			'fallback' => 'none',
			'whenWrong' => 'ask',
			'expected' => 'one of "none", "ask"',
		),
		'consent_url' => array(
			'kind' => 'optional',
			'pattern' => '~^(?:(https?://[^\\x00-\\x20\\x7f"<>@/?#\\\\]+([/?#][^\\x00-\\x20\\x7f"<>]*)?|/[^\\x00-\\x20\\x7f"<>/][^\\x00-\\x20\\x7f"<>]*))$~iD',
			'fallback' => '',
			'expected' => 'an http(s) address without user name, or a path of this host',
		),
		'panel' => array(
			'kind' => 'optional',
			'words' => array('auto', 'always', 'never'),
			'fallback' => 'auto',
			'expected' => 'one of "auto", "always", "never"',
		),
		'launcher' => array(
			'kind' => 'optional',
			'words' => array('shown', 'hidden'),
			'fallback' => 'shown',
			'expected' => 'one of "shown", "hidden"',
		),
		'answer_badge' => array(
			'kind' => 'optional',
			'words' => array('on', 'off'),
			'fallback' => 'on',
			'expected' => 'one of "on", "off"',
		),
		'launcher_color' => array(
			'kind' => 'optional',
			'pattern' => '~^(?:#[0-9a-f]{6})$~iD',
			'fallback' => '#0b7a3e',
			'expected' => 'a colour such as #0b7a3e',
		),
		'launcher_position' => array(
			'kind' => 'optional',
			'words' => array('bottom-right', 'bottom-left', 'top-right', 'top-left'),
			'fallback' => 'bottom-right',
			'expected' => 'one of "bottom-right", "bottom-left", "top-right", "top-left"',
		),
		'launcher_z_index' => array(
			'kind' => 'optional',
			'pattern' => '~^(?:[0-9]{1,9})$~iD',
			'fallback' => '1000000',
			'expected' => 'a whole number of up to 9 digits',
		),
		'embed_base_url' => array(
			'kind' => 'omissible',
			'of' => 'tawk',
			'pattern' => '~^(?:https?://[a-z0-9.:\\[\\]-]+(/[a-z0-9._/%\\~-]*)?)$~iD',
			'fallback' => 'https://embed.tawk.to',
			'expected' => 'an http(s) address without query and user name',
		),
	);

	/** What "share" can name */
	const FACTS = array(
		'name' => array(
			'told' => 'page',
			'consent' => 'value',
		),
		'email' => array(
			'told' => 'page',
			'consent' => 'value',
		),
		'organization' => array(
			'told' => 'page',
			'consent' => 'value',
		),
		'language' => array(
			'told' => 'page',
			'consent' => 'words',
		),
		'portal' => array(
			'told' => 'page',
			'consent' => 'words',
		),
		'location' => array(
			'told' => 'opened',
			'attributes' => array('location_id_friendlyname', 'location_name'),
			'consent' => 'words',
		),
		'phone' => array(
			'told' => 'opened',
			'attributes' => array('phone'),
			'consent' => 'words',
		),
		'manager' => array(
			'told' => 'opened',
			'attributes' => array('manager_id_friendlyname', 'manager_name'),
			'consent' => 'words',
		),
		'person_link' => array(
			'told' => 'page',
			'consent' => 'words',
		),
		'open_requests' => array(
			'told' => 'opened',
			'consent' => 'words',
		),
		'requests' => array(
			'told' => 'bridge',
			'consent' => 'words',
		),
		'cis' => array(
			'told' => 'opened',
			'consent' => 'words',
		),
		'page' => array(
			'told' => 'event',
			'consent' => 'words',
		),
		'request_title' => array(
			'told' => 'event',
			'consent' => 'words',
		),
	);

	/** The parts of an entry of "widgets" */
	const DESK = array(
		'name' => array(
			'kind' => 'any',
		),
		'provider' => array(
			'kind' => 'text',
			'pattern' => '~^(?:tawk|livehelperchat)$~iD',
			'expected' => '"tawk" or "livehelperchat"',
		),
		'property_id' => array(
			'kind' => 'text',
			'of' => 'tawk',
			'pattern' => '~^(?:[0-9a-f]{24})$~iD',
			'expected' => '24 hexadecimal digits',
		),
		'widget_id' => array(
			'kind' => 'text',
			'of' => 'tawk',
			'pattern' => '~^(?:[a-z0-9]{1,50})$~iD',
			'expected' => '1 to 50 letters and digits',
		),
		'api_key' => array(
			'kind' => 'omissible',
			'of' => 'tawk',
			'pattern' => '~^(?:[!-\\~]+)$~iD',
			'expected' => 'the JavaScript API key, without blanks, or nothing where secure mode is off',
		),
		'livehelperchat_url' => array(
			'kind' => 'text',
			'of' => 'livehelperchat',
			'pattern' => '~^(?:https?://(?!.*/index\\.php)[a-z0-9.:\\[\\]-]+(/[a-z0-9._/%\\~-]*)?)$~iD',
			'expected' => 'the http(s) address of the server\'s root, without index.php, query and user name',
		),
		'livehelperchat_department' => array(
			'kind' => 'omissible',
			'of' => 'livehelperchat',
			'pattern' => '~^(?:[1-9][0-9]{0,8})$~iD',
			'isNumber' => true,
			'expected' => 'a department\'s number, or nothing for the server\'s own choice',
		),
		'livehelperchat_secret' => array(
			'kind' => 'omissible',
			'of' => 'livehelperchat',
			'pattern' => '~^(?:[!-\\~]{32,})$~iD',
			'expected' => 'at least 32 characters without blanks, or nothing where no identity is proved',
		),
		'hours' => array(
			'kind' => 'any',
		),
		'when_closed' => array(
			'kind' => 'word',
			'words' => array('wait', 'next'),
			'expected' => '"wait" or "next"',
		),
		'portals' => array(
			'kind' => 'names',
			'expected' => 'a list of names without an empty one',
		),
		'profiles' => array(
			'kind' => 'names',
			'expected' => 'a list of names without an empty one',
		),
		'languages' => array(
			'kind' => 'names',
			'expected' => 'a list of names without an empty one',
		),
		'organizations' => array(
			'kind' => 'names',
			'mayBeIds' => true,
			'expected' => 'a list of names without an empty one',
		),
		'with_children' => array(
			'kind' => 'word',
			'words' => array('false', 'true'),
			'expected' => 'true or false',
		),
		'scope' => array(
			'kind' => 'text',
			'pattern' => '~^(?:SELECT [^\\x00]{1,5000})$~D',
			'expected' => 'an OQL that begins with SELECT',
		),
	);

	/** The parts of "hours" */
	const HOURS = array(
		'time_zone' => array(
			'kind' => 'omissible',
			'pattern' => '~^(?:(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)/[a-z0-9_/+-]{1,50}|UTC|GMT|CET|EET|MET|WET)$~iD',
			'expected' => 'a name such as "Europe/Berlin"',
		),
		'weekly' => array(
			'kind' => 'any',
			'pattern' => '~^(?:((?:[01]?[0-9]|2[0-3]):[0-5][0-9])[ \\t]*-[ \\t]*((?:[01]?[0-9]|2[0-3]):[0-5][0-9]|24:00))$~iD',
			'expected' => 'days, "mon" to "sun", each with a list of times such as "08:00-12:00", "22:00-06:00" or "00:00-24:00"',
		),
		'holidays' => array(
			'kind' => 'texts',
			'pattern' => '~^(?:(?:([1-9][0-9]{3})-)?(0[1-9]|1[0-2])-([0-2][0-9]|3[01]))$~iD',
			'expected' => 'a list of dates such as "2026-12-24" or, for each year, "12-24"',
		),
		'coverage_window' => array(
			'kind' => 'omissible',
			'pattern' => '~^(?:[^\\x00]+)$~iD',
			'expected' => 'a name',
		),
		'holiday_calendar' => array(
			'kind' => 'omissible',
			'pattern' => '~^(?:[^\\x00]+)$~iD',
			'expected' => 'a name',
		),
	);

	/** The script of each provider, and how people call it */
	const CHAT_SCRIPTS = array('tawk' => 'chat.js', 'livehelperchat' => 'livehelperchat.js');
	const TITLES = array('tawk' => 'tawk.to', 'livehelperchat' => 'Live Helper Chat');
	const DEFAULT_PROVIDER = 'tawk';
	const PROOF_SECONDS = 3600;
	const SERVER_NAME = 'livehelperchat %1$s %2$s';

	const GIVEN = array('provider', 'property_id', 'widget_id', 'livehelperchat_url', 'livehelperchat_department', 'hours');
	const DAYS = array('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');
	const MAX_DESKS = 50;
	const MAX_ENTRIES = 500;
}
