<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Visitor;

use Dict;
use ItopTawk\Helper\Desk;
use ItopTawk\Helper\SettingTable;
use RuntimeException;

/**
 * The proof that shows the bridge who the user is, what of them agents may see, and in which language the bridge tells
 * them something, if the provider cannot do that: a JSON Web Token (RFC 7519), signed with HS256 and a secret that the
 * bridge has too. It travels with the chat; the chat's server alone cannot make one.
 */
class Proof
{
	/**
	 * @param string[] $aShare the facts that may be sent
	 *
	 * @return string|null null without a secret or a contact, and with another provider
	 */
	public static function Of(Desk $oDesk, array $aShare): ?string
	{
		$aContact = ($oDesk->IsOfTawk() || $oDesk->sSecret === null) ? null : Visitor::Contact($aShare);

		if ($aContact === null) {
			return null;
		}
		$aClaims = array('sub' => Visitor::ContactId()) + $aContact + array('share' => array_values($aShare));
		if (in_array('language', $aShare, true)) {
			$aClaims['locale'] = str_replace(' ', '-', Dict::GetUserLanguage());
		}

		return self::Token($aClaims, $oDesk->sSecret, time());
	}

	/**
	 * @param array $aClaims texts in UTF-8, and lists of such
	 * @param int $iNow in seconds since 1970
	 */
	public static function Token(array $aClaims, string $sSecret, int $iNow): string
	{
		$aDated = $aClaims + array('iat' => $iNow, 'exp' => $iNow + SettingTable::PROOF_SECONDS);
		$sSigned = self::Part(array('alg' => 'HS256', 'typ' => 'JWT')).'.'.self::Part($aDated);

		return $sSigned.'.'.self::Base64Url(hash_hmac('sha256', $sSigned, $sSecret, true));
	}

	private static function Part(array $aClaims): string
	{
		$sJson = json_encode($aClaims, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
		if ($sJson === false) {
			throw new RuntimeException('the proof of identity cannot be written as JSON');
		}

		return self::Base64Url($sJson);
	}

	private static function Base64Url(string $sBytes): string
	{
		return rtrim(strtr(base64_encode($sBytes), '+/', '-_'), '=');
	}
}
