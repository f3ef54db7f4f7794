<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Helper;

/**
 * Written by "npm run build" from src/contract/mark.ts, where each form is explained.
 */
class ChatMark
{
	const OWN_ID = '%1$s/%2$s';
	const START = '<a name="tawk.to/%1$s/';
}
