<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Visitor;

use ItopTawk\Helper\Desk;
use MetaModel;
use UserRights;
use utils;

/**
 * The user's identity, for the provider and for the browser.
 */
class Visitor
{
	/**
	 * @param string[] $aShare the facts that may be sent
	 * @param string $sPortalId 'backoffice' for the console
	 *
	 * @return array|null "name" and "email" as far as there are any, in secure mode "hash", and what Facts tells without a
	 *     query; null where nothing of the user may be sent
	 */
	public static function Identity(Desk $oDesk, array $aShare, string $sPortalId): ?array
	{
		$aVisitor = self::Contact($aShare);
		if ($aVisitor === null) {
			return null;
		}
		// Only tawk.to has secure mode.
		$sApiKey = $oDesk->IsOfTawk() ? $oDesk->sApiKey : null;
		if ($sApiKey !== null) {
			if (!isset($aVisitor['email'])) {
				return null;
			}
			$aVisitor['hash'] = hash_hmac('sha256', $aVisitor['email'], $sApiKey);
		}

		return $aVisitor + Facts::OfUser($aShare, $sPortalId);
	}

	/**
	 * @param string[] $aShare the facts that may be sent
	 *
	 * @return string[]|null "name" and "email" if the contact has them; null for a user without a contact
	 */
	public static function Contact(array $aShare): ?array
	{
		if (self::ContactId() === '') {
			return null;
		}
		$oUser = UserRights::GetUserObject();

		// Fields of the contact that come with the user: reading the contact itself would cost queries and can throw.
		return array_intersect_key(array_filter(array(
			'name' => trim($oUser->Get('first_name').' '.$oUser->Get('last_name')),
			'email' => trim((string)$oUser->Get('email')),
		), 'strlen'), array_flip($aShare));
	}

	/**
	 * @return string iTop's id of the user's contact; '' without a contact
	 */
	public static function ContactId(): string
	{
		$oUser = UserRights::GetUserObject();
		$bHasContact = MetaModel::IsValidAttCode(get_class($oUser), 'contactid') && !empty($oUser->Get('contactid'));

		return $bHasContact ? (string)$oUser->Get('contactid') : '';
	}

	/**
	 * @return string prefix of the names that this iTop uses in the browser. A copy of an iTop usually has its encryption
	 *     key, but another address.
	 */
	public static function Mark(): string
	{
		$oConfig = MetaModel::GetConfig();
		$sItop = $oConfig->Get('app_root_url').' '.utils::GetCurrentEnvironment();

		return 'itop-tawk-'.substr(hash_hmac('sha256', 'itop-tawk iTop '.$sItop, $oConfig->GetEncryptionKey()), 0, 8);
	}

	/**
	 * @return string the same for the same user of this iTop; reveals nothing else about the user
	 */
	public static function Key(): string
	{
		$sKey = hash_hmac('sha256', 'itop-tawk user '.UserRights::GetUserId(), MetaModel::GetConfig()->GetEncryptionKey());

		return substr($sKey, 0, 32);
	}
}
