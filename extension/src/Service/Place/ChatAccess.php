<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Place;

use ItopTawk\Helper\Log;
use ItopTawk\Helper\Settings;
use UserRights;

/**
 * Whether the current user may chat in a portal. Costs no SQL query.
 */
class ChatAccess
{
	/** Id of the console, among those of portals */
	const CONSOLE = 'backoffice';

	/**
	 * @param string $sPortalId 'backoffice' for the console
	 *
	 * @return Settings|null null if there is no chat; errors in the settings are logged, once
	 */
	public static function Settings(string $sPortalId): ?Settings
	{
		if (!UserRights::IsLoggedIn() || UserRights::IsImpersonated()) {
			return null;
		}
		$oSettings = new Settings();
		foreach ($oSettings->aWarnings as $sMessage) {
			Log::Once('Warning', $sMessage);
		}
		if ($oSettings->aErrors !== array()) {
			Log::Once('Error', 'no chat: '.implode(' ', $oSettings->aErrors));

			return null;
		}
		if (!in_array($sPortalId, $oSettings->Get('enabled_portals'), true) || !self::IsUserAllowed($oSettings->Get('allowed_profiles'))) {
			return null;
		}

		return $oSettings;
	}

	private static function IsUserAllowed(array $aAllowedProfiles): bool
	{
		return $aAllowedProfiles === array() || array_intersect($aAllowedProfiles, UserRights::ListProfiles()) !== array();
	}
}
