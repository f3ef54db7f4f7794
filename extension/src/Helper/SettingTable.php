<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

/**
 * Written by "npm run build" from src/contract/settings.ts, where each key is explained.
 */
class SettingTable
{
	const SETTINGS = array(
		'property_id' => array(
			'kind' => 'required',
			'pattern' => '~^(?:[0-9a-f]{24})$~iD',
			'oldName' => 'site_id',
			'expected' => '24 hexadecimal digits',
		),
		'widget_id' => array(
			'kind' => 'required',
			'pattern' => '~^(?:[a-z0-9]{1,50})$~iD',
			'expected' => '1 to 50 letters and digits',
		),
		'api_key' => array(
			'kind' => 'omissible',
			'pattern' => '~^(?:[!-\\~]+)$~iD',
			'fallback' => null,
			'expected' => 'the JavaScript API key, without blanks, or nothing where secure mode is off',
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
			'words' => array('name', 'email', 'organization', 'language', 'portal', 'location', 'phone', 'manager', 'person_link', 'open_requests', 'page', 'request_title'),
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
			'pattern' => '~^(?:https?://[a-z0-9.:\\[\\]-]+(/[a-z0-9._/%\\~-]*)?)$~iD',
			'fallback' => 'https://embed.tawk.to',
			'expected' => 'an http(s) address without query and user name',
		),
	);
}
