<?php

class LoginWebPage
{
	const EXIT_RETURN = 2;
	const EXIT_CODE_OK = 0;
	const EXIT_CODE_MISSINGLOGIN = 1;
	const EXIT_CODE_PORTALUSERNOTAUTHORIZED = 6;

	/**
	 * Ends the script for whoever is not logged in, and for users of portals.
	 */
	public static function DoLogin($bMustBeAdmin = false, $bIsAllowedToPortalUsers = false)
	{
		StandIn::Enter(__METHOD__);
		if (StandIn::$aRequest['user'] === null || UserRights::IsPortalUser()) {
			echo StandIn::$aRequest['user'] === null ? '<html>iTop login</html>' : '<html>You are not allowed to access this page</html>';
			exit;
		}
	}

	/**
	 * In a real iTop it asks, redirects or ends the script where the user is not logged in: the extension must not call it then.
	 */
	public static function DoLoginEx($sRequestedPortalId = null, $bMustBeAdmin = false, $iOnExit = 0)
	{
		StandIn::Enter(__METHOD__);
		if (StandIn::$aRequest['user'] === null || utils::ReadParam('loginop') !== '' || $iOnExit !== self::EXIT_RETURN) {
			echo '<html>iTop login</html>';
			exit;
		}
		// Who has the profile "Portal user" is sent to the portal, all others may go everywhere.
		$bIsThere = in_array($sRequestedPortalId, array('backoffice', 'itop-portal', 'my-portal'), true);
		$bIsPortalUser = in_array('Portal user', StandIn::$aRequest['user']['profiles'], true);

		return ($bIsThere && !($bIsPortalUser && $sRequestedPortalId === 'backoffice')) ? self::EXIT_CODE_OK : self::EXIT_CODE_PORTALUSERNOTAUTHORIZED;
	}
}
