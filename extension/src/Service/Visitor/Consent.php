<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Visitor;

use Dict;
use ItopTawk\Helper\Settings;

/**
 * The question before the chat: who provides it, and what tawk.to is told.
 */
class Consent
{
	/** What "share" may name whose value is not on the page, or says nothing by itself; each has words in the dictionary */
	const IN_WORDS = array('language', 'portal', 'location', 'phone', 'manager', 'person_link', 'open_requests', 'page', 'request_title');
	/** Of those what is told also of somebody whose identity may not be sent */
	const OF_ANYBODY = array('page', 'request_title');
	/** Of the visitor's, what is shown as it is sent */
	const AS_SENT = array('name' => 0, 'email' => 0, 'organization' => 0);

	/**
	 * @param array|null $aVisitor as it is sent; null where no identity may be
	 */
	public static function Sentence(?array $aVisitor, Settings $oSettings): string
	{
		// Each in marks that isolate it from the direction of the sentence (U+2068, U+2069), or an address is reversed.
		$aSent = array_map(function (string $sValue) {
			return "\u{2068}$sValue\u{2069}";
		}, array_values(array_intersect_key((array)$aVisitor, self::AS_SENT)));
		foreach (array_intersect(self::IN_WORDS, $oSettings->Get('share')) as $sShared) {
			if ($aVisitor !== null || in_array($sShared, self::OF_ANYBODY, true)) {
				$aSent[] = Dict::S("ItopTawk:Consent:$sShared");
			}
		}

		return ($aSent === array()) ? Dict::S('ItopTawk:ConsentAnonymous') : Dict::Format('ItopTawk:Consent', implode(', ', $aSent));
	}
}
