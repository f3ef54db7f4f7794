<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Helper;

use MetaModel;

/**
 * The module's settings. Their defaults are in the XML.
 */
class Settings
{
	const MODULE = 'itop-tawk-chats';

	/**
	 * @param mixed $default the value if an XML delta removed the setting's default
	 *
	 * @return mixed
	 */
	public static function Get(string $sName, $default)
	{
		return MetaModel::GetModuleSetting(self::MODULE, $sName, $default);
	}
}
