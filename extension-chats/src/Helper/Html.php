<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Helper;

/** iTop's own function for it has different names in 2.7 and 3.3. */
class Html
{
	/** A text as HTML, also safe inside quotes. */
	public static function Text($sText): string
	{
		return htmlspecialchars((string) $sText, ENT_QUOTES, 'UTF-8');
	}
}
