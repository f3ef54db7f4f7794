<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Page;

use ItopTawk\Helper\Log;
use ItopTawk\Helper\Settings;
use ItopTawk\Helper\SettingTable;
use ItopTawk\Service\Place\BrickLink;
use ItopTawk\Service\Place\ChatAccess;
use RuntimeException;
use Symfony\Component\DependencyInjection\Container;
use Throwable;
use utils;

/**
 * The script in the page: one statement that sets the chat context and loads the widget, without blocking the page.
 */
class ChatScript
{
	/**
	 * Makes room for the launcher at the bottom right, so that it covers none of the portal's buttons. A check of each page of
	 * 2.7 to 3.3 showed two places without room in a window that is not small: the end of the profile's page up to 3.2, and the
	 * buttons that iTop shows at the window's side while a form is longer than the window. All other pages end with free room.
	 */
	const PORTAL_ROOM = '(function(s){s.textContent="@media(min-width:768px){.page_user-profile_brick:not(.ipb-body){padding-bottom:90px}.form_btn_regular.sticky{bottom:90px}}";document.head.appendChild(s)})(document.createElement("style"));';

	public static function ForConsole(): string
	{
		return self::Guarded(function () {
			return ChatContext::ForPortal(ChatAccess::CONSOLE);
		});
	}

	public static function ForPortal(Container $oContainer): string
	{
		return self::Guarded(function () use ($oContainer) {
			$aContext = ChatContext::ForPortal($oContainer->getParameter('combodo.portal.instance.id'));
			$aLink = ($aContext === null) ? null : BrickLink::Find($oContainer, BrickLink::NEW_REQUEST);

			return ($aLink === null) ? $aContext : $aContext + array('newRequest' => $aLink);
		}, function (array $aContext) {
			$bIsAtBottomRight = ($aContext['launcher']['position'] === 'bottom-right');

			return UserMenu::ForPortal(self::Json($aContext['texts']['open'])).($bIsAtBottomRight ? self::PORTAL_ROOM : '');
		});
	}

	/**
	 * @param callable|null $fMore returns further JavaScript for a page with that context
	 *
	 * @return string JavaScript, '' if there is no chat or something failed
	 */
	private static function Guarded(callable $fContext, ?callable $fMore = null): string
	{
		try {
			$aContext = $fContext();

			if ($aContext === null) {
				return '';
			}

			return self::Script($aContext).(($fMore === null) ? '' : $fMore($aContext));
		} catch (Throwable $oException) {
			Log::Failure($oException, 'no chat on this page');

			return '';
		}
	}

	private static function Script(array $aContext): string
	{
		$sProvider = isset($aContext['provider']) ? $aContext['provider'] : SettingTable::DEFAULT_PROVIDER;
		$aContext['chatUrl'] = self::Path(SettingTable::CHAT_SCRIPTS[$sProvider]);

		// A script element delays the page's load event until the script has loaded, fetch() does not. The element is used when
		// fetch() fails: an iTop under a second host name, a strict policy, an old browser.
		return '(function(w,d,u){if(w.itopTawk)return;w.itopTawk='.self::Json($aContext).';'
			// If the page has its own tawk.to snippet, which loads later, our launcher is removed. If our chat has started,
			// there is one already (src/widget/tawk/client.ts).
			.'if(!w.Tawk_API)Object.defineProperty(w,"Tawk_API",{configurable:true,set:function(v){delete w.Tawk_API;w.Tawk_API=v;var e=d.querySelector("itop-tawk");if(e)e.remove()}});'
			.'function add(k,v){var s=d.createElement("script");s.async=true;s[k]=v;d.head.appendChild(s)}'
			.'function old(){add("src",u)}'
			.'if(!w.fetch)return old();'
			.'w.fetch(u).then(function(r){if(!r.ok)throw r;return r.text()}).then(function(t){add("text",t+"\\n//# sourceURL="+u)})["catch"](old)'
			.'})(window,document,'.self::Json(self::Url('widget.js')).');';
	}

	/**
	 * @return string address without a host, for a script that import() loads: import() accepts only the host of the page
	 */
	public static function Path(string $sFile): string
	{
		return (string)preg_replace('~^https?://[^/]*~i', '', self::Url($sFile));
	}

	private static function Url(string $sFile): string
	{
		// The portal of 2.7 and 3.0 does not version assets by compilation, hence our own version.
		return utils::GetAbsoluteUrlModulesRoot().Settings::MODULE."/asset/js/$sFile?v=".utils::GetCompiledModuleVersion(Settings::MODULE);
	}

	/**
	 * JSON in ASCII, harmless inside a script element whatever the value holds.
	 */
	private static function Json($value): string
	{
		$sJson = json_encode($value, JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT | JSON_UNESCAPED_SLASHES);
		if ($sJson === false) {
			throw new RuntimeException('the chat context cannot be written as JSON');
		}

		return $sJson;
	}
}
