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
 * What stands in the page: one statement that leaves the chat context and fetches the widget, without blocking the page.
 */
class ChatScript
{
	/**
	 * The launcher at the bottom right lies on no button of the portal's. Two need room for that in a window that is not
	 * small, as a look at each page of 2.7 to 3.3 told: the end of the profile's page up to 3.2, and the buttons that iTop
	 * keeps at the window's side while a form is longer than it. All other pages end with room of their own.
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
	 * @param callable|null $fMore more JavaScript for a page with that context
	 *
	 * @return string JavaScript, '' where there is no chat or where anything failed
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

		// A script element delays the page's load event until it has arrived, fetch() does not. The element serves where
		// fetch() cannot: an iTop under a second host name, a strict policy, an old browser.
		return '(function(w,d,u){if(w.itopTawk)return;w.itopTawk='.self::Json($aContext).';'
			// A tawk.to snippet of the page's own that comes later is left alone: our launcher goes. Where our chat has begun,
			// there is one already (src/widget/chat/client.ts).
			.'if(!w.Tawk_API)Object.defineProperty(w,"Tawk_API",{configurable:true,set:function(v){delete w.Tawk_API;w.Tawk_API=v;var e=d.querySelector("itop-tawk");if(e)e.remove()}});'
			.'function add(k,v){var s=d.createElement("script");s.async=true;s[k]=v;d.head.appendChild(s)}'
			.'function old(){add("src",u)}'
			.'if(!w.fetch)return old();'
			.'w.fetch(u).then(function(r){if(!r.ok)throw r;return r.text()}).then(function(t){add("text",t+"\\n//# sourceURL="+u)})["catch"](old)'
			.'})(window,document,'.self::Json(self::Url('widget.js')).');';
	}

	/**
	 * @return string of a script that comes by import(), which takes it from the host of the page only: hence without a host
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
