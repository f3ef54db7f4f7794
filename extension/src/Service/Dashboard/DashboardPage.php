<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Dashboard;

use Dict;
use iTopWebPage;
use ItopTawk\Helper\Log;
use LoginWebPage;
use Throwable;
use utils;

/**
 * The page behind "Agent dashboard", as far as HTTP is concerned: who may open it, and what is answered.
 *
 * GET shows the page with an empty frame. Its form, which only this page can send (iTop's transaction id), asks for the entry;
 * the answer is a redirect, so that no page contains the link.
 */
class DashboardPage
{
	const ENTER = 'enter';

	public static function Run(): void
	{
		// Asks who is not logged in; sends users of portals away.
		LoginWebPage::DoLogin();
		try {
			$oAccess = DashboardAccess::Mine();
			if ($_SERVER['REQUEST_METHOD'] === 'POST' && utils::ReadPostedParam('operation', '') === self::ENTER) {
				self::Enter($oAccess);
			} else {
				self::Show($oAccess);
			}
		} catch (Throwable $oException) {
			Log::Failure($oException, 'the agent dashboard fails');
			self::Say(500, Dict::S('ItopTawk:Unreachable'));
		}
	}

	private static function Enter(?DashboardAccess $oAccess): void
	{
		if ($oAccess === null || $oAccess->sOperator === null) {
			self::Say(403, Dict::S('ItopTawk:Dashboard:NotAllowed'));
		} elseif (!utils::IsTransactionValid(utils::ReadPostedParam('transaction_id', '', 'transaction_id'))) {
			self::Say(409, Dict::S('ItopTawk:Dashboard:Again'));
		} else {
			self::Headers(303);
			header('Location: '.EntryLink::Make($oAccess->sServer, $oAccess->sSecret, $oAccess->sOperator, time()));
		}
	}

	private static function Show(?DashboardAccess $oAccess): void
	{
		$oPage = new iTopWebPage(Dict::S('Menu:ItopTawk:Dashboard'));
		if ($oAccess === null || $oAccess->sOperator === null) {
			http_response_code(403);
			$oPage->add(DashboardView::Message(Dict::S(($oAccess === null) ? 'ItopTawk:Dashboard:NotAllowed' : 'ItopTawk:Dashboard:Login')));
		} else {
			$oView = new DashboardView($oAccess->sServer, $oAccess->sOperator);
			$oPage->add($oView->Html());
			$oPage->add_ready_script($oView->Script());
		}
		$oPage->output();
	}

	/**
	 * Answers without iTop's menu: it stands in the frame, or in a tab of its own.
	 */
	private static function Say(int $iStatus, string $sText): void
	{
		self::Headers($iStatus);
		header('Content-Type: text/html; charset=utf-8');
		$sAgain = '<a href="'.DashboardView::Text(DashboardView::Address()).'" target="_top">'.DashboardView::Text(Dict::S('ItopTawk:Retry')).'</a>';
		echo '<!DOCTYPE html><title>iTop</title><body style="font-family:sans-serif">'.DashboardView::Message($sText)."<p>$sAgain</p></body>";
	}

	private static function Headers(int $iStatus): void
	{
		http_response_code($iStatus);
		header('Cache-Control: no-store, private');
		header('Referrer-Policy: no-referrer');
		header('X-Content-Type-Options: nosniff');
		header('X-Frame-Options: SAMEORIGIN');
	}
}
