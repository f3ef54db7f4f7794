<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Service;

/**
 * Nobody makes or edits a chat in the console: its form has no field. Yet iTop offers both to administrators and to
 * whoever may write by REST, on chats, above lists and in 3.x under the plus sign of each page. Rights cannot say
 * otherwise, because iTop asks none of an administrator, and no hook takes an entry out of a menu. A style sheet does,
 * also in lists that come later.
 */
class ReadOnlyChats
{
	/** 2.7 draws a box around the link of an entry; browsers that do not know `:has` leave the box. */
	const STYLE = 'a[href*="operation=new&class=TawkChat"],a[href*="operation=modify&class=TawkChat"],a[href*="route=object.modify&class=TawkChat"],a[href*="operation=select_for_modify_all&class=TawkChat"],.ibo-quick-create [value=TawkChat],.ibo-quick-create [data-value=TawkChat]{display:none!important}'
		.'.actions_button:has(>a[href*="operation=new&class=TawkChat"]),.actions_button:has(>a[href*="operation=modify&class=TawkChat"]){display:none}';
}
