<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Helper;

/** No function of iTop's for it has the same name in 2.7 and 3.3. */
class Html
{
	/** A text as HTML that shows it, also within quotes. */
	public static function Text($sText): string
	{
		return htmlspecialchars((string) $sText, ENT_QUOTES, 'UTF-8');
	}
}
