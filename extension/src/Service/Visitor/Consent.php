<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Visitor;

use Dict;
use ItopTawk\Helper\Desk;
use ItopTawk\Helper\Settings;
use ItopTawk\Helper\SettingTable;

/**
 * The consent before the chat: who provides the chat, and what the provider receives.
 */
class Consent
{
	/**
	 * @param array|null $aVisitor as it is sent; null if no identity may be sent
	 */
	public static function Sentence(?array $aVisitor, Settings $oSettings, Desk $oDesk): string
	{
		$aSent = array();
		foreach (SettingTable::FACTS as $sFact => $aFact) {
			$bIsTold = ($aFact['told'] !== 'bridge' || !$oDesk->IsOfTawk());
			if (!$bIsTold || !$oSettings->Shares($sFact) || ($aVisitor === null && $aFact['told'] !== 'event')) {
				continue;
			}
			if ($aFact['consent'] === 'words') {
				$aSent[] = Dict::S("ItopTawk:Consent:$sFact");
			} elseif (isset($aVisitor[Facts::Attribute($sFact)])) {
				// In marks that isolate it from the direction of the sentence (U+2068, U+2069), or an address is reversed.
				$aSent[] = "\u{2068}{$aVisitor[Facts::Attribute($sFact)]}\u{2069}";
			}
		}

		$sSent = implode(', ', $aSent);
		if ($oDesk->IsOfTawk()) {
			return ($sSent === '') ? Dict::S('ItopTawk:ConsentAnonymous') : Dict::Format('ItopTawk:Consent', $sSent);
		}
		// The server's name says better than the program's who receives the data.
		$sServer = (string)parse_url($oDesk->sUrl, PHP_URL_HOST);

		return ($sSent === '') ? Dict::Format('ItopTawk:ConsentServerAnonymous', $sServer) : Dict::Format('ItopTawk:ConsentServer', $sServer, $sSent);
	}
}
