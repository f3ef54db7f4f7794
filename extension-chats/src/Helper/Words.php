<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Helper;

use AttributeHTML;
use MetaModel;
use TawkChat;

/**
 * Turns a stranger's text into text without syntax, as the bridge does before it stores one
 * (src/bridge/markup/title.ts, harmless.ts): here for texts that iTop itself creates.
 */
class Words
{
	/** U+2060 (word joiner), which is invisible. */
	const JOINER = "\u{2060}";

	/** A text without markup: iTop's notifications put it into HTML unescaped. */
	public static function Of(string $sText): string
	{
		$sText = str_replace(array('<', '>'), array('‹', '›'), self::WithoutSyntax($sText));
		return str_replace('"', '”', preg_replace('/(?<![^\s([{‹])"/u', '“', $sText));
	}

	/** Text or HTML in which iTop finds neither the link `[[Class:id]]` nor the mention `[words](address)`. */
	public static function WithoutSyntax(string $sText): string
	{
		return preg_replace('/(?<=\[)\[|(?<=\])\(/', self::JOINER.'$0', $sText);
	}

	/**
	 * The value of a placeholder in a notification: iTop escapes `html(…)`, and the transcript is HTML; the rest is
	 * plain text, which iTop puts into the HTML of an e-mail unescaped.
	 *
	 * @param mixed $value the value that iTop would use
	 * @return mixed
	 */
	public static function ForTemplate(TawkChat $oChat, string $sPlaceholder, $value)
	{
		if (!is_string($value) || !preg_match('/^(?:(text|label)\()?(\w+)\)?$/', $sPlaceholder, $aMatch)) {
			return $value;
		}
		list(, $sVerb, $sAttCode) = $aMatch;
		$sClass = get_class($oChat);
		$bIsHtml = $sVerb !== 'text' && MetaModel::IsValidAttCode($sClass, $sAttCode)
			&& MetaModel::GetAttributeDef($sClass, $sAttCode) instanceof AttributeHTML;
		return $bIsHtml ? $value : self::Of($value);
	}
}
