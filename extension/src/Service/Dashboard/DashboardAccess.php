<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Dashboard;

use ItopTawk\Helper\Desk;
use ItopTawk\Helper\Settings;
use ItopTawk\Service\Place\ChatAccess;
use UserRights;

/**
 * Who may open the agents' dashboard, and at which server. Costs no SQL query.
 *
 * An agent is always the operator named after his own login in iTop, which only administrators of users can change; an e-mail
 * address, which he may change himself, would let him be anybody. The prefix in that name keeps out the other users of Live
 * Helper Chat, its administrators among them.
 */
class DashboardAccess
{
	/** @var string root of the server */
	public $sServer;
	/** @var string */
	public $sSecret;
	/** @var string|null the user name in Live Helper Chat; null if the user's login cannot be part of one */
	public $sOperator;

	/**
	 * @return self|null null for a user who may not open it, and if there is none
	 */
	public static function Mine(): ?self
	{
		// An impersonated user is somebody else.
		$oSettings = ChatAccess::Valid();
		if ($oSettings === null || UserRights::IsPortalUser() || !self::IsSetUp($oSettings) || !ChatAccess::HasProfileOf($oSettings->Get('dashboard_profiles'))) {
			return null;
		}
		$oAccess = new self();
		$oAccess->sServer = $oSettings->oPlainDesk->sUrl;
		$oAccess->sSecret = $oSettings->Get('dashboard_secret');
		$oAccess->sOperator = EntryLink::Operator($oSettings->Get('dashboard_prefix'), (string)UserRights::GetUser());

		return $oAccess;
	}

	/**
	 * @return bool whether there is a secret, and a desk at the server of the plain settings
	 */
	private static function IsSetUp(Settings $oSettings): bool
	{
		$sServer = $oSettings->oPlainDesk->sUrl;
		$aDesks = array_filter(array_merge(array($oSettings->oPlainDesk), $oSettings->aDesks), function (Desk $oDesk) use ($sServer) {
			return !$oDesk->IsOfTawk() && $oDesk->sUrl === $sServer;
		});

		return $oSettings->Get('dashboard_secret') !== '' && $sServer !== '' && $aDesks !== array();
	}
}
