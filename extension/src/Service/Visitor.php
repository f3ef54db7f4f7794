<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service;

use MetaModel;
use UserRights;

/**
 * Who is asking, as tawk.to is told.
 */
class Visitor
{
	/**
	 * @param string|null $sApiKey tawk.to's JavaScript API key, null when secure mode is off
	 *
	 * @return array|null "name", "email" and, in secure mode, "hash"; null where no identity may be sent
	 */
	public static function Identity(?string $sApiKey): ?array
	{
		$oUser = UserRights::GetUserObject();
		if (!MetaModel::IsValidAttCode(get_class($oUser), 'contactid') || empty($oUser->Get('contactid'))) {
			return null;
		}

		// Fields of the contact that come with the user: reading the contact itself would cost queries and can throw.
		$sName = trim($oUser->Get('first_name').' '.$oUser->Get('last_name'));
		$sEmail = trim((string)$oUser->Get('email'));
		$aVisitor = array_filter(array('name' => $sName, 'email' => $sEmail), 'strlen');
		if ($sApiKey === null) {
			return $aVisitor ?: null;
		}
		if ($sEmail === '') {
			return null;
		}
		$aVisitor['hash'] = hash_hmac('sha256', $sEmail, $sApiKey);

		return $aVisitor;
	}
}
