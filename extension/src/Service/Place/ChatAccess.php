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
		$oSettings = self::Valid();
		if ($oSettings === null || !in_array($sPortalId, $oSettings->Get('enabled_portals'), true)) {
			return null;
		}
		$aAllowed = $oSettings->Get('allowed_profiles');

		return ($aAllowed === array() || self::HasProfileOf($aAllowed)) ? $oSettings : null;
	}

	/**
	 * @return Settings|null null for nobody in person, and if the settings have errors, which are logged, once
	 */
	public static function Valid(): ?Settings
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

		return $oSettings;
	}

	/**
	 * @param string[] $aProfiles
	 */
	public static function HasProfileOf(array $aProfiles): bool
	{
		return array_intersect($aProfiles, UserRights::ListProfiles()) !== array();
	}
}
