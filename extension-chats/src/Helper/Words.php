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
 * What strangers wrote, as nothing but words, as the bridge stores it (src/bridge/markup/title.ts, harmless.ts): here for
 * what iTop makes of it by itself.
 */
class Words
{
	/** U+2060, which nobody sees. */
	const JOINER = "\u{2060}";

	/** A text that is no markup in HTML either, where iTop's notifications put it as it is. */
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
	 * What a placeholder of a notification stands for: `html(…)` is escaped by iTop, and the transcript is HTML; the rest is
	 * plain text, which iTop puts into the HTML of a mail as it is.
	 *
	 * @param mixed $value what iTop would put there
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
