<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service;

use ItopTawk\Helper\Log;
use ItopTawk\Helper\Settings;
use RuntimeException;
use Symfony\Component\DependencyInjection\Container;
use Throwable;
use utils;

require_once __DIR__.'/ChatContext.php';

/**
 * What stands in the page: one statement that leaves the chat context and fetches the widget without blocking the page.
 */
class ChatScript
{
	const CONSOLE = 'backoffice';

	public static function ForConsole(): string
	{
		return self::Guarded(function () {
			return self::CONSOLE;
		});
	}

	public static function ForPortal(Container $oContainer): string
	{
		return self::Guarded(function () use ($oContainer) {
			return $oContainer->getParameter('combodo.portal.instance.id');
		});
	}

	/**
	 * @return string JavaScript, '' where there is no chat or where anything failed
	 */
	private static function Guarded(callable $fPortalId): string
	{
		try {
			$aContext = ChatContext::ForPortal($fPortalId());

			return ($aContext === null) ? '' : self::Script($aContext);
		} catch (Throwable $oException) {
			Log::Failure($oException);

			return '';
		}
	}

	private static function Script(array $aContext): string
	{
		// The portal of 2.7 and 3.0 does not version assets by compilation, hence our own version.
		$sUrl = utils::GetAbsoluteUrlModulesRoot().Settings::MODULE.'/asset/js/widget.js?v='.utils::GetCompiledModuleVersion(Settings::MODULE);

		return '(function(w,d){if(w.itopTawk)return;w.itopTawk='.self::Json($aContext).';'
			.'var s=d.createElement("script");s.async=true;s.src='.self::Json($sUrl).';d.head.appendChild(s)})(window,document);';
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
