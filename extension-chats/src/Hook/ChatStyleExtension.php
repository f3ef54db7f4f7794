<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Hook;

use iBackofficeStyleExtension;
use ItopTawk\Chats\Service\ReadOnlyChats;

/**
 * The console of iTop 3.0 and later.
 */
class ChatStyleExtension implements iBackofficeStyleExtension
{
	/**
	 * @inheritDoc
	 */
	public function GetStyle(): string
	{
		return ReadOnlyChats::STYLE;
	}
}
