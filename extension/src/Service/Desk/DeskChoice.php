<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Desk;

use DBObjectSearch;
use DBObjectSet;
use Dict;
use ItopTawk\Helper\Desk;
use ItopTawk\Helper\Log;
use ItopTawk\Helper\Settings;
use Throwable;
use UserRights;

/**
 * Chooses the user's desk. Costs no SQL query if the session has the needed data.
 */
class DeskChoice
{
	/**
	 * @param string $sPortalId 'backoffice' for the console
	 */
	public static function Of(Settings $oSettings, string $sPortalId): Desk
	{
		foreach ($oSettings->aDesks as $oDesk) {
			try {
				if (self::Holds($oDesk, $sPortalId) && !($oDesk->bPassesOn && self::IsAway($oDesk))) {
					return $oDesk;
				}
			} catch (Throwable $oException) {
				Log::Failure($oException, "setting \"widgets\", entry {$oDesk->iNumber} is left out");
			}
		}

		return $oSettings->oPlainDesk;
	}

	/**
	 * Conditions that cost nothing are checked first.
	 */
	private static function Holds(Desk $oDesk, string $sPortalId): bool
	{
		return ($oDesk->aPortals === null || in_array($sPortalId, $oDesk->aPortals, true))
			&& ($oDesk->aProfiles === null || array_intersect($oDesk->aProfiles, UserRights::ListProfiles()) !== array())
			&& ($oDesk->aLanguages === null || self::Speaks($oDesk->aLanguages))
			&& ($oDesk->aOrganizations === null || Organizations::IsUserIn($oDesk->aOrganizations, $oDesk->bWithChildren))
			&& ($oDesk->sScope === null || self::IsInScope($oDesk));
	}

	private static function IsAway(Desk $oDesk): bool
	{
		$aPresence = Presence::Of($oDesk);

		return $aPresence !== null && !$aPresence['isOpen'];
	}

	private static function Speaks(array $aLanguages): bool
	{
		$sLanguage = Dict::GetUserLanguage();
		foreach ($aLanguages as $sWanted) {
			if (strcasecmp($sWanted, $sLanguage) === 0 || strcasecmp($sWanted, explode(' ', $sLanguage)[0]) === 0) {
				return true;
			}
		}

		return false;
	}

	private static function IsInScope(Desk $oDesk): bool
	{
		// Without a contact, an OQL query about the contact finds nothing; iTop would throw.
		if (strpos($oDesk->sScope, ':current_contact') !== false && UserRights::GetContactId() == 0) {
			return false;
		}

		return SessionMemory::Of('scope '.$oDesk->sScope, function () use ($oDesk) {
			try {
				return TimeLimit::Around(function () use ($oDesk) {
					$oSearch = DBObjectSearch::FromOQL($oDesk->sScope);
					$oSearch->AllowAllData();
					$oSet = new DBObjectSet($oSearch);

					return $oSet->CountExceeds(0);
				});
			} catch (Throwable $oException) {
				// Not again on each page.
				Log::Failure($oException, "setting \"widgets\", entry {$oDesk->iNumber}: its \"scope\" fails, and the entry is left out");

				return false;
			}
		});
	}
}
