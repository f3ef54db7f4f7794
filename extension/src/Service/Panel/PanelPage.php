<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Panel;

use ItopTawk\Helper\Log;
use ItopTawk\Service\Place\ChatAccess;
use ItopTawk\Service\Place\ConsolePlace;
use ItopTawk\Service\Place\PortalPlace;
use LoginWebPage;
use RuntimeException;
use Throwable;
use UserRights;
use utils;

/**
 * The page behind the panel as far as HTTP is concerned: who may ask; and the answer is always JSON.
 *
 * GET with "about", "q", "facts", "news", "usual", "viewed" or "operation=proof" reads; POST with "about" stores a
 * choice, and with "answered" that an agent has answered. PanelAnswer makes the answers.
 */
class PanelPage
{
	public static function Run(): void
	{
		ob_start();
		try {
			list($iStatus, $aAnswer) = self::Answer();
			$sJson = self::Json($aAnswer);
		} catch (Throwable $oException) {
			Log::Failure($oException, 'the panel fails');
			$iStatus = 500;
			$sJson = '{}';
		}
		// Discards everything else that was printed: it is not JSON.
		while (ob_get_level() > 0) {
			ob_end_clean();
		}
		http_response_code($iStatus);
		header('Content-Type: application/json; charset=utf-8');
		header('Cache-Control: no-store, private');
		header('X-Content-Type-Options: nosniff');
		echo $sJson;
	}

	/**
	 * @return array HTTP status and answer
	 */
	private static function Answer(): array
	{
		$bIsPost = ($_SERVER['REQUEST_METHOD'] === 'POST');
		// Only this iTop's pages can send our own header: other sites would need permission (a CORS preflight request).
		if ($bIsPost && (!isset($_SERVER['HTTP_X_ITOP_TAWK']) || $_SERVER['HTTP_X_ITOP_TAWK'] !== '1')) {
			return array(400, array());
		}
		$sPortalId = self::Parameter('portal_id');
		if (!self::LogIn($sPortalId)) {
			return array(403, array());
		}
		$oSettings = ChatAccess::Settings($sPortalId);
		$bIsPortal = ($sPortalId !== ChatAccess::CONSOLE);
		// The portal serves nobody without a contact.
		if ($oSettings === null || ($bIsPortal && UserRights::GetContactId() == 0)) {
			return array(403, array());
		}
		$oAnswer = new PanelAnswer($oSettings, $sPortalId, $oSettings->Desk((int)self::Parameter('desk')), $bIsPortal ? new PortalPlace($sPortalId) : new ConsolePlace());
		if ($bIsPost) {
			if (isset($_POST['answered'])) {
				return array(200, $oAnswer->Answered());
			}
			$aAnswer = $oAnswer->Choose(self::Parameter('about'));

			return ($aAnswer === null) ? array(404, array()) : array(200, $aAnswer);
		}
		if (self::Parameter('operation') === 'proof') {
			return array(200, $oAnswer->Proof());
		}
		if (isset($_GET['q'])) {
			return array(200, $oAnswer->Search(self::Parameter('q')));
		}
		if (isset($_GET['facts'])) {
			return array(200, $oAnswer->Facts());
		}
		if (isset($_GET['usual'])) {
			return array(200, $oAnswer->Usual());
		}
		if (isset($_GET['news'])) {
			return array(200, $oAnswer->News());
		}
		if (isset($_GET['viewed'])) {
			return array(200, $oAnswer->Viewed(self::Parameter('viewed')));
		}

		return array(200, $oAnswer->Show(self::Parameter('about')));
	}

	/**
	 * @return bool false for a user who is not logged in, not allowed in this portal, or where there is no such portal
	 */
	private static function LogIn(string $sPortalId): bool
	{
		// Only users who are logged in: iTop would ask others for a password, or redirect them.
		if (!isset($_SESSION['auth_user'])) {
			return false;
		}
		// Parameters that log off or show a form (iTop) and that start the portal in debug mode; a header that ends in an empty 401.
		unset($_REQUEST['loginop'], $_REQUEST['debug'], $_SERVER['HTTP_X_COMBODO_AJAX']);
		$bIsLoggedIn = (LoginWebPage::DoLoginEx($sPortalId, false, LoginWebPage::EXIT_RETURN) === LoginWebPage::EXIT_CODE_OK);
		// iTop 2.7 would lock the session, and so block all other pages of this user, until the end.
		session_write_close();

		return $bIsLoggedIn;
	}

	private static function Parameter(string $sName): string
	{
		$value = utils::ReadParam($sName, '', false, 'raw_data');

		return is_string($value) ? $value : '';
	}

	private static function Json(array $aAnswer): string
	{
		$sJson = json_encode(($aAnswer === array()) ? (object)array() : $aAnswer, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
		if ($sJson === false) {
			throw new RuntimeException('the answer cannot be written as JSON');
		}

		return $sJson;
	}
}
