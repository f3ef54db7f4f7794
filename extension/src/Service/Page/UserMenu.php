<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Page;

/**
 * The entry for the chat in iTop's user menu: a user who has hidden the launcher finds the chat there.
 */
class UserMenu
{
	/** JavaScript; the launcher's element is ours, and if the page has none, nothing happens. */
	const OPEN = '(function(e){if(e){e.hidden=false;e.shadowRoot.querySelector("button").click()}})(document.querySelector("itop-tawk"))';

	/**
	 * The portals have no hook for their user menu, from 2.7 to 3.3 (iPopupMenuExtension::PORTAL_USER_ACTIONS is said to be
	 * "not implemented yet"). So the entry is a copy of the one of the profile, which each of these menus has: beside the
	 * page and, on phones, above it.
	 *
	 * @param string $sLabel as JSON
	 *
	 * @return string JavaScript
	 */
	public static function ForPortal(string $sLabel): string
	{
		return '(function(d,t){try{[].forEach.call(d.querySelectorAll(".dropdown-menu .fa-user,.user_options .fa-user,.navbar-nav>li:not([class]) .fa-user"),function(i){'
			.'var o=i.closest("li"),c=o.cloneNode(true),a=c.querySelector("a"),s=a.firstElementChild;'
			.'s.className=s.className.replace("fa-user","fa-comments");'
			.'a.textContent="";a.appendChild(s);a.appendChild(d.createTextNode(t));a.href="#";'
			.'a.setAttribute("role","button");a.setAttribute("data-itop-tawk","");'
			.'a.onclick=function(){'.self::OPEN.';return false};'
			.'o.parentNode.insertBefore(c,o.nextSibling)'
			.'})}catch(e){}})(document,'.$sLabel.');';
	}
}
