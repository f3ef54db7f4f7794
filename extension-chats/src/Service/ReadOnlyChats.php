<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Service;

/**
 * Hides the entries to create or edit a chat in the console: the form has no fields. iTop offers both to administrators and to
 * users who may write through REST: on chats, above lists, and in 3.x under the plus sign of each page. Rights cannot prevent
 * that, because iTop checks none for an administrator, and no hook removes an entry from a menu. A style sheet can, also in
 * lists that are loaded later.
 */
class ReadOnlyChats
{
	/** iTop 2.7 draws a box around the link of an entry; browsers without `:has` still show the box. */
	const STYLE = 'a[href*="operation=new&class=TawkChat"],a[href*="operation=modify&class=TawkChat"],a[href*="route=object.modify&class=TawkChat"],a[href*="operation=select_for_modify_all&class=TawkChat"],.ibo-quick-create [value=TawkChat],.ibo-quick-create [data-value=TawkChat]{display:none!important}'
		.'.actions_button:has(>a[href*="operation=new&class=TawkChat"]),.actions_button:has(>a[href*="operation=modify&class=TawkChat"]){display:none}';
}
